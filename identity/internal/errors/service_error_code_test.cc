#include "identity/internal/errors/service_error_code.h"

#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

std::string CodeIn(const std::string& body, HttpHeaders headers = {}) {
  HttpResponse response;
  response.body = body;
  response.headers = std::move(headers);
  return ServiceErrorCode(response);
}

TEST(ServiceErrorCodeTest, PrefersTheHeader) {
  EXPECT_EQ(CodeIn(R"({"code":"InBody"})", {{"X-Ms-Error-Code", "InHeader"}}), "InHeader");
}

TEST(ServiceErrorCodeTest, FindsTheCodeInJson) {
  const struct {
    const char* body;
    const char* code;
  } kCases[] = {
      {R"({"code":"Plain"})", "Plain"},
      {R"({"error":{"code":"Wrapped","message":"m"}})", "Wrapped"},
      {R"({"odata.error":{"code":"OData"}})", "OData"},
      {R"({"error":"not an object","code":"Hidden"})", ""},
      {R"({"error":{"code":7}})", ""},
      {R"([{"code":"x"}])", ""},
      {"{", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(CodeIn(c.body), c.code) << c.body;
}

TEST(ServiceErrorCodeTest, FindsTheCodeInXml) {
  const struct {
    const char* body;
    const char* code;
  } kCases[] = {
      {"<?xml version=\"1.0\"?><Error><Code>ContainerNotFound</Code></Error>", "ContainerNotFound"},
      {"<m:error><m:code>\n Forbidden_1 \n</m:code></m:error>", "Forbidden_1"},
      {"<Code></Code><Code>Second</Code>", "Second"},
      {"<Code>two words</Code>", ""},
      {"<Code>unclosed", ""},
      {"<Codes>x</Codes>", ""},
      {"<", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(CodeIn(c.body), c.code) << c.body;
}

}  // namespace
}  // namespace azure::identity::internal
