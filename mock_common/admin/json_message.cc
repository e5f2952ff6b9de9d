#include "mock_common/admin/json_message.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"
#include "mock_common/http/message.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/shallow_json.h"
#include "mock_common/text/values.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

// The range of google.protobuf.Duration.
constexpr absl::Duration kLongestDuration = absl::Seconds(315'576'000'000);

const FieldDescriptor* FindField(const Descriptor& type, const std::string& name) {
  const FieldDescriptor* field = type.FindFieldByName(name);
  return field != nullptr ? field : type.FindFieldByCamelcaseName(name);
}

std::string Shown(const Json& value) {
  std::string text = scenario::JsonText(value);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

// ---- What is wrong with a body ----

// Says where JSON ends being JSON.
class SyntaxChecker : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    position_ = position;
    return false;
  }

  std::size_t position() const { return position_; }  // from 1, of the last character read

 private:
  std::size_t position_ = 0;
};

absl::Status SyntaxError(const std::string& body) {
  SyntaxChecker checker;
  Json::sax_parse(body, &checker);
  const std::size_t read = std::min(body.size(), checker.position() - (checker.position() > 0));
  if (checker.position() == 0) return absl::InvalidArgumentError("the body nests too deeply");
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < read; ++i) {
    column = body[i] == '\n' ? 1 : column + 1;
    if (body[i] == '\n') ++line;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the body is not JSON from line ", line, ", column ", column, " on"));
}

// Compares JSON with what a message can hold, and brings instants and durations into the form
// that protobuf reads.
class FieldChecker {
 public:
  void Check(Json& value, const Descriptor& type, const std::string& path) {
    if (type.full_name() == "google.protobuf.Duration") return CheckDuration(value, path);
    if (type.full_name() == "google.protobuf.Timestamp") return CheckInstant(value, path);
    // The other well-known types have forms of their own.
    if (absl::StartsWith(type.full_name(), "google.protobuf.") || value.is_null()) return;
    if (!value.is_object()) return Complain(path, value, "is not an object");
    for (auto& [name, member] : value.items()) {
      const std::string place = absl::StrCat(path, path.empty() ? "" : ".", name);
      const FieldDescriptor* field = FindField(type, name);
      if (field == nullptr) {
        Unknown(type, name, place);
      } else if (!member.is_null()) {
        CheckField(member, *field, place);
      }
    }
  }

  std::vector<std::string> problems() && { return std::move(problems_); }

 private:
  void Complain(const std::string& path, const Json& value, absl::string_view what) {
    problems_.push_back(
        absl::StrCat(path.empty() ? "the body" : path, ": ", Shown(value), " ", what));
  }

  void Unknown(const Descriptor& type, const std::string& name, const std::string& place) {
    std::vector<std::string> names;
    for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
    std::string text = absl::StrCat(place, ": ", type.name(), " has no such field");
    if (!names.empty()) {
      absl::StrAppend(&text, "; did you mean ",
                      scenario::Nearest(name, std::move(names), 1).front(), "?");
    }
    problems_.push_back(std::move(text));
  }

  void CheckField(Json& value, const FieldDescriptor& field, const std::string& path) {
    if (field.is_map()) {
      if (!value.is_object()) return Complain(path, value, "is not an object");
      const FieldDescriptor& of_value = *field.message_type()->map_value();
      for (auto& [name, member] : value.items()) {
        CheckValue(member, of_value, absl::StrCat(path, "[\"", name, "\"]"));
      }
    } else if (field.is_repeated()) {
      if (!value.is_array()) return Complain(path, value, "is not a list");
      for (std::size_t i = 0; i < value.size(); ++i) {
        CheckValue(value[i], field, absl::StrCat(path, "[", i, "]"));
      }
    } else {
      CheckValue(value, field, path);
    }
  }

