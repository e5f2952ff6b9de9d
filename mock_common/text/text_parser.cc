#include "mock_common/text/text_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/secrets.h"
#include "mock_common/text/text_position.h"

namespace mock::scenario {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// A text with more values of a wrong type than this is something else altogether.
constexpr int kMostRetries = 50;
constexpr std::size_t kMostUnknown = 50;
// Deeper nesting than any scenario has; protobuf's parser recurses.
constexpr int kDeepestNesting = 32;

// An error as protobuf reports it: positions from 0.
struct RawError {
  int line;
  int column;
  std::string message;
};

class Collector : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    errors.push_back({line, column, message});
  }
  // Unknown fields, which the parser is told to skip.
  void AddWarning(int line, int column, const std::string& message) override {
    unknown.push_back({line, column, message});
  }
  std::vector<RawError> errors;
  std::vector<RawError> unknown;
};

std::vector<std::string> FieldNames(const Descriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->field_count(); ++i) names.push_back(type->field(i)->name());
  return names;
}

std::string UnknownField(const FieldAt& at) {
  if (at.in == nullptr) return "is not a field";
  const auto nearest = Nearest(at.name, FieldNames(at.in), 1);
  return absl::StrCat(at.in->name(), " has no such field",
                      nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest[0], "?"));
}

std::string ValuesOf(const FieldDescriptor& field) {
  std::vector<std::string> names;
  for (int i = 0; i < field.enum_type()->value_count(); ++i) {
    if (!absl::EndsWith(field.enum_type()->value(i)->name(), "_UNSPECIFIED")) {
      names.push_back(field.enum_type()->value(i)->name());
    }
  }
  return absl::StrJoin(names, ", ");
}

