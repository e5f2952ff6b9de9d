#include "mock_server/admin/directory_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "mock_common/text/known_values.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_server/admin/time_values.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/validate_directory.h"

namespace mock::admin {
namespace {

using scenario::Directory;

// The directory of a request that can have it in two forms, sound as far as
// mock_common can tell.
template <typename Request>
absl::StatusOr<Directory> DirectoryOf(const Request& request) {
  switch (request.source_case()) {
    case Request::kTextproto:
      return scenario::ParseDirectory(request.textproto(), "textproto");
    case Request::kDirectory: {
      std::vector<scenario::Problem> problems;
      const scenario::Place place =
          scenario::Place("", request, nullptr, &problems).In("directory");
      scenario::CheckEnums(request.directory(), place);
      scenario::ValidateDirectory(request.directory(), place);
      if (auto sound = scenario::ToStatus(std::move(problems)); !sound.ok()) return sound;
      return request.directory();
    }
    case Request::SOURCE_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("write one of directory and textproto");
}

std::string Textproto(const Directory& directory) {
  std::string text =
      "# proto-file: mock_server/scenario/directory.proto\n"
      "# proto-message: mock.scenario.Directory\n";
  std::string body;
  google::protobuf::TextFormat::PrintToString(directory, &body);
  return text + body;
}

}  // namespace

absl::Status GetDirectory(Control& control, const GetDirectoryRequest& request,
                          GetDirectoryResponse* response) {
  Directory directory = control.backend.GetDirectory();
  if (!request.tenant().empty()) {
    const auto names = FindTenant(control, "tenant", request.tenant());
    if (!names.ok()) return names.status();
    Directory found;
    for (scenario::Tenant& tenant : *directory.mutable_tenants()) {
      if (absl::EqualsIgnoreCase(tenant.id(), names->front())) {
        *found.add_tenants() = std::move(tenant);
      }
    }
    directory = std::move(found);
  }
  if (request.as_textproto()) {
    response->set_textproto(Textproto(directory));
  } else {
    *response->mutable_directory() = std::move(directory);
  }
  return absl::OkStatus();
}

absl::Status MergeDirectory(Control& control, const MergeDirectoryRequest& request,
                            MergeDirectoryResponse*) {
  auto directory = DirectoryOf(request);
  if (!directory.ok()) return directory.status();
  return At(request.has_textproto() ? "textproto" : "directory",
            control.backend.MergeDirectory(*std::move(directory)));
}

absl::Status ReplaceDirectory(Control& control, const ReplaceDirectoryRequest& request,
                              ReplaceDirectoryResponse*) {
  auto directory = DirectoryOf(request);
  if (!directory.ok()) return directory.status();
  return At(request.has_textproto() ? "textproto" : "directory",
            control.backend.ReplaceDirectory(*std::move(directory)));
}

absl::Status RemoveFromDirectory(Control& control, const RemoveFromDirectoryRequest& request,
                                 RemoveFromDirectoryResponse*) {
  if (!request.has_directory()) return absl::InvalidArgumentError("directory: is required");
  return At("directory", control.backend.RemoveFromDirectory(request.directory()));
}

absl::Status ResetTenant(Control& control, const ResetTenantRequest& request,
                         ResetTenantResponse*) {
  const auto names = FindTenant(control, "tenant", request.tenant());
  if (!names.ok()) return names.status();
  control.backend.ResetTenant(*names);
  return absl::OkStatus();
}

absl::Status IssueToken(Control& control, const IssueTokenRequest& request,
                        IssueTokenResponse* response) {
  const auto names = FindTenant(control, "tenant", request.tenant());
  if (!names.ok()) return names.status();
  if (request.client_id().empty()) return absl::InvalidArgumentError("client_id: is required");
  if (request.resource().empty()) return absl::InvalidArgumentError("resource: is required");
  auto token = control.backend.IssueToken(request);
  if (!token.ok()) return token.status();
  response->set_access_token(*std::move(token));
  return absl::OkStatus();
}

absl::Status MintAssertion(Control& control, const MintAssertionRequest& request,
                           MintAssertionResponse* response) {
  const scenario::Assertion& assertion = request.assertion();
  if (!assertion.has_minted() && !assertion.has_user_token()) {
    return absl::InvalidArgumentError("assertion: write one of minted and user_token");
  }
  auto text = control.backend.MintAssertion(assertion);
  if (!text.ok()) {
    return At(assertion.has_minted() ? "assertion.minted" : "assertion.user_token", text.status());
  }
  response->set_assertion(*std::move(text));
  return absl::OkStatus();
}

absl::Status GetEnvironment(Control& control, const GetEnvironmentRequest&,
                            GetEnvironmentResponse* response) {
  const auto environment = control.environment();
  response->mutable_environment()->insert(environment.begin(), environment.end());
  return absl::OkStatus();
}

absl::Status CheckToken(Control& control, const CheckTokenRequest& request,
                        CheckTokenResponse* response) {
  auto checked = control.backend.CheckToken(request.token());
  if (!checked.ok()) return At("token", checked.status());
  *response = *std::move(checked);
  return absl::OkStatus();
}

absl::Status RotateSigningKey(Control& control, const RotateSigningKeyRequest& request,
                              RotateSigningKeyResponse* response) {
  const auto grace = DurationOf("grace_period", request.grace_period());
  if (!grace.ok()) return grace.status();
  auto keys = control.backend.RotateSigningKey(*grace);
  if (!keys.ok()) return keys.status();
  for (std::string& key : *keys) response->add_key_ids(std::move(key));
  return absl::OkStatus();
}

}  // namespace mock::admin
