import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the drivers in Java have in common. */
final class Driver {
  interface Asked {
    /** The token; throws what the SDK does. */
    String getToken(JsonNode client) throws Exception;
  }

  /** The SDK has no words for the scenario. */
  static final class Inexpressible extends RuntimeException {
    Inexpressible(String why) {
      super(why);
    }
  }

  private static final List<String> OF_SDKS =
      List.of("com.azure.", "com.microsoft.", "org.apache.kafka.", "org.springframework.");

  private Driver() {}

  /** Prints in a line of JSON what comes of it: see README.md. */
  static void run(String file, Asked asked) throws IOException {
    var json = new ObjectMapper();
    var client = json.readTree(new File(file)).get("client");
    Map<String, ?> got;
    try {
      var token = asked.getToken(client);
      got = Map.of("token", token != null && !token.isEmpty());
    } catch (Inexpressible e) {
      System.err.println("the SDK cannot express the scenario: " + e.getMessage());
      System.exit(3);
      return;
    } catch (Exception e) {
      got = described(e);
    }
    System.out.println(json.writeValueAsString(got));
    System.exit(0); // Whatever threads the SDK has left.
  }

  /** The error, and what caused it. */
  private static Set<Throwable> causesOf(Throwable error) {
    var causes = new LinkedHashSet<Throwable>();
    for (var cause = error; cause != null && causes.add(cause); ) cause = cause.getCause();
    return causes;
  }

  /** Whatever Java wraps it in, such as an ExecutionException. */
  private static boolean isOfTheSdk(Throwable error) {
    var name = error.getClass().getName();
    return OF_SDKS.stream().anyMatch(name::startsWith);
  }

  private static Map<String, String> described(Throwable error) {
    var causes = causesOf(error);
    var own = causes.stream().filter(Driver::isOfTheSdk).findFirst().orElse(error);
    var texts = causes.stream().map(Throwable::getMessage).filter(Objects::nonNull);
    return Map.of("exception", own.getClass().getSimpleName(),
        "message", texts.collect(Collectors.joining("\n")));
  }

  /** Sets what the scenario has. */
  static void given(JsonNode of, String name, Consumer<String> set) {
    if (of.has(name)) set.accept(of.get(name).asText());
  }

  /** The person's browser, which world.py has made; done when the person is. */
  static void openPage(String url, String code) {
    try {
      new ProcessBuilder("xdg-open", url, code).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
