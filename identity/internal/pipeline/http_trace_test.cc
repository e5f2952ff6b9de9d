#include "identity/internal/pipeline/http_trace.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_tracer.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

class HttpTraceTest : public testing::Test {
 protected:
  FakeTracer::Record Trace(FakeTransport::Answer answer) {
    transport_.Expect(std::move(answer));
    LogOptions options;
    options.allowed_query_parameters = {"Shown"};
    HttpTrace trace(options, tracer_);
    trace.Send(Context::Background(), request_, transport_).IgnoreError();
    EXPECT_THAT(tracer_->records(), SizeIs(1));
    return tracer_->records().at(0);
  }

  FakeTransport transport_;
  const std::shared_ptr<FakeTracer> tracer_ = std::make_shared<FakeTracer>();
  HttpRequest request_{"GET", "https://u:p@h:8443/p?secret=1&shown=2", {}, ""};
};

TEST_F(HttpTraceTest, DescribesAnExchange) {
  request_.headers = {
      {"User-Agent", "me"}, {"X-Ms-Client-Request-Id", "c"}, {"Authorization", "Bearer shh"}};
  const auto span = Trace(Respond(200, "", {{"x-ms-request-id", "s"}}));
  EXPECT_EQ(span.name, "HTTP GET");
  EXPECT_EQ(span.kind, Tracer::SpanKind::kClient);
  EXPECT_EQ(span.error, "");
  EXPECT_TRUE(span.ended);
  EXPECT_THAT(span.attributes,
              ElementsAre(Pair("az.client_request_id", "c"), Pair("az.service_request_id", "s"),
                          Pair("http.method", "GET"), Pair("http.status_code", "200"),
                          Pair("http.url", "https://h:8443/p?secret=REDACTED&shown=2"),
                          Pair("http.user_agent", "me"), Pair("net.peer.name", "h:8443")));
}

TEST_F(HttpTraceTest, ARefusalIsAnError) {
  EXPECT_EQ(Trace([](const Context&, const HttpRequest&) {
              HttpResponse response;
              response.status_code = 403;
              response.reason = "Forbidden";
              return response;
            }).error,
            "403 Forbidden");
}

TEST_F(HttpTraceTest, AFailureIsAnErrorWithoutQuery) {
  const auto span = Trace(Fail(absl::UnavailableError("Get \"" + request_.url + "\": EOF")));
  EXPECT_EQ(span.error, "Get \"https://h:8443/p?secret=REDACTED&shown=2\": EOF");
}

}  // namespace
}  // namespace azure::identity::internal
