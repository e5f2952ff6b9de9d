#include "identity/internal/chain/default_sources.h"

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

constexpr char kVariable[] = "AZURE_TOKEN_CREDENTIALS";
constexpr char kSeeDocs[] =
    "See https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more information";

constexpr struct {
  DefaultSource source;
  absl::string_view name;
  absl::string_view group;
} kSources[] = {
    {DefaultSource::kEnvironment, "EnvironmentCredential", "prod"},
    {DefaultSource::kWorkloadIdentity, "WorkloadIdentityCredential", "prod"},
    {DefaultSource::kManagedIdentity, "ManagedIdentityCredential", "prod"},
    {DefaultSource::kAzureCli, "AzureCLICredential", "dev"},
    {DefaultSource::kAzureDeveloperCli, "AzureDeveloperCLICredential", "dev"},
    {DefaultSource::kAzurePowerShell, "AzurePowerShellCredential", "dev"},
};

}  // namespace

absl::string_view DefaultSourceName(DefaultSource source) {
  for (const auto& known : kSources) {
    if (known.source == source) return known.name;
  }
  return "";
}

absl::StatusOr<std::vector<DefaultSource>> SelectDefaultSources(const Environment& environment,
                                                                bool required) {
  const std::optional<std::string> wanted = environment.Get(kVariable);
  if (!wanted.has_value() && required) {
    return absl::InvalidArgumentError(absl::StrCat(
        kVariable, " must be set when RequireAzureTokenCredentials is true. ", kSeeDocs));
  }
  std::vector<DefaultSource> selected;
  for (const auto& known : kSources) {
    if (!wanted.has_value() || *wanted == known.group ||
        absl::EqualsIgnoreCase(*wanted, known.name)) {
      selected.push_back(known.source);
    }
  }
  if (selected.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("invalid ", kVariable, " value ", QuoteGo(*wanted),
                     ". Valid values are \"dev\", \"prod\", or the name of any credential type in "
                     "the default chain. ",
                     kSeeDocs));
  }
  return selected;
}

}  // namespace azure::identity::internal
