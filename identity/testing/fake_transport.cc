#include "identity/testing/fake_transport.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "identity/internal/text/http_status.h"

namespace azure::identity {

FakeTransport::~FakeTransport() {
  EXPECT_EQ(expected_.size(), 0u) << "expected requests that did not come, after "
                                  << requests_.size() << " that did";
}

FakeTransport::Answer FakeTransport::Take(const HttpRequest& request) {
  const std::lock_guard<std::mutex> lock(mutex_);
  requests_.push_back(request);
  const auto matches = [&request](const Rule& rule) {
    return rule.matches == nullptr || rule.matches(request);
  };
  const auto expected = std::find_if(expected_.begin(), expected_.end(), matches);
  if (expected != expected_.end()) {
    Answer answer = std::move(expected->answer);
    expected_.erase(expected);
    return answer;
  }
  const auto standing = std::find_if(standing_.begin(), standing_.end(), matches);
  return standing == standing_.end() ? nullptr : standing->answer;
}

absl::StatusOr<HttpResponse> FakeTransport::Send(const Context& ctx, const HttpRequest& request) {
  const Answer answer = Take(request);
  if (answer == nullptr) {
    const std::string message = absl::StrCat("unexpected ", request.method, " ", request.url);
    ADD_FAILURE() << message;
    return absl::InternalError(message);
  }
  absl::StatusOr<HttpResponse> response = answer(ctx, request);
  if (response.ok() && response->request_url.empty()) {
    response->request_method = request.method;
    response->request_url = request.url;
  }
  return response;
}

void FakeTransport::Expect(Answer answer, Predicate matches) {
  const std::lock_guard<std::mutex> lock(mutex_);
  expected_.push_back({std::move(matches), std::move(answer)});
}

void FakeTransport::Always(Answer answer, Predicate matches) {
  const std::lock_guard<std::mutex> lock(mutex_);
  standing_.push_back({std::move(matches), std::move(answer)});
}

std::vector<HttpRequest> FakeTransport::requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

FakeTransport::Answer Respond(int status_code, absl::string_view body, HttpHeaders headers) {
  HttpResponse response;
  response.status_code = status_code;
  response.reason = std::string(internal::HttpStatusText(status_code));
  response.headers = std::move(headers);
  response.body = std::string(body);
  return [response = std::move(response)](const Context&, const HttpRequest&) { return response; };
}

FakeTransport::Answer Fail(absl::Status status) {
  return [status = std::move(status)](const Context&, const HttpRequest&) { return status; };
}

FakeTransport::Answer Hang(std::shared_ptr<Clock> clock) {
  return [clock = std::move(clock)](const Context& ctx, const HttpRequest&) {
    return clock->SleepUntil(ctx, absl::InfiniteFuture());
  };
}

FakeTransport::Predicate UrlContains(absl::string_view text) {
  return [text = std::string(text)](const HttpRequest& request) {
    return absl::StrContains(request.url, text);
  };
}

}  // namespace azure::identity
