// Whom tokens are about, as a grant has found out.
#ifndef MOCK_ENTRA_TOKENS_TOKEN_SUBJECT_H_
#define MOCK_ENTRA_TOKENS_TOKEN_SUBJECT_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/promises/sign_in.h"

namespace mock::entra {

// By default the application itself.
struct TokenSubject {
  // Who is acted for; nullopt for the application itself, of whom the rest says nothing.
  std::optional<User> user{};
  SignIn sign_in{};
  std::string scope{};    // instead of the request's, if that has none
  std::string nonce{};    // for the ID token; "" if none
  std::string family{};   // of the refresh token; "" for a new one
  std::string renewed{};  // the refresh token that asks for this; "" if none does
  // When the first refresh token of a single-page application was issued; the past
  // if this is the first.
  absl::Time first_issued = absl::InfinitePast();
  bool renewal = false;      // by a refresh token
  bool single_page = false;  // signed in to a single-page application
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_TOKEN_SUBJECT_H_
