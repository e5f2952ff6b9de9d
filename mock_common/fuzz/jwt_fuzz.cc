// No bytes pass for a signed token or break the parsers of tokens and key sets.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto jwt = mock::jwt::ParseJwt(text);
  if (jwt.ok() && (!jwt->header.is_object() || !jwt->claims.is_object())) std::abort();
  if (!jwt.ok() && jwt.status().code() != absl::StatusCode::kInvalidArgument) std::abort();

  const auto keys = mock::jwt::KeySet::Parse(text);
  const mock::jwt::KeySet none;
  if (mock::jwt::VerifyRs256(text, keys.ok() ? *keys : none).ok()) std::abort();
  return 0;
}
