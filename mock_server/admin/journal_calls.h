// The calls about what the fakes have been asked. admin.proto says what each does.
#ifndef MOCK_SERVER_ADMIN_JOURNAL_CALLS_H_
#define MOCK_SERVER_ADMIN_JOURNAL_CALLS_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

absl::Status ListJournal(Control& control, const ListJournalRequest& request,
                         ListJournalResponse* response);
absl::Status ClearJournal(Control& control, const ClearJournalRequest& request,
                          ClearJournalResponse* response);
absl::Status Verify(Control& control, const VerifyRequest& request, VerifyResponse* response);

// Calls `done` once, maybe later and on another thread; until then `response` must
// live. Ends without a call when what is returned is destroyed.
std::shared_ptr<void> WaitForRequests(Control& control, const WaitForRequestsRequest& request,
                                      WaitForRequestsResponse* response,
                                      const std::function<void(absl::Status)>& done);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_JOURNAL_CALLS_H_
