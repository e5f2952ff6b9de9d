#include "tools/azmock_cli/run/expectation.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/text/problem.h"
#include "mock_common/text/read_file.h"
#include "mock_common/text/text_parser.h"
#include "mock_common/text/values.h"
#include "mock_server/admin/journal_calls.h"

namespace azmock {

absl::StatusOr<run::Expect> ReadExpectation(const std::string& file) {
  const auto text = mock::scenario::ReadFile(file);
  if (!text.ok()) return text.status();
  run::Expect expected;
  auto parsed = mock::scenario::ParseText(*text, file, &expected);
  if (absl::Status sound = mock::scenario::ToStatus(std::move(parsed.problems)); !sound.ok()) {
    return sound;
  }
  return expected;
}

absl::StatusOr<std::string> Compare(const run::Expect& expected, const Ended& ended,
                                    mock::admin::Control& control) {
  std::vector<std::string> differences;
  if (ended.exit_code != expected.exit_code()) {
    differences.push_back(
        absl::StrCat("exit code: expected ", expected.exit_code(), ", was ", ended.exit_code));
  }
  for (const std::string& text : expected.output()) {
    if (absl::StrContains(ended.output, text)) continue;
    differences.push_back(absl::StrCat("output: ", mock::scenario::Quoted(text), " is not in it"));
  }
  if (expected.has_requests()) {
    mock::admin::VerifyResponse response;
    const absl::Status verified = mock::admin::Verify(control, expected.requests(), &response);
    if (!verified.ok()) {
      return absl::Status(verified.code(), absl::StrCat("requests.", verified.message()));
    }
    if (!response.satisfied()) differences.push_back("requests: " + response.text());
  }
  return absl::StrJoin(differences, "\n");
}

}  // namespace azmock
