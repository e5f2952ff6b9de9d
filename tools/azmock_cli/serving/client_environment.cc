#include "tools/azmock_cli/serving/client_environment.h"

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/azmock_cli/serving/files.h"

namespace azmock {
namespace {

using mock::scenario::Certificate;
using mock::scenario::Client;
using Variables = std::map<std::string, std::string>;

void SetIfAny(const std::string& value, const char* name, Variables& variables) {
  if (!value.empty()) variables[name] = value;
}

template <typename Credential>
void Identify(const Credential& credential, Variables& variables) {
  SetIfAny(credential.tenant_id(), "AZURE_TENANT_ID", variables);
  SetIfAny(credential.client_id(), "AZURE_CLIENT_ID", variables);
}

// `path` may be absolute; it is taken below the folder.
absl::StatusOr<std::string> WriteBelow(absl::string_view folder, absl::string_view path,
                                       const std::string& content) {
  std::string file = absl::StrCat(folder, "/", absl::StripPrefix(path, "/"));
  std::error_code ignored;  // Writing says it better.
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  if (auto written = WriteFile(file, content); !written.ok()) return written;
  return file;
}

absl::Status AddCertificate(const Certificate& certificate, absl::string_view folder,
                            Variables& variables) {
  auto file = WriteBelow(folder, "client-certificate", certificate.data());
  if (!file.ok()) return file.status();
  variables["AZURE_CLIENT_CERTIFICATE_PATH"] = *std::move(file);
  SetIfAny(certificate.password(), "AZURE_CLIENT_CERTIFICATE_PASSWORD", variables);
  return absl::OkStatus();
}

// As a pipeline's task of Azure does for its service connection: a program that gives an
// AzurePipelinesCredential these is told nothing by hand.
void AddPipeline(const mock::scenario::AzurePipelines& pipeline, Variables& variables) {
  Identify(pipeline, variables);
  SetIfAny(pipeline.tenant_id(), "AZURESUBSCRIPTION_TENANT_ID", variables);
  SetIfAny(pipeline.client_id(), "AZURESUBSCRIPTION_CLIENT_ID", variables);
  SetIfAny(pipeline.service_connection_id(), "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", variables);
  SetIfAny(pipeline.system_access_token(), "SYSTEM_ACCESSTOKEN", variables);
}

absl::Status AddCredential(const Client& client, absl::string_view folder, Variables& variables) {
  switch (client.credential_case()) {
    case Client::kClientSecret:
      Identify(client.client_secret(), variables);
      SetIfAny(client.client_secret().client_secret(), "AZURE_CLIENT_SECRET", variables);
      return absl::OkStatus();
    case Client::kClientCertificate:
      Identify(client.client_certificate(), variables);
      return AddCertificate(client.client_certificate().certificate(), folder, variables);
    case Client::kClientAssertion:
      Identify(client.client_assertion(), variables);
      return absl::OkStatus();
    case Client::kOnBehalfOf:
      Identify(client.on_behalf_of(), variables);
      SetIfAny(client.on_behalf_of().client_secret(), "AZURE_CLIENT_SECRET", variables);
      if (!client.on_behalf_of().has_certificate()) return absl::OkStatus();
      return AddCertificate(client.on_behalf_of().certificate(), folder, variables);
    case Client::kWorkloadIdentity:
      Identify(client.workload_identity(), variables);
      SetIfAny(client.workload_identity().token_file_path(), "AZURE_FEDERATED_TOKEN_FILE",
               variables);
      return absl::OkStatus();
    case Client::kAzurePipelines:
      AddPipeline(client.azure_pipelines(), variables);
      return absl::OkStatus();
    case Client::kUsernamePassword:
      Identify(client.username_password(), variables);
      SetIfAny(client.username_password().username(), "AZURE_USERNAME", variables);
      SetIfAny(client.username_password().password(), "AZURE_PASSWORD", variables);
      return absl::OkStatus();
    case Client::kDeviceCode:
      Identify(client.device_code(), variables);
      return absl::OkStatus();
    case Client::kInteractiveBrowser:
      Identify(client.interactive_browser(), variables);
      return absl::OkStatus();
    case Client::kManagedIdentity:
      // DefaultAzureCredential of every SDK reads it for the user-assigned identity.
      SetIfAny(client.managed_identity().client_id(), "AZURE_CLIENT_ID", variables);
      return absl::OkStatus();
    case Client::kAzureCli:
    case Client::kAzureDeveloperCli:
    case Client::kAzurePowershell:
    case Client::kEnvironmentSettings:
    case Client::kChainedToken:
    case Client::kDefaultAzure:
      // These have their settings in the environment, or none.
    case Client::CREDENTIAL_NOT_SET:
      break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Variables> ClientEnvironment(const Client& client, absl::string_view folder) {
  Variables variables(client.environment().begin(), client.environment().end());
  if (auto added = AddCredential(client, folder, variables); !added.ok()) return added;
  for (const auto& file : client.files()) {
    const auto written = WriteBelow(folder, file.path(), file.assertion().text());
    if (!written.ok()) return written.status();
  }
  for (const char* name : {"AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE",
                           "AZURE_KUBERNETES_CA_FILE"}) {
    const auto file = variables.find(name);
    if (file == variables.end() || absl::StartsWith(file->second, folder)) continue;
    file->second = absl::StrCat(folder, "/", absl::StripPrefix(file->second, "/"));
  }
  return variables;
}

Variables TrustVariables(const std::string& ca_file) {
  Variables variables;
  for (const char* name :
       {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}) {
    variables[name] = ca_file;
  }
  return variables;
}

}  // namespace azmock
