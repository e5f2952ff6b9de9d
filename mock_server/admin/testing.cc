#include "mock_server/admin/testing.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/message_edit.h"
#include "mock_entra/exchange/tenant_of.h"
#include "mock_server/scenario/rule_set_of.h"

namespace mock::admin {
namespace {

constexpr char kThrottled[] = R"(
id: "throttled"
title: "The first request is throttled"
credential: "ClientSecretCredential"
guide_rows: "TSG-VM-4"
aadsts: 50196
tags: "retry"
directory { tenants { id: "contoso.example" } }
rules {
  name: "token"
  match { method: "POST" path: "*/token" }
  steps { respond { status: 429 } }
}
client {
  client_secret { tenant_id: "contoso.example" client_id: "a" client_secret: "s" }
  calls { get_token { scopes: "x" } }
}
)";

constexpr char kQuiet[] = R"(
id: "quiet"
title: "Nothing happens"
)";

}  // namespace

FakeBackend::FakeBackend(scenario::Engine* engine) : engine_(engine) {
  auto library =
      scenario::Library::Load({{"throttled.textproto", kThrottled}, {"quiet.textproto", kQuiet}});
  EXPECT_TRUE(library.ok()) << library.status();
  if (library.ok()) library_ = *std::move(library);
  directory_ = Parsed<scenario::Directory>(
      R"pb(tenants {
             id: "contoso.example"
             domains: "contoso.test"
             applications {
               app_id: "a"
               secrets { value: "s" }
             }
           })pb");
}

absl::StatusOr<scenario::Scenario> FakeBackend::Arm(scenario::Scenario scenario) {
  const absl::Status armed = engine_->Arm(azmock::RuleSetOf(scenario));
  if (!armed.ok()) return armed;
  return scenario;
}

absl::Status FakeBackend::MergeDirectory(scenario::Directory directory) {
  for (const scenario::Tenant& tenant : directory.tenants()) {
    if (tenant.id() == "refused.example") {
      return absl::InvalidArgumentError("tenants[0].id: is refused");
    }
    scenario::Tenant* place = nullptr;
    for (scenario::Tenant& known : *directory_.mutable_tenants()) {
      if (known.id() == tenant.id()) place = &known;
    }
    scenario::MergeMessage(tenant, place == nullptr ? directory_.add_tenants() : place);
  }
  return absl::OkStatus();
}

absl::Status FakeBackend::ReplaceDirectory(scenario::Directory directory) {
  directory_ = std::move(directory);
  return absl::OkStatus();
}

absl::Status FakeBackend::RemoveFromDirectory(const scenario::Directory& what) {
  return scenario::RemoveFromMessage(what, &directory_);
}

std::vector<std::string> FakeBackend::TenantNames(absl::string_view tenant) {
  for (const scenario::Tenant& known : directory_.tenants()) {
    std::vector<std::string> names = {known.id()};
    names.insert(names.end(), known.domains().begin(), known.domains().end());
    for (const std::string& name : names) {
      if (absl::EqualsIgnoreCase(name, tenant)) return names;
    }
  }
  return {};
}

void FakeBackend::ResetTenant(const std::vector<std::string>& names) { reset = names; }

absl::StatusOr<std::string> FakeBackend::IssueToken(const IssueTokenRequest& request) {
  return absl::StrCat(request.tenant(), " ", request.client_id(), " ", request.resource(), " ",
                      IssueTokenRequest::Flaw_Name(request.flaw()));
}

absl::StatusOr<std::string> FakeBackend::MintAssertion(const scenario::Assertion& assertion) {
  if (assertion.has_user_token()) return assertion.user_token().tenant_id();
  if (assertion.minted().issuer().empty())
    return absl::NotFoundError("the directory has no issuer");
  return assertion.minted().subject();
}

absl::StatusOr<CheckTokenResponse> FakeBackend::CheckToken(absl::string_view token) {
  if (token.empty()) return absl::InvalidArgumentError("is no JWT");
  CheckTokenResponse response;
  response.set_signature(token == "good" ? CheckTokenResponse::SIGNATURE_RIGHT
                                         : CheckTokenResponse::SIGNATURE_WRONG);
  return response;
}

absl::StatusOr<std::vector<std::string>> FakeBackend::RotateSigningKey(absl::Duration grace) {
  return std::vector<std::string>{"new", absl::FormatDuration(grace)};
}

std::optional<entra::DeviceCode> FakeBackend::FindDeviceCode(absl::string_view user_code) {
  return codes.FindByUserCode(user_code, now);
}

bool FakeBackend::ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) {
  return user_name == "ada@contoso.example" &&
         codes.Approve(user_code, "contoso.example",
                       {std::string(user_name), now, /*multi_factor=*/true, "", ""}, now);
}

bool FakeBackend::DeclineDeviceCode(absl::string_view user_code) {
  return codes.Decline(user_code, now);
}

http::Reply ControlTest::Send(const std::string& method, const std::string& path,
                              const std::string& form) {
  http::Request request;
  request.method = method;
  request.host = "login.example";
  request.path = path.substr(0, path.find('?'));
  if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
  request.headers.Set("Host", "login.example");
  if (!form.empty()) {
    request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
    request.body = form;
  }
  return engine_.Handle(request, entra::TenantOf(request),
                        [](const http::Request&, const scenario::Setting&) {
                          http::Reply reply;
                          reply.response.body = "computed";
                          return reply;
                        });
}

}  // namespace mock::admin
