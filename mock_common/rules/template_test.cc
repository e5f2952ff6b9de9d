#include "mock_common/rules/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::HasSubstr;

class TemplateTest : public testing::Test {
 protected:
  TemplateTest() {
    request_.method = "POST";
    request_.host = "login.example";
    request_.path = "/contoso/token";
    request_.query = "dc=weu";
    request_.headers = {{"X-Client-SKU", "MSAL.Go"}};
    request_.body = "scope=a+b&client_id=%22%3Cx%3E%26%0D%0A";
  }

  std::string Render(const std::string& text, Escape escape = Escape::kNone) {
    const auto parsed = Template::Parse(text);
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    const RequestView view(request_, "contoso");
    TemplateValues values(view, setting_, now_, random_.get());
    return parsed.ok() ? parsed->Render(values, escape) : "";
  }

  http::Request request_;
  Setting setting_;
  const absl::Time now_ = absl::FromUnixSeconds(1646245526);
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
};

std::string ErrorOf(const std::string& text) {
  return std::string(Template::Parse(text).status().message());
}

TEST_F(TemplateTest, TextWithoutPlaceholdersIsItself) {
  EXPECT_EQ(Render(""), "");
  EXPECT_EQ(Render(R"({"a":{"b":1}})"), R"({"a":{"b":1}})");
}

TEST_F(TemplateTest, TimesAreEntrasAndUnixWithOffsets) {
  EXPECT_EQ(Render("{{now}} {{now_unix}}"), "2022-03-02 18:25:26Z 1646245526");
  EXPECT_EQ(Render("{{now+1h}} {{ now_unix-5m }}"), "2022-03-02 19:25:26Z 1646245226");
}

TEST_F(TemplateTest, RequestPartsAreFilledIn) {
  EXPECT_EQ(Render("{{tenant}} {{host}} {{method}} {{path}}"),
            "contoso login.example POST /contoso/token");
  EXPECT_EQ(Render("{{form.scope}}|{{query.dc}}|{{header.x-client-sku}}|{{form.none}}"),
            "a b|weu|MSAL.Go|");
}

TEST_F(TemplateTest, IdsComeFromTheSetting) {
  setting_.set_trace_id("trace");
  setting_.set_correlation_id("correlation");
  request_.headers.Add("client-request-id", "mine");
  EXPECT_EQ(Render("{{trace_id}} {{correlation_id}}"), "trace correlation");
}

TEST_F(TemplateTest, TheCorrelationIdIsElseTheClients) {
  request_.headers.Add("client-request-id", "mine");
  EXPECT_EQ(Render("{{correlation_id}}"), "mine");
}

TEST_F(TemplateTest, GeneratedIdsAreTheSameThroughoutAReply) {
  const std::string ids = Render("{{trace_id}}={{trace_id}}");
  EXPECT_EQ(ids.size(), 36u * 2 + 1);
  EXPECT_EQ(ids.substr(0, 36), ids.substr(37));
  EXPECT_EQ(Render("{{correlation_id}}").size(), 36u);
}

TEST_F(TemplateTest, ValuesCannotBreakOutOfTheirSurroundings) {
  EXPECT_EQ(Render(R"({"x":"{{form.client_id}}"})", Escape::kJson), R"({"x":"\"<x>&\r\n"})");
  EXPECT_EQ(Render("<b>{{form.client_id}}</b>", Escape::kHtml), "<b>&quot;&lt;x&gt;&amp;\r\n</b>");
  EXPECT_EQ(Render("{{form.client_id}}", Escape::kHeader), "\"<x>&");
  EXPECT_EQ(Render("{{form.client_id}}"), "\"<x>&\r\n");
}

TEST_F(TemplateTest, BytesThatAreNoUtf8StayOutOfJson) {
  request_.body = "scope=%ff";
  EXPECT_EQ(Render("{{form.scope}}", Escape::kJson), "\xEF\xBF\xBD");
}

TEST(TemplateErrorTest, UnknownPlaceholdersListTheKnownOnes) {
  EXPECT_EQ(ErrorOf("a {{tenent}} b"),
            "{{tenent}} is not a placeholder; known are now, now_unix, trace_id, correlation_id, "
            "tenant, host, method, path, form.<name>, query.<name>, header.<name>");
  for (const char* text : {"{{}}", "{{form}}", "{{form.}}", "{{body.x}}", "{{Now}}"}) {
    EXPECT_THAT(ErrorOf(text), HasSubstr("is not a placeholder")) << text;
  }
}

TEST(TemplateErrorTest, UnclosedPlaceholdersAreRefused) {
  EXPECT_EQ(ErrorOf("a {{now"), "\"{{\" opens a placeholder that no \"}}\" closes");
}

TEST(TemplateErrorTest, OffsetsMustBeDurations) {
  EXPECT_EQ(ErrorOf("{{now+soon}}"),
            "{{now+soon}}: \"+soon\" is not an offset; write \"+1h\" or \"-5m\"");
  EXPECT_THAT(ErrorOf("{{now_unix+inf}}"), HasSubstr("is not an offset"));
}

TEST(TemplateErrorTest, SecretsCannotBeShown) {
  for (const char* text :
       {"{{form.client_secret}}", "{{form.client_assertion}}", "{{form.assertion}}",
        "{{form.password}}", "{{form.refresh_token}}", "{{query.code}}", "{{form.device_code}}",
        "{{header.Authorization}}", "{{header.cookie}}", "{{header.X-IDENTITY-HEADER}}"}) {
    EXPECT_THAT(ErrorOf(text), HasSubstr("would put a secret into a reply")) << text;
  }
}

TEST(TemplateErrorTest, JsonMayHavePlaceholdersInsideStringsAndAsNumbers) {
  for (const char* text : {"1", "null", "\"x\"", "{\"a\":[1,2]}", "\"{{now}}\"", "{{now_unix}}",
                           "{\"a\":{{now_unix+1h}},\"b\":\"{{tenant}}\"}"}) {
    EXPECT_EQ(CheckJsonTemplate(text), "") << text;
  }
  for (const char* text : {"", "x", "{", "\"x", "{{now}} {{now}}"}) {
    EXPECT_THAT(CheckJsonTemplate(text), HasSubstr("is not JSON")) << text;
  }
  EXPECT_THAT(CheckJsonTemplate("{{nowhere}}"), HasSubstr("is not a placeholder"));
}

}  // namespace
}  // namespace mock::scenario
