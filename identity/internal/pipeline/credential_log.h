// The log lines and the traces of a credential's own.
#ifndef IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_
#define IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/client_options.h"
#include "identity/log.h"
#include "identity/tracer.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class CredentialLog {
 public:
  // `credential` is the type's name.
  CredentialLog(std::string credential, const ClientOptions& options);

  // Whether anybody listens.
  bool enabled() const { return logs_ || tracer_ != nullptr; }

  // What `work`, a call of `method`, returns: an absl::StatusOr. It is a span of the
  // tracer's, if there is one: "{credential}.{method}".
  template <typename Work>
  auto Traced(absl::string_view method, Work work) const -> decltype(work()) {
    const std::unique_ptr<Span> span = StartSpan(method);
    auto result = work();
    if (span != nullptr && !result.ok()) span->SetError(result.status().message());
    return result;
  }

  // "{credential}.{method}() acquired a token for scope …"
  void Acquired(absl::string_view method, const std::vector<std::string>& scopes) const;

  // "{credential} {what}"
  void Says(absl::string_view what) const;

 private:
  std::unique_ptr<Span> StartSpan(absl::string_view method) const;  // null without a tracer

  const std::string credential_;
  const std::shared_ptr<const Logger> logger_;
  const bool logs_;
  const std::shared_ptr<Tracer> tracer_;
};

// CredentialLog::Says() for who outlives the credential, or knows nothing of logs.
std::function<void(absl::string_view)> SaysOf(const std::string& credential,
                                              const ClientOptions& options);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_
