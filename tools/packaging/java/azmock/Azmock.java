package azmock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A fake Microsoft Entra ID, with managed-identity hosts and Azure services, for tests. */
public final class Azmock {
  private Azmock() {}

  /**
   * Starts the fakes.
   *
   * <pre>{@code
   * try (Fakes fakes = Azmock.serve("--scenario", "throttled-then-success").leadThisJvm()) {
   *   ...
   * }
   * }</pre>
   *
   * @param arguments those of {@code azmock serve}, but for {@code --ca-dir}: a JVM has one
   * @return the fakes, which serve until they are closed
   * @throws AzmockException saying why they do not start
   */
  public static Fakes serve(String... arguments) {
    return new Fakes(arguments);
  }

  /**
   * The program itself: {@code java -jar azmock.jar run -- CMD}.
   *
   * @param arguments those of {@code azmock}
   * @throws IOException if it cannot be started
   * @throws InterruptedException if that comes before its end
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Program.path().toString()));
    command.addAll(List.of(arguments));
    Process program = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(program::destroy));
    System.exit(program.waitFor());
  }
}
