#include "identity/message_check/shapes.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace azure::identity::internal {
namespace {

// From the guide and azidentity's documents, not from what the library itself uses: a checker
// with the same table would agree with its faults.
constexpr CredentialType kTypes[] = {
    {"AzureCLICredential", "azure-cli"},
    {"AzureDeveloperCLICredential", "azd"},
    {"AzurePipelinesCredential", "apc"},
    {"AzurePowerShellCredential", "azure-pwsh"},
    {"ChainedTokenCredential", "", true},
    {"ClientAssertionCredential", ""},
    {"ClientCertificateCredential", "client-cert"},
    {"ClientSecretCredential", "client-secret"},
    {"DefaultAzureCredential", "", true},
    {"DeviceCodeCredential", ""},
    {"EnvironmentCredential", ""},
    {"InteractiveBrowserCredential", ""},
    {"ManagedIdentityCredential", "managed-id"},
    {"OnBehalfOfCredential", ""},
    {"UsernamePasswordCredential", ""},
    {"WorkloadIdentityCredential", "workload"},
};

constexpr absl::string_view kPlain[] = {
    "AZURE_KUBERNETES_SNI_NAME \"",
    "ADFS ",
    "AZURE_KUBERNETES_TOKEN_PROXY is not set but",
    "AZURE_TOKEN_CREDENTIALS must be set",
    "AuthenticationRecord must have a version",
    "Azure ML supports specifying",
    "CA file \"",
    "Cloud Shell doesn't support",
    "IDENTITY_SERVER_THUMBPRINT must be",
    "Service Fabric API doesn't support",
    "at least one certificate is required",
    "authenticating in this environment requires",
    "authentication challenge contains invalid claims: ",
    "authority url scheme must be https",
    "authorized requests are not permitted for non-TLS",
    "cannot use an authority host without https",
    "certData contains",
    "certificate data or password is larger",
    "context canceled",
    "context deadline exceeded",
    "credential can't be null",
    "custom token endpoint",
    "dSTS authority doesn't support tenants",
    "empty managedidentity.UserAssigned",
    "error parsing token expiration time",
    "failed to parse ",
    "failed to read certificate file ",
    "found no ",
    "getAssertion must be a function",
    "http call(",
    "incomplete environment variable configuration.",
    "invalid AZURE_TOKEN_CREDENTIALS value",
    "invalid character ",
    "invalid tenantID.",
    "json decode error: ",
    "json: ",
    "key doesn't match any certificate",
    "key must be an RSA key",
    "malformed DEK-Info header",
    "managed identity endpoint for Service Fabric must use HTTPS",
    "missing environment variable ",
    "no client ID specified",
    "no service connection ID specified",
    "no system access token specified",
    "no tenant ID specified",
    "no token file specified",
    "no value for ",
    "only one of AZURE_KUBERNETES_CA_FILE",
    "parse \"",
    "parse CA ",
    "pkcs12: ",
    "read CA file",
    "secret can't be empty string",
    "server response error:",
    "sources cannot contain nil",
    "sources must contain at least one TokenCredential",
    "unable to resolve an endpoint: ",
    "unexpected end of JSON input",
    "unsupported AuthenticationRecord version",
    "user assertion can't be empty string",
    "x509",
};

constexpr absl::string_view kUnavailable[] = {
    "GetToken() requires ",
    "Subscription \"",
    "error parsing token expiration time ",
    "executable not found on path",
    "failed to authenticate a system assigned identity",
    "managed identity timed out. See https://aka.ms/azsdk/go/identity/troubleshoot#dac",
    "unexpected response \"",
};

constexpr absl::string_view kProbeFailed[] = {"Get \"", "error parsing the json error: "};

constexpr absl::string_view kMethods[] = {"GET ",   "POST ",   "PUT ",    "HEAD ",
                                          "PATCH ", "DELETE ", "OPTIONS "};

template <std::size_t N>
bool BeginsWithOneOf(absl::string_view text, const absl::string_view (&beginnings)[N]) {
  return std::any_of(std::begin(beginnings), std::end(beginnings),
                     [text](absl::string_view one) { return absl::StartsWith(text, one); });
}

}  // namespace

const CredentialType* TypeNamedFirst(absl::string_view text) {
  for (const CredentialType& type : kTypes) {
    if (!absl::StartsWith(text, type.name)) continue;
    const absl::string_view rest = text.substr(type.name.size());
    if (rest.empty() || !absl::ascii_isalnum(static_cast<unsigned char>(rest.front()))) {
      return &type;
    }
  }
  return nullptr;
}

bool IsPlainMessage(absl::string_view text) { return BeginsWithOneOf(text, kPlain); }

bool NeedsNoLink(absl::string_view message, bool in_chain) {
  return BeginsWithOneOf(message, kUnavailable) || IsPlainMessage(message) ||
         (in_chain && BeginsWithOneOf(message, kProbeFailed));
}

bool BeginsWithMethod(absl::string_view text) { return BeginsWithOneOf(text, kMethods); }

bool IsServiceError(absl::string_view text) {
  return text == "Request information not available" || text == "Missing RawResponse" ||
         BeginsWithMethod(text);
}

}  // namespace azure::identity::internal
