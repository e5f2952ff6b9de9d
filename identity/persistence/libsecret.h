// The Secret Service of a desktop, by libsecret, if the host has it.
#ifndef IDENTITY_PERSISTENCE_LIBSECRET_H_
#define IDENTITY_PERSISTENCE_LIBSECRET_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// Loaded at run time, so that programs start where it is missing. Once loaded it stays: GLib
// cannot be unloaded. Safe for use by many threads at once.
class Libsecret {
 public:
  // `path` as of dlopen(). kNotFound, with the package to install.
  static absl::StatusOr<std::shared_ptr<Libsecret>> Open(const std::string& path);

  // The secret `item`; "" if there is none. Errors: kUnavailable with the service's text;
  // the context's.
  absl::StatusOr<std::string> Lookup(const Context& ctx, Clock& clock, const std::string& item);

  // Replaces the secret. kInvalidArgument for a text with a NUL; else likewise.
  absl::Status Store(const Context& ctx, Clock& clock, const std::string& item,
                     const std::string& text);

 private:
  struct Functions;
  class Cancellation;

  explicit Libsecret(std::unique_ptr<const Functions> functions);

  const std::shared_ptr<const Functions> functions_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_PERSISTENCE_LIBSECRET_H_
