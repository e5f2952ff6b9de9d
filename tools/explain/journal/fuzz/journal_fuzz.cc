// Any bytes are a journal or none; a journal is explained, in lines that are not too wide.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "tools/explain/journal/calls.h"
#include "tools/explain/journal/explain_journal.h"
#include "tools/explain/journal/read_journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  auto journal = azmock::explain::ReadJournal(text);
  if (!journal.ok()) return 0;
  const auto calls = azmock::explain::CallsOf(std::move(journal->entries));
  const std::string report = azmock::explain::JournalReport(calls);
  for (const absl::string_view line : absl::StrSplit(report, '\n')) {
    if (line.size() > 100) std::abort();
  }
  if (azmock::explain::JournalJson(calls).empty()) std::abort();
  return 0;
}
