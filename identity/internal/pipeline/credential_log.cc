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
      logs_(logger_->ShouldLog(LogEvent::kAuthentication)),
      tracer_(options.tracer) {}

void CredentialLog::Acquired(absl::string_view method,
                             const std::vector<std::string>& scopes) const {
  if (!logs_) return;
  logger_->Write(LogEvent::kAuthentication,
                 absl::StrCat(credential_, ".", method, "() acquired a token for scope ",
                              QuoteGo(absl::StrJoin(scopes, ", "))));
}

void CredentialLog::Says(absl::string_view what) const {
  if (logs_) logger_->Write(LogEvent::kAuthentication, absl::StrCat(credential_, " ", what));
}

std::function<void(absl::string_view)> SaysOf(const std::string& credential,
                                              const ClientOptions& options) {
  const auto log = std::make_shared<const CredentialLog>(credential, options);
  return [log](absl::string_view what) { log->Says(what); };
}

std::unique_ptr<Span> CredentialLog::StartSpan(absl::string_view method) const {
  if (tracer_ == nullptr) return nullptr;
  auto span =
      tracer_->StartSpan(absl::StrCat(credential_, ".", method), Tracer::SpanKind::kInternal);
  span->SetAttribute("az.namespace", "Microsoft.Entra");
  return span;
}

}  // namespace azure::identity::internal
