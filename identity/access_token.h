// The token a credential hands out.
#ifndef IDENTITY_ACCESS_TOKEN_H_
#define IDENTITY_ACCESS_TOKEN_H_

#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace azure::identity {

// An access token and its times. Immutable; copies share one string, so that
// copying copies no bytes, and which is overwritten when the last of them goes. Printing it
// never prints the token.
class AccessToken {
 public:
  AccessToken() = default;
  // `token` is overwritten when the last who has it goes.
  AccessToken(std::string token, absl::Time expires_on,
              absl::Time refresh_on = absl::InfinitePast());
  // Of a token whose owner has reasons of its own to keep or overwrite it.
  AccessToken(std::shared_ptr<const std::string> token, absl::Time expires_on,
              absl::Time refresh_on)
      : token_(std::move(token)), expires_on_(expires_on), refresh_on_(refresh_on) {}

  // The token, to be sent as "Authorization: Bearer <token>". It is a secret.
  // Valid as long as any copy of this AccessToken lives, which a temporary does not.
  absl::string_view token() const& { return token_ ? absl::string_view(*token_) : ""; }
  absl::string_view token() const&& = delete;

  // The same for who keeps it longer; null if there is none.
  std::shared_ptr<const std::string> shared_token() const { return token_; }

  // From then on the token is refused.
  absl::Time expires_on() const { return expires_on_; }

  // When a new token should be asked for although this one still works;
  // InfinitePast() if the authority did not say.
  absl::Time refresh_on() const { return refresh_on_; }

  // Says when it ends, and never the token.
  friend std::ostream& operator<<(std::ostream& out, const AccessToken& token) {
    return out << "AccessToken{<redacted>, expires " << absl::FormatTime(token.expires_on_) << "}";
  }

 private:
  std::shared_ptr<const std::string> token_;
  absl::Time expires_on_ = absl::InfinitePast();
  absl::Time refresh_on_ = absl::InfinitePast();
};

}  // namespace azure::identity

#endif  // IDENTITY_ACCESS_TOKEN_H_
