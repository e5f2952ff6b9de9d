// The exchanges as they come: the call WatchJournal.
#ifndef MOCK_SERVER_ADMIN_JOURNAL_WATCH_H_
#define MOCK_SERVER_ADMIN_JOURNAL_WATCH_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/admin/call.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

// Answers with a WatchJournalResponse for each entry. A `last_id` that is not empty stands for the
// filter's `since`. Errors: kInvalidArgument, naming the field. The answers end with kUnavailable
// when the fakes stop. `control` must outlive them.
//
// However slow its reader is, a watch holds no more than the journal does: what the journal
// forgets before it could be sent is counted.
absl::StatusOr<std::shared_ptr<Answers>> WatchJournal(Control& control,
                                                      const WatchJournalRequest& request,
                                                      absl::string_view last_id);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_JOURNAL_WATCH_H_
