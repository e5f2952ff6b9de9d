#include "identity/transport/proxy.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

std::string ProxyFor(const std::map<std::string, std::string>& variables, const char* url) {
  const absl::StatusOr<std::string> proxy =
      ProxyRules(FakeEnvironment(variables)).ProxyFor(ParseUrl(url).value());
  return proxy.ok() ? *proxy : std::string(proxy.status().message());
}

TEST(ProxyRulesTest, PicksTheProxyByScheme) {
  const std::map<std::string, std::string> both = {{"HTTP_PROXY", "http://plain:1"},
                                                   {"HTTPS_PROXY", "http://secure:2"}};
  EXPECT_EQ(ProxyFor(both, "http://host.test/"), "http://plain:1");
  EXPECT_EQ(ProxyFor(both, "https://host.test/"), "http://secure:2");
  EXPECT_EQ(ProxyFor({}, "https://host.test/"), "");
}

TEST(ProxyRulesTest, ReadsLowerCaseNamesWhenTheUpperCaseOnesAreEmpty) {
  EXPECT_EQ(ProxyFor({{"https_proxy", "http://lower:1"}}, "https://h.test/"), "http://lower:1");
  EXPECT_EQ(ProxyFor({{"HTTPS_PROXY", "http://upper:1"}, {"https_proxy", "http://lower:1"}},
                     "https://h.test/"),
            "http://upper:1");
  EXPECT_EQ(ProxyFor({{"http_proxy", "http://p:1"}, {"NO_PROXY", ""}, {"no_proxy", "*"}},
                     "http://h.test/"),
            "");
}

TEST(ProxyRulesTest, AnAddressWithoutSchemeIsAnHttpProxy) {
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "p.test:8080"}}, "http://h.test/"), "http://p.test:8080");
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "socks5://p.test"}}, "http://h.test/"), "socks5://p.test");
}

TEST(ProxyRulesTest, AnAddressThatCannotBeParsedIsNone) {
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "a b"}}, "http://h.test/"), "");
}

TEST(ProxyRulesTest, LoopbackIsNeverProxied) {
  for (const char* url : {"http://localhost/", "http://localhost:8080/", "http://127.0.0.1/",
                          "http://127.9.9.9:1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"}) {
    EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "http://p:1"}}, url), "") << url;
  }
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "http://p:1"}}, "http://169.254.169.254/"), "http://p:1");
}

// Go's rules make no exception for it, though the metadata service there answers no
// proxy.
TEST(ProxyRulesTest, TheLinkLocalAddressIsProxiedUnlessNoProxyListsIt) {
  constexpr char kImds[] = "http://169.254.169.254/metadata/identity/oauth2/token";
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "http://p:1"}}, kImds), "http://p:1");
  for (const char* list : {"169.254.169.254", "169.254.0.0/16", "x.test, 169.254.169.254:80"}) {
    EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "http://p:1"}, {"NO_PROXY", list}}, kImds), "") << list;
  }
}

TEST(ProxyRulesTest, HttpProxyIsRefusedInACgiProgram) {
  const std::map<std::string, std::string> cgi = {
      {"HTTP_PROXY", "http://p:1"}, {"HTTPS_PROXY", "http://p:2"}, {"REQUEST_METHOD", "GET"}};
  EXPECT_EQ(ProxyFor(cgi, "http://h.test/"),
            "refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy");
  EXPECT_EQ(ProxyFor(cgi, "https://h.test/"), "http://p:2");
}

struct NoProxy {
  const char* list;
  const char* url;
  bool proxied;
};

class NoProxyTest : public ::testing::TestWithParam<NoProxy> {};

TEST_P(NoProxyTest, FollowsGosRules) {
  const NoProxy& param = GetParam();
  EXPECT_EQ(ProxyFor({{"HTTP_PROXY", "http://p:1"}, {"NO_PROXY", param.list}}, param.url),
            param.proxied ? "http://p:1" : "");
}

INSTANTIATE_TEST_SUITE_P(All, NoProxyTest,
                         ::testing::Values(NoProxy{"foo.test", "http://foo.test/", false},
                                           NoProxy{"foo.test", "http://a.FOO.test/", false},
                                           NoProxy{"foo.test", "http://xfoo.test/", true},
                                           NoProxy{".foo.test", "http://foo.test/", true},
                                           NoProxy{".foo.test", "http://a.foo.test/", false},
                                           NoProxy{"*.foo.test", "http://a.foo.test/", false},
                                           NoProxy{"bar, FOO.test ", "http://foo.test/", false},
                                           NoProxy{"foo.test:80", "http://foo.test/", false},
                                           NoProxy{"foo.test:81", "http://foo.test/", true},
                                           NoProxy{":80", "http://foo.test/", true},
                                           NoProxy{"10.0.0.1", "http://10.0.0.1/", false},
                                           NoProxy{"10.0.0.1:81", "http://10.0.0.1/", true},
                                           NoProxy{"10.0.0.0/8", "http://10.9.9.9/", false},
                                           NoProxy{"10.0.0.0/8", "http://11.0.0.1/", true},
                                           NoProxy{"10.0.0.0/33", "http://10.0.0.1/", true},
                                           NoProxy{"fe80::/10", "http://[fe80::1]/", false},
                                           NoProxy{"[2001:db8::1]:80", "http://[2001:db8::1]/",
                                                   false},
                                           NoProxy{"2001:db8::1", "http://[2001:db8::1]/", false},
                                           NoProxy{"x,*", "http://foo.test/", false}));

TEST(ProxyRulesTest, ExceptionsAreReadAsByGo) {
  const auto bypassed = [](const char* no_proxy, const char* url) {
    return ProxyFor({{"HTTP_PROXY", "http://p:1"}, {"NO_PROXY", no_proxy}}, url).empty();
  };
  EXPECT_TRUE(bypassed("169.254.169.254", "http://169.254.169.254/"));
  EXPECT_TRUE(bypassed("[169.254.169.254]:80", "http://169.254.169.254/"));
  EXPECT_FALSE(bypassed("[169.254.169.254]", "http://169.254.169.254/"));
  EXPECT_FALSE(bypassed("169.254.169.254%eth0", "http://169.254.169.254/"));
  EXPECT_FALSE(bypassed("[2001:db8::1]", "http://[2001:db8::1]/"));
  EXPECT_TRUE(bypassed("2001:db8::1", "http://[2001:db8::1]/"));
  EXPECT_FALSE(bypassed("2001:db8::1%eth0", "http://[2001:db8::1]/"));
  EXPECT_FALSE(bypassed("::/0", "http://192.0.2.1/"));
  EXPECT_TRUE(bypassed("::/0", "http://[2001:db8::1]/"));
  EXPECT_TRUE(bypassed("::ffff:0:0/96", "http://192.0.2.1/"));
  EXPECT_FALSE(bypassed("::ffff:0:0/64", "http://192.0.2.1/"));
  EXPECT_TRUE(bypassed("0.0.0.0/0", "http://192.0.2.1/"));
}

}  // namespace
}  // namespace azure::identity::internal
