// GUIDs and tenant names, as Entra ID tells them apart.
#ifndef MOCK_ENTRA_EXCHANGE_IDENTIFIERS_H_
#define MOCK_ENTRA_EXCHANGE_IDENTIFIERS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::entra {

// 8-4-4-4-12 hexadecimal digits, either case.
bool IsGuid(absl::string_view text);

bool IsNilGuid(absl::string_view text);  // all zeros

// A DNS name of `min_labels` or more, such as "contoso.onmicrosoft.com".
bool IsDnsName(absl::string_view text, std::size_t min_labels = 2);

// A GUID that is the same for the same text, for objects that are given none.
std::string GuidFrom(absl::string_view text);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_IDENTIFIERS_H_
