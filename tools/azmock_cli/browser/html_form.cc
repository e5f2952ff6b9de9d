#include "tools/azmock_cli/browser/html_form.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "re2/re2.h"

namespace azmock {
namespace {

std::string Unescape(absl::string_view html) {
  return absl::StrReplaceAll(
      html, {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}});
}

std::map<std::string, std::string> Attributes(const std::string& tag) {
  static const auto* const kAttribute = new RE2(R"re(([\w-]+)="([^"]*)")re");
  std::map<std::string, std::string> attributes;
  re2::StringPiece rest(tag);
  std::string name, value;
  while (RE2::FindAndConsume(&rest, *kAttribute, &name, &value)) attributes[name] = Unescape(value);
  return attributes;
}

bool Contains(const std::vector<std::string>& texts, absl::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string Encode(absl::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '*') {
      encoded += c;
    } else if (c == ' ') {
      encoded += '+';
    } else {
      absl::StrAppend(&encoded, absl::StrFormat("%%%02X", byte));
    }
  }
  return encoded;
}

}  // namespace

bool HtmlForm::HasInput(absl::string_view name) const { return Contains(inputs, name); }
bool HtmlForm::HasButton(absl::string_view value) const { return Contains(buttons, value); }

std::optional<HtmlForm> FindForm(absl::string_view html) {
  static const auto* const kFormTag = new RE2(R"re((?s)<form([^>]*)>(.*?)</form>)re");
  static const auto* const kFieldTag = new RE2(R"re(<(input|button)([^>]*)>)re");
  std::string attributes, content;
  if (!RE2::PartialMatch(re2::StringPiece(html.data(), html.size()), *kFormTag, &attributes,
                         &content)) {
    return std::nullopt;
  }
  HtmlForm form;
  form.action = Attributes(attributes)["action"];
  re2::StringPiece rest(content);
  std::string tag;
  while (RE2::FindAndConsume(&rest, *kFieldTag, &tag, &attributes)) {
    auto field = Attributes(attributes);
    if (tag == "button") {
      form.buttons.push_back(field["value"]);
    } else if (field["type"] == "hidden") {
      form.hidden.emplace_back(field["name"], field["value"]);
    } else if (field["type"] != "submit") {
      form.inputs.push_back(field["name"]);
    }
  }
  return form;
}

std::string EncodeForm(const FormFields& fields) {
  std::string encoded;
  const char* before = "";
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&encoded, before, Encode(name), "=", Encode(value));
    before = "&";
  }
  return encoded;
}

}  // namespace azmock
