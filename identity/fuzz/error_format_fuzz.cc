// Any response makes an error whose text comes back from its payload, also
// inside a chain; and any payload can be laid out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "identity/errors.h"
#include "identity/internal/errors/error_format.h"

namespace {

using azure::identity::ErrorLayout;

void Check(const absl::Status& status) {
  const auto details = azure::identity::GetErrorDetails(status);
  if (status.ok() || !details) std::abort();
  if (FormatError(*details, ErrorLayout::kAzidentity) != status.message()) std::abort();
  FormatError(*details, ErrorLayout::kGuide);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace azure::identity::internal;  // NOLINT: the fuzz target is all there is here.
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t third = size / 3;

  azure::identity::HttpResponse response;
  response.status_code = size > 0 ? 400 + data[0] : 0;
  response.reason = std::string(input.substr(0, third));
  response.request_method = "POST";
  response.request_url = std::string(input.substr(third, third));
  response.body = std::string(input);
  const absl::Status failed = AuthenticationFailed("ClientSecretCredential", "", response);
  const absl::Status service = ResponseError(response);
  const absl::Status message = AuthenticationFailed("ManagedIdentityCredential", input);
  absl::Status foreign = absl::UnknownError(input);
  foreign.SetPayload(azure::identity::kErrorDetailsTypeUrl, absl::Cord(input));
  for (const absl::Status& status : {failed, service, message}) Check(status);
  Check(ChainFailed("ChainedTokenCredential", {message, service, failed}));
  Check(ChainFailed("ChainedTokenCredential", {service, foreign}));
  return 0;
}
