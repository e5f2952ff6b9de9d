// What a server does with requests that are none, over real sockets.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"

namespace mock::http {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

struct Case {
  std::string name;
  std::string request;
  int status;
  std::string reason;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::string Get(const std::string& fields) {
  return "GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}
std::string Post(const std::string& fields, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}
std::string Chunked(const std::string& body) {
  return Post("Transfer-Encoding: chunked\r\n", body);
}

std::vector<Case> Cases() {
  const std::string nul(1, '\0');
  return {
      {"NoColon", Get("NoColon\r\n"), 400, "a header line has no colon"},
      {"EmptyName", Get(": x\r\n"), 400, "a header name is not a token"},
      {"SpaceBeforeColon", Get("Name : x\r\n"), 400, "a header name is not a token"},
      {"SpaceInName", Get("Na me: x\r\n"), 400, "a header name is not a token"},
      {"NulInName", Get("Na" + nul + "me: x\r\n"), 400, "a header name is not a token"},
      {"NulInValue", Get("Name: a" + nul + "b\r\n"), 400, "a header value has a control character"},
      {"BareCrInValue", Get("Name: a\rb\r\n"), 400, "a header value has a control character"},
      {"FoldedWithSpace", Get("Name: a\r\n b\r\n"), 400, "a header line is folded"},
      {"FoldedWithTab", Get("Name: a\r\n\tb\r\n"), 400, "a header line is folded"},
      {"FoldedFirstLine", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400, "a header line is folded"},
      {"TwoLengths", Post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400,
       "there are several Content-Length headers"},
      {"TwoEqualLengths", Post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400,
       "there are several Content-Length headers"},
      {"ListOfLengths", Post("Content-Length: 1, 1\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"NegativeLength", Post("Content-Length: -1\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"SignedLength", Post("Content-Length: +1\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"HexLength", Post("Content-Length: 0x1\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"EmptyLength", Post("Content-Length:\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"OverflowingLength", Post("Content-Length: 18446744073709551616\r\n", "a"), 400,
       "the Content-Length is not a number of bytes"},
      {"HugeLength", Post("Content-Length: 18446744073709551615\r\n", "a"), 413,
       "the body is too large: the limit is 65536 bytes"},
      {"LengthThenEncoding",
       Post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
       "Content-Length and Transfer-Encoding exclude each other"},
      {"EncodingThenLength",
       Post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400,
       "Content-Length and Transfer-Encoding exclude each other"},
      {"TwoEncodings",
       Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
       "there are several Transfer-Encoding headers"},
      {"EncodingInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
       "HTTP/1.0 has no Transfer-Encoding"},
      {"UnknownEncoding", Post("Transfer-Encoding: gzip\r\n", ""), 501,
       "the only transfer encoding that is served is chunked"},
      {"EncodingBeforeChunked", Post("Transfer-Encoding: gzip, chunked\r\n", ""), 501,
       "the only transfer encoding that is served is chunked"},
      {"EncodingAfterChunked", Post("Transfer-Encoding: chunked, identity\r\n", ""), 501,
       "the only transfer encoding that is served is chunked"},
      {"ChunkSizeEmpty", Chunked("\r\nabc\r\n"), 400, "a chunk size is not a hexadecimal number"},
      {"ChunkSizeLetters", Chunked("xyz\r\n"), 400, "a chunk size is not a hexadecimal number"},
      {"ChunkSizeNegative", Chunked("-1\r\n"), 400, "a chunk size is not a hexadecimal number"},
      {"ChunkSizeWithPrefix", Chunked("0x1\r\na\r\n"), 400,
       "a chunk size is not a hexadecimal number"},
      {"ChunkSizeAndSpace", Chunked("1 \r\na\r\n"), 400,
       "a chunk size is not a hexadecimal number"},
      {"ChunkSizeOverflow", Chunked("10000000000000000\r\n"), 400,
       "a chunk size is not a hexadecimal number"},
      {"ChunkSizeHuge", Chunked("ffffffffffffffff\r\n"), 413,
       "the body is too large: the limit is 65536 bytes"},
      {"ChunksTooLarge", Chunked("8\r\n01234567\r\nfff9\r\n"), 413,
       "the body is too large: the limit is 65536 bytes"},
      {"ChunkTooLong", Chunked("1\r\nabc\r\n0\r\n\r\n"), 400,
       "a chunk does not end where its size says"},
      {"ChunkWithLf", Chunked("1\r\na\n0\r\n\r\n"), 400,
       "a chunk does not end where its size says"},
      {"ChunkExtensionWithNul", Chunked("1;" + nul + "\r\na\r\n"), 400,
       "a chunk extension has a control character"},
      {"TrailerWithoutColon", Chunked("0\r\ntrailer\r\n\r\n"), 400, "a header line has no colon"},
      {"LfOnly", "GET / HTTP/1.1\nHost: h\n\n", 400, "a line does not end with CR LF"},
      {"LfAfterRequestLine", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400,
       "a line does not end with CR LF"},
      {"LfAtTheEnd", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400, "a line does not end with CR LF"},
      {"NoHost", "GET / HTTP/1.1\r\n\r\n", 400, "there is no Host header"},
      {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400,
       "there are several Host headers"},
      {"BadHost", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "the Host header is not a host"},
      {"TwoHostsInOne", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400,
       "the Host header is not a host"},
      {"BadPort", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "the Host header is not a host"},
      {"BadHostInTarget", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target's host is not a host"},
      {"NoHostInTarget", "GET http:///p HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target has no host"},
      {"Version2", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400,
       "the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"Version12", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 400,
       "the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"VersionInLowerCase", "GET / http/1.1\r\nHost: h\r\n\r\n", 400,
       "the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"NoVersion", "GET /\r\nHost: h\r\n\r\n", 400,
       "the request line is not \"method target version\""},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400,
       "the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"Garbage", "garbage\r\n\r\n", 400, "the request line is not \"method target version\""},
      {"TlsOnAPlainPort", "\x16\x03\x01\x02", 400, "the request does not start with a method"},
      {"BadMethod", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request does not start with a method"},
      {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target has a bad character"},
      {"SpaceInTarget", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target has a bad character"},
      {"NulInTarget", "GET /" + nul + " HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target has a bad character"},
      {"BadEscape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the path has a bad percent escape"},
      {"EscapedNul", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the path has a bad percent escape"},
      {"RelativeTarget", "GET path HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target is neither a path nor a URL"},
      {"AsteriskForGet", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400,
       "the request target is neither a path nor a URL"},
      {"Connect", "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", 400, "CONNECT is not served"},
      {"UnknownExpectation", Get("Expect: a-miracle\r\n"), 417,
       "the only expectation that is served is 100-continue"},
      {"TooLargeHeader", Get("Name: " + std::string(5000, 'x') + "\r\n"), 431,
       "the header is too large"},
      {"TooLargeUnfinishedHeader", "GET /" + std::string(5000, 'x'), 431,
       "the header is too large"},
      {"TooManyHeaders", Get([] {
         std::string fields;
         for (int i = 0; i < 1000; ++i) fields += "N: v\r\n";
         return fields;
       }()),
       431, "the header is too large"},
      {"TooManyEmptyLines",
       [] {
         std::string lines;
         for (int i = 0; i < 3000; ++i) lines += "\r\n";
         return lines;
       }(),
       431, "the header is too large"},
      {"TooLargeBody", Post("Content-Length: 65537\r\n", std::string(65537, 'x')), 413,
       "the body is too large: the limit is 65536 bytes"},
  };
}

class MalformedRequestTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.max_header_bytes = 4096;
    options.max_body_bytes = 65536;
    server_ = *Server::Start(options, [this](const Request& request) {
      if (request.path != "/fine") reached_handler_ = true;
      return Reply();
    });
  }

  void ExpectRefusal(RawClient& client) {
    const std::string reply = client.ReadAll();
    EXPECT_THAT(reply,
                AllOf(StartsWith(absl::StrCat("HTTP/1.1 ", GetParam().status, " ")),
                      HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"),
                      HasSubstr("\r\nConnection: close\r\n\r\n" + GetParam().reason + "\n")));
    EXPECT_EQ(client.end(), RawClient::End::kClosed);
    EXPECT_FALSE(reached_handler_);
  }

  std::atomic<bool> reached_handler_ = false;
  std::unique_ptr<Server> server_;
};

TEST_P(MalformedRequestTest, IsRefusedAndTheConnectionClosed) {
  RawClient client = RawClient::Connect(server_->port());
  client.Send(GetParam().request);
  ExpectRefusal(client);
}

TEST_P(MalformedRequestTest, IsRefusedWhenItComesByteByByte) {
  if (GetParam().request.size() > 1000) return;  // would only make the test long
  RawClient client = RawClient::Connect(server_->port());
  for (const char byte : GetParam().request) client.Send({&byte, 1});
  ExpectRefusal(client);
}

TEST_P(MalformedRequestTest, IsRefusedAfterAGoodOneIsAnswered) {
  RawClient client = RawClient::Connect(server_->port());
  client.Send("GET /fine HTTP/1.1\r\nHost: h\r\n\r\n" + GetParam().request);
  EXPECT_THAT(client.ReadReply(), StartsWith("HTTP/1.1 200 OK\r\n"));
  ExpectRefusal(client);
}

INSTANTIATE_TEST_SUITE_P(All, MalformedRequestTest, testing::ValuesIn(Cases()),
                         [](const auto& info) { return info.param.name; });

TEST(UnfinishedRequest, IsRefusedWhenTheClientSendsNoMore) {
  auto server = *Server::Start({}, [](const Request&) { return Reply(); });
  for (const std::string request :
       {"G", "GET / HTTP/1.1\r\nHos", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawClient client = RawClient::Connect(server->port());
    client.Send(request);
    client.HalfClose();
    EXPECT_THAT(client.ReadAll(),
                AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("\r\n\r\nthe request ended early\n")))
        << request;
    EXPECT_EQ(client.end(), RawClient::End::kClosed);
  }
}

}  // namespace
}  // namespace mock::http
