#include "mock_common/http/request_parser.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Outcome = RequestParser::Outcome;

constexpr ParserLimits kLimits = {256, 64};

// Feeds `text` in pieces of `piece` bytes, as a connection would.
Outcome Feed(RequestParser& parser, absl::string_view text, std::size_t piece,
             std::string* rest = nullptr) {
  std::string pending;
  Outcome outcome = Outcome::kNeedMore;
  while (!text.empty() && outcome == Outcome::kNeedMore) {
    absl::StrAppend(&pending, text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    std::size_t consumed = 0;
    outcome = parser.Parse(pending, consumed);
    pending.erase(0, consumed);
  }
  if (rest != nullptr) *rest = absl::StrCat(pending, text);
  return outcome;
}

Request Parsed(absl::string_view text) {
  RequestParser parser(kLimits);
  EXPECT_EQ(Feed(parser, text, text.size()), Outcome::kComplete) << text << parser.failure().reason;
  return parser.request();
}

TEST(RequestParser, TakesARequestApart) {
  const std::string text =
      "POST /a%20b/token?x=1%202 HTTP/1.1\r\nHost: Login.Example.COM:443\r\nX-One:  v 1\t\r\n"
      "Content-Length: 5\r\n\r\nhello";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    RequestParser parser(kLimits);
    ASSERT_EQ(Feed(parser, text, piece), Outcome::kComplete) << piece;
    const Request& request = parser.request();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/a%20b/token?x=1%202");
    EXPECT_EQ(request.path, "/a b/token");
    EXPECT_EQ(request.query, "x=1%202");
    EXPECT_EQ(request.host, "login.example.com");
    EXPECT_EQ(request.body, "hello");
    EXPECT_THAT(request.headers.fields(),
                ElementsAre(Pair("Host", "Login.Example.COM:443"), Pair("X-One", "v 1"),
                            Pair("Content-Length", "5")));
    EXPECT_TRUE(parser.keep_alive());
  }
}

TEST(RequestParser, PutsChunksTogetherAndDropsTrailers) {
  const std::string text =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5\r\nhello\r\n001;name=\"v\"\r\n \r\nA ;x\r\n0123456789\r\n0\r\nHost: evil\r\n\r\n";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    RequestParser parser(kLimits);
    ASSERT_EQ(Feed(parser, text, piece), Outcome::kComplete) << piece;
    EXPECT_EQ(parser.request().body, "hello 0123456789");
    EXPECT_EQ(parser.request().headers.Get("Host"), "h");
  }
}

TEST(RequestParser, LeavesTheNextRequestAlone) {
  const std::string next = "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n";
  RequestParser parser(kLimits);
  std::string rest;
  ASSERT_EQ(
      Feed(parser, "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx" + next, 1000, &rest),
      Outcome::kComplete);
  EXPECT_EQ(rest, next);
  parser.Reset();
  ASSERT_EQ(Feed(parser, rest, 1000), Outcome::kComplete);
  EXPECT_EQ(parser.request().path, "/2");
  EXPECT_THAT(parser.request().body, IsEmpty());
}

TEST(RequestParser, AcceptsEveryFormOfTarget) {
  EXPECT_EQ(Parsed("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").path, "*");
  const Request absolute = Parsed("GET http://Real.Host:8080/p?q HTTP/1.1\r\nHost: other\r\n\r\n");
  EXPECT_EQ(absolute.target, "http://Real.Host:8080/p?q");
  EXPECT_EQ(absolute.path, "/p");
  EXPECT_EQ(absolute.query, "q");
  EXPECT_EQ(absolute.host, "real.host");
  EXPECT_EQ(Parsed("GET https://h?q HTTP/1.1\r\nHost: h\r\n\r\n").path, "/");
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").host, "[::1]");
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost:\r\n\r\n").host, "");
  EXPECT_EQ(Parsed("\r\n\r\nGET /?a?b HTTP/1.1\r\nHost: h\r\n\r\n").query, "a?b");
}

