#include "mock_server/echo/echo_server.h"

#include <grpcpp/grpcpp.h>

#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/grpc/grpc_listener.h"
#include "mock_common/text/json_text.h"
#include "mock_server/echo/echo.grpc.pb.h"
#include "nlohmann/json.hpp"

namespace azmock {
namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

// As gRPC has it for proxies that answer with a status of HTTP:
// https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
grpc::StatusCode CodeOf(int http_status) {
  switch (http_status) {
    case 400:
      return grpc::StatusCode::INTERNAL;
    case 401:
      return grpc::StatusCode::UNAUTHENTICATED;
    case 403:
      return grpc::StatusCode::PERMISSION_DENIED;
    case 404:
      return grpc::StatusCode::UNIMPLEMENTED;
    case 429:
    case 502:
    case 503:
    case 504:
      return grpc::StatusCode::UNAVAILABLE;
    default:
      return grpc::StatusCode::UNKNOWN;
  }
}

// The message of a JSON error; the body of any other.
std::string MessageOf(const mock::http::Response& response) {
  const auto body = mock::scenario::ParseJson(response.body);
  if (!body.is_object() || !body.contains("error") || !body["error"].is_object()) {
    return response.body;
  }
  const auto message = body["error"].find("message");
  return message != body["error"].end() && message->is_string() ? message->get<std::string>()
                                                                : response.body;
}

mock::http::Request RequestOf(const Context& context, const std::string& text) {
  mock::http::Request request;
  request.method = "POST";
  request.target = "/echo";
  request.path = "/echo";
  request.host = "localhost";
  request.headers.Set("Host", "localhost");
  request.headers.Set("Content-Type", "text/plain");
  for (const auto& [name, value] : context.client_metadata()) {
    request.headers.Add(absl::string_view(name.data(), name.size()),
                        absl::string_view(value.data(), value.size()));
  }
  request.body = text;
  request.tls = true;
  return request;
}

class Service final : public azmock::echo::v1::EchoService::CallbackService {
 public:
  explicit Service(Fakes* fakes) : fakes_(*fakes) {}

  Reactor* Echo(Context* context, const azmock::echo::v1::EchoRequest* request,
                azmock::echo::v1::EchoResponse* response) override {
    Reactor* const reactor = context->DefaultReactor();
    const mock::http::Reply reply = fakes_.Ask(RequestOf(*context, request->text()));
    if (reply.fault.kind != mock::http::Fault::Kind::kNone) {
      reactor->Finish({grpc::StatusCode::UNAVAILABLE, "the scenario's fault ended the call"});
      return reactor;
    }
    const std::string challenge(reply.response.headers.Get("WWW-Authenticate"));
    if (!challenge.empty()) context->AddTrailingMetadata("www-authenticate", challenge);
    if (reply.response.status == 200) {
      response->set_text(reply.response.body);
      reactor->Finish(grpc::Status::OK);
    } else {
      reactor->Finish({CodeOf(reply.response.status), MessageOf(reply.response)});
    }
    return reactor;
  }

 private:
  Fakes& fakes_;
};

class ServerImpl final : public EchoServer {
 public:
  explicit ServerImpl(Fakes* fakes) : fakes_(*fakes), service_(fakes) {}

  absl::Status Serve(const mock::GrpcAddress& address) {
    const auto leaf = fakes_.IssueCertificate();
    if (!leaf.ok()) return leaf.status();
    grpc::SslServerCredentialsOptions tls;
    tls.pem_key_cert_pairs.push_back({leaf->private_key_pem(), leaf->certificate_pem});
    auto server = mock::GrpcListener::Start(&service_, grpc::SslServerCredentials(tls), address);
    if (!server.ok()) return server.status();
    server_ = *std::move(server);
    return absl::OkStatus();
  }

  std::uint16_t port() const override { return server_->port(); }

 private:
  Fakes& fakes_;
  Service service_;
  std::unique_ptr<mock::GrpcListener> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<EchoServer>> EchoServer::Start(Fakes* fakes,
                                                              const mock::GrpcAddress& address) {
  auto server = std::make_unique<ServerImpl>(fakes);
  if (auto serving = server->Serve(address); !serving.ok()) return serving;
  return server;
}

}  // namespace azmock
