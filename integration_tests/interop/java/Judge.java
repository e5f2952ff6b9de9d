import java.io.IOException;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Judges an access token by what its issuer publishes, as a service does with Spring Security. */
public class Judge {
  public static void main(String[] args) throws IOException {
    Driver.run(args[0], client -> {
      var issuer = client.get("issuer").asText();
      var audience = client.get("audience").asText();
      NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
      decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
          JwtValidators.createDefaultWithIssuer(issuer),
          new JwtClaimValidator<List<String>>("aud", to -> to.contains(audience))));
      return decoder.decode(client.get("token").asText()).getTokenValue();
    });
  }
}
