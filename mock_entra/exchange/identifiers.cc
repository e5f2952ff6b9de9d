#include "mock_entra/exchange/identifiers.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/crypto/digest.h"

namespace mock::entra {

bool IsGuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const auto c = static_cast<unsigned char>(text[i]);
    if (dash ? c != '-' : !absl::ascii_isxdigit(c)) return false;
  }
  return true;
}

bool IsNilGuid(absl::string_view text) { return text == "00000000-0000-0000-0000-000000000000"; }

bool IsDnsName(absl::string_view text, std::size_t min_labels) {
  if (text.size() > 253) return false;
  const std::vector<absl::string_view> labels = absl::StrSplit(text, '.');
  return labels.size() >= min_labels &&
         std::all_of(labels.begin(), labels.end(), [](absl::string_view l) {
           return !l.empty() && l.size() <= 63 && l.front() != '-' && l.back() != '-' &&
                  std::all_of(l.begin(), l.end(),
                              [](unsigned char c) { return absl::ascii_isalnum(c) || c == '-'; });
         });
}

std::string GuidFrom(absl::string_view text) {
  std::string digest = Sha256(text);
  digest[6] = static_cast<char>((digest[6] & 0x0f) | 0x80);  // version 8: made by us
  digest[8] = static_cast<char>((digest[8] & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(absl::string_view(digest).substr(0, 16));
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                      hex.substr(16, 4), "-", hex.substr(20));
}

}  // namespace mock::entra