  void CheckValue(Json& value, const FieldDescriptor& field, const std::string& path) {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Check(value, *field.message_type(), path);
      case FieldDescriptor::CPPTYPE_STRING:
        if (!value.is_string()) Complain(path, value, "is not a text");
        return;
      case FieldDescriptor::CPPTYPE_BOOL:
        if (!value.is_boolean()) Complain(path, value, "is neither true nor false");
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        return CheckEnum(value, *field.enum_type(), path);
      case FieldDescriptor::CPPTYPE_INT32:
        return CheckInteger<std::int32_t>(value, path);
      case FieldDescriptor::CPPTYPE_UINT32:
        return CheckInteger<std::uint32_t>(value, path);
      case FieldDescriptor::CPPTYPE_INT64:
        return CheckInteger<std::int64_t>(value, path);
      case FieldDescriptor::CPPTYPE_UINT64:
        return CheckInteger<std::uint64_t>(value, path);
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT:
        if (!value.is_number()) Complain(path, value, "is not a number");
        return;
    }
  }

  void CheckDuration(Json& value, const std::string& path) {
    if (!value.is_string()) return Complain(path, value, "is not a text");
    const std::string text = value.get<std::string>();
    const auto duration = scenario::ParseDurationText(text);
    if (!duration) return Refuse(path, scenario::CheckDuration(text));
    if (*duration > kLongestDuration) return Complain(path, value, "is more than 10,000 years");
    absl::Duration rest;
    const std::int64_t seconds = absl::IDivDuration(*duration, absl::Seconds(1), &rest);
    value = absl::StrFormat("%d.%09ds", seconds, absl::ToInt64Nanoseconds(rest));
  }

  void CheckInstant(Json& value, const std::string& path) {
    if (!value.is_string()) return Complain(path, value, "is not a text");
    const std::string text = value.get<std::string>();
    const auto instant = scenario::ParseInstantText(text);
    if (!instant) return Refuse(path, scenario::CheckInstant(text));
    value = absl::FormatTime("%Y-%m-%dT%H:%M:%E9SZ", *instant, absl::UTCTimeZone());
  }

  void Refuse(const std::string& path, absl::string_view why) {
    problems_.push_back(absl::StrCat(path, ": ", why));
  }

  void CheckEnum(const Json& value, const EnumDescriptor& type, const std::string& path) {
    std::vector<std::string> names;
    for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
    if (value.is_string() && type.FindValueByName(value.get<std::string>()) != nullptr) return;
    Complain(path, value, absl::StrCat("is none of ", absl::StrJoin(names, ", ")));
  }

  template <typename Integer>
  void CheckInteger(const Json& value, const std::string& path) {
    Integer ignored;
    const bool fits =
        (value.is_number_integer() && absl::SimpleAtoi(scenario::JsonText(value), &ignored)) ||
        (value.is_string() && absl::SimpleAtoi(value.get<std::string>(), &ignored));
    if (!fits) Complain(path, value, "is not a whole number of this field's range");
  }

  std::vector<std::string> problems_;
};

// ---- Queries ----

Json ValueOf(const std::string& text, const FieldDescriptor* field) {
  const bool boolean =
      field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !field->is_map();
  if (boolean && (text == "true" || text == "false")) return text == "true";
  return text;
}

void SetParameter(const std::string& path, const std::string& text, const Descriptor& root,
                  Json* object) {
  const Descriptor* type = &root;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (std::size_t i = 0; i < names.size(); ++i) {
    // A misspelt name goes in as well: the check tells of it.
    const FieldDescriptor* field = type == nullptr ? nullptr : FindField(*type, names[i]);
    Json& member = (*object)[field == nullptr ? names[i] : field->name()];
    if (field != nullptr && field->is_map() && i + 1 < names.size()) {
      const std::string key = absl::StrJoin(absl::MakeConstSpan(names).subspan(i + 1), ".");
      if (!member.is_object()) member = Json::object();
      member[key] = text;
      return;
    }
    if (i + 1 == names.size()) {
      if (field == nullptr || !field->is_repeated()) {
        member = ValueOf(text, field);
      } else {
        if (!member.is_array()) member = Json::array();
        member.push_back(ValueOf(text, field));
      }
      return;
    }
    if (!member.is_object()) member = Json::object();
    object = &member;
    const bool nested = field != nullptr && !field->is_repeated() &&
                        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    type = nested ? field->message_type() : nullptr;
  }
}

}  // namespace

absl::Status FromJson(absl::string_view body, absl::string_view query,
                      google::protobuf::Message* message) {
  Json json = Json::object();
  if (!body.empty()) {
    const std::string text(body);
    json = scenario::ParseShallowJson(text);
    if (json.is_discarded()) return SyntaxError(text);
  }
  const auto parameters = http::ParseForm(query);
  if (!parameters) return absl::InvalidArgumentError("the query has a bad percent escape");
  const Descriptor& type = *message->GetDescriptor();
  if (json.is_object()) {
    for (const auto& [path, text] : *parameters) SetParameter(path, text, type, &json);
  }
  FieldChecker checker;
  checker.Check(json, type, "");
  const std::vector<std::string> problems = std::move(checker).problems();
  if (!problems.empty()) return absl::InvalidArgumentError(absl::StrJoin(problems, "\n"));
  const std::string text = scenario::JsonText(json);
  const auto parsed = google::protobuf::util::JsonStringToMessage(text, message);
  if (parsed.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(std::string(parsed.message()));
}

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!printed.ok()) {
    return absl::InternalError(absl::StrCat("the answer as JSON: ", printed.ToString()));
  }
  // Protobuf writes "<" and ">" as escapes, for HTML.
  return scenario::JsonText(scenario::ParseOrderedJson(json));
}

}  // namespace mock::admin
