#include "identity/robustness/faults.h"

#include <errno.h>
#include <signal.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "identity/seams/errno_text.h"

namespace azure::identity {
namespace {

constexpr std::size_t kHugeBytes = std::size_t{2} << 20;

// How a fault is called, and the response that it is. Status 0: it is none.
struct Answer {
  Fault fault;
  const char* name;
  int status_code = 0;
  std::string body = {};
  HttpHeaders headers = {};
};

const std::vector<Answer>& Answers() {
  const char* const error = R"({"error":"invalid_client","error_description":"AADSTS7000215: no"})";
  static const auto& all = *new std::vector<Answer>{
      {Fault::kRefused, "refused"},
      {Fault::kReset, "reset"},
      {Fault::kTimeout, "timeout"},
      {Fault::kTooLarge, "too large"},
      {Fault::kHangs, "hangs"},
      {Fault::kThrows, "throws"},
      {Fault::kTruncated, "truncated"},
      {Fault::kEmpty, "empty", 200},
      {Fault::kNull, "null", 200, "null"},
      {Fault::kEmptyObject, "empty object", 200, "{}"},
      {Fault::kArray, "array", 200, "[]"},
      {Fault::kDeep, "deep", 200, std::string(9000, '[')},
      {Fault::kNotJson, "not JSON", 200, "<html>Sign in to this network</html>"},
      {Fault::kHuge, "huge", 200, std::string(kHugeBytes, 'x')},
      {Fault::kRedirected, "redirected", 302},
      {Fault::kBadRequest, "bad request", 400, error},
      {Fault::kHugeBadRequest, "huge bad request", 400, std::string(kHugeBytes, 'x')},
      {Fault::kUnauthorized, "unauthorized", 401, error, {{"Www-Authenticate", "Basic realm="}}},
      {Fault::kForbidden, "forbidden", 403, "<html>Forbidden</html>"},
      {Fault::kNotFound, "not found", 404},
      {Fault::kGone, "gone", 410},
      {Fault::kThrottled, "throttled", 429, error, {{"Retry-After", "7"}}},
      {Fault::kThrottledForLong, "throttled for long", 429, "", {{"Retry-After", "9999999999"}}},
      {Fault::kServerError, "server error", 500, error},
      {Fault::kDown, "down", 503, "<html>down</html>"},
      {Fault::kCancelled, "cancelled"},
      {Fault::kExpired, "deadline passed"},
      {Fault::kCancelledAfter, "cancelled after the answer"},
      {Fault::kExpiredAfter, "deadline passed after the answer"},
  };
  return all;
}

const Answer& AnswerOf(Fault fault) {
  const auto found = std::find_if(Answers().begin(), Answers().end(),
                                  [fault](const Answer& each) { return each.fault == fault; });
  static const auto& none = *new Answer{Fault::kNone, "nothing"};
  return found == Answers().end() ? none : *found;
}

// What may hold a secret where it breaks off.
std::string FirstHalf(const std::string& text) { return text.substr(0, text.size() / 2); }

}  // namespace

const std::vector<Fault>& AllFaults() {
  static const auto& all = *new std::vector<Fault>([] {
    std::vector<Fault> faults;
    for (const Answer& answer : Answers()) faults.push_back(answer.fault);
    return faults;
  }());
  return all;
}

bool EndsContext(Fault fault) { return fault >= Fault::kCancelled; }

bool EndsContextAfter(Fault fault) { return fault >= Fault::kCancelledAfter; }

std::ostream& operator<<(std::ostream& out, Fault fault) { return out << AnswerOf(fault).name; }

bool Befalls(Fault fault, Seam seam) {
  using F = Fault;
  static const auto& some = *new std::map<Seam, std::set<Fault>>{
      {Seam::kFile,
       {F::kRefused, F::kReset, F::kTooLarge, F::kTruncated, F::kEmpty, F::kNotJson, F::kThrows}},
      {Seam::kFileSize, {F::kRefused, F::kReset, F::kThrows}},
      {Seam::kStore,
       {F::kRefused, F::kTooLarge, F::kTruncated, F::kEmpty, F::kNull, F::kArray, F::kNotJson,
        F::kDeep, F::kHuge, F::kHangs, F::kThrows, F::kCancelled, F::kExpired}},
      {Seam::kCallback,
       {F::kRefused, F::kEmpty, F::kHangs, F::kThrows, F::kCancelled, F::kExpired}},
      {Seam::kListen, {F::kRefused, F::kThrows}},
      {Seam::kBrowser,
       {F::kRefused, F::kEmpty, F::kForbidden, F::kHangs, F::kThrows, F::kCancelled, F::kExpired}},
      {Seam::kWait, {F::kCancelled, F::kExpired}},
  };
  if (seam == Seam::kHttp || seam == Seam::kProcess) return fault != Fault::kNone;
  return EndsContextAfter(fault) ? seam != Seam::kWait : some.at(seam).count(fault) > 0;
}

absl::Status HttpError(absl::StatusCode code, const HttpRequest& request, absl::string_view why) {
  std::string method = absl::AsciiStrToLower(request.method);
  if (!method.empty()) method[0] = absl::ascii_toupper(static_cast<unsigned char>(method[0]));
  const std::string url = request.url.substr(0, request.url.find('?'));
  return absl::Status(code, absl::StrCat(method, " \"", url, "\": ", why));
}

absl::StatusOr<HttpResponse> Spoilt(Fault fault, const HttpRequest& request, HttpResponse healthy) {
  const auto unavailable = [&request](absl::string_view why) {
    return HttpError(absl::StatusCode::kUnavailable, request, why);
  };
  switch (fault) {
    case Fault::kRefused:
      return unavailable("dial tcp 192.0.2.1:443: connect: connection refused");
    case Fault::kReset:
      healthy.body.clear();
      healthy.body_error = absl::UnavailableError("read tcp: connection reset by peer");
      return healthy;
    case Fault::kTimeout:
      return unavailable("dial tcp 192.0.2.1:443: i/o timeout");
    case Fault::kTooLarge:
      return HttpError(absl::StatusCode::kResourceExhausted, request, "the body is too large");
    case Fault::kThrows:
      throw std::runtime_error("a transport's");
    case Fault::kTruncated:
      healthy.body = FirstHalf(healthy.body);
      return healthy;
    default:
      break;
  }
  const Answer& answer = AnswerOf(fault);
  if (answer.status_code == 0) return healthy;
  HttpResponse response;
  response.status_code = answer.status_code;
  response.reason = "Reason";
  response.headers = answer.headers;
  response.body = answer.body;
  if (fault == Fault::kRedirected) response.headers.Set("Location", request.url);
  return response;
}

absl::StatusOr<ProcessResult> Spoilt(Fault fault, ProcessResult healthy) {
  switch (fault) {
    case Fault::kRefused:
      return absl::UnavailableError("fork/exec /bin/sh: resource temporarily unavailable");
    case Fault::kReset:
      return ProcessResult{0, SIGSEGV, "", ""};
    case Fault::kTimeout:
      return ProcessResult{0, SIGKILL, FirstHalf(healthy.out), ""};
    case Fault::kTooLarge:
      return absl::ResourceExhaustedError("output is larger than 4194304 bytes");
    case Fault::kThrows:
      throw std::runtime_error("a process runner's");
    case Fault::kTruncated:
      return ProcessResult{0, 0, FirstHalf(healthy.out), ""};
    case Fault::kUnauthorized:
      return ProcessResult{1, 0, "", "ERROR: Please run 'az login' to setup account.\n"};
    case Fault::kNotFound:
      return ProcessResult{127, 0, "", "sh: 1: not found\n"};
    case Fault::kDown:  // its child still holds the output
      return ProcessResult{0, 0, "", "", /*output_left_open=*/true};
    default:
      break;
  }
  const Answer& answer = AnswerOf(fault);
  if (answer.status_code == 0) return healthy;
  if (answer.status_code == 200) return ProcessResult{0, 0, answer.body, ""};
  return ProcessResult{1, 0, answer.body, answer.body};
}

absl::StatusOr<std::string> SpoiltFile(Fault fault, absl::string_view path, std::string healthy) {
  switch (fault) {
    case Fault::kRefused:
      return internal::PathError("open", path, ENOENT);
    case Fault::kReset:
      return internal::PathError("read", path, EIO);
    case Fault::kThrows:
      throw std::runtime_error("a file system's");
    case Fault::kEmpty:
      return std::string();
    case Fault::kTruncated:
      return FirstHalf(healthy);
    case Fault::kNotJson:
      return std::string("\0\xff garbage", 10);
    case Fault::kTooLarge:
      return internal::FileTooLargeError(path, 4096);
    default:
      return healthy;
  }
}

absl::StatusOr<std::string> SpoiltStore(Fault fault, std::string healthy) {
  switch (fault) {
    case Fault::kRefused:
      return absl::UnavailableError("the store is locked");
    case Fault::kTooLarge:
      return absl::ResourceExhaustedError("no space left on device");
    case Fault::kThrows:
      throw std::runtime_error("a store's");
    case Fault::kTruncated:
      return FirstHalf(healthy);
    default:
      break;
  }
  const Answer& answer = AnswerOf(fault);
  return answer.status_code == 0 ? healthy : answer.body;
}

}  // namespace azure::identity
