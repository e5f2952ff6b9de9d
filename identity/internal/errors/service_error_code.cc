#include "identity/internal/errors/service_error_code.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/go_text.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

// What a JSON body says of the error; null if it is none.
nlohmann::json ErrorObject(absl::string_view body) {
  nlohmann::json json =
      nlohmann::json::parse(ToValidUtf8(body), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return nullptr;
  for (const char* wrapper : {"error", "odata.error"}) {
    const auto wrapped = json.find(wrapper);
    if (wrapped != json.end()) return *wrapped;
  }
  return json;
}

// The member of `object` if it is a string, else "".
std::string StringIn(const nlohmann::json& object, const char* name) {
  if (!object.is_object()) return "";
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::string MessageInJson(absl::string_view body) {
  const nlohmann::json error = ErrorObject(body);
  std::string message = StringIn(error, "message");
  if (!message.empty() || !error.is_object() || error.count("message") == 0) return message;
  return StringIn(error["message"], "value");
}

bool IsWord(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::size_t WordEnd(absl::string_view text, std::size_t from) {
  return std::find_if_not(text.begin() + from, text.end(), IsWord) - text.begin();
}

std::size_t SpaceEnd(absl::string_view text, std::size_t from) {
  return std::min(text.find_first_not_of(" \t\r\n\f", from), text.size());
}

// The end of `tag` ("<" or "</") + "Code>" at `from`, with or without a
// namespace prefix; npos if it does not stand there.
std::size_t CodeTagEnd(absl::string_view text, std::size_t from, absl::string_view tag) {
  if (!absl::StartsWith(text.substr(from), tag)) return absl::string_view::npos;
  const std::size_t name = from + tag.size();
  const std::size_t end = WordEnd(text, name);
  const bool prefixed = end > name && absl::StartsWith(text.substr(end), ":");
  const std::size_t local_name = prefixed ? end + 1 : name;
  const absl::string_view rest = text.substr(local_name);
  constexpr absl::string_view kCode = "Code>";
  if (!absl::StartsWith(rest, kCode) && !absl::StartsWith(rest, "code>")) {
    return absl::string_view::npos;
  }
  return local_name + kCode.size();
}

std::string CodeInXml(absl::string_view body) {
  for (std::size_t at = body.find('<'); at != absl::string_view::npos;
       at = body.find('<', at + 1)) {
    const std::size_t content = CodeTagEnd(body, at, "<");
    if (content == absl::string_view::npos) continue;
    const std::size_t begin = SpaceEnd(body, content);
    const std::size_t end = WordEnd(body, begin);
    if (end > begin && CodeTagEnd(body, SpaceEnd(body, end), "</") != absl::string_view::npos) {
      return std::string(body.substr(begin, end - begin));
    }
  }
  return "";
}

std::string MessageInXml(absl::string_view body) {
  constexpr absl::string_view kBegin = "<Message>";
  const std::size_t begin = body.find(kBegin);
  if (begin == absl::string_view::npos) return "";
  const absl::string_view rest = body.substr(begin + kBegin.size());
  const std::size_t end = rest.find("</Message>");
  if (end == absl::string_view::npos) return "";
  return absl::StrReplaceAll(
      ToValidUtf8(rest.substr(0, end)),
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}});
}

}  // namespace

std::string ServiceErrorCode(const HttpResponse& response) {
  const absl::string_view header = response.headers.Get("x-ms-error-code");
  if (!header.empty()) return std::string(header);
  std::string code = StringIn(ErrorObject(response.body), "code");
  return code.empty() ? CodeInXml(response.body) : code;
}

std::string ServiceErrorMessage(absl::string_view body) {
  std::string message = MessageInJson(body);
  return message.empty() ? MessageInXml(body) : message;
}

}  // namespace azure::identity::internal
