// The journal's entries as messages, and messages that say which are meant.
#ifndef MOCK_SERVER_ADMIN_JOURNAL_MESSAGES_H_
#define MOCK_SERVER_ADMIN_JOURNAL_MESSAGES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/problem.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/entry_match.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

// All of it UTF-8.
JournalEntry ToProto(const scenario::JournalEntry& entry);

// What ToProto was given, for clients; members of an assertion in any order.
scenario::JournalEntry FromProto(const JournalEntry& proto);

// `request.filter()`, of a request whose other fields `problems` is about already. Errors:
// kInvalidArgument, naming all the fields that can't be right.
absl::StatusOr<EntryFilter> FilterOf(Control& control, const google::protobuf::Message& request,
                                     const JournalFilter& filter,
                                     std::vector<scenario::Problem> problems = {});

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_JOURNAL_MESSAGES_H_
