#include "mock_server/admin/grpc_server.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_server/admin/admin.grpc.pb.h"
#include "mock_server/admin/calls.h"
#include "mock_server/admin/testing.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

class GrpcServerTest : public ControlTest {
 protected:
  void Serve(const std::string& token = "") {
    access_.emplace(token);
    auto server = GrpcServer::Start(&control_, &*access_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                   grpc::InsecureChannelCredentials());
    stub_ = AdminService::NewStub(channel_);
  }

  std::optional<Access> access_;
  std::unique_ptr<GrpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<AdminService::Stub> stub_;
};

TEST_F(GrpcServerTest, AnswersCalls) {
  Serve();
  grpc::ClientContext context;
  Clock clock;
  const auto status = stub_->AdvanceClock(
      &context, Parsed<AdvanceClockRequest>("duration { seconds: 70 }"), &clock);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(clock.time().seconds(), 1769817670);
}

TEST_F(GrpcServerTest, ErrorsHaveTheSameCodeAndText) {
  Serve();
  grpc::ClientContext context;
  ResetTenantResponse none;
  const auto status =
      stub_->ResetTenant(&context, Parsed<ResetTenantRequest>("tenant: 'nobody'"), &none);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "tenant: the directory has no tenant \"nobody\"");
}

// What clients take by default is what this one takes.
TEST_F(GrpcServerTest, AFullJournalOfAnyBytesIsListedInPages) {
  Serve();
  Send("GET", "/caf\xE9/keys?state=%FF");
  for (int i = 1; i < kJournalEntries; ++i) Send("POST", "/" + std::string(100000, 'x'), "a=\xE9");
  ListJournalRequest request;
  std::vector<std::uint64_t> sequences;
  int pages = 0;
  do {
    grpc::ClientContext context;
    ListJournalResponse response;
    const auto status = stub_->ListJournal(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    for (const auto& entry : response.entries()) sequences.push_back(entry.sequence());
    if (pages++ == 0) {
      EXPECT_EQ(response.entries(0).path(), "/caf\xEF\xBF\xBD/keys");
      EXPECT_EQ(response.entries(0).query(0).value(), "\xEF\xBF\xBD");
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_GT(pages, 1);
  ASSERT_EQ(sequences.size(), 64u);
  for (std::size_t i = 0; i < sequences.size(); ++i) EXPECT_EQ(sequences[i], i + 1);
}

// Answers of the service that grpc_cli and grpcurl ask: grpc.reflection.v1alpha, whose
// messages are libgrpc++_reflection's.
class ReflectionClient {
 public:
  explicit ReflectionClient(const std::shared_ptr<grpc::Channel>& channel) : stub_(channel) {}

  // `request` is a ServerReflectionRequest's bytes.
  nlohmann::json Ask(const std::string& request) {
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const auto call = stub_.PrepareCall(
        &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
    call->StartCall(nullptr);
    Await(queue);
    const grpc::Slice slice(request);
    call->WriteLast(grpc::ByteBuffer(&slice, 1), {}, nullptr);
    Await(queue);
    grpc::ByteBuffer buffer;
    call->Read(&buffer, nullptr);
    Await(queue);
    grpc::Status status;
    call->Finish(&status, nullptr);
    Await(queue);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return AsJson(buffer);
  }

 private:
  static void Await(grpc::CompletionQueue& queue) {
    void* tag = nullptr;
    bool ok = false;
    EXPECT_TRUE(queue.Next(&tag, &ok) && ok);
  }

  static nlohmann::json AsJson(const grpc::ByteBuffer& buffer) {
    const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
        "grpc.reflection.v1alpha.ServerReflectionResponse");
    EXPECT_NE(type, nullptr);
    google::protobuf::DynamicMessageFactory factory;
    const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(type)->New());
    grpc::Slice slice;
    EXPECT_TRUE(buffer.DumpToSingleSlice(&slice).ok());
    EXPECT_TRUE(message->ParseFromArray(slice.begin(), static_cast<int>(slice.size())));
    std::string json;
    EXPECT_TRUE(google::protobuf::util::MessageToJsonString(*message, &json).ok());
    return nlohmann::json::parse(json, nullptr, false);
  }

  grpc::GenericStub stub_;
};

TEST_F(GrpcServerTest, ReflectionListsTheService) {
  Serve();
  const auto answer = ReflectionClient(channel_).Ask(std::string("\x3a\0", 2));  // list_services
  EXPECT_THAT(answer.dump(), testing::HasSubstr(R"({"name":"azmock.admin.v1.AdminService"})"));
}

TEST_F(GrpcServerTest, AClientThatKnowsOnlyReflectionCanCall) {
  Serve();
  const std::string symbol = "azmock.admin.v1.AdminService";
  const auto answer = ReflectionClient(channel_).Ask(  // file_containing_symbol
      absl::StrCat("\x22", std::string(1, static_cast<char>(symbol.size())), symbol));
  google::protobuf::SimpleDescriptorDatabase files;
  for (const auto& encoded : answer["fileDescriptorResponse"]["fileDescriptorProto"]) {
    std::string bytes;
    ASSERT_TRUE(absl::Base64Unescape(encoded.get<std::string>(), &bytes));
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(bytes));
    files.Add(file);
  }
  google::protobuf::DescriptorPool pool(&files);
  const auto* service = pool.FindServiceByName(symbol);
  ASSERT_NE(service, nullptr);
  const auto* method = service->FindMethodByName("AdvanceClock");
  ASSERT_NE(method, nullptr);

  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<google::protobuf::Message> request(
      factory.GetPrototype(method->input_type())->New());
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString("duration { seconds: 70 }", request.get()));
  const grpc::Slice slice(request->SerializeAsString());
  const grpc::ByteBuffer sent(&slice, 1);
  grpc::ByteBuffer received;
  grpc::ClientContext context;
  std::promise<grpc::Status> ended;
  grpc::GenericStub(channel_).UnaryCall(
      &context, "/azmock.admin.v1.AdminService/AdvanceClock", {}, &sent, &received,
      [&ended](grpc::Status status) { ended.set_value(std::move(status)); });
  const grpc::Status status = ended.get_future().get();
  ASSERT_TRUE(status.ok()) << status.error_message();
  grpc::Slice bytes;
  ASSERT_TRUE(received.DumpToSingleSlice(&bytes).ok());
  Clock clock;
  ASSERT_TRUE(clock.ParseFromArray(bytes.begin(), static_cast<int>(bytes.size())));
  EXPECT_EQ(clock.time().seconds(), 1769817670);
}

