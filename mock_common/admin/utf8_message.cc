#include "mock_common/admin/utf8_message.h"

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "mock_common/text/utf8.h"

namespace mock::admin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void MendText(const FieldDescriptor& field, const Reflection& reflection, Message* message) {
  std::string scratch;
  if (!field.is_repeated()) {
    const std::string& text = reflection.GetStringReference(*message, &field, &scratch);
    if (!scenario::IsUtf8(text)) reflection.SetString(message, &field, scenario::AsUtf8(text));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(*message, &field); ++i) {
    const std::string& text = reflection.GetRepeatedStringReference(*message, &field, i, &scratch);
    if (!scenario::IsUtf8(text)) {
      reflection.SetRepeatedString(message, &field, i, scenario::AsUtf8(text));
    }
  }
}

}  // namespace

void MakeUtf8(Message* message) {
  const Reflection& reflection = *message->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  const bool is_entry = message->GetDescriptor()->options().map_entry();
  for (const FieldDescriptor* field : fields) {
    if (is_entry && field->number() == 1) continue;
    if (field->type() == FieldDescriptor::TYPE_STRING) {
      MendText(*field, reflection, message);
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    } else if (!field->is_repeated()) {
      MakeUtf8(reflection.MutableMessage(message, field));
    } else {
      for (int i = 0; i < reflection.FieldSize(*message, field); ++i) {
        MakeUtf8(reflection.MutableRepeatedMessage(message, field, i));
      }
    }
  }
}

}  // namespace mock::admin
