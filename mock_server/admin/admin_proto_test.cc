// admin.proto keeps to the rules of AIP and buf by which clients are generated and kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using ::testing::StartsWith;

const FileDescriptor& File() { return *Clock::descriptor()->file(); }

std::vector<const Descriptor*> Messages() {
  std::vector<const Descriptor*> messages;
  for (int i = 0; i < File().message_type_count(); ++i) messages.push_back(File().message_type(i));
  return messages;
}

std::vector<const EnumDescriptor*> Enums() {
  std::vector<const EnumDescriptor*> enums;
  for (int i = 0; i < File().enum_type_count(); ++i) enums.push_back(File().enum_type(i));
  for (const Descriptor* message : Messages()) {
    for (int i = 0; i < message->enum_type_count(); ++i) enums.push_back(message->enum_type(i));
  }
  return enums;
}

std::vector<const FieldDescriptor*> Fields() {
  std::vector<const FieldDescriptor*> fields;
  for (const Descriptor* message : Messages()) {
    for (int i = 0; i < message->field_count(); ++i) fields.push_back(message->field(i));
  }
  return fields;
}

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  for (int i = 0; i < File().service(0)->method_count(); ++i) {
    methods.push_back(File().service(0)->method(i));
  }
  return methods;
}

TEST(AdminProtoTest, ThePackageHasAVersion) { EXPECT_EQ(File().package(), "azmock.admin.v1"); }

TEST(AdminProtoTest, ValuesOfEnumsHaveItsNameBeforeThem) {
  EXPECT_EQ(Enums().size(), 4u);
  for (const EnumDescriptor* type : Enums()) {
    const std::string prefix = absl::AsciiStrToUpper(type->name()) + "_";
    EXPECT_EQ(type->value(0)->name(), prefix + "UNSPECIFIED");
    for (int i = 0; i < type->value_count(); ++i) {
      EXPECT_THAT(type->value(i)->name(), StartsWith(prefix));
    }
  }
}

// AIP-131: a method that gets or sets a resource answers with it.
TEST(AdminProtoTest, MethodsHaveMessagesOfTheirOwn) {
  for (const MethodDescriptor* method : Methods()) {
    EXPECT_EQ(method->input_type()->name(), method->name() + "Request");
    if (absl::EndsWith(method->name(), "Clock")) {
      EXPECT_EQ(method->output_type(), Clock::descriptor());
    } else {
      EXPECT_EQ(method->output_type()->name(), method->name() + "Response");
    }
  }
}

// AIP-158. What is armed is what a test armed: it has no pages.
TEST(AdminProtoTest, ListsHavePages) {
  int lists = 0;
  for (const MethodDescriptor* method : Methods()) {
    if (!absl::StartsWith(method->name(), "List") || method->name() == "ListArmed") continue;
    ++lists;
    EXPECT_NE(method->input_type()->FindFieldByName("page_size"), nullptr) << method->name();
    EXPECT_NE(method->input_type()->FindFieldByName("page_token"), nullptr) << method->name();
    EXPECT_NE(method->output_type()->FindFieldByName("next_page_token"), nullptr) << method->name();
  }
  EXPECT_EQ(lists, 3);
}

// AIP-142.
TEST(AdminProtoTest, TimesAndDurationsHaveTypes) {
  for (const FieldDescriptor* field : Fields()) {
    const std::string& name = field->name();
    const std::string type =
        field->message_type() == nullptr ? field->type_name() : field->message_type()->full_name();
    const bool time = name == "time" || absl::EndsWith(name, "_time");
    const bool duration =
        absl::EndsWith(name, "duration") || absl::EndsWith(name, "_period") || name == "timeout";
    EXPECT_EQ(time, type == "google.protobuf.Timestamp") << field->full_name();
    EXPECT_EQ(duration, type == "google.protobuf.Duration") << field->full_name();
  }
}

// AIP-140 and 141.
TEST(AdminProtoTest, FieldsHavePlainNamesAndSignedNumbers) {
  for (const FieldDescriptor* field : Fields()) {
    EXPECT_EQ(field->name(), absl::AsciiStrToLower(field->name()));
    EXPECT_NE(field->cpp_type(), FieldDescriptor::CPPTYPE_UINT32) << field->full_name();
    EXPECT_NE(field->cpp_type(), FieldDescriptor::CPPTYPE_UINT64) << field->full_name();
  }
}

}  // namespace
}  // namespace mock::admin