// As a client does that has no generated code: the stub's names alone.
TEST_F(GrpcServerTest, EveryCallIsServed) {
  Serve();
  grpc::GenericStub generic(channel_);
  for (const Call& call : Calls(&control_)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    grpc::ByteBuffer request;
    if (call.stream) continue;  // see AWatchTellsWhatComes
    if (call.name == "WaitForRequests") {
      WaitForRequestsRequest wait;
      wait.mutable_timeout()->set_nanos(1000000);
      bool own = false;
      grpc::SerializationTraits<WaitForRequestsRequest>::Serialize(wait, &request, &own);
    } else {
      grpc::Slice nothing("");
      request = grpc::ByteBuffer(&nothing, 1);
    }
    grpc::ByteBuffer response;
    std::promise<grpc::Status> ended;
    generic.UnaryCall(&context, absl::StrCat("/azmock.admin.v1.AdminService/", call.name), {},
                      &request, &response,
                      [&ended](const grpc::Status& status) { ended.set_value(status); });
    const grpc::Status status = ended.get_future().get();
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << call.name;
    EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << call.name;
  }
}

TEST_F(GrpcServerTest, AWaitEndsWithTheRequest) {
  Serve();
  std::promise<grpc::Status> ended;
  grpc::ClientContext context;
  const auto request = Parsed<WaitForRequestsRequest>("filter { match { path: '/a' } }");
  WaitForRequestsResponse response;
  stub_->async()->WaitForRequests(
      &context, &request, &response,
      [&ended](const grpc::Status& status) { ended.set_value(status); });
  grpc::ClientContext other;
  Clock clock;
  EXPECT_TRUE(stub_->GetClock(&other, {}, &clock).ok());
  Send("GET", "/b");
  Send("GET", "/a");
  const grpc::Status status = ended.get_future().get();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.entries(0).path(), "/a");
}

