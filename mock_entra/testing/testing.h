// What tests of the handlers share: requests as values, a directory, a key.
#ifndef MOCK_ENTRA_TESTING_TESTING_H_
#define MOCK_ENTRA_TESTING_TESTING_H_

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_entra/directory/directory.pb.h"
#include "nlohmann/json_fwd.hpp"

namespace mock::entra {

inline constexpr char kTenant[] = "7e570000-0000-4000-8000-000000000001";
inline constexpr char kClient[] = "7e570000-0000-4000-8000-000000000002";
inline constexpr char kSecret[] = "right~secret";
inline constexpr char kTokenPath[] = "/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/token";
inline constexpr char kV1TokenPath[] = "/7e570000-0000-4000-8000-000000000001/oauth2/token";

// 2026-01-15T12:00:00Z.
absl::Time TestNow();

// Tenant kTenant, "Contoso", with the domain contoso.onmicrosoft.com and the
// applications kClient, "expired", "disabled" and "public".
scenario::EntraDirectory TestDirectory();

// Fixed IDs, so that bodies can be compared whole.
scenario::Setting TestSetting();

// Made once: keys are slow.
std::shared_ptr<const jwt::SigningKey> TestKey();

// A certificate for TestSigner(), valid for an hour around TestNow(), issued by
// TestRootPem() for "agent.contoso.example".
std::string TestCertificatePem();
std::string TestKeyPem();
std::string TestRootPem();
// base64 of its digests, and "x5c" with it alone.
std::string TestThumbprint(const EVP_MD* digest);
std::string TestCertificateBase64();

// A JWT by the certificate's key; "alg" says how.
std::string SignAssertion(const nlohmann::ordered_json& header,
                          const nlohmann::ordered_json& claims);

// To https://login.microsoftonline.com.
http::Request Get(absl::string_view target);
http::Request Post(absl::string_view path, absl::string_view form);

// A client_credentials form with the right secret, asking for Key Vault.
std::string GoodForm();

nlohmann::ordered_json ParseBody(const http::Response& response);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TESTING_TESTING_H_
