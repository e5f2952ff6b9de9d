#include "mock_common/text/shallow_json.h"

namespace mock::scenario {

nlohmann::ordered_json ParseShallowJson(absl::string_view text) {
  bool too_deep = false;
  const auto watch = [&too_deep](int depth, nlohmann::ordered_json::parse_event_t,
                                 nlohmann::ordered_json&) {
    if (depth > kDeepestJson) too_deep = true;
    return !too_deep;
  };
  auto json = nlohmann::ordered_json::parse(text.begin(), text.end(), watch,
                                            /*allow_exceptions=*/false);
  if (too_deep) return nlohmann::ordered_json(nlohmann::ordered_json::value_t::discarded);
  return json;
}

}  // namespace mock::scenario
