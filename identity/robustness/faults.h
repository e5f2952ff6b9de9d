// What can go wrong with one exchange with the outside world.
#ifndef IDENTITY_ROBUSTNESS_FAULTS_H_
#define IDENTITY_ROBUSTNESS_FAULTS_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/process_runner.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

enum class Fault {
  kNone,
  // Nothing comes.
  kRefused,
  kReset,
  kTimeout,
  kTooLarge,
  kHangs,  // until the context ends
  kThrows,
  // What comes is of no use.
  kTruncated,
  kEmpty,
  kNull,
  kEmptyObject,
  kArray,
  kDeep,
  kNotJson,
  kHuge,
  // It says no.
  kRedirected,
  kBadRequest,
  kHugeBadRequest,
  kUnauthorized,
  kForbidden,
  kNotFound,
  kGone,
  kThrottled,
  kThrottledForLong,
  kServerError,
  kDown,
  // The call's context ends meanwhile, so that nothing comes; or just after it came.
  kCancelled,
  kExpired,
  kCancelledAfter,
  kExpiredAfter,
};

// All but kNone.
const std::vector<Fault>& AllFaults();

bool EndsContext(Fault fault);
// It also answers as if nothing were wrong.
bool EndsContextAfter(Fault fault);

std::ostream& operator<<(std::ostream& out, Fault fault);

// What the outside world consists of.
enum class Seam {
  kHttp,
  kProcess,
  kFile,
  kFileSize,
  kStore,  // of tokens
  kCallback,
  kListen,
  kBrowser,
  kWait
};

// Whether a step of that kind can go wrong in that way.
bool Befalls(Fault fault, Seam seam);

// An error of Go's net/http: `Post "https://host/path": {why}`.
absl::Status HttpError(absl::StatusCode code, const HttpRequest& request, absl::string_view why);

// What comes in the place of a healthy answer. Not for faults that need the clock or a
// context.
absl::StatusOr<HttpResponse> Spoilt(Fault fault, const HttpRequest& request, HttpResponse healthy);
absl::StatusOr<ProcessResult> Spoilt(Fault fault, ProcessResult healthy);
absl::StatusOr<std::string> SpoiltFile(Fault fault, absl::string_view path, std::string healthy);
absl::StatusOr<std::string> SpoiltStore(Fault fault, std::string healthy);

}  // namespace azure::identity

#endif  // IDENTITY_ROBUSTNESS_FAULTS_H_
