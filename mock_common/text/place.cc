#include "mock_common/text/place.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace mock::scenario {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

Place::Place(std::string file, const Message& root, const Tree* tree,
             std::vector<Problem>* problems)
    : file_(std::move(file)),
      message_(&root),
      tree_(tree),
      has_lines_(tree != nullptr),
      location_(0, 0),
      problems_(problems) {}

const FieldDescriptor* Place::Field(const char* name) const {
  return message_->GetDescriptor()->FindFieldByName(name);
}

Place::Location Place::Locate(const FieldDescriptor* field, int index) const {
  if (tree_ == nullptr) return location_;
  Location location = tree_->GetLocation(field, index);
  // "[a, b]" has one location for all of its elements.
  for (int i = index - 1; location.line < 0 && i >= 0; --i) location = tree_->GetLocation(field, i);
  return location.line >= 0 ? location : location_;
}

std::string Place::PathOf(absl::string_view field, int index) const {
  return absl::StrCat(path_, path_.empty() ? "" : ".", field,
                      index < 0 ? "" : absl::StrCat("[", index, "]"));
}

Place Place::In(const char* field, int index) const {
  const FieldDescriptor* descriptor = Field(field);
  const Reflection* reflection = message_->GetReflection();
  Place inner = *this;
  inner.message_ = index < 0 ? &reflection->GetMessage(*message_, descriptor)
                             : &reflection->GetRepeatedMessage(*message_, descriptor, index);
  inner.path_ = PathOf(field, index);
  inner.location_ = Locate(descriptor, index);
  inner.tree_ = tree_ == nullptr ? nullptr : tree_->GetTreeForNested(descriptor, index);
  return inner;
}

void Place::Complain(const char* field, int index, std::string text) const {
  Add(Locate(Field(field), index), PathOf(field, index), std::move(text), false);
}

void Place::Lacks(const char* field, std::string text) const {
  Add(location_, PathOf(field, -1), std::move(text), true);
}

void Place::Lacks(std::string text) const { Add(location_, path_, std::move(text), true); }

void Place::ForEachEntry(const char* map_field,
                         const std::function<void(const std::string&, const std::string&,
                                                  const ComplainFn&)>& visit) const {
  const FieldDescriptor* field = Field(map_field);
  const Reflection* reflection = message_->GetReflection();
  const FieldDescriptor* key_field = field->message_type()->map_key();
  const FieldDescriptor* value_field = field->message_type()->map_value();
  for (int i = 0; i < reflection->FieldSize(*message_, field); ++i) {
    const Message& entry = reflection->GetRepeatedMessage(*message_, field, i);
    std::string scratch_key;
    std::string scratch_value;
    const Reflection* inner = entry.GetReflection();
    const std::string& key = inner->GetStringReference(entry, key_field, &scratch_key);
    const std::string& value = inner->GetStringReference(entry, value_field, &scratch_value);
    visit(key, value, [&](std::string text) {
      Add(Locate(field, i), absl::StrCat(PathOf(map_field, -1), "[\"", key, "\"]"), std::move(text),
          false);
    });
  }
}

void Place::Add(Location location, std::string path, std::string text, bool missing) const {
  problems_->push_back({file_, has_lines_ ? location.line + 1 : 0,
                        has_lines_ ? location.column + 1 : 0, std::move(path), std::move(text),
                        missing});
}

void CheckOptional(const Place& place, const char* field, const std::string& value,
                   std::string (*check)(absl::string_view)) {
  if (value.empty()) return;
  if (std::string problem = check(value); !problem.empty()) {
    place.Complain(field, std::move(problem));
  }
}

}  // namespace mock::scenario
