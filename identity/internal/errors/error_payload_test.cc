#include "identity/internal/errors/error_payload.h"

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/error_details.pb.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ErrorDetails ThereAndBack(const ErrorDetails& details) {
  absl::Status status = absl::UnknownError("x");
  SetErrorDetails(details, status);
  return DetailsFromStatus(status).value();
}

TEST(ErrorPayloadTest, KeepsEveryField) {
  ErrorDetails details;
  details.kind = ErrorKind::kAuthenticationRequired;
  details.credential = "DeviceCodeCredential";
  details.message = "m";
  details.http = {"POST", "https://h/t", 400, "Bad Request", "{}", "Code", "No."};
  details.entra = {"e", "s", "d", {50076, -1}, "ts", "trace", "corr", "uri", "claims"};
  details.troubleshooting_anchor = "anchor";
  details.token_request = {{"a", "b"}, "t", "{}", true};
  ErrorDetails parent;
  parent.children = {details, ErrorDetails()};

  const ErrorDetails read = ThereAndBack(parent);
  ASSERT_THAT(read.children, SizeIs(2));
  const ErrorDetails& child = read.children[0];
  EXPECT_EQ(child.kind, ErrorKind::kAuthenticationRequired);
  EXPECT_EQ(child.credential, "DeviceCodeCredential");
  EXPECT_EQ(child.message, "m");
  ASSERT_TRUE(child.http.has_value());
  EXPECT_EQ(child.http->method, "POST");
  EXPECT_EQ(child.http->url, "https://h/t");
  EXPECT_EQ(child.http->status_code, 400);
  EXPECT_EQ(child.http->reason, "Bad Request");
  EXPECT_EQ(child.http->body, "{}");
  EXPECT_EQ(child.http->error_code, "Code");
  EXPECT_EQ(child.http->error_message, "No.");
  ASSERT_TRUE(child.entra.has_value());
  EXPECT_EQ(child.entra->error, "e");
  EXPECT_EQ(child.entra->suberror, "s");
  EXPECT_EQ(child.entra->description, "d");
  EXPECT_THAT(child.entra->error_codes, ElementsAre(50076, -1));
  EXPECT_EQ(child.entra->timestamp, "ts");
  EXPECT_EQ(child.entra->trace_id, "trace");
  EXPECT_EQ(child.entra->correlation_id, "corr");
  EXPECT_EQ(child.entra->error_uri, "uri");
  EXPECT_EQ(child.entra->claims, "claims");
  EXPECT_EQ(child.troubleshooting_anchor, "anchor");
  ASSERT_TRUE(child.token_request.has_value());
  EXPECT_THAT(child.token_request->scopes, ElementsAre("a", "b"));
  EXPECT_EQ(child.token_request->tenant_id, "t");
  EXPECT_EQ(child.token_request->claims, "{}");
  EXPECT_TRUE(child.token_request->enable_cae);
}

TEST(ErrorPayloadTest, TellsAbsentFromEmpty) {
  const ErrorDetails absent = ThereAndBack({});
  EXPECT_EQ(absent.http, std::nullopt);
  EXPECT_EQ(absent.entra, std::nullopt);
  EXPECT_EQ(absent.token_request, std::nullopt);
  EXPECT_THAT(absent.children, IsEmpty());

  ErrorDetails details;
  details.http.emplace();
  details.entra.emplace();
  details.token_request.emplace();
  const ErrorDetails empty = ThereAndBack(details);
  EXPECT_TRUE(empty.http.has_value());
  EXPECT_TRUE(empty.entra.has_value());
  EXPECT_TRUE(empty.token_request.has_value());
}

// Protobuf does not read a message whose text is anything else.
TEST(ErrorPayloadTest, MakesTextUtf8AndKeepsBytes) {
  ErrorDetails details;
  details.message = "m\xff";
  details.http = {"\xff", "u\xff", 0, "r\xff", "b\xff", "c\xff"};
  details.entra.emplace().error = "e\xff";
  details.token_request.emplace().scopes = {"s\xff"};
  const ErrorDetails read = ThereAndBack(details);
  EXPECT_EQ(read.message, "m\xff");
  EXPECT_EQ(read.http.value().body, "b\xff");
  EXPECT_EQ(read.entra.value().error, "e\ufffd");
  EXPECT_THAT(read.token_request.value().scopes, ElementsAre("s\ufffd"));
}

// What other processes read.
TEST(ErrorPayloadTest, IsTheMessageOfTheTypeUrl) {
  ErrorDetails details;
  details.kind = ErrorKind::kServiceError;
  details.credential = "C";
  absl::Status status = absl::UnknownError("x");
  SetErrorDetails(details, status);
  wire::ErrorDetails message;
  ASSERT_TRUE(message.ParseFromString(
      std::string(status.GetPayload("azure.identity.ErrorDetails").value())));
  EXPECT_EQ(message.kind(), wire::ErrorDetails::SERVICE_ERROR);
  EXPECT_EQ(message.credential(), "C");
}

TEST(ErrorPayloadTest, IsAbsentWhereItCannotBeRead) {
  absl::Status status = absl::UnknownError("x");
  EXPECT_EQ(DetailsFromStatus(status), std::nullopt);
  status.SetPayload(kErrorDetailsTypeUrl, absl::Cord("\xff\xff"));
  EXPECT_EQ(DetailsFromStatus(status), std::nullopt);
}

}  // namespace
}  // namespace azure::identity::internal
