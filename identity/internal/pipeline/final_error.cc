#include "identity/internal/pipeline/final_error.h"

#include "absl/strings/cord.h"
#include "identity/error_details.h"
#include "identity/internal/errors/error_payload.h"

namespace azure::identity::internal {
namespace {

constexpr char kMark[] = "azure.identity.Final";

}  // namespace

absl::Status MarkFinal(absl::Status error) {
  error.SetPayload(kMark, absl::Cord());
  return error;
}

std::string TakeFinalMark(absl::Status& error) {
  const bool marked = error.ErasePayload(kMark);
  const auto details = DetailsFromStatus(error);
  switch (details ? details->kind : ErrorKind::kUnspecified) {
    case ErrorKind::kAuthenticationFailed:
      return "*azidentity.AuthenticationFailedError";
    case ErrorKind::kAuthenticationRequired:
      return "*azidentity.AuthenticationRequiredError";
    case ErrorKind::kCredentialUnavailable:
      return "*azidentity.credentialUnavailableError";
    default:
      return marked ? "*errorinfo.nonRetriableError" : "";
  }
}

}  // namespace azure::identity::internal
