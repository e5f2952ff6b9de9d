#include "identity/internal/secrets/secret_string.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace azure::identity::internal {

void Cleanse(void* bytes, std::size_t size) { OPENSSL_cleanse(bytes, size); }

void Cleanse(std::string& text) {
  text.resize(text.capacity());  // never moves it
  Cleanse(text.data(), text.size());
  text.clear();
}

void AppendSecret(std::string& text, absl::string_view more) {
  if (more.size() > text.capacity() - text.size()) {
    std::string longer;
    longer.reserve(std::max(2 * text.capacity(), text.size() + more.size()));
    longer = text;
    Cleanse(text);
    text = std::move(longer);
  }
  text.append(more.data(), more.size());
}

SecretString JoinSecret(std::initializer_list<absl::string_view> pieces) {
  std::size_t size = 0;
  for (const absl::string_view piece : pieces) size += piece.size();
  std::string joined;
  joined.reserve(size);
  for (const absl::string_view piece : pieces) joined.append(piece.data(), piece.size());
  return SecretString(std::move(joined));
}

}  // namespace azure::identity::internal
