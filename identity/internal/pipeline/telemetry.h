// Tells servers who is asking.
#ifndef IDENTITY_INTERNAL_PIPELINE_TELEMETRY_H_
#define IDENTITY_INTERNAL_PIPELINE_TELEMETRY_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// "{application ID }azsdk-cpp-identity/0.1.0 (C++17; Linux)". In the ID, spaces
// and control characters become "/"; it is cut to 24 bytes (Azure's guidelines
// for SDKs).
std::string UserAgent(absl::string_view application_id);

// Sets the User-Agent of every request; one that the request has already is put
// behind ours.
class Telemetry final : public HttpTransport {
 public:
  Telemetry(absl::string_view application_id, std::shared_ptr<HttpTransport> next);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

 private:
  const std::string user_agent_;
  const std::shared_ptr<HttpTransport> next_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_TELEMETRY_H_
