package azmock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of running fakes' admin service ({@code mock_server/admin/admin.proto}). Requests are maps,
 * answers {@link Message}s; both call fields as the .proto files do. Safe for use by many threads.
 * Every call may throw {@link AzmockException}.
 *
 * <p>In the examples
 *
 * <pre>Map&lt;String, ?&gt; token = Map.of("method", "POST", "path", "*&#47;token");</pre>
 */
public abstract class AdminService {
  /** How the fakes' time goes. */
  public enum ClockMode {
    /** As real time does. */
    FOLLOW,
    /** It stands, and moves when it is told to. */
    FROZEN,
    /** It stands, but skips what somebody waits for. */
    JUMP
  }

  final Server server;

  AdminService(Server server) {
    this.server = server;
  }

  // ---- What is answered ----

  /**
   * Plays a scenario.
   *
   * <pre>{@code
   * Message client = fakes.arm("client-secret-expired").message("client_secret");
   * }</pre>
   *
   * @param scenario its id, or the text of a scenario file
   * @return its client, whose tenant its rules are about
   */
  public Message arm(String scenario) {
    return arm(scenario.contains(":") ? "textproto" : "id", scenario);
  }

  /**
   * Plays a scenario of your own.
   *
   * <pre>{@code
   * Map<String, ?> step = Map.of("times", -1, "respond", Map.of("status", 418));
   * fakes.arm(Map.of("id", "teapot", "title", "Short and stout",
   *     "rules", List.of(Map.of("match", token, "steps", List.of(step)))));
   * }</pre>
   *
   * @param scenario the fields of {@code scenario.proto}
   * @return its client, empty if it has none
   */
  public Message arm(Map<String, ?> scenario) {
    return arm("scenario", scenario);
  }

  private Message arm(String source, Object scenario) {
    return call("ArmScenario", Map.of(source, scenario)).message("client");
  }

  /**
   * Ends a scenario, or a fault.
   *
   * <pre>{@code fakes.disarm("client-secret-expired");}</pre>
   *
   * @param id its id
   */
  public void disarm(String id) {
    call("DisarmScenario", Map.of("id", id));
  }

  /**
   * Ends all scenarios and faults.
   *
   * <pre>{@code fakes.disarm();}</pre>
   */
  public void disarm() {
    call("DisarmAll", Map.of());
  }

  /**
   * Answers the next requests that match.
   *
   * <pre>{@code
   * fakes.injectFault(token, Map.of("times", 2, "respond", Map.of("status", 503)));
   * }</pre>
   *
   * @param match the fields of a match, such as method and path; none for any request
   * @param steps the fields of the steps, each for one request, or as many as its {@code times}
   * @return the fault's id
   */
  @SafeVarargs
  public final String injectFault(Map<String, ?> match, Map<String, ?>... steps) {
    return call("InjectFault", Map.of("match", match, "steps", List.of(steps))).text("id");
  }

  // ---- What the fakes know ----

  /**
   * Tenants, applications, users and hosts.
   *
   * <pre>{@code fakes.directory().messages("tenants")}</pre>
   *
   * @return the whole directory
   */
  public Message directory() {
    return directory("");
  }

  /**
   * What belongs to one tenant.
   *
   * <pre>{@code fakes.directory("contoso.example").messages("tenants").get(0)}</pre>
   *
   * @param tenant its id or a domain
   * @return a directory with that tenant alone
   */
  public Message directory(String tenant) {
    return call("GetDirectory", Map.of("tenant", tenant)).message("directory");
  }

  /**
   * Adds to the directory.
   *
   * <pre>{@code
   * fakes.mergeDirectory(Map.of("tenants", List.of(Map.of("id", "contoso.example"))));
   * }</pre>
   *
   * @param directory the fields of {@code directory.proto}
   */
  public void mergeDirectory(Map<String, ?> directory) {
    call("MergeDirectory", Map.of("directory", directory));
  }

