#include "tools/azmock_cli/replay/golden.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/replay/line_diff.h"
#include "tools/azmock_cli/replay/mask.h"

namespace azmock {
namespace {

// A golden file's content; "" if it was not written because there is nothing in it.
absl::StatusOr<std::string> ReadOptional(absl::string_view id, absl::string_view suffix) {
  auto content = ReadBesideScenario(id, suffix);
  if (absl::IsNotFound(content.status())) return std::string();
  return content;
}

std::string WithoutFinalLineEnd(std::string text) {
  if (absl::EndsWith(text, "\n")) text.pop_back();
  return text;
}

}  // namespace

absl::StatusOr<Golden> ReadGolden(absl::string_view id) {
  // Every recording has the requests, even if there were none.
  auto requests = ReadBesideScenario(id, ".requests.json");
  if (!requests.ok()) return requests.status();
  auto error = ReadOptional(id, ".error.txt");
  if (!error.ok()) return error.status();
  auto log = ReadOptional(id, ".log.txt");
  if (!log.ok()) return log.status();
  auto record = ReadOptional(id, ".record.json");
  if (!record.ok()) return record.status();
  return Golden{WithoutFinalLineEnd(*std::move(error)), *std::move(log), *std::move(requests),
                WithoutFinalLineEnd(*std::move(record))};
}

absl::StatusOr<Parity> ReadParity() {
  const auto markdown = ReadRuntimeFile("identity/PARITY.md");
  if (!markdown.ok()) return markdown.status();
  return Parity::Parse(*markdown);
}

Golden AsGolden(const Replay& replay) {
  Golden ours;
  ours.error = std::string(replay.outcome.last().message());
  for (const LogRecord& record : replay.outcome.log) {
    absl::StrAppend(&ours.log, "[", record.event, "] ", record.message, "\n");
  }
  ours.requests = replay.requests;
  ours.record = replay.outcome.record;
  return ours;
}

std::string Compare(absl::string_view id, absl::string_view kind, absl::string_view theirs,
                    absl::string_view ours, const Parity& parity) {
  return LineDiff(MaskVolatile(parity.Translate(id, kind, theirs, nullptr)), MaskVolatile(ours));
}

absl::StatusOr<std::string> DifferenceFromGolden(absl::string_view id, const Replay& replay,
                                                 const Parity& parity) {
  const auto golden = ReadGolden(id);
  if (!golden.ok()) return golden.status();
  return Compare(id, "error", golden->error, AsGolden(replay).error, parity);
}

}  // namespace azmock
