// Any bytes are explained: as JSON that can be read, and twice the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "tools/explain/explain.h"
#include "tools/explain/json.h"
#include "tools/explain/report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const azmock::explain::Explanation explanation = azmock::explain::Explain(text);
  const std::string json = azmock::explain::AsJson(explanation);
  if (json != azmock::explain::AsJson(azmock::explain::Explain(text))) std::abort();
  if (azmock::explain::AsReport(explanation).empty()) std::abort();
  return 0;
}
