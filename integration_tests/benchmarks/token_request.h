// The request that benchmarks send again and again: a token for the default directory's
// application.
#ifndef INTEGRATION_TESTS_BENCHMARKS_TOKEN_REQUEST_H_
#define INTEGRATION_TESTS_BENCHMARKS_TOKEN_REQUEST_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "mock_entra/directory/default_directory.h"

namespace azmock {

inline std::string TokenRequest(absl::string_view host) {
  const auto tenant = mock::entra::DefaultDirectory().tenants(0);
  const std::string form = absl::StrCat(
      "client_id=", tenant.applications(0).app_id(),
      "&client_secret=", tenant.applications(0).secrets(0).value(),
      "&grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default");
  return absl::StrCat("POST /", tenant.id(), "/oauth2/v2.0/token HTTP/1.1\r\nHost: ", host,
                      "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ",
                      form.size(), "\r\n\r\n", form);
}

}  // namespace azmock

#endif  // INTEGRATION_TESTS_BENCHMARKS_TOKEN_REQUEST_H_
