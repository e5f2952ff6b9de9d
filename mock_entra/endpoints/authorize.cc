#include "mock_entra/endpoints/authorize.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/pages.h"
#include "mock_entra/endpoints/sign_in_steps.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/sign_in/sign_in_audience.h"
#include "mock_entra/tokens/id_token.h"

namespace mock::entra {
namespace {

constexpr std::size_t kCodeBytes = 96;
constexpr std::size_t kSessionBytes = 24;
// RFC 7636, section 4.2.
constexpr std::size_t kShortestChallenge = 43;
constexpr std::size_t kLongestChallenge = 128;

struct Authorize {
  const Exchange& exchange;
  Directory& directory;
  const SigningKeys& keys;
  Random& random;
  std::string tenant;
  Version version;
  FormFields query;  // the application's request
  FormFields form;   // what our page posted
  std::string redirect_uri;
  bool single_page = false;  // of that platform is the redirect URI
  // What the application asks for, by response_type.
  bool wants_code = false;
  bool wants_id_token = false;

  absl::string_view Get(absl::string_view name) const { return FieldOf(query, name); }
};

http::Response ShowError(const Authorize& a, const Refusal& refusal) {
  return RefusalPage(a.exchange, refusal);
}

http::Response Respond(const Authorize& a, FormFields fields) {
  if (!a.Get("state").empty()) fields.emplace_back("state", a.Get("state"));
  const absl::string_view mode = a.Get("response_mode");
  if (mode == "form_post") return FormPostResponse(a.exchange, a.redirect_uri, fields);
  // Tokens never stand in a query, which servers log.
  const bool fragment = mode == "fragment" || a.wants_id_token;
  return RedirectResponse(a.exchange, WithQuery(a.redirect_uri, fragment ? "#" : "?", fields));
}

// OAuth's word for an error at this endpoint, where there is no grant to be invalid.
std::string ErrorOf(std::int64_t code, const std::string& error) {
  switch (code) {
    case 65004:
    case 50105:
      return "access_denied";
    case 65001:
    case 90094:
      return "consent_required";
    default:
      return error == "invalid_grant" ? "interaction_required" : error;
  }
}

http::Response RespondError(const Authorize& a, const Refusal& refusal, bool cancelled = false) {
  http::Response refused = RefusalResponse(a.exchange, refusal);
  FormFields fields = ErrorFields(refused);
  if (!fields.empty()) {
    fields[0].second = ErrorOf(refusal.code, fields[0].second);
    refused.remarks.oauth_error = fields[0].second;
  }
  if (cancelled) fields.insert(fields.begin() + 1, {"error_subcode", "cancel"});
  http::Response response = Respond(a, std::move(fields));
  response.remarks = std::move(refused.remarks);
  return response;
}

// Where the browser will go, or why it must stay here.
std::optional<Refusal> FindRedirect(Authorize& a, const Application& application) {
  if (application.redirect_uris.empty())
    return Refusal{500113, {}, "", "the application has no redirect URI"};
  a.redirect_uri = std::string(a.Get("redirect_uri"));
  if (a.redirect_uri.empty()) {
    if (application.redirect_uris.size() == 1) {
      a.redirect_uri = application.redirect_uris[0];
      return std::nullopt;
    }
    return Refusal{900144, {{"name", "redirect_uri"}}, ""};
  }
  if (HasRedirectUri(application, a.redirect_uri)) return std::nullopt;
  return Refusal{50011,
                 {{"redirectUri", a.redirect_uri}, {"appId", application.app_id}},
                 "",
                 "the redirect URI is none of the application's"};
}

std::optional<Refusal> CheckAudience(const Authorize& a, const Application& application) {
  const auto code = RefusedBySignInAudience(application, a.tenant);
  if (!code) return std::nullopt;
  const Values values = {{"appId", application.app_id},
                         {"appName", application.display_name},
                         {"principalId", application.app_id},
                         {"principalName", application.display_name},
                         {"time", "10/15/2018"}};
  return Refusal{*code, values, "", "the application does not take users by this tenant or alias"};
}

// In any order (OAuth 2.0 Multiple Response Types).
std::optional<Refusal> ReadResponseType(Authorize& a, const Application& application) {
  const absl::string_view type = a.Get("response_type");
  if (type.empty()) return Refusal{900144, {{"name", "response_type"}}, ""};
  const auto refuse = [](absl::string_view word, const char* reason) {
    return Refusal{700054, {{"responseType", std::string(word)}}, "", reason};
  };
  for (const absl::string_view word : absl::StrSplit(type, ' ', absl::SkipEmpty())) {
    if (word == "code") {
      a.wants_code = true;
    } else if (word == "id_token") {
      a.wants_id_token = true;
    } else {
      return refuse(type, "the response type is neither code nor id_token");
    }
  }
  if (!a.wants_id_token) return std::nullopt;
  if (!application.id_tokens)
    return refuse("id_token", "the application gets no ID tokens from this endpoint");
  if (a.Get("nonce").empty()) return Refusal{900144, {{"name", "nonce"}}, ""};
  return std::nullopt;
}

std::optional<Refusal> CheckRequest(const Authorize& a) {
  if (a.version == Version::kV2 && a.Get("scope").empty()) {
    return Refusal{900144, {{"name", "scope"}}, ""};
  }
  const absl::string_view method = a.Get("code_challenge_method");
  const absl::string_view challenge = a.Get("code_challenge");
  const bool known = method.empty() || method == "plain" || method == "S256";
  const bool sized =
      challenge.size() >= kShortestChallenge && challenge.size() <= kLongestChallenge;
  if (!known || (!sized && (!challenge.empty() || !method.empty())))
    return Refusal{50147, {}, "", "the code challenge or its method is malformed"};
  return std::nullopt;
}

// The tenant whose application asks; of /common and the like any that has it.
FoundTenant FindOwner(const Authorize& a) {
  if (!IsTenantAlias(a.tenant)) return LookUpTenant(a.directory, a.tenant, TenantUse::kToken);
  auto tenant = a.directory.FindTenantOfApplication(a.Get("client_id"));
  if (tenant == nullptr) {
    return Refusal{700016,
                   {{"appId", std::string(a.Get("client_id"))}, {"tenantDisplayName", a.tenant}},
                   "",
                   "no tenant has an application of this client ID"};
  }
  return tenant;
}

// The browser's, unless the application asks for another user.
std::optional<SignIn> FindSession(const Authorize& a, absl::string_view wanted) {
  const std::string cookie = CookieOf(a.exchange.request, kSessionCookie);
  const auto tenant = a.directory.FindTenant(TenantOfHandle(cookie));
  auto session = tenant == nullptr ? std::nullopt : tenant->promises().FindSession(cookie);
  if (!session || wanted.empty()) return session;
  return absl::EqualsIgnoreCase(session->user_name, wanted) ? session : std::nullopt;
}

// For the application; "" if it could not be signed.
std::string IdTokenFor(const Authorize& a, const SignedIn& signed_in, const std::string& code) {
  const Tenant& tenant = *signed_in.tenant;
  const Application* const application = tenant.FindApplication(a.Get("client_id"));
  const Account* const account = tenant.FindUser(signed_in.sign_in.user_name);
  if (application == nullptr || account == nullptr) return "";
  const Delegation delegation{
      {account->id, account->display_name, account->name}, "", signed_in.sign_in.at};
  const Resource self;
  const RequestedResource requested{&self, application->app_id};
  TokenInput input{a.exchange.authority, tenant, *application, requested, {}, a.exchange.now};
  input.delegation = &delegation;
  input.nonce = std::string(a.Get("nonce"));
  input.code = code;
  return IssueIdToken(input, *a.keys.front(), a.random).value_or("");
}

// Kept until it is redeemed. Errors: as Promises::AddCode.
absl::StatusOr<std::string> NewCode(const Authorize& a, const SignedIn& signed_in) {
  AuthorizationCode code;
  code.app_id = std::string(a.Get("client_id"));
  code.sign_in = signed_in.sign_in;
  code.redirect_uri = a.redirect_uri;
  code.scope = std::string(a.Get("scope"));
  code.nonce = std::string(a.Get("nonce"));
  code.challenge = std::string(a.Get("code_challenge"));
  code.challenge_method = std::string(a.Get("code_challenge_method"));
  code.issued = a.exchange.now;
  code.single_page = a.single_page;
  const std::string handle = NewHandle(signed_in.tenant->id, kCodeBytes, a.random);
  const absl::Status kept = signed_in.tenant->promises().AddCode(handle, std::move(code));
  if (!kept.ok()) return kept;
  return handle;
}

http::Response GrantAccess(const Authorize& a, const SignedIn& signed_in) {
  const auto full = [&a](const absl::Status& status) {
    return RespondError(a, {kLimitOfTheFake, {}, "", std::string(status.message())});
  };
  FormFields fields;
  absl::StatusOr<std::string> code = "";
  if (a.wants_code) {
    code = NewCode(a, signed_in);
    if (!code.ok()) return full(code.status());
    fields.emplace_back("code", *code);
  }
  if (a.wants_id_token) {
    std::string id_token = IdTokenFor(a, signed_in, *code);
    if (id_token.empty()) return RespondError(a, {50000, {}, "", "the token could not be made"});
    fields.emplace_back("id_token", std::move(id_token));
  }
  fields.emplace_back("session_state", a.random.Uuid());
  const std::string cookie = NewHandle(signed_in.tenant->id, kSessionBytes, a.random);
  const absl::Status kept = signed_in.tenant->promises().PutSession(cookie, signed_in.sign_in);
  if (!kept.ok()) return full(kept);
  http::Response response = Respond(a, std::move(fields));
  response.headers.Add("Set-Cookie", absl::StrCat(kSessionCookie, "=", cookie,
                                                  "; path=/; secure; HttpOnly; SameSite=None"));
  return response;
}

http::Response SignInTo(const Authorize& a) {
  const absl::string_view prompt = a.Get("prompt");
  SignInSteps steps{a.exchange, a.directory, a.random, a.tenant, std::string(a.Get("client_id"))};
  steps.scope = std::string(a.Get("scope"));
  steps.resource = std::string(a.Get("resource"));
  steps.version = a.version;
  steps.form = a.form;
  steps.user_name = std::string(a.Get("login_hint"));
  if (prompt.empty() || prompt == "none") steps.session = FindSession(a, steps.user_name);
  if (prompt == "none" && !steps.session)
    return RespondError(a, {50058, {}, "", "prompt is none, and the browser has no session"});
  SignInStep step = TakeSignInStep(steps);
  if (auto* const page = std::get_if<http::Response>(&step)) return std::move(*page);
  if (std::holds_alternative<Cancelled>(step))
    return RespondError(a, {65004, {}, "", "the user cancelled the sign-in"}, true);
  if (const auto* const refusal = std::get_if<Refusal>(&step)) return RespondError(a, *refusal);
  return GrantAccess(a, std::get<SignedIn>(step));
}

http::Response Answer(Authorize& a) {
  if (const auto magic = ParseMagicName(a.tenant); magic && magic->code != 0) {
    return ShowError(a, {magic->code, {{"tenant", a.tenant}}, magic->variant, kReservedValue});
  }
  const std::string client_id(a.Get("client_id"));
  if (client_id.empty()) return ShowError(a, {900144, {{"name", "client_id"}}, ""});
  if (const auto magic = ParseMagicName(client_id); magic && magic->code != 0) {
    return ShowError(a, {magic->code, {{"appId", client_id}}, magic->variant, kReservedValue});
  }
  const auto owner = FindOwner(a);
  if (const auto* const refusal = std::get_if<Refusal>(&owner)) return ShowError(a, *refusal);
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(owner);
  const Application* const application = tenant.FindApplication(client_id);
  if (application == nullptr) {
    return ShowError(a, {700016,
                         {{"appId", client_id}, {"tenantDisplayName", tenant.display_name}},
                         "",
                         "the tenant has no application of this client ID"});
  }
  if (application->disabled) {
    return ShowError(a, {7000112,
                         {{"appId", client_id}, {"appName", application->display_name}},
                         "",
                         "the application is disabled"});
  }
  if (auto refusal = CheckAudience(a, *application)) return ShowError(a, *refusal);
  if (auto refusal = FindRedirect(a, *application)) return ShowError(a, *refusal);
  a.single_page = IsSinglePageRedirectUri(*application, a.redirect_uri);
  if (auto refusal = ReadResponseType(a, *application)) return RespondError(a, *refusal);
  if (auto refusal = CheckRequest(a)) return RespondError(a, *refusal);
  return SignInTo(a);
}

}  // namespace

http::Response HandleAuthorize(const Exchange& exchange, Directory& directory,
                               const SigningKeys& keys, Random& random, absl::string_view tenant,
                               Version version) {
  const http::Request& request = exchange.request;
  Authorize a{exchange, directory, keys, random, std::string(tenant), version, {}, {}, ""};
  auto query = http::ParseForm(request.query);
  auto form = http::ParseForm(request.body);
  if (!query || !form) {
    return http::Because("the request's query or form does not decode",
                         ErrorPage(exchange, "AADSTS9002313: Invalid request."));
  }
  a.query = *std::move(query);
  a.form = *std::move(form);
  // An application may post its request; our page has the request in its URL.
  if (a.query.empty()) std::swap(a.query, a.form);
  if (request.method != "GET" && request.method != "POST" && request.method != "HEAD") {
    return http::Because("the page does not take this method",
                         ErrorPage(exchange, "This page takes GET and POST.", 405));
  }
  return Answer(a);
}

}  // namespace mock::entra
