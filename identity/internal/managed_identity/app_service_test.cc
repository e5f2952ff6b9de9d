#include "identity/internal/managed_identity/app_service.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kResource[] = "https://vault.azure.net";

absl::StatusOr<HttpRequest> Request(const std::string& endpoint,
                                    std::optional<ManagedIdentityId> id = std::nullopt) {
  const auto environment = std::make_shared<FakeEnvironment>(std::map<std::string, std::string>{
      {"IDENTITY_ENDPOINT", endpoint}, {"IDENTITY_HEADER", "shh"}});
  return AppService(std::move(id), environment).TokenRequest(kResource);
}

TEST(AppServiceTest, AsksAsTheApiOf2019Wants) {
  const auto request = Request("http://127.0.0.1:41741/msi/token");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->url,
            "http://127.0.0.1:41741/msi/token?api-version=2019-08-01"
            "&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_THAT(request->headers.fields(), ElementsAre(Pair("X-Identity-Header", "shh")));
  EXPECT_EQ(request->body, "");
}

TEST(AppServiceTest, NamesTheIdentityByTheKindOfItsId) {
  const auto url = [](ManagedIdentityId id) { return Request("http://h/", std::move(id))->url; };
  EXPECT_EQ(url(ManagedIdentityId::Client("a b")),
            "http://h/?api-version=2019-08-01&client_id=a+b"
            "&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_EQ(url(ManagedIdentityId::Object("o")),
            "http://h/?api-version=2019-08-01&object_id=o"
            "&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_EQ(url(ManagedIdentityId::Resource("/r")),
            "http://h/?api-version=2019-08-01&mi_res_id=%2Fr"
            "&resource=https%3A%2F%2Fvault.azure.net");
}

TEST(AppServiceTest, KeepsTheEndpointsOwnParameters) {
  EXPECT_EQ(Request("http://h/t?z=1&resource=x&bad=%zz&a=2")->url,
            "http://h/t?a=2&api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net&z=1");
}

TEST(AppServiceTest, AnEndpointIsSentAsUrlsAreWritten) {
  constexpr char kQuery[] = "?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net";
  EXPECT_EQ(Request("HTTP://H:/a b#c")->url, std::string("http://H/a%20b") + kQuery);
  EXPECT_EQ(Request("http://user:password@[::1]:80")->url, std::string("http://[::1]:80") + kQuery);
}

TEST(AppServiceTest, AnEndpointThatIsNoUrlIsNamed) {
  EXPECT_THAT(Request("://bad"), StatusIs(absl::StatusCode::kInvalidArgument,
                                          "parse \"://bad\": missing protocol scheme"));
  EXPECT_THAT(Request("/token"),
              StatusIs(absl::StatusCode::kInvalidArgument, "no Host in request URL"));
  EXPECT_THAT(Request("ftp://h/"),
              StatusIs(absl::StatusCode::kInvalidArgument, "unsupported protocol scheme ftp"));
}

}  // namespace
}  // namespace azure::identity::internal
