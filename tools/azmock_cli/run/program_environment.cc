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
constexpr std::array<absl::string_view, 15> kLeading = {
    "AZMOCK_",           "AZURE_",        "AZURESUBSCRIPT", "ARM_",           "CURL_CA_BUNDLE",
    "IDENTITY_",         "IMDS_ENDPOINT", "MSI_",           "NODE_EXTRA_CA_", "REQUESTS_CA_",
    "SERVICECONNECTION", "SSL_CERT_",     "SYSTEM_ACCES",   "SYSTEM_OIDC",    "WEBSITE_"};
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

void AddJavaTrust(const std::string& trust_store, Variables& variables) {
  std::string& options = variables[kJavaOptions];
  absl::StrAppend(&options, options.empty() ? "" : " ", "-Djavax.net.ssl.trustStore=", trust_store,
                  " -Djavax.net.ssl.trustStoreType=JKS",
                  " -Djavax.net.ssl.trustStorePassword=changeit");
}

}  // namespace azmock
