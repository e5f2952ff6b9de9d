#include "mock_entra/endpoints/sign_in_steps.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/errors/placeholders.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/sign_in/access.h"
#include "mock_entra/sign_in/consent.h"
#include "mock_entra/sign_in/password.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {
namespace {

constexpr std::size_t kFlowBytes = 24;

http::Response SignInPage(const SignInSteps& steps, absl::string_view user_name,
                          std::string problem) {
  Page page;
  page.title = "Sign in";
  page.problem = std::move(problem);
  page.hidden = steps.hidden;
  page.inputs = {{"username", "User name", std::string(user_name), false},
                 {"password", "Password", "", true}};
  page.buttons = {{"sign-in", "Sign in"}, {"cancel", "Cancel"}};
  return PageResponse(steps.exchange, page);
}

// Asks for one more thing of a user who has signed in.
http::Response AskPage(const SignInSteps& steps, const std::string& flow, std::string step,
                       std::string title, std::string text, FormFields buttons) {
  Page page;
  page.title = std::move(title);
  page.text = std::move(text);
  page.hidden = steps.hidden;
  page.hidden.emplace_back("flow_token", flow);
  page.hidden.emplace_back("step", std::move(step));
  page.buttons = std::move(buttons);
  return PageResponse(steps.exchange, page);
}

// What the page says of a refusal, such as "AADSTS50126: Error validating …".
std::string ProblemOf(const Refusal& refusal) {
  const Catalogue& catalogue = Catalogue::BuiltIn();
  const AadstsRow* row = catalogue.Find(refusal.code, refusal.variant);
  if (row == nullptr) row = catalogue.Find(refusal.code);
  if (row == nullptr) return absl::StrCat("AADSTS", refusal.code);
  return absl::StrCat("AADSTS", row->code, ": ", Expand(row->description, refusal.values));
}

std::optional<Refusal> ReservedName(absl::string_view user_name) {
  const auto magic = ParseMagicUserName(user_name);
  if (!magic || magic->code == 0) return std::nullopt;
  return Refusal{magic->code, {}, magic->variant, kReservedValue};
}

std::shared_ptr<const Tenant> TenantOf(const SignInSteps& steps, absl::string_view user_name) {
  return IsTenantAlias(steps.tenant) ? steps.directory.FindTenantOfUser(user_name)
                                     : steps.directory.FindTenant(steps.tenant);
}

// The first page once more, with what is wrong.
http::Response Refuse(const SignInSteps& steps, absl::string_view user_name,
                      const Refusal& refusal) {
  http::Response page = SignInPage(steps, user_name, ProblemOf(refusal));
  page.remarks = RefusalResponse(steps.exchange, refusal).remarks;
  return page;
}

struct Begun {
  std::shared_ptr<const Tenant> tenant;
  std::string id;
  Flow flow;
};

using BeginResult = std::variant<Begun, http::Response, Refusal>;

BeginResult Begin(const SignInSteps& steps, std::shared_ptr<const Tenant> tenant, Flow flow) {
  Begun begun{std::move(tenant), "", std::move(flow)};
  begun.id = NewHandle(begun.tenant->id, kFlowBytes, steps.random);
  const absl::Status kept = begun.tenant->promises().PutFlow(begun.id, begun.flow);
  if (!kept.ok()) return Refusal{kLimitOfTheFake, {}, "", std::string(kept.message())};
  return begun;
}

// A name and a password were typed.
BeginResult CheckTyped(const SignInSteps& steps, absl::string_view user_name) {
  if (auto refusal = ReservedName(user_name)) return *std::move(refusal);
  const auto tenant = TenantOf(steps, user_name);
  if (tenant == nullptr) {
    return Refuse(steps, user_name,
                  {50034, {{"tenantId", steps.tenant}}, "", "no tenant has such a user"});
  }
  const auto account = CheckPassword(steps.directory, *tenant, user_name,
                                     FieldOf(steps.form, "password"), steps.exchange.now);
  if (const auto* const refusal = std::get_if<Refusal>(&account)) {
    return Refuse(steps, user_name, *refusal);
  }
  return Begin(steps, tenant, {std::get<const Account*>(account)->name});
}

BeginResult Continue(const SignInSteps& steps) {
  const std::string id(FieldOf(steps.form, "flow_token"));
  if (id.empty()) {
    const absl::string_view user_name = FieldOf(steps.form, "username");
    if (!user_name.empty()) return CheckTyped(steps, user_name);
    if (steps.session) {
      const auto tenant = TenantOf(steps, steps.session->user_name);
      if (tenant != nullptr) {
        return Begin(steps, tenant, {steps.session->user_name, steps.session->multi_factor});
      }
    }
    return SignInPage(steps, steps.user_name, "");
  }
  auto tenant = steps.directory.FindTenant(TenantOfHandle(id));
  auto flow = tenant == nullptr ? std::nullopt : tenant->promises().FindFlow(id);
  if (!flow) {
    return http::Because("the sign-in is not under way, or took too long",
                         SignInPage(steps, "", "The sign-in took too long. Start again."));
  }
  return Begun{std::move(tenant), id, *std::move(flow)};
}

// Answers of the pages after the first.
std::optional<Refusal> TakeAnswer(const SignInSteps& steps, const AccessRequest& access,
                                  Begun& begun) {
  const absl::string_view step = FieldOf(steps.form, "step");
  const absl::string_view button = FieldOf(steps.form, "button");
  if (step == "proof" && button == "approve") {
    begun.flow.multi_factor = true;
    const absl::Status kept = begun.tenant->promises().PutFlow(begun.id, begun.flow);
    if (!kept.ok()) return Refusal{kLimitOfTheFake, {}, "", std::string(kept.message())};
  }
  if (step == "consent" && button == "accept") {
    begun.tenant->promises().AddConsent(begun.flow.user_name, access.application.app_id,
                                        access.resource.app_id);
  }
  if (step == "consent" && button == "decline")
    return Refusal{65004, {}, "", "the user declined consent"};
  return std::nullopt;
}

SignInStep Finish(const SignInSteps& steps, const AccessRequest& access, const SignIn& sign_in,
                  const Begun& begun) {
  if (auto refusal = CheckAccess(access)) {
    const bool enrol = refusal->code == 50079;
    if (!enrol && refusal->code != 50076) return *std::move(refusal);
    return AskPage(steps, begun.id, "proof", enrol ? "Keep your account secure" : "Approve sign in",
                   enrol ? "Your organization needs you to set up multi-factor authentication."
                         : "Open your authenticator app, and approve the request.",
                   {{"approve", enrol ? "Set up" : "Approve"}, {"cancel", "Cancel"}});
  }
  if (NeedsConsent(access)) {
    if (access.application.admin_consent_only) return ConsentMissing(access);
    return AskPage(steps, begun.id, "consent", "Permissions requested",
                   absl::StrCat(access.application.display_name, " would like to access ",
                                access.resource_uri, " as you."),
                   {{"accept", "Accept"}, {"decline", "Cancel"}});
  }
  return SignedIn{begun.tenant, sign_in};
}

TokenRequest AsTokenRequest(const SignInSteps& steps) {
  TokenRequest request;
  request.tenant = steps.tenant;
  request.version = steps.version;
  request.client_id = steps.app_id;
  request.form = {{"scope", steps.scope}, {"resource", steps.resource}};
  return request;
}

}  // namespace

