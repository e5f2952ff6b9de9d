// A user signs in with a device code, which the user's part of the program approves.
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DeviceCodeCredentialBuilder;
import java.net.HttpURLConnection;
import java.net.URL;

public class DeviceCode {
  public static void main(String[] args) {
    String tenant = args[0], client = args[1], user = args[2], scope = args[3];
    var credential = new DeviceCodeCredentialBuilder()
        .tenantId(tenant)
        .clientId(client)
        .challengeConsumer(challenge -> approve(challenge.getUserCode(), user))
        .build();
    var token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
    System.out.println(!token.getToken().isEmpty());
  }

  private static void approve(String code, String user) {
    try {
      var url = new URL(System.getenv("AZMOCK_ADMIN") + "/ApproveDeviceCode");
      var connection = (HttpURLConnection) url.openConnection();
      connection.setDoOutput(true);
      connection.getOutputStream().write(
          String.format("{\"user_code\": \"%s\", \"username\": \"%s\"}", code, user).getBytes());
      if (connection.getResponseCode() != 200) throw new IllegalStateException("not approved");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
