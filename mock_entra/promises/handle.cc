#include "mock_entra/promises/handle.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/base64url.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kPrefix = "1.A";
// No vowels, and nothing that looks like another: 0 and O, 1 and I.
constexpr absl::string_view kUserCodeLetters = "BCDFGHJKLMNPQRSTVWXYZ23456789";
constexpr std::size_t kUserCodeLength = 9;

}  // namespace

std::string NewHandle(absl::string_view tenant_id, std::size_t bytes, Random& random) {
  return absl::StrCat(kPrefix, jwt::Base64UrlEncode(tenant_id), ".",
                      jwt::Base64UrlEncode(random.Bytes(bytes)));
}

std::string TenantOfHandle(absl::string_view handle) {
  if (!absl::ConsumePrefix(&handle, kPrefix)) return "";
  const std::size_t dot = handle.find('.');
  if (dot == absl::string_view::npos) return "";
  return jwt::Base64UrlDecode(handle.substr(0, dot)).value_or("");
}

std::string NewUserCode(Random& random) {
  std::string code;
  for (const char byte : random.Bytes(kUserCodeLength)) {
    code += kUserCodeLetters[static_cast<unsigned char>(byte) % kUserCodeLetters.size()];
  }
  return code;
}

std::string PlainUserCode(absl::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (c != ' ' && c != '-') plain += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return plain;
}

}  // namespace mock::entra
