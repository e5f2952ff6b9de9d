// An HTTP transport that follows a script.
//
//   FakeTransport transport;
//   transport.Expect(Respond(503, ""));
//   transport.Expect(Respond(200, R"({"access_token":"t"})"), UrlContains("/oauth2/v2.0/token"));
//   ...
//   EXPECT_THAT(transport.requests(), SizeIs(2));
#ifndef IDENTITY_TESTING_FAKE_TRANSPORT_H_
#define IDENTITY_TESTING_FAKE_TRANSPORT_H_

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/clock.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// A request is answered by the first expectation that matches it and still
// waits; failing that, by the first standing answer that matches. Anything else
// fails the test, and so does an expectation that is left over at the end.
// Safe for use by many threads at once; answers may run at the same time.
class FakeTransport final : public HttpTransport {
 public:
  // What is said to a request, and whether a request is the expected one.
  using Answer = std::function<absl::StatusOr<HttpResponse>(const Context&, const HttpRequest&)>;
  using Predicate = std::function<bool(const HttpRequest&)>;

  FakeTransport() = default;
  ~FakeTransport() override;

  // Whatever `answer` leaves out of request_method and request_url is filled in.
  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

  // Answers one request. A null predicate matches every request.
  void Expect(Answer answer, Predicate matches = nullptr);

  // Answers any number of requests, also none.
  void Always(Answer answer, Predicate matches = nullptr);

  // Every request so far, in the order of arrival.
  std::vector<HttpRequest> requests() const;

 private:
  struct Rule {
    Predicate matches;
    Answer answer;
  };

  // Null if no rule matches.
  Answer Take(const HttpRequest& request);

  mutable std::mutex mutex_;
  std::list<Rule> expected_;
  std::list<Rule> standing_;
  std::vector<HttpRequest> requests_;
};

// Answers.
FakeTransport::Answer Respond(int status_code, absl::string_view body, HttpHeaders headers = {});
FakeTransport::Answer Fail(absl::Status status);
// No answer until the caller's context ends.
FakeTransport::Answer Hang(std::shared_ptr<Clock> clock);

// Predicates.
FakeTransport::Predicate UrlContains(absl::string_view text);

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_TRANSPORT_H_
