#include "mock_entra/handlers/client_authentication.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <string>

#include "mock_entra/identifiers.h"

namespace mock::entra {
namespace {

// Digests are compared, so that neither content nor length shows in the time.
bool SameSecret(absl::string_view a, absl::string_view b) {
  unsigned char digest_a[SHA256_DIGEST_LENGTH];
  unsigned char digest_b[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(a.data()), a.size(), digest_a);
  SHA256(reinterpret_cast<const unsigned char*>(b.data()), b.size(), digest_b);
  return CRYPTO_memcmp(digest_a, digest_b, sizeof(digest_a)) == 0;
}

enum class SecretState { kWrong, kExpired, kValid };

SecretState CheckSecret(const Application& application, absl::string_view presented,
                        absl::Time now) {
  SecretState state = SecretState::kWrong;
  for (const Secret& secret : application.secrets) {
    // A secret that is not valid yet is as good as none.
    if (!SameSecret(secret.value, presented) || now < secret.not_before) continue;
    if (now < secret.not_after) return SecretState::kValid;
    state = SecretState::kExpired;
  }
  return state;
}

}  // namespace

std::variant<const Application*, Refusal> AuthenticateClient(const Tenant& tenant,
                                                             const TokenRequest& request,
                                                             absl::Time now) {
  Values values = ValuesOf(request);
  if (request.client_id.empty()) return Refusal{900144, {{"name", "client_id"}}, ""};
  if (IsNilGuid(request.client_id)) return Refusal{700038, values, ""};
  const Application* const application = tenant.FindApplication(request.client_id);
  values["tenantDisplayName"] = tenant.display_name;
  if (application == nullptr) return Refusal{700016, values, ""};
  values["appName"] = application->display_name;
  if (application->disabled) return Refusal{7000112, values, ""};
  if (request.client_secret.empty()) return Refusal{7000216, values, ""};
  if (application->public_client) return Refusal{700025, values, ""};
  switch (CheckSecret(*application, request.client_secret, now)) {
    case SecretState::kWrong:
      return Refusal{7000215, values, ""};
    case SecretState::kExpired:
      return Refusal{7000222, values, ""};
    case SecretState::kValid:
      break;
  }
  return application;
}

}  // namespace mock::entra
