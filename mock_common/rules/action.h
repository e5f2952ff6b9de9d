// What a step does with the request it answers.
#ifndef MOCK_COMMON_RULES_ACTION_H_
#define MOCK_COMMON_RULES_ACTION_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_common/rules/request_view.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_common/rules/template.h"

namespace mock::scenario {

// What the fake answers of its own accord. It and the renderer must not block,
// and are called from several threads at once.
using Compute = std::function<http::Reply(const http::Request&, const Setting&)>;

// Renders an error of the fake's catalogue for a request.
using ErrorRenderer =
    std::function<http::Response(const CatalogueError&, const http::Request&, const Setting&)>;

// The request, and what a reply may draw on. What it is given must outlive it.
struct ReplyContext {
  const RequestView& request;
  const Setting& setting;
  absl::Time now;
  Random* random;
  const Compute& compute;
  const ErrorRenderer& render_error;
};

// Immutable: safe for use by many threads.
class Action {
 public:
  // Errors: kInvalidArgument for a step that Validate refuses.
  static absl::StatusOr<Action> Make(const Step& step);

  http::Reply Answer(const ReplyContext& context) const;

  // It concerns the connection, not a request.
  bool FailsHandshake() const;

 private:
  using Templates = std::vector<std::pair<std::string, Template>>;

  explicit Action(const Step& step) : step_(step) {}

  static absl::StatusOr<Templates> ParseAll(
      const google::protobuf::Map<std::string, std::string>& map);
  http::Response MakeResponse(const ReplyContext& context) const;
  http::Reply EditComputed(const ReplyContext& context) const;
  http::Reply MakeFault(const ReplyContext& context) const;

  Step step_;
  absl::Duration delay_;
  absl::Duration drip_interval_;
  Template body_;
  // Sorted by name, so that replies repeat.
  Templates headers_;
  Templates json_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_ACTION_H_
