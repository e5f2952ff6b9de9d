#include "identity/service_client.h"

#include <utility>

#include "identity/internal/authorization/bearer_token_policy.h"
#include "identity/internal/errors/request_target.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/pipeline.h"
#include "identity/internal/text/url.h"
#include "identity/response_error.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ServiceClient>> ServiceClient::Create(
    std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
    const ServiceClientOptions& options) {
  if (credential == nullptr) return absl::InvalidArgumentError("credential can't be null");
  auto authorization = std::make_shared<internal::BearerTokenPolicy>(
      std::move(credential), std::move(scopes), options.insecure_allow_credential_with_http,
      options.client.seams);
  return std::unique_ptr<ServiceClient>(
      new ServiceClient(internal::NewPipeline(options.client, std::move(authorization)),
                        internal::LoggerOf(options.client)));
}

ServiceClient::ServiceClient(std::shared_ptr<HttpTransport> pipeline,
                             std::shared_ptr<const Logger> logger)
    : pipeline_(std::move(pipeline)), logger_(std::move(logger)) {}

absl::StatusOr<HttpResponse> ServiceClient::Send(const Context& ctx, const HttpRequest& request) {
  const auto url = internal::ParseUrl(request.url);
  if (!url.ok()) return url.status();
  if (absl::Status status = internal::CheckTarget(*url); !status.ok()) return status;
  return pipeline_->Send(ctx, request);
}

absl::StatusOr<HttpResponse> ServiceClient::SendForSuccess(const Context& ctx,
                                                           const HttpRequest& request) {
  absl::StatusOr<HttpResponse> response = Send(ctx, request);
  if (!response.ok() || response->status_code / 100 == 2) return response;
  return NewResponseError(*response, *logger_);
}

}  // namespace azure::identity
