import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;

public class GetToken {
  public static void main(String[] args) {
    var credential = new DefaultAzureCredentialBuilder().build();
    var token = credential.getTokenSync(new TokenRequestContext().addScopes(args[0]));
    System.out.println(!token.getToken().isEmpty());
  }
}
