// Whether a request is one that a rule speaks of, and if not, why not.
#ifndef MOCK_COMMON_RULES_MATCHER_H_
#define MOCK_COMMON_RULES_MATCHER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/rules/request_view.h"
#include "mock_common/rules/rule.pb.h"

namespace mock::scenario {

// Whether `text` is `pattern`, in which each "*" stands for any text, also none.
// Takes time proportional to the product of the lengths at worst.
bool GlobMatches(absl::string_view pattern, absl::string_view text);

// Immutable: safe for use by many threads.
class Matcher {
 public:
  explicit Matcher(const Match& match);

  bool Matches(const RequestView& request) const;

  // One text for each field that differs, such as
  //   method: expected "POST", got "GET"
  // Empty if the request matches. Values that may be secret are not shown.
  std::vector<std::string> Differences(const RequestView& request) const;

 private:
  // Calls `differs(const Difference&)` for each field, until it returns false.
  template <typename Differs>
  void Compare(const RequestView& request, Differs differs) const;

  std::string method_;
  std::string host_;
  std::string path_;
  // Sorted by name, so that explanations repeat.
  RequestView::Pairs query_;
  RequestView::Pairs form_;
  RequestView::Pairs headers_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_MATCHER_H_
