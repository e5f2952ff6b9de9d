// Writes one JSON object, in order and compactly, at the cost of copying
// its bytes: for tokens, which are made by the thousand.
#ifndef MOCK_ENTRA_EXCHANGE_JSON_OBJECT_H_
#define MOCK_ENTRA_EXCHANGE_JSON_OBJECT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/text/text_buffer.h"

namespace mock::entra {

// Names are literals of ours and not escaped; values are, and bytes that are no
// UTF-8 are replaced.
class JsonObject {
 public:
  JsonObject() { text_.Append("{"); }

  void Add(absl::string_view name, absl::string_view value);
  // Of a token, or other base64url, in which nothing needs escaping.
  void AddToken(absl::string_view name, absl::string_view token);
  void Add(absl::string_view name, std::int64_t value);
  void Add(absl::string_view name, const std::vector<std::string>& values);
  void Add(absl::string_view name, JsonObject value);

  // The object. Call it once, last.
  std::string Finish() &&;

 private:
  // What stands between a member and its quoted name.
  absl::string_view Separator() const { return text_.size() > 1 ? ",\"" : "\""; }
  void AppendName(absl::string_view name);
  void AppendText(absl::string_view value);

  TextBuffer text_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_JSON_OBJECT_H_
