#include "identity/internal/crypto/oid_text.h"

namespace azure::identity::internal {

std::string OidText(const ASN1_OBJECT* oid) {
  const int length = OBJ_obj2txt(nullptr, 0, oid, 1);
  if (length <= 0) return "unknown";
  std::string text(static_cast<std::size_t>(length) + 1, '\0');  // OpenSSL ends it with a NUL
  OBJ_obj2txt(text.data(), length + 1, oid, 1);
  text.pop_back();
  return text;
}

}  // namespace azure::identity::internal
