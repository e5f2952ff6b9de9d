// Which Azure service a request is for.
#ifndef MOCK_ENTRA_RESOURCES_SERVICE_REQUEST_H_
#define MOCK_ENTRA_RESOURCES_SERVICE_REQUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::entra {

// kEcho is the fakes' own, for services that users write.
enum class Service { kResourceManager, kKeyVault, kBlobStorage, kGraph, kEcho };

// Names of a cloud's services.
struct ServiceCloud {
  absl::string_view name;  // as Azure Resource Manager's cloud document has it
  absl::string_view login;
  absl::string_view resource_manager;
  absl::string_view classic_management;  // the older audience of Azure Resource Manager
  absl::string_view vault_suffix;        // ".vault.azure.net"
  absl::string_view blob_suffix;         // ".blob.core.windows.net"
  absl::string_view graph;
};

struct ServiceRequest {
  Service service = Service::kResourceManager;
  const ServiceCloud* cloud = nullptr;  // never null
  std::string name;                     // of the vault or the account; "" for others
  std::string path;                     // within the service, with its slash: "/secrets/x"
  // Where the service was asked, without a slash at the end: "https://x.vault.azure.net", or
  // "https://localhost:1234/key_vault/x".
  std::string base;
  // Where its clients sign in: "https://login.microsoftonline.com", or the fakes' address.
  std::string login;
};

// By the host's real name, in any cloud; at the fakes' own addresses by the path, which begins
// with /resource_manager, /key_vault/<name>, /blob_storage/<account>, /graph or /echo. Nullopt
// for what is for no service. Microsoft Graph's /oidc/userinfo is Entra ID's.
std::optional<ServiceRequest> ReadServiceRequest(const http::Request& request);

// "https://<host>"
std::string HttpsUrl(absl::string_view host);

// The path's segments, the empty ones left out.
std::vector<absl::string_view> Segments(absl::string_view path);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_SERVICE_REQUEST_H_
