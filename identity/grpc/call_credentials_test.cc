#include "identity/grpc/call_credentials.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_credential.h"

namespace azure::identity {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

grpc::ByteBuffer Nothing() {
  const grpc::Slice nothing;
  return grpc::ByteBuffer(&nothing, 1);
}

// Answers every call with an empty message.
class Answer final : public grpc::ServerGenericBidiReactor {
 public:
  Answer() { StartWriteAndFinish(&nothing_, {}, grpc::Status::OK); }
  void OnDone() override { delete this; }

 private:
  const grpc::ByteBuffer nothing_ = Nothing();
};

// Remembers with what calls came.
class Backend final : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    const auto found = context->client_metadata().find("authorization");
    const std::lock_guard<std::mutex> lock(mutex_);
    seen_.push_back(found == context->client_metadata().end()
                        ? ""
                        : std::string(found->second.data(), found->second.size()));
    return new Answer;
  }

  std::vector<std::string> seen() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return seen_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> seen_;
};

// A server behind TLS on one port, and without on another.
class CallCredentialsTest : public testing::Test {
 protected:
  CallCredentialsTest() {
    const TestCertificate certificate = MakeTestCertificate("localhost");
    certificate_ = certificate.certificate;
    grpc::SslServerCredentialsOptions tls;
    tls.pem_key_cert_pairs.push_back({certificate.key, certificate.certificate});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls), &tls_port_);
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &plain_port_);
    builder.RegisterCallbackGenericService(&backend_);
    server_ = builder.BuildAndStart();
  }

  ~CallCredentialsTest() override { server_->Shutdown(); }

  std::shared_ptr<grpc::Channel> TlsChannel() const {
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride("localhost");
    return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", tls_port_),
                                     grpc::SslCredentials({certificate_, "", ""}), arguments);
  }

  std::shared_ptr<grpc::Channel> PlainChannel() const {
    return grpc::CreateChannel(absl::StrCat("127.0.0.1:", plain_port_),
                               grpc::InsecureChannelCredentials());
  }

  static grpc::Status Call(const std::shared_ptr<grpc::Channel>& channel,
                           const std::shared_ptr<grpc::CallCredentials>& credentials) {
    grpc::ClientContext context;
    context.set_credentials(credentials);
    const grpc::ByteBuffer request = Nothing();
    grpc::ByteBuffer response;
    std::promise<grpc::Status> status;
    grpc::GenericStub(channel).UnaryCall(
        &context, "/backend.Jobs/List", {}, &request, &response,
        [&status](grpc::Status ended) { status.set_value(std::move(ended)); });
    return status.get_future().get();
  }

  std::shared_ptr<grpc::CallCredentials> New(std::shared_ptr<TokenCredential> credential) {
    return NewCallCredentials(std::move(credential), {"api://backend/.default"},
                              {absl::Minutes(2), clock_});
  }

  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  std::vector<std::string> seen() const { return backend_.seen(); }

 private:
  Backend backend_;
  std::string certificate_;
  int tls_port_ = 0;
  int plain_port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(CallCredentialsTest, CallsHaveTheToken) {
  const auto credential =
      std::make_shared<FakeCredential>(AccessToken("t", absl::InfiniteFuture()));
  const auto credentials = New(credential);
  const auto channel = TlsChannel();
  for (int i = 0; i < 2; ++i) {
    const grpc::Status status = Call(channel, credentials);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  EXPECT_THAT(seen(), ElementsAre("Bearer t", "Bearer t"));
  ASSERT_THAT(credential->requests(), SizeIs(1));
  EXPECT_THAT(credential->requests()[0].scopes, ElementsAre("api://backend/.default"));
  EXPECT_TRUE(credential->requests()[0].enable_cae);
}

TEST_F(CallCredentialsTest, NothingGoesOverAChannelThatIsNotEncrypted) {
  const auto credential =
      std::make_shared<FakeCredential>(AccessToken("t", absl::InfiniteFuture()));
  EXPECT_EQ(Call(PlainChannel(), New(credential)).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(credential->requests(), IsEmpty());
}

TEST_F(CallCredentialsTest, ARefusedTokenEndsTheCallWithItsText) {
  const auto channel = TlsChannel();
  for (const auto& [error, code] :
       {std::pair(absl::UnauthenticatedError("AADSTS7000215: no"), grpc::StatusCode::UNAVAILABLE),
        std::pair(absl::UnavailableError("no route"), grpc::StatusCode::UNAVAILABLE)}) {
    const grpc::Status status = Call(channel, New(std::make_shared<FakeCredential>(error)));
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    EXPECT_THAT(status.error_message(), HasSubstr(std::string(error.message())));
  }
  EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(CallCredentialsTest, ACredentialThatThrowsEndsTheCallAlone) {
  const auto credentials = New(std::make_shared<FakeCredential>(
      [](const Context&, const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
        throw std::runtime_error("the user's");
      }));
  const auto channel = TlsChannel();
  for (int i = 0; i < 2; ++i) {
    const grpc::Status status = Call(channel, credentials);
    EXPECT_THAT(status.error_message(), HasSubstr("the credential has thrown an exception"));
  }
  EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(CallCredentialsTest, AWarmTokenWaitsForNoRefresh) {
  std::promise<void> refreshing, proceed;
  std::atomic<int> calls{0};
  const auto credentials = New(std::make_shared<FakeCredential>(
      [&](const Context&, const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
        const int call = ++calls;
        if (call == 2) {
          refreshing.set_value();
          proceed.get_future().wait();
        }
        return AccessToken(absl::StrCat("t", call), clock_->Now() + absl::Hours(1));
      }));
  const auto channel = TlsChannel();
  EXPECT_TRUE(Call(channel, credentials).ok());
  clock_->Advance(absl::Minutes(56));
  EXPECT_TRUE(Call(channel, credentials).ok());  // starts the refresh
  refreshing.get_future().wait();
  EXPECT_TRUE(Call(channel, credentials).ok());
  EXPECT_THAT(seen(), ElementsAre("Bearer t1", "Bearer t1", "Bearer t1"));
  proceed.set_value();
}

TEST_F(CallCredentialsTest, TheEndOfTheCredentialsEndsARefresh) {
  std::promise<void> refreshing;
  std::atomic<int> calls{0};
  const auto get_token = [&](const Context& ctx,
                             const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
    if (++calls == 1) return AccessToken("t", clock_->Now() + absl::Hours(1));
    refreshing.set_value();
    return clock_->SleepUntil(ctx, absl::InfiniteFuture());
  };
  const auto gone = std::make_shared<std::promise<void>>();
  auto credentials = New(std::shared_ptr<FakeCredential>(new FakeCredential(get_token),
                                                         [gone](FakeCredential* credential) {
                                                           delete credential;
                                                           gone->set_value();
                                                         }));
  EXPECT_TRUE(Call(TlsChannel(), credentials).ok());
  clock_->Advance(absl::Minutes(56));
  EXPECT_TRUE(Call(TlsChannel(), credentials).ok());
  refreshing.get_future().wait();
  credentials.reset();
  gone->get_future().wait();  // A thread of gRPC's may be the last to hold them.
}

TEST_F(CallCredentialsTest, ManyCallsShareOneToken) {
  const auto credential =
      std::make_shared<FakeCredential>(AccessToken("t", absl::InfiniteFuture()));
  const auto credentials = New(credential);
  const auto channel = TlsChannel();
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(Call(channel, credentials).ok()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(seen(), SizeIs(8));
  EXPECT_THAT(seen(), Each("Bearer t"));
  EXPECT_THAT(credential->requests(), SizeIs(1));
}

TEST(NewCallCredentialsTest, NeedsACredential) {
  EXPECT_EQ(NewCallCredentials(nullptr, {"s"}), nullptr);
}

}  // namespace
}  // namespace azure::identity
