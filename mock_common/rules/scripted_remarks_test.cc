#include "mock_common/rules/scripted_remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

http::Remarks Read(const std::string& body) {
  http::Response response;
  response.body = body;
  ReadRemarks(&response);
  return response.remarks;
}

TEST(ScriptedRemarksTest, OfEntra) {
  const http::Remarks remarks =
      Read(R"({"error":"invalid_grant","error_description":"AADSTS1: x","error_codes":[50076,2],)"
           R"("trace_id":"t-1","correlation_id":"c-1","suberror":"basic_action"})");
  EXPECT_EQ(remarks.oauth_error, "invalid_grant");
  EXPECT_EQ(remarks.suberror, "basic_action");
  EXPECT_THAT(remarks.aadsts, ElementsAre(50076, 2));
  EXPECT_EQ(remarks.trace_id, "t-1");
  EXPECT_EQ(remarks.correlation_id, "c-1");
  EXPECT_EQ(remarks.service_error_code, "");
  EXPECT_EQ(remarks.reason, "");
}

TEST(ScriptedRemarksTest, ACodeMayStandInTheDescriptionAlone) {
  EXPECT_THAT(Read(R"({"error":"x","error_description":"AADSTS700016: no"})").aadsts,
              ElementsAre(700016));
  EXPECT_THAT(Read(R"({"error":"x","error_description":"AADSTS: no"})").aadsts, IsEmpty());
}

TEST(ScriptedRemarksTest, OfServicesTheInnermostCode) {
  EXPECT_EQ(Read(R"({"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByRbac"}}})")
                .service_error_code,
            "ForbiddenByRbac");
  EXPECT_EQ(Read(R"({"error":{"code":"A"}})").service_error_code, "A");
  EXPECT_EQ(Read(R"({"error":{"code":"A"}})").oauth_error, "");
}

TEST(ScriptedRemarksTest, OrTheCodeOfTheHeader) {
  http::Response response;
  response.headers.Add("x-ms-error-code", "BlobNotFound");
  response.body = "<Error/>";
  ReadRemarks(&response);
  EXPECT_EQ(response.remarks.service_error_code, "BlobNotFound");
}

TEST(ScriptedRemarksTest, WhatIsNoNameIsNotTaken) {
  for (const char* body :
       {"", "no JSON: \"error\"", "[\"error\"]", R"({"error":"a text of words"})",
        R"({"error":7,"error_codes":"7"})", R"({"error":null,"error_codes":["7",1.5]})",
        R"({"error":{"code":"a b","innererror":7}})"}) {
    const http::Remarks remarks = Read(body);
    EXPECT_EQ(remarks.oauth_error, "") << body;
    EXPECT_EQ(remarks.service_error_code, "") << body;
    EXPECT_THAT(remarks.aadsts, IsEmpty()) << body;
  }
}

TEST(ScriptedRemarksTest, NamesAndListsThatAreTooLongAreNotTaken) {
  const std::string name(64, 'n');
  EXPECT_EQ(Read(R"({"error":")" + name + "\"}").oauth_error, name);
  EXPECT_EQ(Read(R"({"error":")" + name + "n\"}").oauth_error, "");
  std::string codes = "1";
  for (int code = 2; code <= 17; ++code) codes += "," + std::to_string(code);
  const std::vector<std::int64_t> taken =
      Read(R"({"error":"x","error_codes":[)" + codes + "]}").aadsts;
  ASSERT_EQ(taken.size(), 16u);
  EXPECT_EQ(taken.back(), 16);
}

TEST(ScriptedRemarksTest, WhatTheBodyDoesNotSayStays) {
  http::Response response;
  response.remarks.reason = "why";
  response.remarks.trace_id = "t";
  response.body = R"({"error":"x"})";
  ReadRemarks(&response);
  EXPECT_EQ(response.remarks.oauth_error, "x");
  EXPECT_EQ(response.remarks.reason, "why");
  EXPECT_EQ(response.remarks.trace_id, "t");
}

}  // namespace
}  // namespace mock::scenario