std::string CookieOf(const http::Request& request, absl::string_view name) {
  for (const absl::string_view cookie : absl::StrSplit(request.headers.Get("Cookie"), ';')) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(absl::StripAsciiWhitespace(cookie), absl::MaxSplits('=', 1));
    if (pair.first == name) return std::string(pair.second);
  }
  return "";
}

SignInStep TakeSignInStep(const SignInSteps& steps) {
  if (FieldOf(steps.form, "button") == "cancel") return Cancelled{};
  auto result = Continue(steps);
  if (auto* const page = std::get_if<http::Response>(&result)) return std::move(*page);
  if (auto* const refusal = std::get_if<Refusal>(&result)) return std::move(*refusal);
  Begun& begun = std::get<Begun>(result);
  const TokenRequest request = AsTokenRequest(steps);
  const Application* const application = begun.tenant->FindApplication(steps.app_id);
  if (application == nullptr) {
    Values values = ValuesOf(request);
    values["tenantDisplayName"] = begun.tenant->display_name;
    return Refusal{700016, std::move(values), "",
                   "the user's tenant has no application of this client ID"};
  }
  auto found = FindDelegatedScopes(*begun.tenant, request);
  if (auto* const refusal = std::get_if<Refusal>(&found)) {
    refusal->values["appName"] = application->display_name;
    return std::move(*refusal);
  }
  const auto& scopes = std::get<RequestedScopes>(found);
  SignIn sign_in{begun.flow.user_name, steps.exchange.now, begun.flow.multi_factor, "", ""};
  const AccessRequest access{*begun.tenant,
                             *application,
                             sign_in,
                             scopes.requested.uri,
                             *scopes.requested.resource,
                             steps.exchange.now,
                             steps.version == Version::kV1};
  if (auto refusal = TakeAnswer(steps, access, begun)) return *std::move(refusal);
  sign_in.multi_factor = begun.flow.multi_factor;
  return Finish(steps, access, sign_in, begun);
}

}  // namespace mock::entra
