// The calls that say what an error means, and who knows it. admin.proto says what each does.
#ifndef MOCK_SERVER_ADMIN_DIAGNOSIS_CALLS_H_
#define MOCK_SERVER_ADMIN_DIAGNOSIS_CALLS_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/admin/call.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

// Who knows what an error means: above the fakes, which only know that it happened. Safe for use
// by many threads. Nothing that it answers has a secret of what it was given.
class Explainer {
 public:
  virtual ~Explainer() = default;

  virtual ExplainResponse ExplainExchange(const scenario::JournalEntry& entry) const = 0;
  virtual ExplainResponse ExplainText(absl::string_view pasted) const = 0;

  // Starts fakes and asks them: may take seconds.
  virtual absl::StatusOr<ReproduceResponse> Reproduce(absl::string_view pasted) const = 0;
};

absl::Status Explain(Control& control, const ExplainRequest& request, ExplainResponse* response);

// On a thread of its own, since it takes long; as Call::run, which waits.
std::shared_ptr<void> Reproduce(Control& control, const ReproduceRequest& request,
                                ReproduceResponse* response, const Call::Done& done);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_DIAGNOSIS_CALLS_H_
