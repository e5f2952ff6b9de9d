import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/** Asks for a token as Kafka's clients do before they log in to a broker by OAUTHBEARER. */
public class Kafka {
  public static void main(String[] args) throws IOException {
    Driver.run(args[0], client -> {
      if (!client.has("client_secret")) throw new Driver.Inexpressible("Kafka has a secret alone");
      var of = client.get("client_secret");
      var endpoint = String.format("https://login.microsoftonline.com/%s/oauth2/v2.0/token",
          of.path("tenant_id").asText());
      // Kafka asks no other.
      System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", endpoint);
      var callback = new OAuthBearerTokenCallback();
      var handler = new OAuthBearerLoginCallbackHandler();
      handler.configure(settings(endpoint), OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
          List.of(login(of, client.at("/calls/0/get_token/scopes/0").asText())));
      handler.handle(new Callback[] {callback});
      return callback.token().value();
    });
  }

  private static Map<String, Object> settings(String endpoint) {
    var known = new ConfigDef();
    SaslConfigs.addClientSaslSupport(known);
    return known.parse(Map.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, endpoint));
  }

  /** What sasl.jaas.config says. */
  private static AppConfigurationEntry login(JsonNode of, String scope) {
    return new AppConfigurationEntry(
        OAuthBearerLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED,
        Map.of("clientId", of.path("client_id").asText(),
            "clientSecret", of.path("client_secret").asText(), "scope", scope));
  }
}