std::string ExpectedFor(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return "a text in quotes";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrCat("one of ", ValuesOf(field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return "{ ... }";
    default:
      return "a number";
  }
}

bool HoldsSecret(const FieldDescriptor& field) {
  static constexpr absl::string_view kSecretMessages[] = {"Secret", "Assertion", "Certificate",
                                                          "EnvironmentEntry"};
  return IsSecretName(field.name()) ||
         std::find(std::begin(kSecretMessages), std::end(kSecretMessages),
                   field.containing_type()->name()) != std::end(kSecretMessages);
}

// Protobuf's messages about a value that does not fit its field.
bool IsWrongValue(absl::string_view message) {
  static constexpr absl::string_view kStarts[] = {
      "Expected string", "Expected integer",  "Expected identifier",       "Expected double",
      "Integer out of",  "Invalid value for", "Unknown enumeration value", "Expect a decimal"};
  return std::any_of(std::begin(kStarts), std::end(kStarts), [message](absl::string_view start) {
    return absl::StartsWith(message, start);
  });
}

// The value at `begin`: a quoted text, or up to a space or a bracket.
absl::string_view ValueAt(absl::string_view text, std::size_t begin) {
  const absl::string_view rest = text.substr(begin);
  if (rest.empty()) return rest;
  const char quote = rest[0];
  if (quote != '"' && quote != '\'') return rest.substr(0, rest.find_first_of(" \t\r\n,;{}<>[]#"));
  for (std::size_t i = 1; i < rest.size() && rest[i] != '\n'; ++i) {
    if (rest[i] == '\\') {
      ++i;
    } else if (rest[i] == quote) {
      return rest.substr(0, i + 1);
    }
  }
  return "";
}

// Reads a text again and again, each time without the wrong value found last.
class Parse {
 public:
  Parse(absl::string_view text, const std::string& file, const Descriptor* type)
      : text_(text), file_(file), type_(type) {}

  ParsedText Run(Message* message) {
    for (int i = 0; i < kMostRetries; ++i) {
      Collector collector;
      const bool parsed = Once(message, &collector);
      if (!parsed && BlankWrongValue(collector)) continue;
      result_.fatal = !parsed;
      NoteAllSkipped(collector.unknown);
      for (const RawError& error : collector.errors) Note(error);
      return std::move(result_);
    }
    result_.fatal = true;
    return std::move(result_);
  }

 private:
  bool Once(Message* message, Collector* collector) {
    result_.places = std::make_unique<TextFormat::ParseInfoTree>();
    TextFormat::Parser parser;
    parser.AllowUnknownField(true);
    parser.SetRecursionLimit(kDeepestNesting);
    parser.RecordErrorsTo(collector);
    parser.WriteLocationsTo(result_.places.get());
    message->Clear();
    return parser.ParseFromString(text_, message) && collector->errors.empty();
  }

  FieldAt At(const RawError& error) const {
    return FindField(text_, type_, error.line, error.column);
  }

  void NoteAt(const FieldAt& at, std::string text) {
    result_.problems.push_back(
        {file_, at.line + 1, at.column + 1, at.path, std::move(text), false});
  }

  void Note(const RawError& error) {
    const FieldAt at = At(error);
    // Protobuf quotes what it found.
    std::string text = at.field != nullptr && HoldsSecret(*at.field)
                           ? "is not followed by a colon and a text in quotes"
                           : Rephrased(error);
    // Line -1 is protobuf's way of saying "the whole file".
    result_.problems.push_back({file_, std::max(error.line, 0) + 1, std::max(error.column, 0) + 1,
                                at.path, std::move(text), false});
  }

  void NoteAllSkipped(const std::vector<RawError>& warnings) {
    const std::size_t noted = std::min(warnings.size(), kMostUnknown);
    for (std::size_t i = 0; i < noted; ++i) NoteSkipped(warnings[i]);
    if (noted == warnings.size()) return;
    const RawError& next = warnings[noted];
    result_.problems.push_back({file_, next.line + 1, next.column + 1, "",
                                absl::StrCat("and ", warnings.size() - noted, " more like these"),
                                false});
  }

  // What the parser was told to step over: unknown fields and enum values.
  void NoteSkipped(const RawError& warning) {
    const FieldAt at = At(warning);
    if (at.field == nullptr) {
      NoteAt(at, UnknownField(at));
    } else if (const auto statement = StatementAt(at); statement && IsWrongValue(warning.message)) {
      NoteAt(at, WrongValue(*at.field, statement->value));
    } else {
      Note(warning);
    }
  }

  // "field: value" on one line, as parts of the text.
  struct Statement {
    absl::string_view whole;
    absl::string_view value;
  };

  std::optional<Statement> StatementAt(const FieldAt& at) const {
    const absl::string_view text = text_;
    const std::size_t begin = OffsetOf(text, at.line, at.column);
    std::size_t offset = begin + at.name.size();
    const auto skip_blanks = [&] {
      while (offset < text.size() && (text[offset] == ' ' || text[offset] == '\t')) ++offset;
    };
    skip_blanks();
    if (offset >= text.size() || text[offset] != ':') return std::nullopt;
    ++offset;
    skip_blanks();
    const absl::string_view value = ValueAt(text, offset);
    if (value.empty()) return std::nullopt;
    return Statement{text.substr(begin, offset + value.size() - begin), value};
  }

  static std::string WrongValue(const FieldDescriptor& field, absl::string_view value) {
    return absl::StrCat("expected ", ExpectedFor(field), ", got ",
                        HoldsSecret(field) ? "something else" : value);
  }

  // If all that is wrong is one value, notes that and takes it out of the text;
  // everything else keeps its position.
  bool BlankWrongValue(const Collector& collector) {
    if (collector.errors.size() != 1 || !IsWrongValue(collector.errors[0].message)) return false;
    const RawError& error = collector.errors[0];
    const FieldAt at = At(error);
    const auto statement = StatementAt(at);
    if (at.field == nullptr || !statement) return false;
    // "Expected" stands at the value; the other errors come behind it.
    const char* position = text_.data() + OffsetOf(text_, error.line, error.column);
    const char* value_end = statement->value.data() + statement->value.size();
    if (absl::StartsWith(error.message, "Expect") && position >= value_end) return false;
    NoteAt(at, WrongValue(*at.field, statement->value));
    const auto begin = text_.begin() + (statement->whole.data() - text_.data());
    std::replace_if(
        begin, begin + static_cast<std::ptrdiff_t>(statement->whole.size()),
        [](char c) { return c != '\t'; }, ' ');
    return true;
  }

  static std::string Rephrased(const RawError& error) {
    std::string text = error.message;
    if (absl::EndsWith(text, ".")) text.pop_back();
    if (absl::EndsWith(text, "got: ")) text += "the end of the file";
    text[0] = absl::ascii_tolower(text[0]);
    return text;
  }

  std::string text_;
  const std::string& file_;
  const Descriptor* const type_;
  ParsedText result_;
};

}  // namespace

ParsedText ParseText(absl::string_view text, const std::string& file, Message* message) {
  return Parse(text, file, message->GetDescriptor()).Run(message);
}

}  // namespace mock::scenario
