// The Azure CLI.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_CLI_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_CLI_H_

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "identity/internal/developer_tools/developer_tool.h"

namespace azure::identity::internal {

class AzureCLI final : public DeveloperTool {
 public:
  // `subscription` must have passed CheckSubscription. Old versions write the end of a
  // token in local time, which `zone` is.
  explicit AzureCLI(std::string subscription = "", absl::TimeZone zone = absl::LocalTimeZone())
      : subscription_(std::move(subscription)), zone_(zone) {}

  // kInvalidArgument unless a subscription's name or ID can stand in quotes on a command
  // line: letters, digits, spaces and - _ . alone.
  static absl::Status CheckSubscription(absl::string_view subscription);

  absl::string_view credential() const override { return "AzureCLICredential"; }
  absl::StatusOr<std::string> Command(const TokenRequestOptions& request,
                                      const std::string& tenant) const override;
  absl::StatusOr<AccessToken> ReadToken(absl::string_view out) const override;

 private:
  const std::string subscription_;
  const absl::TimeZone zone_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_CLI_H_
