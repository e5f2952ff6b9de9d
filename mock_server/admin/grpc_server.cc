#include "mock_server/admin/grpc_server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/grpc/grpc_listener.h"
#include "mock_server/admin/admin.grpc.pb.h"
#include "mock_server/admin/calls.h"
#include "mock_server/admin/pending_call.h"
#include "mock_server/admin/pending_watch.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;
using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

absl::string_view AuthorizationOf(const Context& context) {
  const auto found = context.client_metadata().find("authorization");
  if (found == context.client_metadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

class Service final : public AdminService::CallbackService {
 public:
  Service(Control* control, const Access* access) : calls_(Calls(control)), access_(*access) {}

  Reactor* ListScenarios(Context* context, const ListScenariosRequest* request,
                         ListScenariosResponse* response) override {
    return Answer("ListScenarios", context, *request, response);
  }
  Reactor* GetScenario(Context* context, const GetScenarioRequest* request,
                       GetScenarioResponse* response) override {
    return Answer("GetScenario", context, *request, response);
  }
  Reactor* ArmScenario(Context* context, const ArmScenarioRequest* request,
                       ArmScenarioResponse* response) override {
    return Answer("ArmScenario", context, *request, response);
  }
  Reactor* DisarmScenario(Context* context, const DisarmScenarioRequest* request,
                          DisarmScenarioResponse* response) override {
    return Answer("DisarmScenario", context, *request, response);
  }
  Reactor* DisarmAll(Context* context, const DisarmAllRequest* request,
                     DisarmAllResponse* response) override {
    return Answer("DisarmAll", context, *request, response);
  }
  Reactor* ListArmed(Context* context, const ListArmedRequest* request,
                     ListArmedResponse* response) override {
    return Answer("ListArmed", context, *request, response);
  }
  Reactor* InjectFault(Context* context, const InjectFaultRequest* request,
                       InjectFaultResponse* response) override {
    return Answer("InjectFault", context, *request, response);
  }
  Reactor* GetDirectory(Context* context, const GetDirectoryRequest* request,
                        GetDirectoryResponse* response) override {
    return Answer("GetDirectory", context, *request, response);
  }
  Reactor* MergeDirectory(Context* context, const MergeDirectoryRequest* request,
                          MergeDirectoryResponse* response) override {
    return Answer("MergeDirectory", context, *request, response);
  }
  Reactor* ReplaceDirectory(Context* context, const ReplaceDirectoryRequest* request,
                            ReplaceDirectoryResponse* response) override {
    return Answer("ReplaceDirectory", context, *request, response);
  }
  Reactor* RemoveFromDirectory(Context* context, const RemoveFromDirectoryRequest* request,
                               RemoveFromDirectoryResponse* response) override {
    return Answer("RemoveFromDirectory", context, *request, response);
  }
  Reactor* ResetTenant(Context* context, const ResetTenantRequest* request,
                       ResetTenantResponse* response) override {
    return Answer("ResetTenant", context, *request, response);
  }
  Reactor* GetClock(Context* context, const GetClockRequest* request, Clock* response) override {
    return Answer("GetClock", context, *request, response);
  }
  Reactor* SetClock(Context* context, const SetClockRequest* request, Clock* response) override {
    return Answer("SetClock", context, *request, response);
  }
  Reactor* AdvanceClock(Context* context, const AdvanceClockRequest* request,
                        Clock* response) override {
    return Answer("AdvanceClock", context, *request, response);
  }
  Reactor* GetEnvironment(Context* context, const GetEnvironmentRequest* request,
                          GetEnvironmentResponse* response) override {
    return Answer("GetEnvironment", context, *request, response);
  }
  Reactor* ListJournal(Context* context, const ListJournalRequest* request,
                       ListJournalResponse* response) override {
    return Answer("ListJournal", context, *request, response);
  }
  Reactor* WaitForRequests(Context* context, const WaitForRequestsRequest* request,
                           WaitForRequestsResponse* response) override {
    return Answer("WaitForRequests", context, *request, response);
  }
  grpc::ServerWriteReactor<WatchJournalResponse>* WatchJournal(
      Context* context, const WatchJournalRequest* request) override {
    auto* const watch = new PendingWatch;
    const absl::Status allowed = access_.Check(AuthorizationOf(*context));
    if (allowed.ok()) {
      watch->Start(Find("WatchJournal").stream(*request, ""));
    } else {
      watch->Start(allowed);
    }
    return watch;
  }
  Reactor* ClearJournal(Context* context, const ClearJournalRequest* request,
                        ClearJournalResponse* response) override {
    return Answer("ClearJournal", context, *request, response);
  }
  Reactor* Verify(Context* context, const VerifyRequest* request,
                  VerifyResponse* response) override {
    return Answer("Verify", context, *request, response);
  }
  Reactor* IssueToken(Context* context, const IssueTokenRequest* request,
                      IssueTokenResponse* response) override {
    return Answer("IssueToken", context, *request, response);
  }
  Reactor* MintAssertion(Context* context, const MintAssertionRequest* request,
                         MintAssertionResponse* response) override {
    return Answer("MintAssertion", context, *request, response);
  }
  Reactor* CheckToken(Context* context, const CheckTokenRequest* request,
                      CheckTokenResponse* response) override {
    return Answer("CheckToken", context, *request, response);
  }
  Reactor* RotateSigningKey(Context* context, const RotateSigningKeyRequest* request,
                            RotateSigningKeyResponse* response) override {
    return Answer("RotateSigningKey", context, *request, response);
  }
  Reactor* ListDeviceCodes(Context* context, const ListDeviceCodesRequest* request,
                           ListDeviceCodesResponse* response) override {
    return Answer("ListDeviceCodes", context, *request, response);
  }
  Reactor* ApproveDeviceCode(Context* context, const ApproveDeviceCodeRequest* request,
                             ApproveDeviceCodeResponse* response) override {
    return Answer("ApproveDeviceCode", context, *request, response);
  }
  Reactor* DeclineDeviceCode(Context* context, const DeclineDeviceCodeRequest* request,
                             DeclineDeviceCodeResponse* response) override {
    return Answer("DeclineDeviceCode", context, *request, response);
  }
  Reactor* Explain(Context* context, const ExplainRequest* request,
                   ExplainResponse* response) override {
    return Answer("Explain", context, *request, response);
  }
  Reactor* Reproduce(Context* context, const ReproduceRequest* request,
                     ReproduceResponse* response) override {
    return Answer("Reproduce", context, *request, response);
  }

 private:
  Reactor* Answer(absl::string_view name, Context* context, const Message& request,
                  Message* response) {
    if (const absl::Status allowed = access_.Check(AuthorizationOf(*context)); !allowed.ok()) {
      Reactor* const reactor = context->DefaultReactor();
      reactor->Finish(ToGrpc(allowed));
      return reactor;
    }
    const Call& call = Find(name);
    auto* const pending = new PendingCall;
    pending->Start([&](const Call::Done& done) { return call.run(request, response, done); });
    return pending;
  }

  // Every method of this class is one of the calls; grpc_server_test asks them all.
  const Call& Find(absl::string_view name) const {
    return *std::find_if(calls_.begin(), calls_.end(),
                         [name](const Call& known) { return known.name == name; });
  }

  const std::vector<Call> calls_;
  const Access& access_;
};

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const std::optional<Leaf>& certificate) {
  if (!certificate) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({certificate->private_key_pem(), certificate->certificate_pem});
  return grpc::SslServerCredentials(tls);
}

class ServerImpl final : public GrpcServer {
 public:
  ServerImpl(Control* control, const Access* access)
      : control_(*control), service_(control, access) {}
  // Waits end before the server does.
  ~ServerImpl() override { control_.waits.Stop(); }

  absl::Status Serve(const GrpcAddress& address, const std::optional<Leaf>& certificate) {
    // Once for the process, which gRPC sees to.
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    auto server = GrpcListener::Start(&service_, CredentialsOf(certificate), address);
    if (!server.ok()) return server.status();
    server_ = *std::move(server);
    return absl::OkStatus();
  }

  std::uint16_t port() const override { return server_->port(); }

 private:
  Control& control_;
  Service service_;
  std::unique_ptr<GrpcListener> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(
    Control* control, const Access* access, const GrpcAddress& address,
    const std::optional<Leaf>& certificate) {
  auto server = std::make_unique<ServerImpl>(control, access);
  if (auto serving = server->Serve(address, certificate); !serving.ok()) return serving;
  return server;
}

}  // namespace mock::admin
