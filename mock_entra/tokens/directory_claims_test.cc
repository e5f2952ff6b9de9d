#include "mock_entra/tokens/directory_claims.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using Json = nlohmann::ordered_json;

constexpr char kBase[] =
    R"({"aud":"api","iss":"i","iat":1,"nbf":1,"exp":2,"aio":"x","name":"Ada","sub":"s"})";

class DirectoryClaimsTest : public ::testing::Test {
 protected:
  // An application "api", and a user Ada in `groups` groups.
  void Use(const std::string& application, const std::string& user = "", int groups = 0) {
    std::string text = absl::StrCat("tenants { id: '", kTenant, "' applications { app_id: 'api' ",
                                    application, " } applications { app_id: 'daemon' } ",
                                    "users { name: 'ada@x.example' id: 'ada-id' ", user);
    for (int i = 0; i < groups; ++i) absl::StrAppend(&text, " groups: 'g", i, "'");
    scenario::EntraDirectory proto;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text + " } }", &proto));
    const absl::Status merged = directory_.Merge(proto);
    ASSERT_TRUE(merged.ok()) << merged;
    tenant_ = directory_.FindTenant(kTenant);
  }

  std::string Text(TokenKind kind, bool of_user = true, const std::string& ordered = "") {
    const http::Request request = Get("/");
    const Authority authority = AuthorityOf(request);
    const Delegation delegation{{"ada-id", "Ada", "ada@x.example"}, "", TestNow()};
    const RequestedResource requested{tenant_->FindResource("api"), "api"};
    TokenInput input{authority, *tenant_, *tenant_->FindApplication("daemon"),
                     requested, {},       TestNow()};
    if (of_user) input.delegation = &delegation;
    input.ordered_claims = ordered;
    return WithDirectoryClaims(kBase, input, "api", kind);
  }

  Json Of(TokenKind kind, bool of_user = true, const std::string& ordered = "") {
    return Json::parse(Text(kind, of_user, ordered));
  }

  Directory directory_;
  std::shared_ptr<const Tenant> tenant_;
};

TEST_F(DirectoryClaimsTest, WithoutAnyATokenIsAsItWas) {
  Use("");
  EXPECT_EQ(Text(TokenKind::kAccess), kBase);
}

TEST_F(DirectoryClaimsTest, StandInEntrasOrder) {
  Use("optional_id_claims: 'acct' optional_id_claims: 'upn' group_claims: true", "", 1);
  EXPECT_EQ(Text(TokenKind::kId),
            R"({"aud":"api","iss":"i","iat":1,"nbf":1,"exp":2,"acct":0,"aio":"x",)"
            R"("groups":["g0"],"name":"Ada","sub":"s","upn":"ada@x.example"})");
}

TEST_F(DirectoryClaimsTest, RolesAreThoseOfMembers) {
  Use("app_roles { role: 'Reader' members: 'g1' } app_roles { role: 'Owner' members: 'x' } "
      "app_roles { role: 'Daemon' members: 'DAEMON' } "
      "app_roles { role: 'Admin' members: 'Ada@x.example' members: 'daemon' }",
      "", 2);
  EXPECT_THAT(Of(TokenKind::kAccess)["roles"], ElementsAre("Admin", "Reader"));
  EXPECT_THAT(Of(TokenKind::kId)["roles"], ElementsAre("Admin", "Reader"));
  EXPECT_THAT(Of(TokenKind::kAccess, /*of_user=*/false)["roles"], ElementsAre("Admin", "Daemon"));
}

TEST_F(DirectoryClaimsTest, Beyond200GroupsATokenSaysWhereToAsk) {
  Use("group_claims: true", "", 200);
  EXPECT_EQ(Of(TokenKind::kAccess)["groups"].size(), 200u);
  Use("group_claims: true", "", 201);
  const Json claims = Of(TokenKind::kAccess);
  EXPECT_FALSE(claims.contains("groups"));
  EXPECT_EQ(claims["_claim_names"].dump(), R"({"groups":"src1"})");
  EXPECT_EQ(claims["_claim_sources"]["src1"]["endpoint"],
            "https://graph.microsoft.com/v1.0/users/ada-id/getMemberObjects");
  EXPECT_FALSE(Of(TokenKind::kAccess, /*of_user=*/false).contains("_claim_names"));
}

TEST_F(DirectoryClaimsTest, OptionalClaimsAreOfTheirKindAndOfWhatTheAccountHas) {
  Use("optional_id_claims: 'email' optional_id_claims: 'family_name' "
      "optional_id_claims: 'auth_time' optional_access_claims: 'idtyp'",
      "email: 'ada@mail.example'");
  const Json id = Of(TokenKind::kId);
  EXPECT_EQ(id["email"], "ada@mail.example");
  EXPECT_EQ(id["auth_time"], absl::ToUnixSeconds(TestNow()));
  EXPECT_FALSE(id.contains("family_name"));
  EXPECT_FALSE(id.contains("idtyp"));
  EXPECT_EQ(Of(TokenKind::kAccess)["idtyp"], "user");
  EXPECT_EQ(Of(TokenKind::kAccess, /*of_user=*/false)["idtyp"], "app");
}

TEST_F(DirectoryClaimsTest, TheOrderComesBeforeTheUserAndTheUserBeforeTheApplication) {
  Use(R"(claims: '{"a":1,"b":1,"c":1,"name":"Countess"}')", R"(claims: '{"b":2,"c":{"d":[2]}}')");
  const Json claims = Of(TokenKind::kAccess, true, R"({"c":3})");
  EXPECT_EQ(claims["a"], 1);
  EXPECT_EQ(claims["b"], 2);
  EXPECT_EQ(claims["c"], 3);
  EXPECT_EQ(claims["name"], "Countess");
}

TEST_F(DirectoryClaimsTest, ADirectorySaysWhatIsWrongWithThem) {
  const auto fault = [&](const std::string& tenant) {
    scenario::EntraDirectory proto;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        absl::StrCat("tenants { id: 't' ", tenant, " }"), &proto));
    return std::string(directory_.Merge(proto).message());
  };
  EXPECT_EQ(fault("applications { app_id: 'a' claims: '[1]' }"),
            "tenants[0].applications[0].claims: is not a JSON object");
  EXPECT_EQ(fault("users { name: 'a@b' claims: '{' }"),
            "tenants[0].users[0].claims: is not a JSON object");
  EXPECT_EQ(fault("applications { app_id: 'a' app_roles { members: 'x' } }"),
            "tenants[0].applications[0].app_roles[0].role: is required");
  EXPECT_EQ(
      fault("applications { app_id: 'a' optional_id_claims: 'emial' }"),
      "tenants[0].applications[0].optional_id_claims[0]: \"emial\" is none of acct, auth_time, "
      "email, family_name, given_name, preferred_username, upn, idtyp");
  EXPECT_EQ(fault("applications { app_id: 'a' optional_access_claims: ['upn', 'oid'] }"),
            "tenants[0].applications[0].optional_access_claims[1]: \"oid\" is none of acct, "
            "auth_time, email, family_name, given_name, preferred_username, upn, idtyp");
}

}  // namespace
}  // namespace mock::entra
