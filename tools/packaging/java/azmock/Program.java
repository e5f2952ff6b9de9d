package azmock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the azmock program is. */
final class Program {
  private Program() {}

  /** That of this jar, else $AZMOCK, else the one on PATH. */
  static Path path() {
    try (InputStream digest = Program.class.getResourceAsStream("bin/azmock.sha256")) {
      if (digest != null) {
        return extracted(new String(digest.readAllBytes(), StandardCharsets.US_ASCII).trim());
      }
    } catch (IOException e) {
      throw new AzmockException("the program of the jar cannot be written to "
          + "$XDG_CACHE_HOME, or ~/.cache without it", e);
    }
    String named = System.getenv("AZMOCK");
    return Path.of(named == null || named.isEmpty() ? "azmock" : named);
  }

  /** One file for all JVMs of the user. It is there as a whole or not at all. */
  private static Path extracted(String digest) throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder = (cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
        .resolve("azmock").resolve(digest);
    Path program = folder.resolve("azmock");
    if (Files.exists(program)) {
      return program;
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "azmock", ".part");
    try (InputStream content = Program.class.getResourceAsStream("bin/azmock")) {
      Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return program;
  }
}
