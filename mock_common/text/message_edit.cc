#include "mock_common/text/message_edit.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"
#include "mock_common/text/secrets.h"

namespace mock::scenario {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// What elements of this type are called by; null if they have no name.
const FieldDescriptor* NameField(const Descriptor& type) {
  const FieldDescriptor* field = type.FindFieldByNumber(1);
  const bool text = field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                    !field->is_repeated();
  return text ? field : nullptr;
}

std::string NameOf(const Message& element) {
  const FieldDescriptor* field = NameField(*element.GetDescriptor());
  return field == nullptr ? "" : element.GetReflection()->GetString(element, field);
}

std::string Comparable(const std::string& name, const FieldDescriptor& field) {
  if (field.name() == "url") return name;
  return absl::AsciiStrToLower(absl::StripSuffix(name, "/"));
}

// The index of the element of that name; -1 if there is none.
int FindElement(const Message& message, const FieldDescriptor* list, const std::string& name) {
  const FieldDescriptor* field = NameField(*list->message_type());
  if (field == nullptr || name.empty()) return -1;
  const Reflection* reflection = message.GetReflection();
  const std::string wanted = Comparable(name, *field);
  for (int i = 0; i < reflection->FieldSize(message, list); ++i) {
    const Message& element = reflection->GetRepeatedMessage(message, list, i);
    if (Comparable(NameOf(element), *field) == wanted) return i;
  }
  return -1;
}

int FindText(const Message& message, const FieldDescriptor* list, const std::string& text) {
  const Reflection* reflection = message.GetReflection();
  const std::string wanted = absl::AsciiStrToLower(text);
  for (int i = 0; i < reflection->FieldSize(message, list); ++i) {
    if (absl::AsciiStrToLower(reflection->GetRepeatedString(message, list, i)) == wanted) return i;
  }
  return -1;
}

void RemoveElement(Message* message, const FieldDescriptor* list, int index) {
  const Reflection* reflection = message->GetReflection();
  const int last = reflection->FieldSize(*message, list) - 1;
  for (int i = index; i < last; ++i) reflection->SwapElements(message, list, i, i + 1);
  reflection->RemoveLast(message, list);
}

// ---- Adding ----

bool HasEqual(const Message& message, const FieldDescriptor* list, const Message& element) {
  const Reflection* reflection = message.GetReflection();
  for (int i = 0; i < reflection->FieldSize(message, list); ++i) {
    const Message& other = reflection->GetRepeatedMessage(message, list, i);
    if (google::protobuf::util::MessageDifferencer::Equals(other, element)) return true;
  }
  return false;
}

void MergeList(const Message& from, const FieldDescriptor* list, Message* into) {
  const Reflection* reflection = from.GetReflection();
  for (int i = 0; i < reflection->FieldSize(from, list); ++i) {
    const Message& element = reflection->GetRepeatedMessage(from, list, i);
    const int known = FindElement(*into, list, NameOf(element));
    if (known < 0 && NameOf(element).empty() && HasEqual(*into, list, element)) continue;
    Message* place = known < 0 ? reflection->AddMessage(into, list)
                               : reflection->MutableRepeatedMessage(into, list, known);
    place->CopyFrom(element);
  }
}

void MergeTexts(const Message& from, const FieldDescriptor* list, Message* into) {
  const Reflection* reflection = from.GetReflection();
  for (int i = 0; i < reflection->FieldSize(from, list); ++i) {
    const std::string text = reflection->GetRepeatedString(from, list, i);
    if (FindText(*into, list, text) < 0) reflection->AddString(into, list, text);
  }
}

// ---- Removing ----

absl::Status NotThere(const std::string& path, const FieldDescriptor& field,
                      const std::string& name) {
  const bool secret = field.name() == "value" || IsSecretParameter(field.name());
  return absl::NotFoundError(absl::StrCat(
      path, ": ", secret ? "it" : absl::StrCat("\"", name, "\""), " is not in the directory"));
}

absl::Status Remove(const Message& what, const std::string& path, Message* from);

absl::Status RemoveFromList(const Message& what, const FieldDescriptor* list,
                            const std::string& path, Message* from) {
  const Reflection* reflection = what.GetReflection();
  const FieldDescriptor* name_field = NameField(*list->message_type());
  for (int i = 0; i < reflection->FieldSize(what, list); ++i) {
    const Message& element = reflection->GetRepeatedMessage(what, list, i);
    const std::string place = absl::StrCat(path, "[", i, "]");
    const std::string name = NameOf(element);
    if (name.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          place, ".", name_field == nullptr ? "name" : name_field->name(), ": is required"));
    }
    const int known = FindElement(*from, list, name);
    if (known < 0) {
      return NotThere(absl::StrCat(place, ".", name_field->name()), *name_field, name);
    }
    std::vector<const FieldDescriptor*> named;
    element.GetReflection()->ListFields(element, &named);
    if (named.size() == 1) {
      RemoveElement(from, list, known);
      continue;
    }
    absl::Status removed = Remove(element, absl::StrCat(place, "."),
                                  reflection->MutableRepeatedMessage(from, list, known));
    if (!removed.ok()) return removed;
  }
  return absl::OkStatus();
}

absl::Status RemoveTexts(const Message& what, const FieldDescriptor* list, const std::string& path,
                         Message* from) {
  for (int i = 0; i < what.GetReflection()->FieldSize(what, list); ++i) {
    const std::string text = what.GetReflection()->GetRepeatedString(what, list, i);
    const int known = FindText(*from, list, text);
    if (known < 0) return NotThere(absl::StrCat(path, "[", i, "]"), *list, text);
    RemoveElement(from, list, known);
  }
  return absl::OkStatus();
}

// `path` ends in "." unless it is empty.
absl::Status Remove(const Message& what, const std::string& path, Message* from) {
  std::vector<const FieldDescriptor*> fields;
  what.GetReflection()->ListFields(what, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field == NameField(*what.GetDescriptor())) continue;
    const std::string place = absl::StrCat(path, field->name());
    absl::Status removed;
    if (field->is_repeated() && IsMessage(*field)) {
      removed = RemoveFromList(what, field, place, from);
    } else if (field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      removed = RemoveTexts(what, field, place, from);
    } else {
      from->GetReflection()->ClearField(from, field);
    }
    if (!removed.ok()) return removed;
  }
  return absl::OkStatus();
}

}  // namespace

void MergeMessage(const Message& from, Message* into, absl::string_view except) {
  const std::unique_ptr<Message> rest(from.New());
  rest->CopyFrom(from);
  std::vector<const FieldDescriptor*> fields;
  from.GetReflection()->ListFields(from, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (field->name() != except) {
      if (!field->is_repeated() || (!text && !IsMessage(*field))) continue;
      text ? MergeTexts(from, field, into) : MergeList(from, field, into);
    }
    rest->GetReflection()->ClearField(rest.get(), field);
  }
  into->MergeFrom(*rest);
}

absl::Status RemoveFromMessage(const Message& what, Message* from) {
  return Remove(what, "", from);
}

}  // namespace mock::scenario
