#include "tools/azmock_cli/replay/scenario_options.h"

#include <string>

#include "absl/time/time.h"

namespace azmock {
namespace {

// The loader has checked every duration of a scenario.
void SetIfGiven(const std::string& text, absl::Duration* duration) {
  if (!text.empty()) absl::ParseDuration(text, duration);
}

}  // namespace

azure::identity::ClientOptions Completed(const mock::scenario::Client& client,
                                         azure::identity::ClientOptions options) {
  const auto& given = client.options();
  options.cloud.authority_host = given.authority_host();
  options.retry.max_retries = given.max_retries();
  SetIfGiven(given.retry_delay(), &options.retry.retry_delay);
  SetIfGiven(given.max_retry_delay(), &options.retry.max_retry_delay);
  SetIfGiven(given.try_timeout(), &options.retry.try_timeout);
  return options;
}

}  // namespace azmock
