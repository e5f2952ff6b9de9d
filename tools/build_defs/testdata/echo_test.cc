#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tools/build_defs/testdata/echo.grpc.pb.h"

namespace tools::build_defs::testdata {
namespace {

class EchoServiceImpl final : public EchoService::Service {
 public:
  grpc::Status Echo(grpc::ServerContext*, const EchoRequest* request,
                    EchoResponse* response) override {
    response->set_text(request->text());
    return grpc::Status::OK;
  }
};

TEST(CcGrpcLibraryTest, ServesAnUnaryCallOverLoopback) {
  EchoServiceImpl service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  ASSERT_NE(server, nullptr);

  const auto stub = EchoService::NewStub(
      grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()));
  EchoRequest request;
  request.set_text("hello");
  EchoResponse response;
  grpc::ClientContext context;
  const grpc::Status status = stub->Echo(&context, request, &response);

  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.text(), "hello");
  server->Shutdown();
}

}  // namespace
}  // namespace tools::build_defs::testdata
