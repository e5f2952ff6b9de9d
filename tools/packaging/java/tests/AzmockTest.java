package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import azmock.Azmock;
import azmock.AzmockException;
import azmock.AzmockServe;
import azmock.Fakes;
import azmock.Message;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The Java package, with nothing but Java and JUnit 5. */
@AzmockServe({"--clock", "frozen"})
class AzmockTest {
  private static final Map<String, ?> TOKEN = Map.of("method", "POST", "path", "*/token");

  private static String form() {
    return "grant_type=client_credentials&scope=https://vault.azure.net/.default&client_id="
        + System.getProperty("AZURE_CLIENT_ID") + "&client_secret="
        + System.getProperty("AZURE_CLIENT_SECRET");
  }

  private static URI tokenEndpoint() {
    return URI.create("https://login.microsoftonline.com/" + System.getProperty("AZURE_TENANT_ID")
        + "/oauth2/v2.0/token");
  }

  /** The status of a token request by Java's HTTP client. */
  private static int ask() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(tokenEndpoint())
        .POST(HttpRequest.BodyPublishers.ofString(form())).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void azuresOwnNamesLeadToTheFakes(Fakes fakes) throws Exception {
    assertEquals(200, ask());
    HttpURLConnection connection = (HttpURLConnection) tokenEndpoint().toURL().openConnection();
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(form().getBytes());
    }
    assertEquals(200, connection.getResponseCode());
    for (Message entry : fakes.journal()) {
      assertEquals("login.microsoftonline.com", entry.text("host"));
      assertEquals(200, entry.number("status"));
    }
    assertEquals(2, fakes.journal().size());
  }

  @Test
  void scenariosAndFaultsComeAndGo(Fakes fakes) throws Exception {
    Message client = fakes.arm("client-secret-expired").message("client_secret");
    assertFalse(client.text("tenant_id").isEmpty());
    fakes.disarm("client-secret-expired");
    fakes.arm(Map.of("id", "own", "title", "Own", "rules", List.of(Map.of("match", TOKEN,
        "steps", List.of(Map.of("times", 1, "respond", Map.of("status", 418)))))));
    assertEquals(418, ask());
    assertEquals(200, ask());
    assertEquals("fault-1", fakes.injectFault(TOKEN, Map.of("respond", Map.of("status", 503)),
        Map.of("respond", Map.of("status", 502))));
    assertEquals(503, ask());
    assertEquals(502, ask());
    fakes.arm("id: \"text\" title: \"A text\" rules { match { path: \"*/token\" } "
        + "steps { times: -1 respond { status: 500 } } }");
    assertEquals(500, ask());
    fakes.disarm();
    assertEquals(200, ask());
  }

  @Test
  void theDirectory(Fakes fakes) {
    fakes.mergeDirectory(Map.of("tenants", List.of(Map.of("id", "contoso.example"))));
    fakes.mergeDirectory("tenants { id: 'contoso.example' domains: 'contoso.test' "
        + "applications { app_id: 'a' disabled: true } }");
    Message tenant = fakes.directory("contoso.test").messages("tenants").get(0);
    assertEquals("contoso.example", tenant.text("id"));
    assertEquals(List.of("contoso.test"), tenant.values("domains"));
    assertTrue(tenant.messages("applications").get(0).flag("disabled"));
    assertTrue(fakes.directory().messages("tenants").size() > 1);
    fakes.mergeDirectory(fakes.directory("contoso.test").asMap());
    fakes.resetTenant("contoso.test");
  }

  @Test
  void theClock(Fakes fakes) {
    fakes.setClock(Instant.parse("2026-01-31T12:00:00Z"));
    fakes.advanceClock(Duration.ofSeconds(70));
    assertEquals(Instant.parse("2026-01-31T12:01:10Z"), fakes.now());
    fakes.setClock(Fakes.ClockMode.FOLLOW);
    assertEquals("MODE_FOLLOW", fakes.call("GetClock", Map.of()).text("mode"));
  }

  @Test
  void whatHasBeenAsked(Fakes fakes) throws Exception {
    ask();
    Map<String, ?> filter = Map.of("match", TOKEN);
    assertEquals(1, fakes.waitForRequests(1, filter, Duration.ofSeconds(30)).size());
    assertEquals(1, fakes.journal(filter).size());
    fakes.verify(Map.of("match", TOKEN));
    fakes.verifyNothingElse(Map.of("match", TOKEN, "times", 1));
    AssertionError differs = assertThrows(AssertionError.class,
        () -> fakes.verify(Map.of("match", TOKEN, "times", 2)));
    assertTrue(differs.getMessage().contains("expected exactly 2, saw 1"), differs.getMessage());
    fakes.clearJournal();
    assertEquals(List.of(), fakes.journal());
    assertEquals("DEADLINE_EXCEEDED", assertThrows(AzmockException.class,
        () -> fakes.waitForRequests(1, Map.of(), Duration.ofMillis(1))).code());
  }

  @Test
  void tokensAndUsers(Fakes fakes) {
    assertEquals(3, fakes.issueToken("https://vault.azure.net").split("\\.").length);
    assertTrue(fakes.issueToken("https://vault.azure.net", "ALG_NONE",
        Map.of("roles", List.of("\"\\\u00e9\n"))).endsWith("."));
    assertEquals(List.of(), fakes.deviceCodes());
    for (AzmockException refused : List.of(
        assertThrows(AzmockException.class,
            () -> fakes.approveDeviceCode("ABCDEFGHJ", "ada@contoso.example")),
        assertThrows(AzmockException.class, () -> fakes.declineDeviceCode("ABCDEFGHJ")))) {
      assertTrue(refused.getMessage().contains("no device code \"ABCDEFGHJ\" waits"));
    }
  }

  @Test
  void whatIsRefusedSaysWhy(Fakes fakes) {
    AzmockException refused =
        assertThrows(AzmockException.class, () -> fakes.arm("no-such-scenario"));
    assertEquals("NOT_FOUND", refused.code());
    assertTrue(refused.getMessage().contains("\"no-such-scenario\"; did you mean"));
    refused = assertThrows(AzmockException.class,
        () -> Azmock.serve("--scenario", "no-such-scenario"));
    assertEquals("", refused.code());
    assertTrue(refused.getMessage().contains("unknown scenario"), refused.getMessage());
  }

  @Test
  void anotherProgramMeetsThem(Fakes fakes) throws Exception {
    ProcessBuilder java = new ProcessBuilder(
        "java", "-cp", System.getProperty("java.class.path"), "tests.AzmockTest$Program");
    java.environment().putAll(fakes.environment());
    assertEquals(0, java.redirectErrorStream(true).start().waitFor());
    assertEquals(2, fakes.journal().size());
  }

  /** A token request, and one to a virtual machine's metadata service. */
  static final class Program {
    public static void main(String... unused) throws Exception {
      for (String variable : List.of("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET")) {
        System.setProperty(variable, System.getenv(variable));
      }
      assertEquals(200, ask());
      HttpRequest metadata = HttpRequest.newBuilder(URI.create("http://169.254.169.254/metadata/"
          + "identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net"))
          .header("Metadata", "true").build();
      assertNotEquals(403, HttpClient.newHttpClient()
          .send(metadata, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  @Nested
  class InIt {
    @Test
    @AzmockServe({"--scenario", "client-secret-expired"})
    void theMethodsArgumentsComeFirst() throws Exception {
      assertEquals(401, ask());
    }

    @Test
    void elseThoseOfTheClassAroundIt(Fakes fakes) {
      assertEquals("MODE_FROZEN", fakes.call("GetClock", Map.of()).text("mode"));
    }
  }
}

/** Without JUnit's extension. */
class WithoutExtensionTest {
  @Test
  void theJvmIsAsItWasAfterwards() throws Exception {
    SSLContext before = SSLContext.getDefault();
    System.setProperty("https.proxyPort", "1");
    try (Fakes fakes = Azmock.serve()) {
      assertNull(System.getProperty("AZURE_CLIENT_ID"));
      assertSame(fakes, fakes.leadThisJvm().leadThisJvm());
      assertEquals(System.getProperty("http.proxyPort"), System.getProperty("https.proxyPort"));
      assertTrue(fakes.authority().startsWith("https://localhost:"));
    }
    assertEquals("1", System.clearProperty("https.proxyPort"));
    assertNull(System.getProperty("AZURE_CLIENT_ID"));
    assertSame(before, SSLContext.getDefault());
  }

  @Test
  void theyStop() {
    Fakes fakes = Azmock.serve();
    fakes.close();
    fakes.close();
    AzmockException refused = assertThrows(AzmockException.class, fakes::now);
    assertTrue(refused.getMessage().startsWith("the fakes cannot be asked; were they closed?"));
  }
}
