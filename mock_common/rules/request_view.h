// A request as scenarios look at it: its tenant, and its query and form decoded
// once, when first asked for.
#ifndef MOCK_COMMON_RULES_REQUEST_VIEW_H_
#define MOCK_COMMON_RULES_REQUEST_VIEW_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::scenario {

// Not safe for use by several threads. The request must outlive it.
class RequestView {
 public:
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  // `tenant` is the one that the request concerns, as the fake that was asked says.
  RequestView(const http::Request& request, std::string tenant)
      : request_(request), tenant_(std::move(tenant)) {}

  const http::Request& request() const { return request_; }
  const std::string& tenant() const { return tenant_; }

  // Empty if there is none or it does not decode. A body is read as a form
  // whatever its content type says.
  const Pairs& query() const;
  const Pairs& form() const;

  // The first value of a parameter; nullptr if there is none.
  static const std::string* Find(const Pairs& pairs, absl::string_view name);

 private:
  const http::Request& request_;
  const std::string tenant_;
  mutable std::optional<Pairs> query_;
  mutable std::optional<Pairs> form_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_REQUEST_VIEW_H_
