#include "mock_entra/handlers/client_authentication.h"

#include <openssl/crypto.h>

#include <cstdint>
#include <utility>

#include "mock_entra/identifiers.h"

namespace mock::entra {
namespace {

// Takes the same time wherever the texts differ; only the length shows.
bool SameSecret(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
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
  const Application* const application = tenant.FindApplication(request.client_id);
  const auto refuse = [&](std::int64_t code) {
    Values values = ValuesOf(request);
    values["tenantDisplayName"] = tenant.display_name;
    if (application != nullptr) values["appName"] = application->display_name;
    return Refusal{code, std::move(values), ""};
  };
  if (request.client_id.empty()) return Refusal{900144, {{"name", "client_id"}}, ""};
  if (IsNilGuid(request.client_id)) return refuse(700038);
  if (application == nullptr) return refuse(700016);
  if (application->disabled) return refuse(7000112);
  if (request.client_secret.empty()) return refuse(7000216);
  if (application->public_client) return refuse(700025);
  switch (CheckSecret(*application, request.client_secret, now)) {
    case SecretState::kWrong:
      return refuse(7000215);
    case SecretState::kExpired:
      return refuse(7000222);
    case SecretState::kValid:
      break;
  }
  return application;
}

}  // namespace mock::entra
