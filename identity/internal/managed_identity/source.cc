#include "identity/internal/managed_identity/source.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/managed_identity/app_service.h"
#include "identity/internal/managed_identity/azure_arc.h"
#include "identity/internal/managed_identity/azure_ml.h"
#include "identity/internal/managed_identity/cloud_shell.h"
#include "identity/internal/managed_identity/imds.h"
#include "identity/internal/managed_identity/service_fabric.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {
namespace {

using Source = ManagedIdentitySource;
using Kind = ManagedIdentityId::Kind;

absl::Status CheckSupported(Source source, Kind kind) {
  switch (source) {
    case Source::kCloudShell:
      return absl::InvalidArgumentError(
          "Cloud Shell doesn't support user-assigned managed identities");
    case Source::kServiceFabric:
      return absl::InvalidArgumentError(
          "Service Fabric API doesn't support specifying a user-assigned identity. The identity "
          "is determined by cluster resource configuration. See https://aka.ms/servicefabricmi");
    case Source::kAzureMl:
      if (kind == Kind::kClient) return absl::OkStatus();
      return absl::InvalidArgumentError(
          "Azure ML supports specifying a user-assigned managed identity by client ID only");
    case Source::kAppService:
    case Source::kAzureArc:
    case Source::kImds:
      break;
  }
  return absl::OkStatus();
}

// As MSAL names the type of an ID.
absl::string_view TypeName(Kind kind) {
  switch (kind) {
    case Kind::kObject:
      return "UserAssignedObjectID";
    case Kind::kResource:
      return "UserAssignedResourceID";
    case Kind::kClient:
      break;
  }
  return "UserAssignedClientID";
}

}  // namespace

Source FindManagedIdentitySource(const Environment& environment, const FileSystem& files) {
  const auto is_set = [&environment](absl::string_view name) {
    return !SecretString(environment.GetOrEmpty(name)).empty();
  };
  if (is_set("IDENTITY_ENDPOINT") && is_set("IDENTITY_HEADER")) {
    return is_set("IDENTITY_SERVER_THUMBPRINT") ? Source::kServiceFabric : Source::kAppService;
  }
  if (is_set("MSI_ENDPOINT")) return is_set("MSI_SECRET") ? Source::kAzureMl : Source::kCloudShell;
  const bool arc = (is_set("IDENTITY_ENDPOINT") && is_set("IMDS_ENDPOINT")) ||
                   files.FileSize(kArcAgentPath).ok();
  return arc ? Source::kAzureArc : Source::kImds;
}

absl::string_view ManagedIdentitySourceName(Source source) {
  switch (source) {
    case Source::kServiceFabric:
      return "ServiceFabric";
    case Source::kAppService:
      return "AppService";
    case Source::kAzureMl:
      return "AzureML";
    case Source::kCloudShell:
      return "CloudShell";
    case Source::kAzureArc:
      return "AzureArc";
    case Source::kImds:
      break;
  }
  return "IMDS";
}

absl::Status CheckManagedIdentityId(Source source, const ManagedIdentityId& id) {
  if (absl::Status status = CheckSupported(source, id.kind()); !status.ok()) return status;
  if (!id.value().empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("empty managedidentity.", TypeName(id.kind())));
}

absl::StatusOr<std::unique_ptr<ManagedIdentityHost>> NewManagedIdentityHost(
    Source source, std::optional<ManagedIdentityId> id, const Seams& seams) {
  switch (source) {
    case Source::kServiceFabric:
      return ServiceFabric::Create(seams.environment);
    case Source::kAppService:
      return std::make_unique<AppService>(std::move(id), seams.environment);
    case Source::kAzureMl:
      return std::make_unique<AzureMl>(std::move(id), seams.environment);
    case Source::kCloudShell:
      return std::make_unique<CloudShell>(seams.environment);
    case Source::kAzureArc:
      return std::make_unique<AzureArc>(std::move(id), seams.environment, seams.files);
    case Source::kImds:
      break;
  }
  return std::make_unique<Imds>(std::move(id), seams.random);
}

}  // namespace azure::identity::internal
