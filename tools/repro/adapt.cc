#include "tools/repro/adapt.h"

#include <cstddef>
#include <map>

#include "absl/strings/str_replace.h"
#include "google/protobuf/message.h"

namespace azmock::repro {
namespace {

constexpr std::size_t kShortestName = 3;  // a single digit is in every ID

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void AdaptMessage(const std::map<std::string, std::string>& by_text, Message& message);

void AdaptField(const std::map<std::string, std::string>& by_text, const FieldDescriptor* field,
                Message& message) {
  const auto& reflection = *message.GetReflection();
  if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
    if (!field->is_repeated()) {
      return AdaptMessage(by_text, *reflection.MutableMessage(&message, field));
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      AdaptMessage(by_text, *reflection.MutableRepeatedMessage(&message, field, i));
    }
    return;
  }
  if (field->type() != FieldDescriptor::TYPE_STRING) return;
  if (!field->is_repeated()) {
    const std::string text = reflection.GetString(message, field);
    return reflection.SetString(&message, field, absl::StrReplaceAll(text, by_text));
  }
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    const std::string text = reflection.GetRepeatedString(message, field, i);
    reflection.SetRepeatedString(&message, field, i, absl::StrReplaceAll(text, by_text));
  }
}

void AdaptMessage(const std::map<std::string, std::string>& by_text, Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) AdaptField(by_text, field, message);
}

}  // namespace

void Adapt(const Substitutions& substitutions, mock::scenario::Scenario& scenario) {
  std::map<std::string, std::string> by_text;
  for (const auto& [mine, theirs] : substitutions) {
    if (mine.size() >= kShortestName) by_text.emplace(mine, theirs);
  }
  if (scenario.has_directory()) AdaptMessage(by_text, *scenario.mutable_directory());
  for (mock::scenario::Rule& rule : *scenario.mutable_rules()) AdaptMessage(by_text, rule);
  if (scenario.has_client()) AdaptMessage(by_text, *scenario.mutable_client());
}

}  // namespace azmock::repro
