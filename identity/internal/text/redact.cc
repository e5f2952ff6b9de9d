#include "identity/internal/text/redact.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace azure::identity::internal {
namespace {

constexpr absl::string_view kRedacted = "REDACTED";

// Names under which Entra, the managed-identity hosts, Azure Pipelines and the
// command-line tools pass secrets, in lower case. "code" is not among them: it
// names errors too.
constexpr absl::string_view kSecretNames[] = {
    "access_token",  "accesstoken",  "assertion", "client_assertion", "client_secret",
    "device_code",   "id_token",     "idtoken",   "oidctoken",        "password",
    "refresh_token", "refreshtoken", "token"};

bool IsSecretName(absl::string_view word) {
  const std::string lower = absl::AsciiStrToLower(word);
  return std::find(std::begin(kSecretNames), std::end(kSecretNames), lower) !=
         std::end(kSecretNames);
}

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.';
}

// "eyJ" is how the base64 of a JSON object begins.
bool IsJwt(absl::string_view word) {
  return word.size() >= 20 && absl::StartsWith(word, "eyJ") && absl::StrContains(word, '.');
}

// Walks over `text` from word to word, copying all but secrets.
class Redactor {
 public:
  explicit Redactor(absl::string_view text) : text_(text) {}

  std::string Run() {
    while (position_ < text_.size()) {
      if (!IsWordCharacter(text_[position_])) {
        Copy(1);
        continue;
      }
      const absl::string_view word = Word();
      if (IsJwt(word)) {
        Replace(word.size());
        continue;
      }
      Copy(word.size());
      if (IsSecretName(word)) Member();
    }
    return std::move(out_);
  }

 private:
  absl::string_view Word() const {
    std::size_t end = position_;
    while (end < text_.size() && IsWordCharacter(text_[end])) ++end;
    return text_.substr(position_, end - position_);
  }

  // After a secret's name: its value in a form (name=value), in JSON
  // ("name": "value") or in JSON inside a JSON string (\"name\": \"value\").
  void Member() {
    if (Next() == '=') {
      Copy(1);
      Replace(text_.find_first_of("& \t\r\n\"'<>,;}", position_) - position_);
      return;
    }
    std::size_t look = std::min(text_.find_first_not_of('\\', position_), text_.size());
    if (look == text_.size() || text_[look] != '"') return;
    const std::string quote(text_.substr(position_, look + 1 - position_));
    look = std::min(text_.find_first_not_of(" \t\r\n", look + 1), text_.size());
    if (look == text_.size() || text_[look] != ':') return;
    look = std::min(text_.find_first_not_of(" \t\r\n", look + 1), text_.size());
    Copy(look - position_);
    if (absl::StartsWith(text_.substr(position_), quote)) {
      Copy(quote.size());
      Replace(StringEnd(quote) - position_);
    } else if (!absl::StartsWith(text_.substr(position_), "null")) {
      Replace(text_.find_first_of("{[,}] \t\r\n", position_) - position_);
    }
  }

  // Where the string that began before position_ ends: at its quote, which no
  // further backslash escapes, or with the text.
  std::size_t StringEnd(absl::string_view quote) const {
    std::size_t backslashes = 0;
    for (std::size_t i = position_; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++backslashes;
      } else if (text_[i] == '"' && backslashes % (2 * quote.size()) == quote.size() - 1) {
        return i + 1 - quote.size();
      } else {
        backslashes = 0;
      }
    }
    return text_.size();
  }

  char Next() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  void Copy(std::size_t count) {
    out_.append(text_.data() + position_, count);
    position_ += count;
  }

  void Replace(std::size_t count) {
    count = std::min(count, text_.size() - position_);
    if (count != 0) out_.append(kRedacted.data(), kRedacted.size());
    position_ += count;
  }

  absl::string_view text_;
  std::size_t position_ = 0;
  std::string out_;
};

}  // namespace

std::string RedactSecrets(absl::string_view body) { return Redactor(body).Run(); }

}  // namespace azure::identity::internal
