// One connection, and a child of the process that has opened it.
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

using Connection = TestServer::Connection;

class CurlTransportForkTest : public ::testing::Test {
 protected:
  CurlTransportForkTest() {
    server_.Serve([this](Connection& connection) {
      if (!connection.StartTls(certificate_.certificate, certificate_.key)) return;
      while (!connection.ReadRequest().empty()) {
        connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      }
    });
    CurlTransportOptions options;
    options.ca_pem = certificate_.certificate;
    options.idle_connection_timeout = absl::InfiniteDuration();  // no thread closes them
    transport_ = NewCurlTransport(options, RealClock(), std::make_shared<FakeEnvironment>());
  }
  absl::Status Send() {
    const std::string url = absl::StrCat("https://", server_.Address(), "/");
    return transport_->Send(Context::Background(), {"GET", url, {}, "", {}}).status();
  }

  const TestCertificate certificate_ = MakeTestCertificate("localhost");
  TestServer server_;
  std::shared_ptr<HttpTransport> transport_;
};

// What a child process of this one returns from `main`.
template <typename Main>
int InChild(const Main& main) {
  const pid_t child = fork();
  if (child == 0) _exit(main());
  int status = -1;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status;
}

TEST_F(CurlTransportForkTest, AChildHasConnectionsOfItsOwn) {
  ASSERT_THAT(Send(), IsOk());
  EXPECT_EQ(InChild([this] { return Send().ok() && Send().ok() ? 0 : 1; }), 0);
  EXPECT_THAT(Send(), IsOk());
  EXPECT_EQ(server_.accepted(), 2);
}

TEST_F(CurlTransportForkTest, AChildSaysNoGoodByeForItsParent) {
  ASSERT_THAT(Send(), IsOk());
  EXPECT_EQ(InChild([this] {
              transport_.reset();
              return 0;
            }),
            0);
  EXPECT_THAT(Send(), IsOk());
  EXPECT_EQ(server_.accepted(), 1);
}

}  // namespace
}  // namespace azure::identity
