// Any bytes are read for what a server or a tool said, and compared with a known text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/rules/rule.pb.h"
#include "tools/explain/explain.h"
#include "tools/repro/alignment.h"
#include "tools/repro/answer.h"
#include "tools/repro/tool_failure.h"
#include "tools/repro/words.h"

namespace {

constexpr char kKnown[] =
    "ClientSecretCredential authentication failed. \n"
    "POST https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token\n"
    "RESPONSE 401: 401 Unauthorized\n"
    "\"error_description\": \"AADSTS7000215: Invalid client secret of 'Nightly backup'. "
    "Trace ID: 00effe39-8d67-4616-9b33-b67486bd6100 Timestamp: 2026-01-15 12:00:00Z\"";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const azmock::explain::Explanation paste =
      azmock::explain::Explain({reinterpret_cast<const char*>(data), size});
  if (const auto answer = azmock::repro::FindAnswer(paste)) {
    // Each rule has a step, which answers with an error.
    const auto rule = azmock::repro::RuleFor(*answer);
    if (rule.steps_size() != 1 || rule.steps(0).times() != -1) std::abort();
  }
  azmock::repro::FindToolFailure(paste);
  const absl::string_view text = paste.text;
  const auto found = azmock::repro::Align(azmock::repro::SplitWords(kKnown), text,
                                          azmock::repro::SplitWords(text));
  if (found.has_value() && (found->begin >= found->end || found->end > text.size())) std::abort();
  return 0;
}
