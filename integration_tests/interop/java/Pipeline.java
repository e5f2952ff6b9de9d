import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.AzurePipelinesCredentialBuilder;

public class Pipeline {
  public static void main(String[] args) {
    var credential =
        new AzurePipelinesCredentialBuilder()
            .tenantId(System.getenv("AZURESUBSCRIPTION_TENANT_ID"))
            .clientId(System.getenv("AZURESUBSCRIPTION_CLIENT_ID"))
            .serviceConnectionId(System.getenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"))
            .systemAccessToken(System.getenv("SYSTEM_ACCESSTOKEN"))
            .build();
    var token = credential.getTokenSync(new TokenRequestContext().addScopes(args[0]));
    System.out.println(!token.getToken().isEmpty());
  }
}