TEST(RequestParser, KeepsTheConnectionAsTheVersionAndTheHeaderSay) {
  const std::pair<const char*, bool> cases[] = {
      {"GET / HTTP/1.1\r\nHost: h\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: h\r\nConnection: te, Close\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n", false},
      {"GET / HTTP/1.0\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
  };
  for (const auto& [text, keep_alive] : cases) {
    RequestParser parser(kLimits);
    ASSERT_EQ(Feed(parser, text, 1000), Outcome::kComplete);
    EXPECT_EQ(parser.keep_alive(), keep_alive) << text;
  }
}

TEST(RequestParser, KnowsWhenTheClientAwaitsContinue) {
  RequestParser parser(kLimits);
  ASSERT_EQ(
      Feed(parser, "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n",
           1000),
      Outcome::kNeedMore);
  EXPECT_FALSE(parser.AwaitsContinue());
  ASSERT_EQ(Feed(parser, "\r\n", 1000), Outcome::kNeedMore);
  EXPECT_TRUE(parser.AwaitsContinue());
  ASSERT_EQ(Feed(parser, "x", 1000), Outcome::kNeedMore);
  EXPECT_FALSE(parser.AwaitsContinue());
}

TEST(RequestParser, LimitsAreExact) {
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
  const auto padded = [&](std::size_t size) {
    return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
  };
  RequestParser fits(kLimits);
  EXPECT_EQ(Feed(fits, padded(256), 1000), Outcome::kComplete);
  RequestParser exceeds(kLimits);
  EXPECT_EQ(Feed(exceeds, padded(257), 1000), Outcome::kFailed);
  EXPECT_EQ(exceeds.failure().status, 431);

  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ";
  RequestParser body_fits(kLimits);
  EXPECT_EQ(Feed(body_fits, post + "64\r\n\r\n" + std::string(64, 'x'), 1000), Outcome::kComplete);
  RequestParser body_exceeds(kLimits);
  EXPECT_EQ(Feed(body_exceeds, post + "65\r\n\r\n", 1000), Outcome::kFailed);
  EXPECT_EQ(body_exceeds.failure().status, 413);
}

TEST(RequestParser, ManySmallChunksAreNotAHeader) {
  std::string text = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 64; ++i) text += "1\r\nx\r\n";
  RequestParser parser(kLimits);
  EXPECT_EQ(Feed(parser, text + "0\r\n\r\n", 7), Outcome::kComplete);
  RequestParser one_more(kLimits);
  EXPECT_EQ(Feed(one_more, text + "1\r\n", 7), Outcome::kFailed);
  EXPECT_EQ(one_more.failure().status, 413);
}

TEST(RequestParser, ExtensionsAndTrailersCountAsHeader) {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string extensions = head;
  for (int i = 0; i < 30; ++i) extensions += "1;extension\r\nx\r\n";
  RequestParser parser(kLimits);
  EXPECT_EQ(Feed(parser, extensions, 1000), Outcome::kFailed);
  EXPECT_EQ(parser.failure().status, 431);

  std::string trailers = head + "0\r\n";
  for (int i = 0; i < 30; ++i) trailers += "Trailer: x\r\n";
  RequestParser other(kLimits);
  EXPECT_EQ(Feed(other, trailers, 1000), Outcome::kFailed);
  EXPECT_EQ(other.failure().status, 431);
}

TEST(RequestParser, ResetForgetsEverything) {
  RequestParser parser(kLimits);
  ASSERT_EQ(Feed(parser, "nonsense\r\n", 1000), Outcome::kFailed);
  parser.Reset();
  EXPECT_FALSE(parser.InMessage());
  EXPECT_EQ(Feed(parser, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 1), Outcome::kComplete);
  EXPECT_EQ(parser.request().headers.fields().size(), 1u);
}

}  // namespace
}  // namespace mock::http
