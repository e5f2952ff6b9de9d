#include "mock_imds/fake_tools/testing.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace mock::imds {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1768478400);  // 2026-01-15T12:00:00Z

}  // namespace

TestTool::TestTool(const std::string& text) {
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &tool_)) << text;
  issue_ = [this](const ToolTokenOrder& order) -> ToolTokenAnswer {
    orders.push_back(order);
    if (!refusal.error.empty()) return refusal;
    return ToolToken{
        absl::StrCat("token for ", order.account, " in ", order.tenant, ": ", order.scope),
        kNow + absl::Hours(1)};
  };
}

ToolExchange TestTool::Call(const std::vector<std::string>& argv) {
  invocation_.argv = argv;
  invocation_.environment["TZ"] = "UTC";
  return {tool_, invocation_, kNow, kNow - absl::Hours(1), issue_};
}

std::string EncodedScript(const std::string& ascii) {
  std::string utf16;
  for (const char c : ascii) utf16 += {c, '\0'};
  return absl::Base64Escape(utf16);
}

}  // namespace mock::imds
