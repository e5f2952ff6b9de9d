package azmock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The process of the fakes, and the way to its admin service. */
final class Server {
  final Message ready;
  final SSLContext context;
  final Path trustStore;
  private final Process process;
  private final HttpClient client;

  Server(String... arguments) {
    try {
      synchronized (Trust.class) { // The first one makes the certificate authority.
        process = start(arguments);
        ready = new Message(Json.read(firstLine()));
      }
      KeyStore store = Trust.keyStore(Path.of(ready.text("ca_file")));
      context = Trust.context(store);
      trustStore = Trust.file(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new AzmockException("azmock cannot be started", e);
    }
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY).sslContext(context).build();
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Program.path().toString(), "serve",
        "--stop-on-eof", "--ca-dir", Trust.folder().toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private String firstLine() throws IOException {
    String line = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    if (line == null) {
      byte[] said = process.getErrorStream().readAllBytes();
      throw new AzmockException("", new String(said, StandardCharsets.UTF_8).trim());
    }
    return line;
  }

  Message call(String name, Map<String, ?> request) {
    HttpRequest.Builder asked = HttpRequest
        .newBuilder(URI.create(ready.message("endpoints").text("admin") + "/" + name))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Json.write(request)));
    if (!ready.text("control_token").isEmpty()) {
      asked.header("Authorization", "Bearer " + ready.text("control_token"));
    }
    HttpResponse<String> answer = send(asked.build());
    Message said = new Message(Json.read(answer.body()));
    if (answer.statusCode() != 200) {
      throw new AzmockException(said.message("error").text("code"),
          said.message("error").text("message"));
    }
    return said;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AzmockException("the fakes cannot be asked; were they closed?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AzmockException("interrupted while the fakes were asked", e);
    }
  }

  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
