#include "identity/authentication_record.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

constexpr char kJson[] =
    R"({"authority":"https://login.microsoftonline.com","clientId":"c","homeAccountId":"u.t",)"
    R"("tenantId":"t","username":"a@b.c","version":"1.0"})";

std::string FromJsonError(absl::string_view json) {
  const auto record = AuthenticationRecord::FromJson(json);
  EXPECT_TRUE(record.ok() || record.status().code() == absl::StatusCode::kInvalidArgument);
  return std::string(record.status().message());
}

TEST(AuthenticationRecordTest, IsWrittenAndReadAsByAzidentity) {
  const AuthenticationRecord record = {
      "https://login.microsoftonline.com", "c", "u.t", "t", "a@b.c", "1.0"};
  EXPECT_EQ(record.ToJson(), kJson);
  EXPECT_THAT(AuthenticationRecord::FromJson(kJson), IsOkAndHolds(record));
}

TEST(AuthenticationRecordTest, EscapesAsGoDoes) {
  AuthenticationRecord record;
  record.username = "<a>&\"\\\n\x01\u2028\xff";
  EXPECT_EQ(record.ToJson(), R"({"authority":"","clientId":"","homeAccountId":"","tenantId":"",)"
                             R"("username":"\u003ca\u003e\u0026\"\\\n\u0001\u2028)"
                             "\uFFFD"
                             R"(","version":""})");
}

TEST(AuthenticationRecordTest, IgnoresUnknownMembersAndTheCaseOfNames) {
  const auto record = AuthenticationRecord::FromJson(
      R"( {"VERSION":"1.0","clientID":"c","more":{"a":[1]},"username":null} )");
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->client_id, "c");
  EXPECT_EQ(record->username, "");
}

TEST(AuthenticationRecordTest, SaysWhatIsWrong) {
  EXPECT_EQ(FromJsonError(""), "unexpected end of JSON input");
  EXPECT_EQ(FromJsonError("x"), "invalid character 'x' looking for beginning of value");
  EXPECT_EQ(FromJsonError("[]"), "json: cannot unmarshal array into Go value of type azidentity.r");
  EXPECT_EQ(FromJsonError(R"({"clientId":1})"),
            "json: cannot unmarshal number into Go struct field r.clientId of type string");
  EXPECT_EQ(FromJsonError("{}"), "AuthenticationRecord must have a version");
  EXPECT_EQ(FromJsonError("null"), "AuthenticationRecord must have a version");
  EXPECT_EQ(FromJsonError(R"({"version":"2.0"})"),
            "unsupported AuthenticationRecord version \"2.0\". This module supports [1.0]");
}

}  // namespace
}  // namespace azure::identity
