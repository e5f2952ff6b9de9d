#include "identity/grpc/call_credentials.h"

#include <grpcpp/support/status.h>

#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/internal/authorization/service_token.h"
#include "identity/seams/seams.h"

namespace azure::identity {
namespace {

grpc::Status ToGrpc(const absl::Status& error) {
  const bool may_pass = absl::IsUnavailable(error) || absl::IsDeadlineExceeded(error) ||
                        absl::IsCancelled(error) || absl::IsResourceExhausted(error);
  return {may_pass ? grpc::StatusCode::UNAVAILABLE : grpc::StatusCode::UNAUTHENTICATED,
          std::string(error.message())};
}

Seams SeamsOf(const CallCredentialsOptions& options) {
  Seams seams;
  seams.clock = options.clock;
  seams.executor = options.executor;
  return seams;
}

class TokenPlugin final : public grpc::MetadataCredentialsPlugin {
 public:
  TokenPlugin(std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
              CallCredentialsOptions options)
      : options_(std::move(options)),
        token_(std::move(credential), std::move(scopes), SeamsOf(options_)) {}

  // gRPC calls GetMetadata on a thread of its own then.
  bool IsBlocking() const override { return true; }
  const char* GetType() const override { return "AzureIdentity"; }
  grpc::string DebugString() override { return "AzureIdentity"; }

  grpc::Status GetMetadata(grpc::string_ref, grpc::string_ref, const grpc::AuthContext&,
                           std::multimap<grpc::string, grpc::string>* metadata) override {
    absl::StatusOr<AccessToken> token;
    try {
      token = Token();
    } catch (...) {  // of a credential or transport of the user's, on a thread of gRPC's
      return {grpc::StatusCode::INTERNAL, "the credential has thrown an exception"};
    }
    if (!token.ok()) return ToGrpc(token.status());
    metadata->emplace("authorization", absl::StrCat("Bearer ", token->token()));
    return grpc::Status::OK;
  }

 private:
  absl::StatusOr<AccessToken> Token() {
    const absl::Time deadline = options_.clock->Now() + options_.timeout;
    return token_.Get(Context::Background().WithDeadline(deadline), /*claims=*/"");
  }

  const CallCredentialsOptions options_;
  internal::ServiceToken token_;
};

}  // namespace

std::shared_ptr<grpc::CallCredentials> NewCallCredentials(
    std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
    CallCredentialsOptions options) {
  if (credential == nullptr) return nullptr;
  // Such credentials go over channels alone that have privacy and integrity.
  return grpc::MetadataCredentialsFromPlugin(
      std::make_unique<TokenPlugin>(std::move(credential), std::move(scopes), std::move(options)));
}

}  // namespace azure::identity
