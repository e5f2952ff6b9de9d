#include "identity/message_check/entra_rules.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {
namespace {

using Json = nlohmann::json;

constexpr absl::string_view kCode = "AADSTS";

struct Id {
  absl::string_view label;   // in the description
  absl::string_view member;  // of the body
  absl::string_view form;    // '0' stands for a digit, 'x' for a hexadecimal one
};

constexpr absl::string_view kGuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr Id kIds[] = {{"Trace ID: ", "trace_id", kGuid},
                       {"Correlation ID: ", "correlation_id", kGuid},
                       {"Timestamp: ", "timestamp", "0000-00-00 00:00:00Z"}};

// Of "Trace ID: 03da…\r\nCorrelation ID: …": the form says how long the value may be.
absl::string_view ValueOf(const Id& id, absl::string_view description) {
  const std::size_t label = description.rfind(id.label);
  if (label == absl::string_view::npos) return "";
  const absl::string_view value = description.substr(label + id.label.size(), id.form.size());
  return value.substr(0, value.find_first_of("\r\n\\\""));
}

bool HasForm(absl::string_view value, absl::string_view form) {
  return value.size() == form.size() &&
         std::equal(value.begin(), value.end(), form.begin(), [](char c, char expected) {
           const auto byte = static_cast<unsigned char>(c);
           if (expected == '0') return absl::ascii_isdigit(byte);
           if (expected == 'x') return absl::ascii_isxdigit(byte);
           return c == expected;
         });
}

// The number behind the first "AADSTS"; 0 if there is none.
std::int64_t CodeOf(absl::string_view description) {
  const std::size_t begin = description.find(kCode);
  if (begin == absl::string_view::npos) return 0;
  const absl::string_view rest = description.substr(begin + kCode.size(), 18);
  std::int64_t code = 0;
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return absl::SimpleAtoi(rest.substr(0, digits), &code) ? code : 0;
}

std::string StringMember(const Json& body, absl::string_view name) {
  const auto found = body.find(std::string(name));
  return found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

bool HasCode(const Json& body, std::int64_t code) {
  const auto codes = body.find("error_codes");
  if (codes == body.end() || !codes->is_array()) return false;
  return std::any_of(codes->begin(), codes->end(), [code](const Json& each) {
    return each.is_number_integer() && each.get<std::int64_t>() == code;
  });
}

// Where `name` stands as a member of the body itself; the body's first line if it does not.
const Line& LineOf(absl::string_view name, const std::vector<Line>& lines) {
  const std::string begin = absl::StrCat("  \"", name, "\":");
  const auto found = std::find_if(lines.begin(), lines.end(), [&begin](const Line& line) {
    return absl::StartsWith(line.text(), begin);
  });
  return found == lines.end() ? lines.front() : *found;
}

std::size_t OffsetOf(absl::string_view text, const Line& line) {
  const std::size_t found = line.text().find(text);
  return found == absl::string_view::npos ? 0 : found;
}

void CheckId(const Id& id, const Json& body, const std::string& description,
             const std::vector<Line>& lines, Report& report) {
  const absl::string_view said = ValueOf(id, description);
  const Line& of_description = LineOf("error_description", lines);
  if (said.empty()) {
    report.Add("entra-ids", of_description, OffsetOf(kCode, of_description),
               absl::StrCat("the description has no \"", id.label, "…\""));
  } else if (!HasForm(said, id.form)) {
    report.Add("entra-ids", of_description, OffsetOf(id.label, of_description),
               absl::StrCat("what follows \"", id.label, "\" is none"));
  }
  const std::string member = StringMember(body, id.member);
  const Line& of_member = LineOf(id.member, lines);
  if (member.empty()) {
    report.Add("entra-ids", of_member, 0, absl::StrCat("the body has no \"", id.member, "\""));
  } else if (!said.empty() && member != said) {
    report.Add("entra-ids-differ", of_member, OffsetOf(": ", of_member) + 2,
               absl::StrCat("\"", id.member, "\" is not what the description says"));
  }
}

}  // namespace

void CheckEntraBody(const std::string& text, const std::vector<Line>& lines, Report& report) {
  const Json body = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object()) return;
  const std::string description = StringMember(body, "error_description");
  const std::int64_t code = CodeOf(description);
  // Managed-identity hosts have these members too, with values of their own.
  if (code == 0) return;
  for (const Id& id : kIds) CheckId(id, body, description, lines, report);
  if (!HasCode(body, code)) {
    const Line& line = LineOf("error_codes", lines);
    report.Add("entra-error-codes", line, OffsetOf("\"error_codes\"", line),
               absl::StrCat("\"error_codes\" lacks ", code, ", which the description names"));
  }
}

void CheckEntraText(const Line& line, Report& report) {
  const std::size_t code = line.text().find(kCode);
  if (code == absl::string_view::npos || CodeOf(line.text()) == 0) return;
  for (const Id& id : kIds) {
    const absl::string_view value = ValueOf(id, line.text());
    if (value.empty()) {
      report.Add("entra-ids", line, code, absl::StrCat("no \"", id.label, "…\" follows"));
    } else if (!HasForm(value, id.form)) {
      report.Add("entra-ids", line, OffsetOf(id.label, line),
                 absl::StrCat("what follows \"", id.label, "\" is none"));
    }
  }
}

}  // namespace azure::identity::internal