TEST_F(GrpcServerTest, AWatchTellsWhatComes) {
  Serve();
  Send("GET", "/a/before");
  grpc::ClientContext context;
  const auto watch = stub_->WatchJournal(
      &context, Parsed<WatchJournalRequest>("filter { match { path: '/a/*' } }"));
  WatchJournalResponse response;
  ASSERT_TRUE(watch->Read(&response));
  EXPECT_EQ(response.entry().path(), "/a/before");
  for (int i = 0; i < 100; ++i) {
    Send("GET", "/b");
    Send("GET", absl::StrCat("/a/", i));
    ASSERT_TRUE(watch->Read(&response));
    EXPECT_EQ(response.entry().path(), absl::StrCat("/a/", i));
    EXPECT_EQ(response.last_sequence(), response.entry().sequence());
  }
  context.TryCancel();
  EXPECT_FALSE(watch->Read(&response));
  EXPECT_EQ(watch->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(GrpcServerTest, AWatchEndsWithAReason) {
  Serve("0123456789abcdef");
  const auto end = [this](const std::string& token, const std::string& request) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token);
    const auto watch = stub_->WatchJournal(&context, Parsed<WatchJournalRequest>(request));
    WatchJournalResponse response;
    while (watch->Read(&response)) server_.reset();
    return watch->Finish();
  };
  EXPECT_EQ(end("wrong", "").error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(end("0123456789abcdef", "filter { since: -1 }").error_message(),
            "filter.since: is negative");
  Send("GET", "/a");
  EXPECT_EQ(end("0123456789abcdef", "").error_code(), grpc::StatusCode::UNAVAILABLE);
}

// The end of a watch, on any thread, at any time.
TEST_F(GrpcServerTest, WatchesComeAndGoWhileRequestsRun) {
  Serve();
  std::atomic<bool> over{false};
  std::thread requests([&] {
    while (!over) Send("GET", "/a");
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 50; ++i) {
        grpc::ClientContext context;
        const auto watch = stub_->WatchJournal(&context, {});
        WatchJournalResponse response;
        for (int read = 0; read < i % 5; ++read) EXPECT_TRUE(watch->Read(&response));
        context.TryCancel();
        watch->Finish();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  over = true;
  requests.join();
}

TEST_F(GrpcServerTest, AWaitEndsWhenItsClientOrTheServerGoes) {
  Serve();
  for (const bool cancel : {true, false}) {
    std::promise<grpc::Status> ended;
    grpc::ClientContext context;
    const auto request = Parsed<WaitForRequestsRequest>("timeout { seconds: 600 }");
    WaitForRequestsResponse response;
    stub_->async()->WaitForRequests(
        &context, &request, &response,
        [&ended](const grpc::Status& status) { ended.set_value(status); });
    // Calls of a connection are looked at in their order, so the wait has begun.
    grpc::ClientContext other;
    Clock clock;
    EXPECT_TRUE(stub_->GetClock(&other, {}, &clock).ok());
    cancel ? context.TryCancel() : server_.reset();
    const grpc::StatusCode code = ended.get_future().get().error_code();
    EXPECT_EQ(code, cancel ? grpc::StatusCode::CANCELLED : grpc::StatusCode::UNAVAILABLE);
  }
}

TEST_F(GrpcServerTest, AsksForTheControlToken) {
  Serve("0123456789abcdef");
  const auto ask = [this](const std::string& authorization) {
    grpc::ClientContext context;
    if (!authorization.empty()) context.AddMetadata("authorization", authorization);
    Clock clock;
    return stub_->GetClock(&context, {}, &clock);
  };
  EXPECT_EQ(ask("").error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ask("").error_message(),
            "a control token is required: send \"Authorization: Bearer <token>\"");
  EXPECT_EQ(ask("Bearer wrong").error_message(), "the control token is wrong");
  EXPECT_TRUE(ask("Bearer 0123456789abcdef").ok());
}

TEST_F(GrpcServerTest, APortInUseIsNamed) {
  Serve();
  const auto second = GrpcServer::Start(&control_, &*access_, {"127.0.0.1", server_->port()});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(second.status().message(), absl::StrCat("cannot listen on 127.0.0.1:", server_->port(),
                                                    ": Address already in use"));
}

TEST_F(GrpcServerTest, CallsRunSideBySide) {
  Serve();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 50; ++i) {
        grpc::ClientContext context;
        InjectFaultResponse response;
        EXPECT_TRUE(
            stub_->InjectFault(&context, Parsed<InjectFaultRequest>("steps { pass {} }"), &response)
                .ok());
        Send("GET", "/a");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(journal_.last_sequence(), 200u);
}

}  // namespace
}  // namespace mock::admin
