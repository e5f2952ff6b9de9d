#include "identity/internal/pipeline/credential_log.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
CredentialLog::CredentialLog(std::string credential, const ClientOptions& options)
    : credential_(std::move(credential)),
      logger_(LoggerOf(options)),
      enabled_(logger_->ShouldLog(LogEvent::kAuthentication)) {}

void CredentialLog::Acquired(absl::string_view method,
                             const std::vector<std::string>& scopes) const {
  if (!enabled_) return;
  logger_->Write(LogEvent::kAuthentication,
                 absl::StrCat(credential_, ".", method, "() acquired a token for scope ",
                              QuoteGo(absl::StrJoin(scopes, ", "))));
}

void CredentialLog::Says(absl::string_view what) const {
  if (enabled_) logger_->Write(LogEvent::kAuthentication, absl::StrCat(credential_, " ", what));
}

}  // namespace azure::identity::internal
