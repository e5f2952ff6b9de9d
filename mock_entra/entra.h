// A fake Microsoft Entra ID: checks what it is sent and answers as the real one.
#ifndef MOCK_ENTRA_ENTRA_H_
#define MOCK_ENTRA_ENTRA_H_

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_common/tls/client_authority.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/endpoints/signed_in.h"
#include "mock_entra/issuers/issuer.pb.h"
#include "mock_entra/tokens/managed_identity_certificate.h"
#include "mock_entra/tokens/managed_identity_token.h"
#include "mock_entra/tokens/shared_tokens.h"
#include "mock_entra/tokens/signing_key_ring.h"
#include "mock_entra/tokens/token_order.h"

namespace mock::entra {

struct EntraOptions {
  VirtualClock* clock = nullptr;  // required; must outlive Entra
  Random* random = nullptr;       // required; must outlive Entra
  // At least one; the first signs, all are published. See RotateSigningKey.
  std::vector<std::shared_ptr<const jwt::SigningKey>> signing_keys;
  Directory::Options directory;
  // Whether the directory starts with DefaultDirectory().
  bool default_tenant = true;
  // Authority hosts that instance discovery vouches for beside Entra's own, in
  // lower case: "localhost:8443", or "localhost" for every port.
  std::vector<std::string> extra_authority_hosts;
  // Who issues the certificates of managed identities, which the mutual-TLS endpoint
  // knows them by; null if there are none.
  std::shared_ptr<const ClientAuthority> managed_identity_issuer;
  // Whether tokens of the token endpoint with equal claims within a second are one; else where a
  // scenario's setting says so.
  bool shared_tokens = false;
};

// Safe for use by many threads; no method blocks beyond the time of a signature
// (and, the first time, until the signing key is made).
class Entra {
 public:
  explicit Entra(EntraOptions options);

  // The computed answer. For scenario::Compute.
  http::Reply Handle(const http::Request& request, const scenario::Setting& setting);

  // Whose tenant a request concerns (see tenant_of_request.h); "" if it says none.
  std::string TenantOf(const http::Request& request);

  // An error of the catalogue as the answer to `request`. Placeholders take
  // their values from the directory, the request and `error.values`, the later
  // one first; the value "variant" selects an older form of the error. For
  // scenario::CatalogueErrorRenderer.
  http::Response Render(const scenario::CatalogueError& error, const http::Request& request,
                        const scenario::Setting& setting);

  // The token that `assertion` describes: of an issuer of the directory, our own
  // for a user, or an application's own. Times count from now. Errors: as
  // IssuerRegistry::Mint, MintUserToken and SignByCertificate; kInvalidArgument if
  // it describes none.
  absl::StatusOr<std::string> Mint(const scenario::Assertion& assertion);

  // The token of a managed identity, by name, as its host asks us for it. Refusals
  // as IssueManagedIdentityToken; nullopt if there is no such tenant or identity.
  std::optional<std::variant<ManagedIdentityToken, ManagedIdentityRefusal>> IssueToManagedIdentity(
      absl::string_view tenant, absl::string_view identity, absl::string_view resource,
      const http::Request& request, const scenario::Setting& setting);

  // The certificate of a managed identity, by name, in DER, as its host asks us for it.
  // Errors: kNotFound for no such tenant or identity, or if nobody issues certificates;
  // else as IssueManagedIdentityCertificate.
  absl::StatusOr<std::string> CertifyManagedIdentity(absl::string_view tenant,
                                                     absl::string_view identity,
                                                     const CertificateOrder& order);

  // A token of our own for an application. Errors: as FillOrder.
  absl::StatusOr<std::string> IssueToken(const TokenOrder& order);

  // The token of who has signed in to a developer's tool.
  std::variant<SignedInToken, SignedInRefusal> IssueToSignedIn(const SignedInOrder& order);

  // A new key signs from now on. Tokens of the others are still accepted, and
  // their keys published, for `grace` longer.
  void RotateSigningKey(absl::Duration grace);

  // The keys published now, the one that signs first.
  SigningKeys PublishedKeys() const;

  // What is true of a token, by the keys published now and the clock. kInvalidArgument if it is no
  // JWT.
  struct TokenState {
    OwnSignature signature;
    bool valid_now;  // by nbf and exp, to the second
  };
  absl::StatusOr<TokenState> CheckToken(absl::string_view token) const;

  // As if the user had entered the code on the device page and signed in, with a
  // second factor. False if no code of that name waits, or its tenant has no such user.
  bool ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name);
  // As if somebody had declined it. False if no code of that name waits.
  bool DeclineDeviceCode(absl::string_view user_code);

  Directory& directory() { return directory_; }
  const Directory& directory() const { return directory_; }

 private:
  const EntraOptions options_;
  Directory directory_;
  SigningKeyRing signing_keys_;
  SharedTokens shared_tokens_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENTRA_H_
