#ifndef TOOLS_EXPLAIN_REQUEST_H_
#define TOOLS_EXPLAIN_REQUEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azmock::explain {

// The request that was refused.
struct Request {
  std::string method;
  std::string url;  // without query
  std::string host_kind;
  int status = 0;
};

// Looks for it in any layout. Pages of documentation, scopes and resources are no request's URL.
Request FindRequest(absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_REQUEST_H_
