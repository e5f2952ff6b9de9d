// A secret whose copies in this process's memory can be counted.
//
//   PlantedSecret secret("password");
//   Use(secret.Text());
//   EXPECT_EQ(secret.Copies(), 0);
#ifndef IDENTITY_INTERNAL_TESTING_PLANTED_SECRET_H_
#define IDENTITY_INTERNAL_TESTING_PLANTED_SECRET_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// Holds the secret masked, so that it is none of the copies itself. For one thread.
class PlantedSecret {
 public:
  // 128 letters that depend on `seed`. They are made now, so that no binary has them.
  explicit PlantedSecret(absl::string_view seed);

  // The secret that `bytes` are, at least 64, and overwrites them.
  static PlantedSecret Take(std::string bytes);

  // A copy, which counts as long as the caller has not overwritten it.
  std::string Text() const;
  // The same at the end of a text that has room for it.
  void AppendTo(std::string* text) const;

  // Whether `text` is the secret; whether it is in `text`.
  bool Is(absl::string_view text) const;
  bool IsIn(absl::string_view text) const;

  // How often any piece of the secret is in memory that this process can write, be it
  // in use or given back. The first bytes do not count: malloc writes over them.
  int Copies() const;

 private:
  PlantedSecret() = default;

  std::vector<unsigned char> masked_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TESTING_PLANTED_SECRET_H_
