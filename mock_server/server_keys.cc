#include "mock_server/server_keys.h"

#include "absl/time/clock.h"
#include "mock_entra/tokens/managed_identity_certificate.h"

namespace azmock {
namespace {

// What `made` has under `key`; of `make` if there is nothing yet, or its error.
template <typename Key, typename Value, typename Make>
absl::StatusOr<Value> FindOrMake(std::map<Key, Value>* made, Key key, const Make& make) {
  const auto found = made->find(key);
  if (found != made->end()) return found->second;
  absl::StatusOr<Value> value = make();
  if (value.ok()) made->emplace(std::move(key), *value);
  return value;
}

}  // namespace

ServerKeys::ServerKeys(std::shared_ptr<const mock::jwt::SigningKey> signing_key,
                       mock::CertificateAuthority authority,
                       mock::ClientAuthority managed_identity_issuer)
    : signing_key_(std::move(signing_key)),
      authority_(std::move(authority)),
      managed_identity_issuer_(
          std::make_shared<const mock::ClientAuthority>(std::move(managed_identity_issuer))) {}

absl::StatusOr<std::shared_ptr<ServerKeys>> ServerKeys::Make(
    std::shared_ptr<const mock::jwt::SigningKey> signing_key,
    std::optional<mock::CertificateAuthority> authority) {
  if (!authority) {
    auto made = mock::CertificateAuthority::Generate(absl::Now());
    if (!made.ok()) return made.status();
    authority = *std::move(made);
  }
  auto issuer = mock::ClientAuthority::Generate(mock::entra::kManagedIdentityIssuer);
  if (!issuer.ok()) return issuer.status();
  return std::shared_ptr<ServerKeys>(
      new ServerKeys(std::move(signing_key), *std::move(authority), *std::move(issuer)));
}

absl::StatusOr<mock::Leaf> ServerKeys::Issue(const std::vector<std::string>& names) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return FindOrMake(&issued_, names, [&] { return authority_.Issue(names, absl::Now()); });
}

std::shared_ptr<const mock::jwt::SigningKey> ServerKeys::IssuerKey(std::size_t number,
                                                                   absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto& key = issuer_keys_[number];
  if (key == nullptr) key = mock::jwt::SigningKey::Generate(now);
  return key;
}

absl::StatusOr<mock::SelfSigned> ServerKeys::SelfSigned(const std::string& purpose,
                                                        const std::vector<std::string>& names) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return FindOrMake(&self_signed_, std::make_pair(purpose, names),
                    [&] { return mock::MakeSelfSigned(names, absl::Now()); });
}

}  // namespace azmock