  /**
   * Adds to the directory.
   *
   * <pre>{@code fakes.mergeDirectory("tenants { id: 'contoso.example' }");}</pre>
   *
   * @param textproto the text of a file for {@code azmock serve --config}
   */
  public void mergeDirectory(String textproto) {
    call("MergeDirectory", Map.of("textproto", textproto));
  }

  /**
   * Forgets what happened to a tenant; what it is stays.
   *
   * <pre>{@code fakes.resetTenant("contoso.example");}</pre>
   *
   * @param tenant its id or a domain
   */
  public void resetTenant(String tenant) {
    call("ResetTenant", Map.of("tenant", tenant));
  }

  // ---- Time ----

  /**
   * The fakes' time.
   *
   * <pre>{@code Instant before = fakes.now();}</pre>
   *
   * @return what their clock shows
   */
  public Instant now() {
    return Instant.parse(call("GetClock", Map.of()).text("time"));
  }

  /**
   * Sets the fakes' time; how it goes stays.
   *
   * <pre>{@code fakes.setClock(Instant.parse("2026-01-31T12:00:00Z"));}</pre>
   *
   * @param time may be in the past
   */
  public void setClock(Instant time) {
    call("SetClock", Map.of("time", time));
  }

  /**
   * Sets how the fakes' time goes; what time it is stays.
   *
   * <pre>{@code fakes.setClock(AdminService.ClockMode.FROZEN);}</pre>
   *
   * @param mode how it goes from now on
   */
  public void setClock(ClockMode mode) {
    call("SetClock", Map.of("mode", "MODE_" + mode));
  }

  /**
   * Moves the time on; what falls due happens before the call returns.
   *
   * <pre>{@code fakes.advanceClock(Duration.ofHours(1));}</pre>
   *
   * @param duration how far
   */
  public void advanceClock(Duration duration) {
    call("AdvanceClock", Map.of("duration", text(duration)));
  }

  // ---- What has been asked ----

  /**
   * The exchanges.
   *
   * <pre>{@code fakes.journal().get(0).text("path")}</pre>
   *
   * @return all of them, oldest first
   */
  public List<Message> journal() {
    return journal(Map.of());
  }

  /**
   * The exchanges that match.
   *
   * <pre>{@code fakes.journal(Map.of("match", token)).get(0).values("aadsts")}</pre>
   *
   * @param filter any of {@code match}, {@code tenant}, {@code since}
   * @return those, oldest first
   */
  public List<Message> journal(Map<String, ?> filter) {
    return pages("ListJournal", Map.of("filter", filter), "entries");
  }

  /**
   * Waits for exchanges; those that are there already count.
   *
   * <pre>{@code
   * fakes.waitForRequests(2, Map.of("match", token), Duration.ofSeconds(30));
   * }</pre>
   *
   * @param count how many
   * @param filter any of {@code match}, {@code tenant}, {@code since}
   * @param timeout real time, at most 10 minutes
   * @return the first so many, as soon as they are there
   * @throws AzmockException DEADLINE_EXCEEDED if they are not in time
   */
  public List<Message> waitForRequests(int count, Map<String, ?> filter, Duration timeout) {
    return call("WaitForRequests",
        Map.of("filter", filter, "count", count, "timeout", text(timeout))).messages("entries");
  }

  /**
   * Forgets the exchanges.
   *
   * <pre>{@code fakes.clearJournal();}</pre>
   */
  public void clearJournal() {
    call("ClearJournal", Map.of());
  }

  /**
   * Checks that the requests were as expected; there may have been others.
   *
   * <pre>{@code fakes.verify(Map.of("match", token, "times", 2));}</pre>
   *
   * @param expectations the fields of an {@code Expectation} each
   * @throws AssertionError with all that differs
   */
  @SafeVarargs
  public final void verify(Map<String, ?>... expectations) {
    verifyAll(Map.of("expectations", List.of(expectations)));
  }

