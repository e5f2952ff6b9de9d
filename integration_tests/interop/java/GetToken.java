import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.*;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Asks azure-identity for a token as the client of a scenario does. */
public class GetToken {
  public static void main(String[] args) throws IOException {
    Driver.run(args[0], client -> {
      var call = client.at("/calls/0/get_token");
      var request = new TokenRequestContext();
      call.path("scopes").forEach(scope -> request.addScopes(scope.asText()));
      Driver.given(call, "tenant_id", request::setTenantId);
      Driver.given(call, "claims", request::setClaims);
      return credential(client).getTokenSync(request).getToken();
    });
  }

  private static TokenCredential credential(JsonNode client) throws IOException {
    for (var members = client.fields(); members.hasNext(); ) {
      var member = members.next();
      var credential = credential(member.getKey(), member.getValue());
      if (credential != null) return credential;
    }
    throw new Driver.Inexpressible("it has none of " + client);
  }

  /** Of a member of a scenario's client; null if it is none of a credential. */
  private static TokenCredential credential(String member, JsonNode of) throws IOException {
    switch (member) {
      case "client_secret": return clientSecret(of);
      case "client_certificate": return clientCertificate(of);
      case "client_assertion": return clientAssertion(of);
      case "on_behalf_of": return onBehalfOf(of);
      case "workload_identity": return workloadIdentity(of);
      case "azure_pipelines": return azurePipelines(of);
      case "username_password": return usernamePassword(of);
      case "device_code": return deviceCode(of);
      case "interactive_browser": return interactiveBrowser(of);
      case "managed_identity": return managedIdentity(of);
      case "azure_cli": return azureCli(of);
      case "azure_developer_cli": return azureDeveloperCli(of);
      case "azure_powershell": return azurePowerShell(of);
      case "environment_settings": return new EnvironmentCredentialBuilder().build();
      case "default_azure": return defaultAzure(of);
      case "chained_token": return chainedToken(of);
      case "own": return own(of);
      default: return null;
    }
  }

  private static <B extends AadCredentialBuilderBase<B>> B application(B builder, JsonNode of) {
    Driver.given(of, "tenant_id", builder::tenantId);
    Driver.given(of, "client_id", builder::clientId);
    return builder;
  }

  private static TokenCredential clientSecret(JsonNode of) {
    var builder = application(new ClientSecretCredentialBuilder(), of);
    Driver.given(of, "client_secret", builder::clientSecret);
    return builder.build();
  }

  /** Gives the path to the one of the SDK's methods that is for its format. */
  private static void certificate(Consumer<String> pem, Consumer<String> pfx) throws IOException {
    var path = System.getenv("AZURE_CLIENT_CERTIFICATE_PATH"); // Which azmock run has written.
    var text = new String(Files.readAllBytes(Path.of(path)), "ISO-8859-1");
    (text.contains("-----BEGIN") ? pem : pfx).accept(path);
  }

  private static TokenCredential clientCertificate(JsonNode of) throws IOException {
    var builder = application(new ClientCertificateCredentialBuilder(), of)
        .sendCertificateChain(of.path("send_certificate_chain").asBoolean());
    certificate(builder::pemCertificate, builder::pfxCertificate);
    Driver.given(of.get("certificate"), "password", builder::clientCertificatePassword);
    return builder.build();
  }

  private static TokenCredential clientAssertion(JsonNode of) {
    return application(new ClientAssertionCredentialBuilder(), of)
        .clientAssertion(() -> of.at("/assertion/text").asText())
        .build();
  }

  private static TokenCredential onBehalfOf(JsonNode of) throws IOException {
    var builder = application(new OnBehalfOfCredentialBuilder(), of)
        .userAssertion(of.at("/user_assertion/text").asText())
        .sendCertificateChain(of.path("send_certificate_chain").asBoolean());
    Driver.given(of, "client_secret", builder::clientSecret);
    if (of.has("certificate")) {
      certificate(builder::pemCertificate, builder::pfxCertificate);
      Driver.given(of.get("certificate"), "password", builder::clientCertificatePassword);
    }
    if (of.has("client_assertion")) {
      builder.clientAssertion(() -> of.at("/client_assertion/text").asText());
    }
    return builder.build();
  }

  private static TokenCredential workloadIdentity(JsonNode of) {
    if (of.has("enable_azure_proxy")) throw new Driver.Inexpressible("it knows no token proxy");
    return application(new WorkloadIdentityCredentialBuilder(), of).build();
  }

  private static TokenCredential azurePipelines(JsonNode of) {
    var builder = application(new AzurePipelinesCredentialBuilder(), of);
    Driver.given(of, "service_connection_id", builder::serviceConnectionId);
    Driver.given(of, "system_access_token", builder::systemAccessToken);
    return builder.build();
  }

  @SuppressWarnings("deprecation") // As long as the SDK has it.
  private static TokenCredential usernamePassword(JsonNode of) {
    var builder = application(new UsernamePasswordCredentialBuilder(), of);
    Driver.given(of, "username", builder::username);
    Driver.given(of, "password", builder::password);
    return builder.build();
  }

  private static TokenCredential deviceCode(JsonNode of) {
    return application(new DeviceCodeCredentialBuilder(), of)
        .challengeConsumer(code -> Driver.openPage(code.getVerificationUrl(), code.getUserCode()))
        .build();
  }

  private static TokenCredential interactiveBrowser(JsonNode of) {
    var builder = application(new InteractiveBrowserCredentialBuilder(), of);
    Driver.given(of, "login_hint", builder::loginHint);
    Driver.given(of, "redirect_url", builder::redirectUrl);
    return builder.build();
  }

  private static TokenCredential managedIdentity(JsonNode of) {
    var builder = new ManagedIdentityCredentialBuilder();
    Driver.given(of, "client_id", builder::clientId);
    Driver.given(of, "object_id", builder::objectId);
    Driver.given(of, "resource_id", builder::resourceId);
    return builder.build();
  }

  private static TokenCredential azureCli(JsonNode of) {
    var builder = new AzureCliCredentialBuilder();
    Driver.given(of, "tenant_id", builder::tenantId);
    Driver.given(of, "subscription", builder::subscription);
    return builder.build();
  }

  private static TokenCredential azureDeveloperCli(JsonNode of) {
    var builder = new AzureDeveloperCliCredentialBuilder();
    Driver.given(of, "tenant_id", builder::tenantId);
    return builder.build();
  }

  private static TokenCredential azurePowerShell(JsonNode of) {
    var builder = new AzurePowerShellCredentialBuilder();
    Driver.given(of, "tenant_id", builder::tenantId);
    return builder.build();
  }

  private static TokenCredential defaultAzure(JsonNode of) {
    var builder = new DefaultAzureCredentialBuilder();
    Driver.given(of, "tenant_id", builder::tenantId);
    return builder.build();
  }

  private static TokenCredential chainedToken(JsonNode of) throws IOException {
    var builder = new ChainedTokenCredentialBuilder();
    for (var source : of.path("sources")) builder.addLast(credential(source));
    return builder.build();
  }

  /** One that the user wrote. */
  private static TokenCredential own(JsonNode of) {
    if (of.has("unavailable")) {
      var error = new CredentialUnavailableException(of.get("unavailable").asText());
      return request -> Mono.error(error);
    }
    if (of.has("error")) {
      var error = new ClientAuthenticationException(of.get("error").asText(), null);
      return request -> Mono.error(error);
    }
    var token = new AccessToken(of.get("token").asText(), OffsetDateTime.now().plusHours(1));
    return request -> Mono.just(token);
  }
}
