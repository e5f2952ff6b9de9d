#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/robustness/world.h"

namespace azure::identity {
namespace {

using Answer = absl::StatusOr<HttpResponse>;
using Outcome = absl::StatusOr<ProcessResult>;

Fault Fails(std::string name, absl::Status error) {
  return {std::move(name), [error](const Context&, Clock&) -> Answer { return error; },
          [error](const Context&, Clock&) -> Outcome { return error; }};
}

// A response, or what a program prints before it ends with `status_code`.
Fault Says(std::string name, int status_code, std::string body, HttpHeaders headers = {}) {
  return {std::move(name),
          [status_code, body, headers](const Context&, Clock&) -> Answer {
            HttpResponse response;
            response.status_code = status_code;
            response.body = body;
            response.headers = headers;
            return response;
          },
          [status_code, body](const Context&, Clock&) -> Outcome {
            const int exit_code = status_code < 300 ? 0 : status_code % 256;
            return ProcessResult{exit_code, 0, body, body};
          }};
}

Fault Hangs() {
  return {"hangs",
          [](const Context& ctx, Clock& clock) -> Answer {
            return clock.SleepUntil(ctx, absl::InfiniteFuture());
          },
          [](const Context& ctx, Clock& clock) -> Outcome {
            (void)clock.SleepUntil(ctx, absl::InfiniteFuture());
            return ProcessResult{0, 9, "", ""};
          }};
}

Fault Throws() {
  return {"throws",
          [](const Context&, Clock&) -> Answer { throw std::runtime_error("a transport's own"); },
          [](const Context&, Clock&) -> Outcome { throw std::runtime_error("a runner's own"); }};
}

Fault BreaksOff() {
  return {"body breaks off",
          [](const Context&, Clock&) -> Answer {
            HttpResponse response;
            response.status_code = 200;
            response.body_error = absl::UnavailableError("unexpected EOF");
            return response;
          },
          [](const Context&, Clock&) -> Outcome {
            return ProcessResult{0, 0, "{\"accessTok", "", /*output_left_open=*/true};
          }};
}

std::vector<Fault> MakeFaults() {
  const std::string error =
      R"({"error":"invalid_client","error_description":"AADSTS7000215: no","error_codes":[7000215]})";
  return {
      Fails("refused",
            absl::UnavailableError("dial tcp 192.0.2.1:443: connect: connection refused")),
      Fails("not found", absl::NotFoundError("exec: executable file not found in $PATH")),
      Fails("too large", absl::ResourceExhaustedError("response body is larger than 4 bytes")),
      Says("empty", 200, ""),
      Says("null", 200, "null"),
      Says("an array", 200, "[]"),
      Says("an empty object", 200, "{}"),
      Says("a page", 200, "<html><body>Sign in to the network</body></html>"),
      Says("cut short", 200, R"({"access_token":"x)"),
      Says("deep", 200, std::string(9000, '[')),
      Says("large", 200, std::string(1 << 20, 'x')),
      Says("redirects to nowhere", 302, ""),
      Says("bad request", 400, error),
      Says("unauthorized", 401, error, {{"Www-Authenticate", "Basic realm="}}),
      Says("forbidden", 403, "<html>Forbidden</html>"),
      Says("not there", 404, ""),
      Says("gone", 410, ""),
      Says("throttled", 429, error, {{"Retry-After", "1"}}),
      Says("throttled for long", 429, "", {{"Retry-After", "9999999999"}}),
      Says("broken", 500, std::string(1 << 17, 'e')),
      Says("unavailable", 503, ""),
      Hangs(),
      BreaksOff(),
      Throws(),
  };
}

}  // namespace

const std::vector<Fault>& AllFaults() {
  static const auto* const kFaults = new std::vector<Fault>(MakeFaults());
  return *kFaults;
}

}  // namespace azure::identity
