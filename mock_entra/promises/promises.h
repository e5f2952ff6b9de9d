// What a tenant remembers: codes, refresh tokens, sessions, consent, how often passwords
// were wrong, and which assertions have come.
#ifndef MOCK_ENTRA_PROMISES_PROMISES_H_
#define MOCK_ENTRA_PROMISES_PROMISES_H_

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/promises/bounded_map.h"
#include "mock_entra/promises/promise_limits.h"
#include "mock_entra/promises/seen_assertions.h"
#include "mock_entra/promises/sign_in.h"

namespace mock::entra {

// Entra's codes live ten minutes.
inline constexpr absl::Duration kAuthorizationCodeLifetime = absl::Minutes(10);

struct AuthorizationCode {
  std::string app_id;
  SignIn sign_in;
  std::string redirect_uri;
  std::string scope;  // as asked for
  std::string nonce;
  std::string challenge;         // PKCE; "" if none
  std::string challenge_method;  // "S256" or "plain"
  absl::Time issued;
  bool single_page = false;  // sent to a single-page application
  bool redeemed = false;

  std::size_t Bytes() const;  // what it takes in memory, likewise below
};

struct RefreshToken {
  std::string app_id;
  SignIn sign_in;
  std::string scope;
  absl::Time issued;
  absl::Time expires = absl::InfiniteFuture();  // nobody takes it after that
  // All tokens that one sign-in led to.
  std::string family;
  bool single_page = false;  // that sign-in's code was sent to a single-page application
  bool used = false;
  bool revoked = false;

  std::size_t Bytes() const;
};

// A sign-in on its way through the pages.
struct Flow {
  std::string user_name;  // "" before the password was right
  bool multi_factor = false;

  std::size_t Bytes() const { return sizeof(Flow) + user_name.size(); }
};

// Safe for use by many threads. Times are the callers'. Errors of what adds a promise:
// kResourceExhausted, as NoRoomFor.
class Promises {
 public:
  explicit Promises(const PromiseLimits& limits = PromiseLimits());

  // Expired ones make room.
  absl::Status AddCode(const std::string& handle, AuthorizationCode code);
  // The code as it was; it is redeemed from then on. nullopt if there is none.
  std::optional<AuthorizationCode> RedeemCode(const std::string& handle);
  // Whether the code, or the refresh token, is for a single-page application; nullopt if
  // there is none. Neither is used up.
  std::optional<bool> IsSinglePageCode(const std::string& handle);
  std::optional<bool> IsSinglePageRefreshToken(const std::string& handle);

  // Room is made by tokens that have expired by `now`, then by older ones of the family, but
  // not by `renewed`, the one that was used to get this one; "" if there is none.
  absl::Status AddRefreshToken(const std::string& handle, RefreshToken token,
                               const std::string& renewed, absl::Time now);
  // The token as it was; it is used from then on.
  std::optional<RefreshToken> UseRefreshToken(const std::string& handle);
  // For one that nobody was given.
  void RemoveRefreshToken(const std::string& handle);
  void RevokeFamily(const std::string& family);

  // Older ones of the user make room.
  absl::Status PutFlow(const std::string& id, Flow flow);
  std::optional<Flow> FindFlow(const std::string& id);

  // By the browser's cookie. Older ones of the user make room.
  absl::Status PutSession(const std::string& cookie, SignIn sign_in);
  std::optional<SignIn> FindSession(const std::string& cookie);
  void EndSession(const std::string& cookie);

  void AddConsent(absl::string_view user, absl::string_view app_id, absl::string_view resource_id);
  bool HasConsent(absl::string_view user, absl::string_view app_id, absl::string_view resource_id);

  // After `threshold` wrong passwords in a row the user is locked out for a minute.
  void CountWrongPassword(absl::string_view user, int threshold, absl::Time now);
  void ForgetWrongPasswords(absl::string_view user);
  bool IsLockedOut(absl::string_view user, absl::Time now);

  SeenAssertions& seen_assertions() { return seen_assertions_; }

  // As if the tenant were new.
  void Clear();

 private:
  struct WrongPasswords {
    int count = 0;
    absl::Time locked_until = absl::InfinitePast();
  };

  // Those of families that have neither code nor token any more.
  void ForgetRevocations();

  const PromiseLimits limits_;
  std::mutex mutex_;
  BoundedMap<AuthorizationCode> codes_{limits_};
  BoundedMap<RefreshToken> refresh_tokens_{limits_};
  std::unordered_set<std::string> revoked_families_;
  BoundedMap<Flow> flows_{limits_};
  BoundedMap<SignIn> sessions_{limits_};
  // Of users and applications that the directory has, so no more than these.
  std::unordered_set<std::string> consents_;
  std::unordered_map<std::string, WrongPasswords> wrong_passwords_;
  SeenAssertions seen_assertions_;  // has a lock of its own
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_PROMISES_H_
