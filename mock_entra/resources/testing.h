// What tests of the services share: a directory with something in Azure, and callers.
#ifndef MOCK_ENTRA_RESOURCES_TESTING_H_
#define MOCK_ENTRA_RESOURCES_TESTING_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/magic.h"
#include "nlohmann/json.hpp"

namespace mock::entra {

inline constexpr char kSubscription[] = "5ab50000-0000-4000-8000-000000000001";
inline constexpr char kOtherTenant[] = "7e570000-0000-4000-8000-00000000000b";
inline constexpr char kOtherClient[] = "7e570000-0000-4000-8000-00000000000c";
inline constexpr char kUser[] = "ada@contoso.onmicrosoft.com";

// The tenant of TestDirectory() has the subscription, in it the groups "rg" (with the vault
// "contoso-kv" and the account "contosoblobs") and "other", and no role assignment.
class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest();

  // Into the tenant.
  void Add(absl::string_view tenant_fields);
  void Assign(absl::string_view role, absl::string_view scope);

  // Of the tenant's application.
  std::string Token(absl::string_view resource, TokenFlaw flaw = TokenFlaw::kNone);
  std::string TokenOfOtherTenant(absl::string_view resource);
  // With claims beside those that every token has, which they replace.
  std::string TokenWith(absl::string_view resource,
                        const nlohmann::ordered_json& claims = nlohmann::ordered_json::object());
  // That handles claims challenges, issued at `issued`.
  std::string CapableToken(absl::string_view resource, absl::Time issued);
  std::string UserToken(absl::string_view resource, absl::string_view scopes);

  // To "https://<host><target>", with the token unless it is "".
  http::Response Ask(absl::string_view host, absl::string_view target, absl::string_view token,
                     absl::string_view method = "GET");
  // A test fails with what refuses without a reason.
  http::Response Ask(const http::Request& request);

  absl::Time now_;
  Directory directory_;

 private:
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
};

// "AuthorizationFailed", of a JSON error.
std::string CodeOf(const http::Response& response);
std::string MessageOf(const http::Response& response);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_TESTING_H_
