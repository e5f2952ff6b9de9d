#include "tools/azmock_cli/watch/server_sent_events.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Read(absl::string_view bytes, std::size_t at_once) {
  std::vector<std::string> seen;
  ServerSentEvents events(
      [&](const ServerSentEvent& event) { seen.push_back(event.type + "|" + event.data); });
  for (; !bytes.empty(); bytes.remove_prefix(std::min(at_once, bytes.size()))) {
    events.Add(bytes.substr(0, at_once));
  }
  return seen;
}

TEST(ServerSentEventsTest, AreReadWhereverTheirBytesAreCut) {
  constexpr char kStream[] =
      ": connected\n\n"
      "id: 2\ndata: {\"a\":1}\n\n"
      "data:no blank\r\n\r\n"
      "data: two\ndata: lines\n\n"
      "event: error\ndata: {}\n\n"
      "data: after it\n\n"
      "data: without an end";
  for (const std::size_t at_once : {1U, 3U, 1000U}) {
    EXPECT_THAT(Read(kStream, at_once),
                ElementsAre("|{\"a\":1}", "|no blank", "|two\nlines", "error|{}", "|after it"));
  }
}

TEST(ServerSentEventsTest, WithoutDataAreNone) {
  EXPECT_THAT(Read("event: ping\n\ndata: a\n\n", 100), ElementsAre("|a"));
}

}  // namespace
}  // namespace azmock
