package azmock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A message of the admin service, as its answers have them. What a message leaves out has its
 * default, as everywhere in protobuf: "", 0, false, nothing.
 *
 * <pre>{@code
 * Message client = fakes.arm("client-secret-expired").message("client_secret");
 * String tenant = client.text("tenant_id");
 * }</pre>
 */
public final class Message {
  private final Map<String, Object> fields;

  @SuppressWarnings("unchecked") // Names are texts in JSON.
  Message(Object fields) {
    this.fields = Collections.unmodifiableMap((Map<String, Object>) fields);
  }

  /**
   * A text, an instant, a duration or the name of an enum's value.
   *
   * <pre>{@code entry.text("path")}</pre>
   *
   * @param field its name in the .proto file
   * @return the text; "" by default
   */
  public String text(String field) {
    return fields.getOrDefault(field, "").toString();
  }

  /**
   * A number.
   *
   * <pre>{@code entry.number("status")}</pre>
   *
   * @param field its name in the .proto file
   * @return the number; 0 by default
   */
  public long number(String field) {
    return Long.parseLong(fields.getOrDefault(field, 0).toString()); // 64 bits come as a text.
  }

  /**
   * Whether a flag is set.
   *
   * <pre>{@code application.flag("disabled")}</pre>
   *
   * @param field its name in the .proto file
   * @return whether it is; false by default
   */
  public boolean flag(String field) {
    return (Boolean) fields.getOrDefault(field, false);
  }

  /**
   * A message in this one.
   *
   * <pre>{@code fakes.ready().message("endpoints").text("imds")}</pre>
   *
   * @param field its name in the .proto file
   * @return the message; an empty one by default
   */
  public Message message(String field) {
    return new Message(fields.getOrDefault(field, Map.of()));
  }

  /**
   * Messages in this one.
   *
   * <pre>{@code fakes.directory().messages("tenants").get(0).text("id")}</pre>
   *
   * @param field its name in the .proto file
   * @return the messages; none by default
   */
  public List<Message> messages(String field) {
    List<Message> messages = new ArrayList<>();
    values(field).forEach(value -> messages.add(new Message(value)));
    return messages;
  }

  /**
   * Texts, or numbers as Long.
   *
   * <pre>{@code assertEquals(List.of(7000222L), entry.values("aadsts"));}</pre>
   *
   * @param field its name in the .proto file
   * @return the values; none by default
   */
  public List<?> values(String field) {
    return (List<?>) fields.getOrDefault(field, List.of());
  }

  /**
   * All that is in it: maps, lists, texts, numbers and booleans, as requests have them.
   *
   * <pre>{@code fakes.mergeDirectory(saved.asMap());}</pre>
   *
   * @return what is in it, which cannot be changed
   */
  public Map<String, Object> asMap() {
    return fields;
  }

  /** As JSON. */
  @Override
  public String toString() {
    return Json.write(fields);
  }
}
