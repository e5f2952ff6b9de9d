#include "identity/internal/pipeline/telemetry.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "identity/version.h"

namespace azure::identity::internal {

std::string UserAgent(absl::string_view application_id) {
  std::string id(application_id.substr(0, 24));
  std::replace_if(
      id.begin(), id.end(), [](unsigned char c) { return c == ' ' || absl::ascii_iscntrl(c); },
      '/');
  return absl::StrCat(id, id.empty() ? "" : " ", "azsdk-cpp-identity/", kVersion,
                      " (C++17; Linux)");
}

Telemetry::Telemetry(absl::string_view application_id, std::shared_ptr<HttpTransport> next)
    : user_agent_(UserAgent(application_id)), next_(std::move(next)) {}

absl::StatusOr<HttpResponse> Telemetry::Send(const Context& ctx, const HttpRequest& request) {
  HttpRequest named = request;
  const absl::string_view present = request.headers.Get("User-Agent");
  named.headers.Set("User-Agent", absl::StrCat(user_agent_, present.empty() ? "" : " ", present));
  return next_->Send(ctx, named);
}

}  // namespace azure::identity::internal
