// What is remembered of a sign-in.
#ifndef MOCK_ENTRA_PROMISES_SIGN_IN_H_
#define MOCK_ENTRA_PROMISES_SIGN_IN_H_

#include <cstddef>
#include <string>

#include "absl/time/time.h"

namespace mock::entra {

// That a user has signed in: what every promise to the user rests on.
struct SignIn {
  std::string user_name;
  absl::Time at;
  bool multi_factor = false;
  // Of a user whom the directory does not know, from an assertion; else "".
  std::string unlisted_id;
  std::string unlisted_display_name;

  // What it takes in memory.
  std::size_t Bytes() const {
    return sizeof(SignIn) + user_name.size() + unlisted_id.size() + unlisted_display_name.size();
  }
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_SIGN_IN_H_
