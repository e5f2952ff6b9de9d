package azmock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as maps, lists, texts, numbers (Long, else Double), booleans and null. */
final class Json {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Throws IllegalArgumentException for what is no JSON, and says where. */
  static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value();
    if (json.peek() != '\0') {
      throw json.fault("the end");
    }
    return value;
  }

  /** What is none of the above is written as its text, such as an Instant. */
  static String write(Object value) {
    if (value instanceof Map) {
      return ((Map<?, ?>) value).entrySet().stream()
          .map(entry -> quoted(entry.getKey().toString()) + ":" + write(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Collection) {
      return ((Collection<?>) value).stream().map(Json::write)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value) : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  private Object value() {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default:
        return word();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    for (boolean more = !took('}'); more; more = goesOn('}')) {
      String name = string();
      expect(':');
      object.put(name, value());
    }
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    expect('[');
    for (boolean more = !took(']'); more; more = goesOn(']')) {
      array.add(value());
    }
    return array;
  }

  private boolean goesOn(char close) {
    if (took(',')) {
      return true;
    }
    expect(close);
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      out.append(c == '\\' ? escaped(next()) : c);
    }
    return out.toString();
  }

  private char escaped(char c) {
    if (c == 'u' && at + 4 <= text.length()) {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    if (ESCAPES.indexOf(c) < 0) {
      throw fault("an escape");
    }
    return ESCAPED.charAt(ESCAPES.indexOf(c));
  }

  private Object word() {
    int begin = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      ++at;
    }
    String word = text.substring(begin, at);
    if (word.equals("null")) {
      return null;
    }
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    if (!word.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
      throw fault("a value");
    }
    return word.matches("-?\\d{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
  }

  private void expect(char wanted) {
    if (!took(wanted)) {
      throw fault(String.valueOf(wanted));
    }
  }

  private boolean took(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    ++at;
    return true;
  }

  /** The next character but spaces; NUL at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      ++at;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char next() {
    if (at == text.length()) {
      throw fault("\"");
    }
    return text.charAt(at++);
  }

  private IllegalArgumentException fault(String wanted) {
    return new IllegalArgumentException("no JSON: at " + at + ", " + wanted + " is missing");
  }
}
