// The products that a User-Agent names.
#ifndef MOCK_COMMON_TEXT_PRODUCTS_H_
#define MOCK_COMMON_TEXT_PRODUCTS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace mock::scenario {

// Appends the products of `user_agent` to `out`, such as "azsdk-go-azidentity/v1.14.0 Go/1.25",
// with a space between them, the first few. What is no NAME/VERSION is left out: comments, bare
// words, and whatever is too long or too irregular for a name or a version. A client may have put
// a secret there.
void AppendProducts(absl::string_view user_agent, std::string* out);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_PRODUCTS_H_
