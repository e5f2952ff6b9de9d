// Any datagram is a query that gets a reply of its own ID and question, or gets none.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "tools/azmock_cli/run/name_server.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view query(reinterpret_cast<const char*>(data), size);
  std::string asked;
  const auto is_known = [](const std::string& name) { return absl::EndsWith(name, ".net"); };
  const std::string reply = azmock::AnswerNameQuery(query, is_known, &asked);
  if (reply.empty()) return 0;
  constexpr std::size_t kHeader = 12;
  constexpr std::size_t kRecord = 16;
  if (reply.size() > size + kRecord || reply.substr(0, 2) != query.substr(0, 2)) std::abort();
  const std::size_t records = static_cast<unsigned char>(reply[7]);
  const absl::string_view question =
      absl::string_view(reply).substr(kHeader, reply.size() - kHeader - records * kRecord);
  if (records > 1 || !absl::StartsWith(query.substr(kHeader), question)) std::abort();
  if (asked.size() > question.size()) std::abort();
  return 0;
}
