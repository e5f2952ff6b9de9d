// Identity providers whose assertions federated credentials trust: GitHub, a
// Kubernetes cluster, Azure DevOps. They mint assertions and publish their keys.
#ifndef MOCK_ENTRA_ISSUERS_ISSUER_REGISTRY_H_
#define MOCK_ENTRA_ISSUERS_ISSUER_REGISTRY_H_

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/issuers/issuer.pb.h"

namespace mock::entra {

// What workload identity federation asks of an assertion's `aud`.
inline constexpr absl::string_view kTokenExchangeAudience = "api://AzureADTokenExchange";

// The key of one more issuer, with a certificate from `now`.
using IssuerKeys = std::function<std::shared_ptr<const jwt::SigningKey>(absl::Time now)>;

// Safe for use by many threads.
class IssuerRegistry {
 public:
  // Issuers have keys of `keys`, or new ones if that is null.
  explicit IssuerRegistry(IssuerKeys keys = nullptr) : keys_(std::move(keys)) {}

  // Adds the issuer; one of the same URL is replaced, but keeps its keys unless
  // it is given others. Errors: kInvalidArgument for a key set that is none.
  absl::Status Add(const scenario::Issuer& issuer);

  // Takes all others away.
  void KeepOnly(const std::unordered_set<std::string>& urls);

  // Whether the issuer is there and its keys can be had. Case matters.
  bool IsReachable(absl::string_view url) const;

  // An assertion by `spec`, whose times count from `now`. Errors: kNotFound if
  // there is no such issuer, kFailedPrecondition if it was given a key set and so
  // has no private key, kInvalidArgument for a time that does not parse.
  absl::StatusOr<std::string> Mint(const scenario::Minted& spec, absl::Time now, Random& random);

  // Whether `token`, which names the issuer `url`, is signed with RS256 by a key
  // of that issuer. Errors: as jwt::VerifyRs256; kUnavailable if !IsReachable(url).
  absl::StatusOr<jwt::Jwt> Verify(absl::string_view url, absl::string_view token, absl::Time now);

  // The issuer's discovery document or its keys, if `request` asks for one of
  // them at the issuer's own address; nullopt if not.
  //   {url}/.well-known/openid-configuration, {url}/.well-known/jwks
  // An unreachable issuer answers 503.
  std::optional<http::Response> Handle(const http::Request& request, absl::Time now);

 private:
  class Issuer;

  std::shared_ptr<Issuer> Find(absl::string_view url) const;

  const IssuerKeys keys_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Issuer>> issuers_;  // by URL
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ISSUERS_ISSUER_REGISTRY_H_
