// Who may use the admin service.
#ifndef MOCK_COMMON_ADMIN_ACCESS_H_
#define MOCK_COMMON_ADMIN_ACCESS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::admin {

// Immutable: safe for use by many threads.
class Access {
 public:
  // An empty token asks for none. Otherwise it is kept as a hash.
  explicit Access(absl::string_view control_token);

  // `authorization` is what was sent as the Authorization header or metadata. Takes the
  // same time for every wrong token. kUnauthenticated, never with a token:
  //   a control token is required: send "Authorization: Bearer <token>"
  //   the control token is wrong
  absl::Status Check(absl::string_view authorization) const;

  // As Check; and turns away what a browser sends for somebody else's page. Without a
  // control token the host must be this machine's own name, so that a page can't reach
  // the service under a name of its own that leads here (DNS rebinding).
  // kPermissionDenied, naming Host or Origin.
  absl::Status CheckRequest(const http::Request& request) const;

 private:
  std::string hash_;  // of the token; "" if none is asked for
};

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_ACCESS_H_
