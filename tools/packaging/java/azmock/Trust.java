package azmock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a JVM has to trust to meet the fakes. */
final class Trust {
  static final String PASSWORD = "changeit";

  private static Path folder;

  private Trust() {}

  /**
   * Keeps one certificate authority for all fakes of this JVM, since HTTP clients read what they
   * trust once.
   */
  static synchronized Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("azmock");
      for (String name : new String[] {"", "ca.pem", "ca-key.pem", "trust.p12"}) {
        folder.resolve(name).toFile().deleteOnExit();
      }
    }
    return folder;
  }

  static KeyStore keyStore(Path certificates) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificates)) {
      store.setCertificateEntry("azmock",
          CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  /** For the system property javax.net.ssl.trustStore. */
  static synchronized Path file(KeyStore store) throws IOException, GeneralSecurityException {
    Path file = folder().resolve("trust.p12");
    if (!Files.exists(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSWORD.toCharArray());
      }
    }
    return file;
  }

  static SSLContext context(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
