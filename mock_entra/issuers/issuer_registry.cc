#include "mock_entra/issuers/issuer_registry.h"

#include <mutex>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/values.h"
#include "mock_entra/issuers/forge.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

constexpr absl::string_view kDiscoveryPath = "/.well-known/openid-configuration";
constexpr absl::string_view kKeysPath = "/.well-known/jwks";

// "https://issuer.example/a" -> {"issuer.example", "/a"}, without port.
struct Address {
  explicit Address(absl::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme != absl::string_view::npos) url.remove_prefix(scheme + 3);
    const std::size_t slash = url.find('/');
    host = url.substr(0, slash);
    host = host.substr(0, host.find(':'));
    if (slash != absl::string_view::npos) path = absl::StripSuffix(url.substr(slash), "/");
  }

  absl::string_view host, path;
};

std::string DiscoveryDocument(absl::string_view url) {
  nlohmann::ordered_json document;
  document["issuer"] = std::string(url);
  document["jwks_uri"] = absl::StrCat(absl::StripSuffix(url, "/"), kKeysPath);
  document["response_types_supported"] = {"id_token"};
  document["subject_types_supported"] = {"public"};
  document["id_token_signing_alg_values_supported"] = {"RS256"};
  return scenario::JsonText(document);
}

http::Response JsonDocument(std::string body) {
  http::Response response;
  response.headers.Add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

}  // namespace

class IssuerRegistry::Issuer {
 public:
  Issuer(const scenario::Issuer& proto, const IssuerKeys& keys,
         const std::shared_ptr<const Issuer>& replaced)
      : keys_(keys),
        url_(proto.url()),
        jwks_json_(proto.jwks_json()),
        unreachable_(proto.unreachable()) {
    if (replaced != nullptr) key_ = replaced->CopyOfKey();
  }

  const std::string& url() const { return url_; }
  bool unreachable() const { return unreachable_; }
  bool mints() const { return jwks_json_.empty(); }

  // Made when first needed.
  std::shared_ptr<const jwt::SigningKey> Key(absl::Time now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (key_ == nullptr) key_ = keys_ ? keys_(now) : jwt::SigningKey::Generate(now);
    return key_;
  }

  std::string Jwks(absl::Time now) {
    return mints() ? jwt::JwksDocument({Key(now)}, "") : jwks_json_;
  }

 private:
  std::shared_ptr<const jwt::SigningKey> CopyOfKey() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return key_;
  }

  const IssuerKeys& keys_;  // the registry's
  const std::string url_;
  const std::string jwks_json_;
  const bool unreachable_;
  mutable std::mutex mutex_;
  std::shared_ptr<const jwt::SigningKey> key_;
};

absl::Status IssuerRegistry::Add(const scenario::Issuer& issuer) {
  if (!issuer.jwks_json().empty()) {
    if (const auto keys = jwt::KeySet::Parse(issuer.jwks_json()); !keys.ok()) return keys.status();
  }
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  std::shared_ptr<Issuer>& place = issuers_[issuer.url()];
  place = std::make_shared<Issuer>(issuer, keys_, place);
  return absl::OkStatus();
}

void IssuerRegistry::KeepOnly(const std::unordered_set<std::string>& urls) {
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  for (auto issuer = issuers_.begin(); issuer != issuers_.end();) {
    issuer = urls.count(issuer->first) == 0 ? issuers_.erase(issuer) : std::next(issuer);
  }
}

std::shared_ptr<IssuerRegistry::Issuer> IssuerRegistry::Find(absl::string_view url) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto found = issuers_.find(std::string(url));
  return found == issuers_.end() ? nullptr : found->second;
}

bool IssuerRegistry::IsReachable(absl::string_view url) const {
  const auto issuer = Find(url);
  return issuer != nullptr && !issuer->unreachable();
}

absl::StatusOr<std::string> IssuerRegistry::Mint(const scenario::Minted& spec, absl::Time now,
                                                 Random& random) {
  const auto issuer = Find(spec.issuer());
  if (issuer == nullptr) {
    return absl::NotFoundError(absl::StrCat("the directory has no issuer ", spec.issuer()));
  }
  if (!issuer->mints()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the issuer ", spec.issuer(), " was given a key set, so it can't sign assertions"));
  }
  const auto not_before = scenario::ParseOffsetTextOr(spec.not_before(), absl::ZeroDuration());
  const auto expires = scenario::ParseOffsetTextOr(spec.expires(), absl::Minutes(10));
  if (!not_before || !expires) {
    return absl::InvalidArgumentError("not_before and expires must be durations");
  }
  nlohmann::ordered_json claims;
  claims["jti"] = random.Uuid();
  claims["sub"] = spec.subject();
  claims["aud"] = spec.audience().empty() ? std::string(kTokenExchangeAudience) : spec.audience();
  claims["iss"] = spec.issuer();
  claims["iat"] = absl::ToUnixSeconds(now + *not_before);
  claims["nbf"] = absl::ToUnixSeconds(now + *not_before);
  claims["exp"] = absl::ToUnixSeconds(now + *expires);
  return SignWithFlaw(claims, spec.flaw(), *issuer->Key(now), now);
}

absl::StatusOr<jwt::Jwt> IssuerRegistry::Verify(absl::string_view url, absl::string_view token,
                                                absl::Time now) {
  const auto issuer = Find(url);
  if (issuer == nullptr || issuer->unreachable()) {
    return absl::UnavailableError(absl::StrCat("the keys of ", url, " can't be had"));
  }
  const auto keys = jwt::KeySet::Parse(issuer->Jwks(now));
  if (!keys.ok()) return keys.status();
  return jwt::VerifyRs256(token, *keys);
}

std::optional<http::Response> IssuerRegistry::Handle(const http::Request& request, absl::Time now) {
  std::shared_ptr<Issuer> asked;
  bool keys = false;
  {
    const std::shared_lock<std::shared_mutex> lock(mutex_);
    for (const auto& [url, issuer] : issuers_) {
      const Address address(url);
      absl::string_view rest = request.path;
      if (!absl::EqualsIgnoreCase(address.host, request.host)) continue;
      if (!absl::ConsumePrefix(&rest, address.path)) continue;
      if (rest != kDiscoveryPath && rest != kKeysPath) continue;
      asked = issuer;
      keys = rest == kKeysPath;
    }
  }
  if (asked == nullptr) return std::nullopt;
  http::Response response;
  if (asked->unreachable()) {
    response.status = 503;
    response.remarks.reason = "the issuer is told to be unreachable";
  } else if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.remarks.reason = "the endpoint does not take this method";
    response.headers.Add("Allow", "GET, HEAD");
  } else {
    response = JsonDocument(keys ? asked->Jwks(now) : DiscoveryDocument(asked->url()));
  }
  return response;
}

}  // namespace mock::entra
