package azmock;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** This JVM while it is led to fakes: by system properties, and by what has read them before. */
final class Jvm {
  private static final String AZURE_CONFIGURATION = "com.azure.core.util.Configuration";
  // Azure's client that leaves names to the proxy, and asks each time what is trusted.
  private static final String AZURE_CLIENT =
      "com.azure.core.http.jdk.httpclient.JdkHttpClientProvider";

  private final Map<String, String> before = new HashMap<>();
  private final SSLContext context;
  private final SSLSocketFactory sockets = HttpsURLConnection.getDefaultSSLSocketFactory();

  Jvm(Map<String, String> properties, SSLContext fakes) {
    try {
      context = SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AzmockException("this JVM has no TLS", e);
    }
    properties.forEach(this::set);
    if (has(AZURE_CLIENT)) {
      set("AZURE_HTTP_CLIENT_IMPLEMENTATION", AZURE_CLIENT);
    }
    trust(fakes, fakes.getSocketFactory());
  }

  void restore() {
    before.forEach((name, value) -> {
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, value);
      }
      tellAzure("remove", name);
    });
    trust(context, sockets);
  }

  private void set(String name, String value) {
    before.put(name, System.setProperty(name, value));
    tellAzure("put", name, value);
  }

  private static void trust(SSLContext context, SSLSocketFactory sockets) {
    SSLContext.setDefault(context);
    HttpsURLConnection.setDefaultSSLSocketFactory(sockets);
  }

  /** Azure's SDK keeps each property and variable as it was when it was first read. */
  private static void tellAzure(String call, String... arguments) {
    if (!has(AZURE_CONFIGURATION)) {
      return;
    }
    try {
      Class<?> type = load(AZURE_CONFIGURATION);
      Class<?>[] texts = new Class<?>[arguments.length];
      Arrays.fill(texts, String.class);
      type.getMethod(call, texts).invoke(
          type.getMethod("getGlobalConfiguration").invoke(null), (Object[]) arguments);
    } catch (ReflectiveOperationException e) {
      throw new AzmockException("Azure's SDK cannot be led to the fakes", e);
    }
  }

  private static boolean has(String type) {
    try {
      load(type);
      return true;
    } catch (ClassNotFoundException | LinkageError e) { // The latter before Java 12.
      return false;
    }
  }

  private static Class<?> load(String type) throws ClassNotFoundException {
    return Class.forName(type, false, Thread.currentThread().getContextClassLoader());
  }
}
