#include "identity/environment_credential.h"

#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/certificates.h"
#include "identity/client_certificate_credential.h"
#include "identity/client_secret_credential.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/go_text.h"
#include "identity/username_password_credential.h"

namespace azure::identity {
namespace {

using internal::SecretString;

using NewCredentialOr = absl::StatusOr<std::unique_ptr<TokenCredential>>;

// Large chains have some 20 KiB.
constexpr std::int64_t kMaxCertificateFile = std::int64_t{1} << 20;

struct Application {
  std::string tenant_id;
  std::string client_id;
};

// Each credential's options begin with the same three.
template <typename Options>
Options OptionsFor(const EnvironmentCredentialOptions& options) {
  Options made;
  made.client = options.client;
  made.additionally_allowed_tenants = options.additionally_allowed_tenants;
  made.disable_instance_discovery = options.disable_instance_discovery;
  return made;
}

NewCredentialOr WithSecret(const Application& application, absl::string_view secret,
                           const EnvironmentCredentialOptions& options) {
  return ClientSecretCredential::Create(application.tenant_id, application.client_id, secret,
                                        OptionsFor<ClientSecretCredentialOptions>(options));
}

absl::StatusOr<CertificatesAndKey> ReadCertificates(const std::string& path, const Seams& seams) {
  absl::StatusOr<std::string> data = seams.files->ReadFile(path, kMaxCertificateFile);
  if (!data.ok()) {
    return absl::Status(data.status().code(), absl::StrCat("failed to read certificate file \"",
                                                           path, "\": ", data.status().message()));
  }
  absl::StatusOr<CertificatesAndKey> parsed = ParseCertificates(
      SecretString(*std::move(data)),
      SecretString(seams.environment->GetOrEmpty("AZURE_CLIENT_CERTIFICATE_PASSWORD")));
  if (parsed.ok()) return parsed;
  return absl::Status(
      parsed.status().code(),
      absl::StrCat("failed to parse ", internal::QuoteGo(path), " due to error ",
                   internal::QuoteGo(parsed.status().message()),
                   ". This may be due to a limitation of this module's certificate loader. "
                   "Consider calling NewClientCertificateCredential instead"));
}

NewCredentialOr WithCertificate(const Application& application, const std::string& path,
                                const EnvironmentCredentialOptions& options) {
  const Seams& seams = options.client.seams;
  const absl::StatusOr<CertificatesAndKey> read = ReadCertificates(path, seams);
  if (!read.ok()) return read.status();
  const std::string send = seams.environment->GetOrEmpty("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN");
  auto made = OptionsFor<ClientCertificateCredentialOptions>(options);
  made.send_certificate_chain = send == "1" || absl::EqualsIgnoreCase(send, "true");
  return ClientCertificateCredential::Create(application.tenant_id, application.client_id,
                                             read->certificates, read->key, std::move(made));
}

NewCredentialOr WithPassword(const Application& application, const std::string& username,
                             absl::string_view password,
                             const EnvironmentCredentialOptions& options) {
// Deprecated, but what the variables say.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  return UsernamePasswordCredential::Create(application.tenant_id, application.client_id, username,
                                            password,
                                            OptionsFor<UsernamePasswordCredentialOptions>(options));
#pragma GCC diagnostic pop
}

// The credential that the variables name.
NewCredentialOr FromVariables(const Application& application,
                              const EnvironmentCredentialOptions& options) {
  const std::shared_ptr<const Environment> environment = options.client.seams.environment;
  const internal::CredentialLog log("EnvironmentCredential", options.client);
  if (const SecretString secret = environment->GetOrEmpty("AZURE_CLIENT_SECRET"); !secret.empty()) {
    log.Says("will authenticate with ClientSecretCredential");
    return WithSecret(application, secret, options);
  }
  if (const std::string path = environment->GetOrEmpty("AZURE_CLIENT_CERTIFICATE_PATH");
      !path.empty()) {
    log.Says("will authenticate with ClientCertificateCredential");
    return WithCertificate(application, path, options);
  }
  const std::string username = environment->GetOrEmpty("AZURE_USERNAME");
  if (username.empty()) {
    return absl::InvalidArgumentError(
        "incomplete environment variable configuration. Only AZURE_TENANT_ID and AZURE_CLIENT_ID "
        "are set");
  }
  const SecretString password = environment->GetOrEmpty("AZURE_PASSWORD");
  if (password.empty()) return absl::InvalidArgumentError("no value for AZURE_PASSWORD");
  log.Says("will authenticate with UsernamePasswordCredential");
  return WithPassword(application, username, password, options);
}

}  // namespace

absl::StatusOr<std::unique_ptr<EnvironmentCredential>> EnvironmentCredential::Create(
    EnvironmentCredentialOptions options) {
  const Environment& environment = *options.client.seams.environment;
  Application application;
  const std::pair<std::string*, absl::string_view> required[] = {
      {&application.tenant_id, "AZURE_TENANT_ID"}, {&application.client_id, "AZURE_CLIENT_ID"}};
  for (const auto& [value, variable] : required) {
    *value = environment.GetOrEmpty(variable);
    if (value->empty()) {
      return absl::InvalidArgumentError(absl::StrCat("missing environment variable ", variable));
    }
  }
  options.additionally_allowed_tenants =
      internal::AllowedTenants(std::move(options.additionally_allowed_tenants), environment);
  NewCredentialOr credential = FromVariables(application, options);
  if (!credential.ok()) return credential.status();
  return std::unique_ptr<EnvironmentCredential>(new EnvironmentCredential(*std::move(credential)));
}

EnvironmentCredential::EnvironmentCredential(std::unique_ptr<TokenCredential> credential)
    : credential_(std::move(credential)) {}

EnvironmentCredential::~EnvironmentCredential() = default;

absl::StatusOr<AccessToken> EnvironmentCredential::GetToken(const Context& ctx,
                                                            const TokenRequestOptions& options) {
  return credential_->GetToken(ctx, options);
}

}  // namespace azure::identity
