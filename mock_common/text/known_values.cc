#include "mock_common/text/known_values.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace mock::scenario {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void CheckValue(const EnumDescriptor& type, int value, const char* field, int index,
                const Place& place) {
  if (type.FindValueByNumber(value) != nullptr) return;
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) names.push_back(type.value(i)->name());
  }
  place.Complain(field, index,
                 absl::StrCat(value, " has no name; write one of ", absl::StrJoin(names, ", ")));
}

}  // namespace

void CheckEnums(const Message& message, const Place& place) {
  const auto* const reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* const field : fields) {
    const char* const name = field->name().c_str();
    const bool is_enum = field->type() == FieldDescriptor::TYPE_ENUM;
    if (field->is_map() || (!is_enum && field->type() != FieldDescriptor::TYPE_MESSAGE)) continue;
    if (!field->is_repeated()) {
      if (is_enum) {
        CheckValue(*field->enum_type(), reflection->GetEnumValue(message, field), name, -1, place);
      } else {
        CheckEnums(reflection->GetMessage(message, field), place.In(name));
      }
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      if (is_enum) {
        CheckValue(*field->enum_type(), reflection->GetRepeatedEnumValue(message, field, i), name,
                   i, place);
      } else {
        CheckEnums(reflection->GetRepeatedMessage(message, field, i), place.In(name, i));
      }
    }
  }
}

}  // namespace mock::scenario
