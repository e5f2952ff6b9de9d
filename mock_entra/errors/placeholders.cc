#include "mock_entra/errors/placeholders.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace mock::entra {
namespace {

struct Example {
  absl::string_view name;
  absl::string_view value;
};

// What a description shows where the request and the directory say nothing.
constexpr Example kExamples[] = {
    // Entra itself prints this one unreplaced.
    {"EmailHidden", "{EmailHidden}"},
    {"alg", "none"},
    {"allowed", "POST"},
    {"appName", "azmock application"},
    {"aud", "api://AzureADTokenExchange"},
    {"certificateSubjects", "CN=azmock"},
    {"clientName", "azmock application"},
    {"count", "2"},
    {"curTime", "2026-01-01T00:05:00.0000000Z"},
    {"email", "user@azmock.example"},
    {"end", "01/01/2027 00:00:00"},
    {"exp", "2026-01-01T00:00:00.0000000Z"},
    {"expiresOn", "1767315600"},
    {"expTime", "2026-01-01T00:00:00.0000000Z"},
    {"grant_type", "unknown"},
    {"idp", "live.com"},
    {"iss", "https://issuer.azmock.example"},
    {"issued", "2025-10-01T00:00:00.0000000Z"},
    {"issuedAt", "1767222000"},
    {"issuer", "https://issuer.azmock.example"},
    {"list", ""},
    {"method", "GET"},
    {"name", "client_id"},
    {"nbf", "2025-12-31T23:50:00.0000000Z"},
    {"now", "2026-01-01T00:05:00.0000000Z"},
    {"organization", "azmock"},
    {"origin", "http://localhost:3000"},
    {"policyId", "00000000-0000-4000-8000-00000000ca01"},
    {"principalName", "azmock application"},
    {"redirectUri", "http://localhost"},
    {"registeredUri", "http://localhost"},
    {"resource", "https://management.azure.com"},
    {"resourceAppId", "797f4846-ba00-4fd7-ba43-dac1f8f63013"},
    {"resourceName", "Windows Azure Service Management API"},
    {"responseType", "id_token"},
    {"scope", "https://management.azure.com/.default"},
    {"seconds", "3600"},
    {"start", "01/01/2025 00:00:00"},
    {"state", "unregistered"},
    {"sub", "system:serviceaccount:default:workload"},
    {"thumbprint", "0123456789ABCDEF0123456789ABCDEF01234567"},
    {"time", "1.00:00:00"},
    {"validFrom", "2025-12-01T00:00:00.0000000Z"},
};

bool IsName(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '_';
  });
}

absl::string_view ExampleOf(absl::string_view name) {
  const auto* const found = std::find_if(std::begin(kExamples), std::end(kExamples),
                                         [&](const Example& e) { return e.name == name; });
  return found == std::end(kExamples) ? "" : found->value;
}

}  // namespace

std::string Expand(absl::string_view text, const Values& values) {
  std::string expanded;
  while (true) {
    const std::size_t open = text.find('{');
    if (open == absl::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == absl::string_view::npos) break;
    const absl::string_view name = text.substr(open + 1, close - open - 1);
    if (!IsName(name)) {
      expanded.append(text.data(), open + 1);
      text.remove_prefix(open + 1);
      continue;
    }
    expanded.append(text.data(), open);
    const auto value = values.find(std::string(name));
    const absl::string_view replacement =
        value == values.end() ? ExampleOf(name) : absl::string_view(value->second);
    expanded.append(replacement.data(), replacement.size());
    text.remove_prefix(close + 1);
  }
  expanded.append(text.data(), text.size());
  return expanded;
}

}  // namespace mock::entra
