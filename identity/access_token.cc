#include "identity/access_token.h"

#include "identity/internal/secrets/secret_string.h"

namespace azure::identity {
namespace {

struct Owned {
  Owned() = default;
  ~Owned() { internal::Cleanse(token); }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

  std::string token;
};

}  // namespace

AccessToken::AccessToken(std::string token, absl::Time expires_on, absl::Time refresh_on)
    : expires_on_(expires_on), refresh_on_(refresh_on) {
  auto owned = std::make_shared<Owned>();
  owned->token = std::move(token);
  internal::Cleanse(token);  // a short one is still there
  token_ = std::shared_ptr<const std::string>(owned, &owned->token);
}

}  // namespace azure::identity
