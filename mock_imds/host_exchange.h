// A request to a managed-identity host, with what every handler answers from.
#ifndef MOCK_IMDS_HOST_EXCHANGE_H_
#define MOCK_IMDS_HOST_EXCHANGE_H_

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {

using scenario::ManagedIdentityHost;

// Who a managed identity is.
struct Principal {
  std::string name;
  std::string client_id;
  std::string object_id;
  std::string resource_id;
};

struct Token {
  std::string access_token;
  absl::Time not_before;
  absl::Time expires_on;
  absl::Duration lifetime;
};

// What Entra ID said to the host instead of a token.
struct TokenError {
  int status = 400;
  std::string body;            // JSON
  http::Remarks remarks = {};  // for the journal
};

// A certificate that a host asks for.
struct CertificateOrder {
  std::string public_key;     // SubjectPublicKeyInfo in DER
  absl::Duration lifetime;    // from now
  absl::Duration tokens_for;  // how long of that tokens can be had with it
};

// What the hosts ask of Entra ID. Called from several threads at once.
struct IdentityProvider {
  // By tenant and name; nullopt if there is none.
  std::function<std::optional<Principal>(absl::string_view tenant, absl::string_view name)> find;
  // The token of an identity that `find` gave.
  std::function<std::variant<Token, TokenError>(
      const std::string& tenant, const Principal& principal, absl::string_view resource,
      const http::Request& request, const scenario::Setting& setting)>
      issue;
  // The certificate of an identity that `find` gave, in DER.
  std::function<absl::StatusOr<std::string>(const std::string& tenant, const Principal& principal,
                                            const CertificateOrder& order)>
      certify;
};

// Makes the key files of Azure Arc.
struct KeyFile {
  std::string path;
  std::string content;
  std::string owner;  // a user's name
  int mode = 0640;
};
// False if it can't be written. Called from several threads at once.
using WriteKeyFile = std::function<bool(const KeyFile&)>;

struct HostExchange {
  const http::Request& request;
  const scenario::Setting& setting;
  const ManagedIdentityHost& host;
  absl::Time now;
  absl::Duration age;  // of the host: outages and assignments count from its start
  const IdentityProvider& identities;
  Random& random;
  const WriteKeyFile& write_key_file;

  // The first value of a query parameter, "" if there is none. Names have no case.
  std::string Query(absl::string_view name) const;
  // Likewise of the form in the body.
  std::string Form(absl::string_view name) const;
  bool HasHeader(absl::string_view name, absl::string_view value) const;
  // The setting's, else a new one.
  std::string CorrelationId() const;
};

// Whether a moment of a host's life lies between two times of the scenario, either
// of which may be empty.
bool IsWithin(absl::Duration age, const std::string& from, const std::string& until);

http::Response JsonResponse(int status, std::string body);
http::Response TextResponse(int status, absl::string_view content_type, std::string body);

// 405, without a body.
http::Response RefuseMethod();

// Why, for the journal.
inline constexpr char kNoMetadataHeader[] = "the request has no header Metadata: true";
inline constexpr char kNoVersion[] = "the request has no api-version";
inline constexpr char kUnknownVersion[] = "the api-version is none that the host has";
inline constexpr char kNoResource[] = "the request has no resource";
inline constexpr char kWrongSecret[] = "the secret header is missing, or is not the host's secret";

// {"error":…,"error_description":…}, as the instance metadata service writes it.
std::string OAuthError(absl::string_view error, absl::string_view description);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOST_EXCHANGE_H_
