// The same bytes must give the same requests however they are cut into pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "mock_common/http/request_parser.h"

namespace {

using mock::http::ParserLimits;
using mock::http::RequestParser;

constexpr ParserLimits kLimits = {1024, 4096};

// Everything that was understood, as text.
std::string Understood(absl::string_view stream, std::size_t piece) {
  RequestParser parser(kLimits);
  std::string pending;
  std::string understood;
  while (!stream.empty() || !pending.empty()) {
    std::size_t consumed = 0;
    const auto outcome = parser.Parse(pending, consumed);
    if (consumed > pending.size()) std::abort();
    pending.erase(0, consumed);
    if (outcome == RequestParser::Outcome::kFailed) {
      // Which of two faults of one piece is named may depend on the pieces; that
      // it is refused may not.
      if (parser.failure().status < 400 || parser.failure().reason.empty()) std::abort();
      return absl::StrCat(understood, "refused");
    }
    if (outcome == RequestParser::Outcome::kComplete) {
      const auto& request = parser.request();
      if (request.body.size() > kLimits.max_body_bytes) std::abort();
      absl::StrAppend(&understood, request.method, " ", request.target, " ", request.host, " ",
                      request.headers.fields().size(), " ", request.body, "\n");
      parser.Reset();
      continue;
    }
    if (stream.empty()) return absl::StrCat(understood, "unfinished");
    absl::StrAppend(&pending, stream.substr(0, piece));
    stream.remove_prefix(std::min(piece, stream.size()));
  }
  return understood;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view stream(reinterpret_cast<const char*>(data), size);
  if (stream.empty()) return 0;
  const std::string whole = Understood(stream, size);
  if (Understood(stream, 1) != whole || Understood(stream, 7) != whole) std::abort();
  return 0;
}