  /**
   * Checks that the requests were as expected, and that there were no others.
   *
   * <pre>{@code fakes.verifyNothingElse(Map.of("match", token, "times", 2));}</pre>
   *
   * @param expectations the fields of an {@code Expectation} each
   * @throws AssertionError with all that differs
   */
  @SafeVarargs
  public final void verifyNothingElse(Map<String, ?>... expectations) {
    verifyAll(Map.of("expectations", List.of(expectations), "nothing_else", true));
  }

  private void verifyAll(Map<String, ?> request) {
    Message answer = call("Verify", request);
    if (!answer.flag("satisfied")) {
      throw new AssertionError(answer.text("text"));
    }
  }

  // ---- Tokens and users ----

  /**
   * An access token of the fakes' own client.
   *
   * <pre>{@code String token = fakes.issueToken("https://vault.azure.net");}</pre>
   *
   * @param resource whom it is for, by URI or client ID
   * @return the token
   */
  public String issueToken(String resource) {
    return issueToken(resource, "", Map.of());
  }

  /**
   * An access token of the fakes' own client with claims of your own, sound or with a flaw.
   *
   * <pre>{@code
   * fakes.issueToken("https://vault.azure.net", "EXPIRED", Map.of("roles", List.of("Reader")));
   * }</pre>
   *
   * @param resource whom it is for, by URI or client ID
   * @param flaw "" for none, else such as EXPIRED, WRONG_AUDIENCE, TAMPERED, ALG_NONE
   * @param claims claims of the token, before all others of the same name
   * @return the token
   */
  public String issueToken(String resource, String flaw, Map<String, ?> claims) {
    Message environment = server.ready.message("environment");
    return call("IssueToken", Map.of("resource", resource,
        "tenant", environment.text("AZURE_TENANT_ID"),
        "client_id", environment.text("AZURE_CLIENT_ID"),
        "flaw", "FLAW_" + (flaw.isEmpty() ? "UNSPECIFIED" : flaw),
        "claims", Json.write(claims))).text("access_token");
  }

  /**
   * The device codes that were given out, and how far their sign-ins are.
   *
   * <pre>{@code String code = fakes.deviceCodes().get(0).text("user_code");}</pre>
   *
   * @return all of them, oldest first
   */
  public List<Message> deviceCodes() {
    return pages("ListDeviceCodes", Map.of(), "device_codes");
  }

  /**
   * As if the user had entered the code and signed in.
   *
   * <pre>{@code fakes.approveDeviceCode(challenge.getUserCode(), "avery@contoso.example");}</pre>
   *
   * @param userCode as typed; case and hyphens do not matter
   * @param username who signs in
   */
  public void approveDeviceCode(String userCode, String username) {
    call("ApproveDeviceCode", Map.of("user_code", userCode, "username", username));
  }

  /**
   * As if somebody had entered the code and cancelled.
   *
   * <pre>{@code fakes.declineDeviceCode(challenge.getUserCode());}</pre>
   *
   * @param userCode as typed; case and hyphens do not matter
   */
  public void declineDeviceCode(String userCode) {
    call("DeclineDeviceCode", Map.of("user_code", userCode));
  }

  // ---- All others ----

  /**
   * Any call of the admin service.
   *
   * <pre>{@code
   * fakes.call("GetScenario", Map.of("id", "throttled-then-success")).message("scenario")
   * }</pre>
   *
   * @param name the call's
   * @param request the fields of its request
   * @return its answer
   */
  public Message call(String name, Map<String, ?> request) {
    return server.call(name, request);
  }

  private List<Message> pages(String name, Map<String, ?> request, String field) {
    Map<String, Object> asked = new HashMap<>(request);
    List<Message> all = new ArrayList<>();
    do {
      Message answer = call(name, asked);
      all.addAll(answer.messages(field));
      asked.put("page_token", answer.text("next_page_token"));
    } while (!asked.get("page_token").equals(""));
    return all;
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
