#include "mock_common/text/message_edit.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/field_mask_util.h"
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

std::string Bytes(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// Where the elements of a list are, by name, or those without one by all that they are.
class ElementIndex {
 public:
  ElementIndex(const Message& message, const FieldDescriptor* list)
      : name_(NameField(*list->message_type())) {
    const Reflection* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, list); ++i) {
      Add(reflection->GetRepeatedMessage(message, list, i), i);
    }
  }

  void Add(const Message& element, int index) { indices_.emplace(KeyOf(element), index); }

  // -1 if it is not there.
  int Find(const Message& element) const {
    const auto found = indices_.find(KeyOf(element));
    return found == indices_.end() ? -1 : found->second;
  }

 private:
  std::string KeyOf(const Message& element) const {
    const std::string name = NameOf(element);
    return name.empty() ? absl::StrCat("=", Bytes(element))
                        : absl::StrCat(".", Comparable(name, *name_));
  }

  const FieldDescriptor* const name_;
  std::unordered_map<std::string, int> indices_;
};

// Likewise of a list of texts, in any case.
class TextIndex {
 public:
  TextIndex(const Message& message, const FieldDescriptor* list) {
    const Reflection* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, list); ++i) {
      Add(reflection->GetRepeatedString(message, list, i), i);
    }
  }

  void Add(const std::string& text, int index) {
    indices_.emplace(absl::AsciiStrToLower(text), index);
  }

  int Find(const std::string& text) const {
    const auto found = indices_.find(absl::AsciiStrToLower(text));
    return found == indices_.end() ? -1 : found->second;
  }

 private:
  std::unordered_map<std::string, int> indices_;
};

using Indices = std::unordered_set<int>;

// The others keep their order.
void RemoveElements(Message* message, const FieldDescriptor* list, const Indices& gone) {
  const Reflection* reflection = message->GetReflection();
  const int size = reflection->FieldSize(*message, list);
  int kept = 0;
  for (int i = 0; i < size; ++i) {
    if (gone.count(i) != 0) continue;
    if (kept != i) reflection->SwapElements(message, list, kept, i);
    ++kept;
  }
  for (int i = kept; i < size; ++i) reflection->RemoveLast(message, list);
}

// ---- Adding ----

void MergeList(const Message& from, const FieldDescriptor* list, Message* into) {
  const Reflection* reflection = from.GetReflection();
  ElementIndex index(*into, list);
  for (int i = 0; i < reflection->FieldSize(from, list); ++i) {
    const Message& element = reflection->GetRepeatedMessage(from, list, i);
    const int known = index.Find(element);
    if (known >= 0) {
      reflection->MutableRepeatedMessage(into, list, known)->CopyFrom(element);
    } else {
      index.Add(element, reflection->FieldSize(*into, list));
      reflection->AddMessage(into, list)->CopyFrom(element);
    }
  }
}

void MergeTexts(const Message& from, const FieldDescriptor* list, Message* into) {
  const Reflection* reflection = from.GetReflection();
  TextIndex index(*into, list);
  for (int i = 0; i < reflection->FieldSize(from, list); ++i) {
    const std::string text = reflection->GetRepeatedString(from, list, i);
    if (index.Find(text) >= 0) continue;
    index.Add(text, reflection->FieldSize(*into, list));
    reflection->AddString(into, list, text);
  }
}

// ---- Removing ----

absl::Status NotThere(const std::string& path, const FieldDescriptor& field,
                      const std::string& name) {
  const bool secret = field.name() == "value" || IsSecretName(field.name());
  return absl::NotFoundError(absl::StrCat(
      path, ": ", secret ? "it" : absl::StrCat("\"", name, "\""), " is not in the directory"));
}

absl::Status Remove(const Message& what, const std::string& path, Message* from);

absl::Status RemoveFromList(const Message& what, const FieldDescriptor* list,
                            const std::string& path, Message* from) {
  const Reflection* reflection = what.GetReflection();
  const FieldDescriptor* name_field = NameField(*list->message_type());
  const ElementIndex index(*from, list);
  Indices gone;
  for (int i = 0; i < reflection->FieldSize(what, list); ++i) {
    const Message& element = reflection->GetRepeatedMessage(what, list, i);
    const std::string place = absl::StrCat(path, "[", i, "]");
    const std::string name = NameOf(element);
    if (name.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          place, ".", name_field == nullptr ? "name" : name_field->name(), ": is required"));
    }
    const int known = index.Find(element);
    if (known < 0 || gone.count(known) != 0) {
      return NotThere(absl::StrCat(place, ".", name_field->name()), *name_field, name);
    }
    std::vector<const FieldDescriptor*> named;
    element.GetReflection()->ListFields(element, &named);
    if (named.size() == 1) {
      gone.insert(known);
      continue;
    }
    absl::Status removed = Remove(element, absl::StrCat(place, "."),
                                  reflection->MutableRepeatedMessage(from, list, known));
    if (!removed.ok()) return removed;
  }
  RemoveElements(from, list, gone);
  return absl::OkStatus();
}

absl::Status RemoveTexts(const Message& what, const FieldDescriptor* list, const std::string& path,
                         Message* from) {
  const TextIndex index(*from, list);
  Indices gone;
  for (int i = 0; i < what.GetReflection()->FieldSize(what, list); ++i) {
    const std::string text = what.GetReflection()->GetRepeatedString(what, list, i);
    const int known = index.Find(text);
    if (known < 0 || !gone.insert(known).second) {
      return NotThere(absl::StrCat(path, "[", i, "]"), *list, text);
    }
  }
  RemoveElements(from, list, gone);
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
  std::vector<const FieldDescriptor*> fields;
  from.GetReflection()->ListFields(from, &fields);
  google::protobuf::FieldMask others;
  for (const FieldDescriptor* field : fields) {
    const bool text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (field->name() == except) continue;
    if (!field->is_repeated() || (!text && !IsMessage(*field))) {
      others.add_paths(field->name());
    } else {
      text ? MergeTexts(from, field, into) : MergeList(from, field, into);
    }
  }
  using google::protobuf::util::FieldMaskUtil;
  if (others.paths_size() > 0) FieldMaskUtil::MergeMessageTo(from, others, {}, into);
}

absl::Status RemoveFromMessage(const Message& what, Message* from) {
  return Remove(what, "", from);
}

}  // namespace mock::scenario
