// Whether the requests in the journal are those that a test expects.
#ifndef MOCK_SERVER_ADMIN_VERIFY_H_
#define MOCK_SERVER_ADMIN_VERIFY_H_

#include <string>
#include <vector>

#include "mock_common/text/place.h"
#include "mock_server/admin/messages.h"

namespace mock::scenario {
struct JournalEntry;
}  // namespace mock::scenario

namespace mock::admin {

// Tells `place`, which is the request's, what is wrong with its expectations and its
// order; the filter is not looked at.
void ValidateVerify(const VerifyRequest& request, const scenario::Place& place);

// `entries` are those that the filter takes, oldest first. `forgotten` says that there were more,
// "" if there were not: then nothing is satisfied that one of them might have changed. The request
// must be sound.
VerifyResponse VerifyEntries(const VerifyRequest& request,
                             const std::vector<scenario::JournalEntry>& entries,
                             const std::string& forgotten = "");

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_VERIFY_H_
