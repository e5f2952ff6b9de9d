// Bodies that come in pieces, over plain sockets and over TLS.
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"
#include "mock_common/tls/certificate_authority.h"

namespace mock::http {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Says when it is destroyed.
class Waiting {
 public:
  explicit Waiting(std::promise<void>* ended) : ended_(*ended) {}
  ~Waiting() { ended_.set_value(); }

 private:
  std::promise<void>& ended_;
};

class PiecesTest : public testing::TestWithParam<bool> {
 protected:
  void Serve(NextPiece pieces) {
    ServerOptions options;
    if (GetParam()) {
      options.certificate_pem = leaf_.certificate_pem;
      options.private_key_pem = leaf_.private_key_pem();
    }
    server_ = *Server::Start(options, [pieces = std::move(pieces)](const Request& request) {
      Reply reply;
      reply.response.headers.Set("Content-Type", "text/plain");
      if (request.path == "/pieces") reply.pieces = pieces;
      return reply;
    });
  }

  RawClient Ask(const std::string& request) {
    RawClient client = GetParam() ? RawClient::ConnectTls(server_->port(),
                                                          authority_.certificate_pem(), "localhost")
                                  : RawClient::Connect(server_->port());
    client.Send(request);
    return client;
  }

  const CertificateAuthority authority_ = *CertificateAuthority::Generate(absl::Now());
  const Leaf leaf_ = *authority_.Issue({"localhost"}, absl::Now());
  std::unique_ptr<Server> server_;
};

INSTANTIATE_TEST_SUITE_P(Transports, PiecesTest, testing::Bool(),
                         [](const auto& info) { return info.param ? "Tls" : "Plain"; });

NextPiece Counting(int pieces) {
  auto next = std::make_shared<std::atomic<int>>(0);
  return [next, pieces](const std::function<void(std::string)>& send) {
    const int number = (*next)++;
    send(number < pieces ? absl::StrCat("piece ", number, "\n") : "");
    return nullptr;
  };
}

TEST_P(PiecesTest, ComeInChunksAndTheConnectionGoesOn) {
  Serve(Counting(2));
  RawClient client =
      Ask("GET /pieces HTTP/1.1\r\nHost: h\r\n\r\n"
          "GET /other HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("\r\nContent-Length: 0\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: "),
                    EndsWith("\r\n\r\n"),
                    HasSubstr("\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "8\r\npiece 0\n\r\n8\r\npiece 1\n\r\n0\r\n\r\n")));
}

// RFC 9112, section 6.1: no chunks for it.
TEST_P(PiecesTest, OfHttp10EndWithTheConnection) {
  Serve(Counting(2));
  EXPECT_THAT(Ask("GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").ReadAll(),
              AllOf(HasSubstr("\r\nConnection: close\r\n"), Not(HasSubstr("chunked")),
                    EndsWith("\r\n\r\npiece 0\npiece 1\n")));
}

TEST_P(PiecesTest, AreNotSentToHead) {
  Serve(Counting(2));
  EXPECT_THAT(Ask("HEAD /pieces HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").ReadAll(),
              AllOf(HasSubstr("Transfer-Encoding: chunked"), EndsWith("\r\n\r\n")));
}

// The next one is asked for when the one before has been sent, on whatever thread it comes.
TEST_P(PiecesTest, MayComeLater) {
  std::mutex mutex;
  std::promise<std::function<void(std::string)>> asked;
  Serve([&](std::function<void(std::string)> send) {
    const std::lock_guard<std::mutex> lock(mutex);
    asked.set_value(std::move(send));
    return nullptr;
  });
  RawClient client = Ask("GET /pieces HTTP/1.1\r\nHost: h\r\n\r\n");
  for (const char* piece : {"a", "b", ""}) {
    const auto send = asked.get_future().get();
    {
      const std::lock_guard<std::mutex> lock(mutex);
      asked = {};
    }
    send(piece);
    EXPECT_THAT(client.ReadUntil(absl::StrCat("\r\n", piece, "\r\n")), Not(""));
  }
}

TEST_P(PiecesTest, AreNoLongerAwaitedWhenTheClientLeavesOrTheServerStops) {
  for (const bool leaves : {true, false}) {
    std::promise<void> awaited;
    std::promise<void> ended;
    std::atomic<int> asked{0};
    Serve([&](const std::function<void(std::string)>& send) -> std::shared_ptr<void> {
      if (asked++ == 0) {
        send("first");
        return nullptr;
      }
      awaited.set_value();
      return std::make_shared<Waiting>(&ended);
    });
    auto client = std::make_unique<RawClient>(Ask("GET /pieces HTTP/1.1\r\nHost: h\r\n\r\n"));
    client->ReadUntil("first");
    awaited.get_future().get();
    leaves ? client.reset() : server_->Stop();
    ended.get_future().get();
    server_->Stop();
  }
}

}  // namespace
}  // namespace mock::http
