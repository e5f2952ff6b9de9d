#include "identity/seams/redirect_request_parser.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr char kPost[] =
    "POST / HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: 3\r\n"
    "content-type: Application/X-WWW-Form-Urlencoded; charset=utf-8\r\n\r\n";

// "malformed", "more", or the request in short.
std::string Read(absl::string_view received) {
  const auto request = ParseRedirectRequest(received);
  if (!request.ok()) {
    EXPECT_EQ(request.status().code(), absl::StatusCode::kInvalidArgument);
    return "malformed";
  }
  if (!request->has_value()) return "more";
  return absl::StrCat((*request)->method, (*request)->is_form ? " form " : " ", (*request)->body);
}

TEST(RedirectRequestTest, ReadsAForm) {
  EXPECT_EQ(Read(absl::StrCat(kPost, "a=b")), "POST form a=b");
  EXPECT_EQ(Read(absl::StrCat(kPost, "a=bmore")), "POST form a=b");
}

TEST(RedirectRequestTest, ReadsARequestWithoutABody) {
  EXPECT_EQ(Read("GET /?code=c HTTP/1.1\r\nHost: h\r\n\r\n"), "GET ");
  EXPECT_EQ(Read("GET / HTTP/1.0\r\n\r\n"), "GET ");
}

TEST(RedirectRequestTest, WaitsForTheRest) {
  const std::string whole = absl::StrCat(kPost, "a=b");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(Read(absl::string_view(whole).substr(0, size)), "more") << size;
  }
}

TEST(RedirectRequestTest, RefusesWhatNoBrowserSends) {
  for (const std::string request : {
           "\r\n\r\n",
           "GET /\r\n\r\n",
           "GET  / HTTP/1.1\r\n\r\n",
           "GET / HTTP/2\r\n\r\n",
           "G(T / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\nHost: h\r\n\r\n",
           "GET / HTTP/1.1\r\nHost\r\n\r\n",
           "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
           "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n",
           "\x16\x03\x01\x02\r\n\r\n",
       }) {
    EXPECT_EQ(Read(request), "malformed") << request;
  }
  EXPECT_EQ(Read(absl::StrCat("GET / HTTP/1.1\r\nX: ", std::string(kMaxRedirectHead, 'x'))),
            "malformed");
  EXPECT_EQ(ParseRedirectRequest("GET /\r\n\r\n").status().message(), "malformed request line");
  EXPECT_EQ(ParseRedirectRequest("GET / HTTP/2\r\n\r\n").status().message(), "not HTTP/1");
}

TEST(RedirectRequestTest, KnowsWhatForAndForWhom) {
  const auto request = ParseRedirectRequest("GET /a?b HTTP/1.1\r\nhost:  localhost:1 \r\n\r\n");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ((*request)->target, "/a?b");
  EXPECT_EQ((*request)->host, "localhost:1");
  EXPECT_EQ(Read("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), "malformed");
}

}  // namespace
}  // namespace azure::identity::internal
