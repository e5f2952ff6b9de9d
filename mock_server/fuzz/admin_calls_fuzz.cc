// Calls of the admin service, as JSON, to fakes that do what they ask: a file has one after the
// other, "CALL?QUERY" on a line and a body behind it, with lines of "%%" between them. Any of them
// has an answer that is not 500, and what the directory has become can be exported, and be put in
// the place of itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "mock_common/admin/json_api.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/admin/calls.h"
#include "mock_server/fakes.h"
#include "mock_server/server_keys.h"

namespace {

// Made once for the program, since they take longer than all else.
const std::shared_ptr<azmock::ServerKeys>& Keys() {
  static const auto* const kKeys = new std::shared_ptr<azmock::ServerKeys>(
      *azmock::ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now())));
  return *kKeys;
}

std::unique_ptr<azmock::Fakes> NewFakes() {
  azmock::FakesOptions options;
  options.clock_mode = mock::VirtualClock::Mode::kFrozen;
  options.start_time = absl::FromUnixSeconds(1769817600);
  options.repeatable_ids = true;
  options.control_token = "";
  options.keys = Keys();
  auto fakes = azmock::Fakes::Start(options);
  if (!fakes.ok()) std::abort();
  return *std::move(fakes);
}

mock::http::Request RequestOf(absl::string_view text) {
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::pair<std::string, std::string> called =
      absl::StrSplit(text.substr(0, line), absl::MaxSplits('?', 1));
  mock::http::Request request;
  request.method = "POST";
  request.host = "localhost";
  request.headers.Set("Host", "localhost");
  request.path = absl::StrCat("/_mock/v1/", called.first);
  request.query = called.second;
  request.body = std::string(text.substr(std::min(line + 1, text.size())));
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostCalls = 8;
  const auto fakes = NewFakes();
  const mock::admin::JsonApi api(mock::admin::Calls(fakes->control()), fakes->access());
  std::size_t calls = 0;
  for (const absl::string_view text :
       absl::StrSplit(absl::string_view(reinterpret_cast<const char*>(data), size), "\n%%\n")) {
    if (++calls > kMostCalls) break;
    const auto reply = api.Handle(RequestOf(text));
    if (!reply || reply->response.status == 500) std::abort();
  }
  if (!fakes->ReplaceDirectory(fakes->ExportDirectory()).ok()) std::abort();
  return 0;
}
