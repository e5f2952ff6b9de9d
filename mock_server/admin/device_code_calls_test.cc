#include "mock_server/admin/device_code_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

class DeviceCodeCallsTest : public ControlTest {
 protected:
  DeviceCodeCallsTest() {
    Add("device-1", "ABCDEFGHJ", "contoso.example");
    Add("device-2", "KLMNPQRST", "");
  }

  void Add(const std::string& device_code, const std::string& user_code, const std::string& owner) {
    entra::DeviceCode code;
    code.tenant = owner.empty() ? "organizations" : owner;
    code.owner = owner;
    code.app_id = "a";
    code.scope = "openid";
    code.user_code = user_code;
    code.issued = clock_.Now();
    code.lifetime = absl::Minutes(15);
    ASSERT_TRUE(backend_.codes.Add(device_code, code).ok());
  }
  // "<user code> <state> <who>" of each.
  std::string List(const std::string& request) {
    ListDeviceCodesResponse response;
    const absl::Status status =
        ListDeviceCodes(control_, Parsed<ListDeviceCodesRequest>(request), &response);
    if (!status.ok()) return std::string(status.message());
    std::string text;
    for (const DeviceCode& code : response.device_codes()) {
      text += code.user_code() + " " + DeviceCode::State_Name(code.state()) + " " +
              code.username() + "\n";
    }
    return text;
  }
  std::string Approve(const std::string& request) {
    ApproveDeviceCodeResponse response;
    return std::string(
        ApproveDeviceCode(control_, Parsed<ApproveDeviceCodeRequest>(request), &response)
            .message());
  }
  std::string Decline(const std::string& request) {
    DeclineDeviceCodeResponse response;
    return std::string(
        DeclineDeviceCode(control_, Parsed<DeclineDeviceCodeRequest>(request), &response)
            .message());
  }
};

TEST_F(DeviceCodeCallsTest, ListsWhatTheUserSees) {
  ListDeviceCodesResponse response;
  ASSERT_TRUE(
      ListDeviceCodes(control_, Parsed<ListDeviceCodesRequest>("tenant: 'contoso.test'"), &response)
          .ok());
  ASSERT_EQ(response.device_codes_size(), 1);
  const DeviceCode& code = response.device_codes(0);
  EXPECT_EQ(code.ShortDebugString(),
            "user_code: \"ABCDEFGHJ\" tenant: \"contoso.example\" client_id: \"a\" "
            "scope: \"openid\" state: STATE_PENDING issue_time { seconds: 1769817600 } "
            "expire_time { seconds: 1769818500 } polls: 0");
}

TEST_F(DeviceCodeCallsTest, ListsInPages) {
  auto request = Parsed<ListDeviceCodesRequest>("page_size: 1");
  std::string codes;
  do {
    ListDeviceCodesResponse response;
    ASSERT_TRUE(ListDeviceCodes(control_, request, &response).ok());
    ASSERT_EQ(response.device_codes_size(), 1);
    codes += response.device_codes(0).user_code() + " ";
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(codes, "ABCDEFGHJ KLMNPQRST ");
}

TEST_F(DeviceCodeCallsTest, AUserApprovesOneAndDeclinesTheOther) {
  EXPECT_EQ(Approve("user_code: 'abcdefghj' username: 'ada@contoso.example'"), "");
  EXPECT_EQ(Decline("user_code: 'KLMNPQRST'"), "");
  EXPECT_EQ(List(""), "ABCDEFGHJ STATE_APPROVED ada@contoso.example\nKLMNPQRST STATE_DECLINED \n");
  backend_.codes.Redeem("device-1");
  EXPECT_EQ(List("tenant: 'contoso.example'"), "ABCDEFGHJ STATE_REDEEMED ada@contoso.example\n");
}

TEST_F(DeviceCodeCallsTest, OneThatIsTooOldSaysSo) {
  clock_.Advance(absl::Minutes(15));
  EXPECT_EQ(List("tenant: 'contoso.example'"), "ABCDEFGHJ STATE_EXPIRED \n");
}

TEST_F(DeviceCodeCallsTest, WhatCannotBeDoneIsNamed) {
  EXPECT_EQ(List("tenant: 'no.example'"), "tenant: the directory has no tenant \"no.example\"");
  EXPECT_EQ(Approve("username: 'ada@contoso.example'"), "user_code: is required");
  EXPECT_EQ(Approve("user_code: 'ABCDEFGHJ'"), "username: is required");
  EXPECT_EQ(Approve("user_code: 'ABCDEFGHJ' username: 'eve@contoso.example'"),
            "username: \"eve@contoso.example\" is no user of the tenant \"contoso.example\" that "
            "the code is of");
  const std::string none =
      "user_code: no device code \"X\" waits: it was never given out, was dealt with, or is too "
      "old";
  EXPECT_EQ(Approve("user_code: 'X' username: 'ada@contoso.example'"), none);
  EXPECT_EQ(Decline("user_code: 'X'"), none);
  EXPECT_EQ(Decline(""), "user_code: is required");
}

}  // namespace
}  // namespace mock::admin
