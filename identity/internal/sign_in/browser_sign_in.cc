#include "identity/internal/sign_in/browser_sign_in.h"

#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/internal/crypto/digest.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/sign_in/redirect_outcome.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

// RFC 7636, section 4.1: 32 octets make a verifier of 43 characters.
constexpr std::size_t kVerifierBytes = 32;

// What the first answer brought; later ones do not count.
class FirstOutcome {
 public:
  explicit FirstOutcome(std::shared_ptr<Clock> clock)
      : arrived_(std::move(clock)), awaited_(arrived_.TryAcquire()) {}

  void Put(absl::StatusOr<std::string> code) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (code_.has_value()) return;
    code_ = std::move(code);
    awaited_.reset();
  }

  bool arrived() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return code_.has_value();
  }

  absl::StatusOr<std::string> Await(const Context& ctx) {
    const absl::StatusOr<ContextLock::Hold> arrived = arrived_.Acquire(ctx);
    if (!arrived.ok()) return arrived.status();
    const std::lock_guard<std::mutex> lock(mutex_);
    return *code_;
  }

 private:
  ContextLock arrived_;  // taken until an answer comes
  std::mutex mutex_;
  std::unique_ptr<ContextLock::Hold> awaited_;
  std::optional<absl::StatusOr<std::string>> code_;
};

// 0 for any.
absl::StatusOr<int> PortOf(const std::string& redirect_url) {
  if (redirect_url.empty()) return 0;
  const absl::StatusOr<Url> url = ParseUrl(redirect_url);
  if (!url.ok()) return url.status();
  const std::string text = url->Port();
  int port = 0;
  if (text.empty() || absl::SimpleAtoi(text, &port)) return port;
  return absl::InvalidArgumentError(
      absl::StrCat("strconv.Atoi: parsing ", QuoteGo(text), ": value out of range"));
}

// RFC 7636, section 4.2: S256.
absl::StatusOr<std::string> Challenge(const std::string& verifier) {
  const absl::StatusOr<std::string> digest = Digest("SHA256", verifier);
  if (!digest.ok()) return digest.status();
  return absl::WebSafeBase64Escape(*digest);
}

// What one sign-in is about.
struct Attempt {
  std::string state;
  std::string verifier;
  std::string redirect_uri;
  std::string claims;
};

absl::StatusOr<std::string> AuthorizationUrl(const std::string& endpoint, const ClientCore& core,
                                             const TokenRequest& request, const Attempt& attempt,
                                             const std::string& login_hint) {
  absl::StatusOr<Url> url = ParseUrl(endpoint);
  if (!url.ok()) return url.status();
  // A browser opens files and programs, too.
  if (url->scheme != "https") {
    return absl::UnavailableError(
        absl::StrCat("authorization endpoint '", url->WithoutQuery(), "' doesn't use https"));
  }
  const absl::StatusOr<std::string> challenge = Challenge(attempt.verifier);
  if (!challenge.ok()) return challenge.status();
  FormFields query = {{"client_id", core.client_id()},
                      {"code_challenge", *challenge},
                      {"code_challenge_method", "S256"},
                      {"prompt", "select_account"},
                      {"redirect_uri", attempt.redirect_uri},
                      {"response_mode", "form_post"},
                      {"response_type", "code"},
                      {"scope", ScopeParameter(request.scopes)},
                      {"state", attempt.state}};
  if (!attempt.claims.empty()) query.emplace("claims", attempt.claims);
  if (!login_hint.empty()) query.emplace("login_hint", login_hint);
  url->query = EncodeForm(query);
  return url->ToString();
}

// Lets the user sign in. `attempt` gets what the token request needs, too.
absl::StatusOr<std::string> AskForCode(const Context& ctx, ClientCore& core,
                                       const TokenRequest& request,
                                       const BrowserSignInOptions& options, Attempt* attempt) {
  const absl::StatusOr<int> port = PortOf(options.redirect_url);
  if (!port.ok()) return port.status();
  FirstOutcome outcome(options.clock);
  Context showing = ctx.WithCancel();  // the page, until the user comes back
  const auto listener = options.listeners->Listen(
      *port, [&outcome, &showing, attempt](const RedirectRequest& redirect) {
        RedirectOutcome judged = JudgeRedirect(redirect, attempt->state);
        if (judged.code.has_value()) {
          outcome.Put(*std::move(judged.code));
          showing.Cancel();
        }
        return judged.page;
      });
  if (!listener.ok()) return listener.status();
  attempt->redirect_uri = absl::StrCat("http://localhost:", (*listener)->port());

  const absl::StatusOr<Endpoints> endpoints = core.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) {
    if (IsFinished(endpoints.status())) return endpoints.status();
    // MSAL does not put this in front here.
    return absl::Status(
        endpoints.status().code(),
        absl::StripPrefix(endpoints.status().message(), "unable to resolve an endpoint: "));
  }
  absl::StatusOr<std::string> claims = core.Claims(request);
  if (!claims.ok()) return claims.status();
  attempt->claims = *std::move(claims);
  const absl::StatusOr<std::string> url = AuthorizationUrl(endpoints->authorization_endpoint, core,
                                                           request, *attempt, options.login_hint);
  if (!url.ok()) return url.status();

  const absl::Status status = options.browser->Open(showing, *url);
  if (!status.ok() && !outcome.arrived()) {
    const absl::Status ended = options.clock->Err(ctx);
    return ended.ok() ? status : ended;
  }
  return outcome.Await(ctx);
}

absl::StatusOr<TokenResponse> Redeem(const Context& ctx, ClientCore& core,
                                     const TokenRequest& request, const Attempt& attempt,
                                     const std::string& code) {
  const absl::StatusOr<Endpoints> endpoints = core.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  const FormFields form =
      UserForm("authorization_code", core.client_id(), request.scopes, attempt.claims,
               {{"code", code},
                {"code_verifier", attempt.verifier},
                {"redirect_uri", attempt.redirect_uri}});
  absl::StatusOr<TokenResponse> response =
      core.Post(ctx, endpoints->token_endpoint, form, request, TokenOwner::kUser);
  if (!response.ok()) {
    return Prefixed("could not retrieve token from auth code: ", response.status());
  }
  return response;
}

}  // namespace

SignIn BrowserSignIn(BrowserSignInOptions options) {
  return
      [options = std::move(options)](const Context& ctx, ClientCore& core,
                                     const TokenRequest& request) -> absl::StatusOr<TokenResponse> {
        Attempt attempt;
        attempt.verifier = absl::WebSafeBase64Escape(options.random->Bytes(kVerifierBytes));
        attempt.state = options.random->Uuid();
        const absl::StatusOr<std::string> code = AskForCode(ctx, core, request, options, &attempt);
        if (!code.ok()) return code.status();
        return Redeem(ctx, core, request, attempt, *code);
      };
}

}  // namespace azure::identity::internal
