#include "tools/azmock_cli/run/program_environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace azmock {
namespace {

// Of the troubleshooting guides and of SDKs' sources; by the beginning of the name.
constexpr std::array<absl::string_view, 14> kLeading = {
    "AZMOCK_",       "AZURE_",       "ARM_",           "CURL_CA_BUNDLE", "IDENTITY_",
    "IMDS_ENDPOINT", "MSI_",         "NODE_EXTRA_CA_", "REQUESTS_CA_",   "SERVICECONNECTION",
    "SSL_CERT_",     "SYSTEM_ACCES", "SYSTEM_OIDC",    "WEBSITE_"};
constexpr std::array<absl::string_view, 5> kProxies = {"ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY",
                                                       "HTTP_PROXY", "NO_PROXY"};
constexpr char kJavaOptions[] = "JAVA_TOOL_OPTIONS";

bool LeadsElsewhere(absl::string_view name) {
  const auto begins = [name](absl::string_view start) { return absl::StartsWith(name, start); };
  return std::any_of(kLeading.begin(), kLeading.end(), begins) ||
         std::count(kProxies.begin(), kProxies.end(), absl::AsciiStrToUpper(name)) > 0;
}

}  // namespace

Variables InheritedVariables() {
  Variables variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const absl::string_view text = *variable;
    const std::size_t end = text.find('=');
    if (end == absl::string_view::npos || LeadsElsewhere(text.substr(0, end))) continue;
    variables.emplace(text.substr(0, end), text.substr(end + 1));
  }
  return variables;
}

Variables TrustVariables(const std::string& ca_file, const std::string& java_trust_store,
                         const Variables& inherited) {
  Variables variables;
  for (const char* name :
       {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}) {
    variables[name] = ca_file;
  }
  const auto options = inherited.find(kJavaOptions);
  variables[kJavaOptions] = absl::StrCat(options == inherited.end() ? "" : options->second + " ",
                                         "-Djavax.net.ssl.trustStore=", java_trust_store,
                                         " -Djavax.net.ssl.trustStoreType=JKS",
                                         " -Djavax.net.ssl.trustStorePassword=changeit");
  return variables;
}

}  // namespace azmock
