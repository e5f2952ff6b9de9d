package azmock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fakes in a process of their own, until they are closed.
 *
 * <pre>{@code
 * try (Fakes fakes = Azmock.serve("--clock", "frozen")) { ... }
 * }</pre>
 */
public final class Fakes extends AdminService implements AutoCloseable {
  private Jvm led;

  Fakes(String... arguments) {
    super(new Server(arguments));
  }

  // ---- How a program gets there ----

  /**
   * Leads this JVM to the fakes until they are closed: {@link #systemProperties} are set, Azure's
   * SDK is told, and the fakes' certificates are what is trusted. The JUnit extension does it.
   *
   * <pre>{@code
   * try (Fakes fakes = Azmock.serve("--scenario", "imds-token").leadThisJvm()) { ... }
   * }</pre>
   *
   * @return these fakes
   */
  public synchronized Fakes leadThisJvm() {
    if (led == null) {
      led = new Jvm(systemProperties(), server.context);
    }
    return this;
  }

  /** Stops the fakes; the JVM is led to them no more. May be called again. */
  @Override
  public synchronized void close() {
    if (led != null) {
      led.restore();
      led = null;
    }
    server.stop();
  }

  /**
   * What another program needs to meet the fakes: who it is, proxies that lead Azure's host names
   * to them, and the certificates to trust; for Java too.
   *
   * <pre>{@code
   * ProcessBuilder app = new ProcessBuilder("python3", "app.py");
   * app.environment().putAll(fakes.environment());
   * }</pre>
   *
   * @return environment variables
   */
  public Map<String, String> environment() {
    Map<String, String> environment = variables();
    String proxy = environment.get("http_proxy");
    for (String name : List.of("https_proxy", "HTTPS_PROXY", "HTTP_PROXY")) {
      environment.put(name, proxy);
    }
    environment.put("NO_PROXY", environment.get("no_proxy"));
    StringBuilder options = new StringBuilder();
    waysOfJava().forEach((name, value) ->
        options.append(" -D").append(name).append('=').append(value));
    environment.put("JAVA_TOOL_OPTIONS", options.substring(1));
    return environment;
  }

  /**
   * The same for a program in Java, in whose SDK of Azure's a property comes before the variable.
   *
   * <pre>{@code
   * fakes.systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
   * }</pre>
   *
   * @return system properties
   */
  public Map<String, String> systemProperties() {
    Map<String, String> properties = waysOfJava();
    properties.putAll(variables());
    return properties;
  }

  /**
   * The fakes' own address, for programs that no proxy leads: AZURE_AUTHORITY_HOST.
   *
   * <pre>{@code
   * new ClientSecretCredentialBuilder().authorityHost(fakes.authority()).disableInstanceDiscovery()
   * }</pre>
   *
   * @return such as {@code https://localhost:34001/}
   */
  public String authority() {
    return ready().message("endpoints").text("entra") + "/";
  }

  /**
   * All that {@code azmock serve} says when it is ready: endpoints, files, limits.
   *
   * <pre>{@code fakes.ready().message("endpoints").text("imds")}</pre>
   *
   * @return the ready line
   */
  public Message ready() {
    return server.ready;
  }

  /** Azure's own names lead to the fakes, so no program has to be told of another authority. */
  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    ready().message("environment").asMap().forEach(
        (name, value) -> variables.put(name, value.toString()));
    variables.remove("AZURE_AUTHORITY_HOST");
    return variables;
  }

  private Map<String, String> waysOfJava() {
    String proxy = ready().message("environment").text("http_proxy");
    int colon = proxy.lastIndexOf(':');
    Map<String, String> properties = new LinkedHashMap<>();
    for (String scheme : List.of("http", "https")) {
      properties.put(scheme + ".proxyHost", proxy.substring("http://".length(), colon));
      properties.put(scheme + ".proxyPort", proxy.substring(colon + 1));
    }
    properties.put("http.nonProxyHosts", "localhost|127.*|[::1]");
    properties.put("javax.net.ssl.trustStore", server.trustStore.toString());
    properties.put("javax.net.ssl.trustStorePassword", Trust.PASSWORD);
    properties.put("javax.net.ssl.trustStoreType", "PKCS12");
    return properties;
  }
}
