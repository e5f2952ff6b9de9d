#include "mock_server/admin/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mock_server/admin/messages.h"

namespace mock::admin {
namespace {

using google::protobuf::ServiceDescriptor;

TEST(CallsTest, AreTheMethodsOfTheServiceInItsOrder) {
  const ServiceDescriptor* service =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
          "azmock.admin.v1.AdminService");
  // The file is registered when one of its messages is used.
  ASSERT_NE(Clock::descriptor(), nullptr);
  ASSERT_NE(service, nullptr);
  const std::vector<Call> calls = Calls(nullptr);
  ASSERT_EQ(service->method_count(), static_cast<int>(calls.size()));
  for (int i = 0; i < service->method_count(); ++i) {
    const Call& call = calls[i];
    EXPECT_EQ(service->method(i)->name(), std::string(call.name));
    EXPECT_EQ(service->method(i)->input_type(), call.request->GetDescriptor()) << call.name;
    EXPECT_EQ(service->method(i)->server_streaming(), call.stream != nullptr) << call.name;
    EXPECT_EQ(call.run == nullptr, call.stream != nullptr) << call.name;
    EXPECT_EQ(service->method(i)->output_type(), call.response->GetDescriptor()) << call.name;
  }
}

}  // namespace
}  // namespace mock::admin
