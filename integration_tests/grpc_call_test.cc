// A gRPC client with a credential of ours, a service that checks its tokens, and the admin
// service that says who may call it: real sockets all the way.
#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "identity/grpc/call_credentials.h"
#include "identity/identity.h"
#include "identity/testing/fake_environment.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_server/admin/admin.grpc.pb.h"
#include "mock_server/admin/grpc_server.h"
#include "mock_server/client/transport_to.h"
#include "mock_server/client/virtual_clock_seam.h"
#include "mock_server/echo/echo.grpc.pb.h"
#include "mock_server/echo/echo_server.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

using azure::identity::ClientOptions;
using azure::identity::DefaultAzureCredential;
using azure::identity::DefaultAzureCredentialOptions;
using azure::identity::FakeEnvironment;
using azure::identity::NewCallCredentials;
using azure::identity::TokenCredential;
using echo::v1::EchoRequest;
using echo::v1::EchoResponse;
using echo::v1::EchoService;
using mock::admin::AdminService;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kScope[] = "api://azmock-echo/.default";

class GrpcCallTest : public ::testing::Test {
 protected:
  GrpcCallTest() {
    FakesOptions options;
    options.control_token = "";
    options.clock_mode = mock::VirtualClock::Mode::kFrozen;
    fakes_ = *Fakes::Start(options);
    admin_server_ = *mock::admin::GrpcServer::Start(fakes_->control(), fakes_->access());
    echo_server_ = *EchoServer::Start(fakes_.get());
    admin_ = AdminService::NewStub(grpc::CreateChannel(
        absl::StrCat("127.0.0.1:", admin_server_->port()), grpc::InsecureChannelCredentials()));
  }

  ClientOptions OptionsWith(const std::map<std::string, std::string>& environment) const {
    ClientOptions options;
    options.seams.clock = ClockOn(&fakes_->clock(), absl::ZeroDuration());
    options.seams.environment = std::make_shared<FakeEnvironment>(environment);
    options.transport = TransportTo(*fakes_, options.seams);
    options.retry.max_retries = -1;
    return options;
  }

  // That of the default tenant's application, found in the environment.
  std::shared_ptr<TokenCredential> Credential(const std::string& secret = "azmock-default-secret") {
    DefaultAzureCredentialOptions options;
    options.client = OptionsWith({{"AZURE_TENANT_ID", "a11ce000-0000-4000-8000-000000000001"},
                                  {"AZURE_CLIENT_ID", "a11ce000-0000-4000-8000-000000000002"},
                                  {"AZURE_CLIENT_SECRET", secret},
                                  {"AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential"}});
    return *DefaultAzureCredential::Create(std::move(options));
  }

  std::unique_ptr<EchoService::Stub> Client(const std::shared_ptr<TokenCredential>& credential) {
    const auto tls = grpc::SslCredentials({fakes_->ca_pem(), "", ""});
    const auto channel = grpc::CreateChannel(
        absl::StrCat("127.0.0.1:", echo_server_->port()),
        grpc::CompositeChannelCredentials(tls, NewCallCredentials(credential, {kScope})));
    return EchoService::NewStub(channel);
  }

  grpc::Status Say(EchoService::Stub& client, std::string* heard = nullptr) {
    grpc::ClientContext context;
    EchoRequest request;
    request.set_text("hello");
    EchoResponse response;
    grpc::Status status = client.Echo(&context, request, &response);
    if (heard != nullptr) *heard = response.text();
    challenge_.clear();
    const auto& trailing = context.GetServerTrailingMetadata();
    const auto challenge = trailing.find("www-authenticate");
    if (challenge != trailing.end()) {
      challenge_.assign(challenge->second.data(), challenge->second.size());
    }
    return status;
  }

  // Merges fields of the default tenant by the admin service.
  void Merge(const std::string& fields) {
    grpc::ClientContext context;
    mock::admin::MergeDirectoryRequest request;
    request.set_textproto(
        absl::StrCat("tenants { id: \"a11ce000-0000-4000-8000-000000000001\" ", fields, " }"));
    mock::admin::MergeDirectoryResponse response;
    const grpc::Status status = admin_->MergeDirectory(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  void AssignRole() {
    Merge(
        "role_assignments { principal: \"a11ce000-0000-4000-8000-000000000002\" "
        "role: \"azmock Echo Caller\" scope: \"/providers/Azmock.Echo\" }");
  }

  std::unique_ptr<Fakes> fakes_;
  std::unique_ptr<mock::admin::GrpcServer> admin_server_;
  std::unique_ptr<EchoServer> echo_server_;
  std::unique_ptr<AdminService::Stub> admin_;
  std::string challenge_;  // of the last call
};

TEST_F(GrpcCallTest, ACallIsRefusedUntilTheRoleIsAssigned) {
  const auto client = Client(Credential());
  const grpc::Status refused = Say(*client);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("The client 'a11ce000-0000-4000-8000-000000000002' with object id"),
                    HasSubstr("does not have authorization to perform action "
                              "'Azmock.Echo/messages/echo/action'")));

  AssignRole();
  std::string heard;
  const grpc::Status accepted = Say(*client, &heard);
  EXPECT_TRUE(accepted.ok()) << accepted.error_message();
  EXPECT_EQ(heard, "hello");
}

TEST_F(GrpcCallTest, ARoleTakesTheTenantsTimeToArrive) {
  Merge("role_propagation_seconds: 300");
  AssignRole();
  const auto client = Client(Credential());
  EXPECT_EQ(Say(*client).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  fakes_->clock().Advance(absl::Minutes(5));
  EXPECT_TRUE(Say(*client).ok());
}

TEST_F(GrpcCallTest, EveryCallIsInTheJournal) {
  AssignRole();
  const auto client = Client(Credential());
  EXPECT_TRUE(Say(*client).ok());
  const auto entries = fakes_->journal().Entries();
  ASSERT_FALSE(entries.empty());
  EXPECT_EQ(entries.back().path, "/echo");
  EXPECT_EQ(entries.back().status, 200);
  // Neither the secret nor the token is there.
  EXPECT_THAT(fakes_->journal().JsonLines(),
              AllOf(Not(HasSubstr("azmock-default-secret")), Not(HasSubstr("eyJ"))));
}

TEST_F(GrpcCallTest, ASignedOutClientIsChallengedForClaims) {
  AssignRole();
  const auto client = Client(Credential());
  EXPECT_TRUE(Say(*client).ok());
  fakes_->clock().Advance(absl::Seconds(1));
  Merge(absl::StrCat(
      "applications { app_id: \"a11ce000-0000-4000-8000-000000000002\" "
      "tokens_valid_from: \"",
      absl::FormatTime(absl::RFC3339_full, fakes_->clock().Now(), absl::UTCTimeZone()), "\" }"));
  const grpc::Status refused = Say(*client);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(challenge_, HasSubstr("error=\"insufficient_claims\", claims=\""));
}

TEST_F(GrpcCallTest, ARefusedTokenRequestIsTheCallsError) {
  const auto client = Client(Credential("wrong"));
  const grpc::Status refused = Say(*client);
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(refused.error_message(), HasSubstr("AADSTS7000215"));
}

TEST_F(GrpcCallTest, WithoutATokenNothingIsHeard) {
  const auto tls = grpc::SslCredentials({fakes_->ca_pem(), "", ""});
  const auto client = EchoService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", echo_server_->port()), tls));
  const grpc::Status refused = Say(*client);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(refused.error_message(), "there is no bearer token");
  EXPECT_THAT(challenge_, HasSubstr("Bearer authorization_uri=\""));
}

}  // namespace
}  // namespace azmock
