#include "mock_entra/endpoints/device_login.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_entra/endpoints/pages.h"
#include "mock_entra/endpoints/sign_in_steps.h"
#include "mock_entra/exchange/version.h"
#include "mock_entra/promises/device_codes.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kPath = "/common/oauth2/deviceauth";

bool IsShortUrl(absl::string_view path) {
  return absl::EqualsIgnoreCase(path, "/devicelogin") ||
         absl::EqualsIgnoreCase(path, "/deviceloginus") ||
         absl::EqualsIgnoreCase(path, "/deviceloginchina");
}

// Microsoft's short URLs lead to the authority of their cloud.
std::string PageUrl(const Exchange& exchange) {
  if (!absl::EndsWith(exchange.request.host, "microsoft.com")) {
    return absl::StrCat(exchange.authority.base, kPath);
  }
  const absl::string_view path = exchange.request.path;
  absl::string_view host = "login.microsoftonline.com";
  if (absl::EndsWithIgnoreCase(path, "us")) host = "login.microsoftonline.us";
  if (absl::EndsWithIgnoreCase(path, "china")) host = "login.chinacloudapi.cn";
  return absl::StrCat("https://", host, kPath);
}

http::Response CodePage(const Exchange& exchange, absl::string_view code, std::string problem) {
  Page page;
  page.title = "Enter code to allow access";
  page.text =
      "Once you enter the code displayed on your app or device, it will have access to "
      "your account.";
  page.problem = std::move(problem);
  page.inputs = {{"user_code", "Code", std::string(code), false}};
  page.buttons = {{"next", "Next"}};
  return PageResponse(exchange, page);
}

http::Response Say(const Exchange& exchange, std::string title, std::string text) {
  Page page;
  page.title = std::move(title);
  page.text = std::move(text);
  return PageResponse(exchange, page);
}

// A code was entered, or the user is on a page after that.
http::Response SignInFor(const Exchange& exchange, Directory& directory, Random& random,
                         const DeviceCode& code, FormFields form) {
  SignInSteps steps{exchange, directory, random, code.tenant, code.app_id};
  steps.scope = code.scope;
  steps.resource = code.resource;
  steps.version = code.resource.empty() ? Version::kV2 : Version::kV1;
  steps.form = std::move(form);
  steps.hidden = {{"user_code", code.user_code}};
  const SignInStep step = TakeSignInStep(steps);
  if (const auto* const page = std::get_if<http::Response>(&step)) return *page;
  DeviceCodes& codes = directory.device_codes();
  if (const auto* const signed_in = std::get_if<SignedIn>(&step)) {
    codes.Approve(code.user_code, signed_in->tenant->id, signed_in->sign_in, exchange.now);
    return Say(exchange, code.app_name,
               absl::StrCat("You have signed in to the ", code.app_name,
                            " application on your device. You may now close this window."));
  }
  if (const auto* const refusal = std::get_if<Refusal>(&step)) {
    if (refusal->code != 65004) return RefusalPage(exchange, *refusal);
  }
  codes.Decline(code.user_code, exchange.now);
  return Say(exchange, code.app_name,
             absl::StrCat("You cancelled the sign-in to ", code.app_name,
                          ". You may now close this window."));
}

}  // namespace

bool IsDeviceLogin(const http::Request& request) {
  const absl::string_view path = absl::StripSuffix(request.path, "/");
  return IsShortUrl(path) || absl::EqualsIgnoreCase(path, kPath);
}

http::Response HandleDeviceLogin(const Exchange& exchange, Directory& directory, Random& random) {
  const http::Request& request = exchange.request;
  if (IsShortUrl(absl::StripSuffix(request.path, "/"))) {
    return RedirectResponse(exchange, PageUrl(exchange));
  }
  auto query = http::ParseForm(request.query);
  auto form = http::ParseForm(request.body);
  if (!query || !form) {
    return http::Because("the request's query or form does not decode",
                         ErrorPage(exchange, "AADSTS9002313: Invalid request."));
  }
  const absl::string_view typed = FieldOf(*form, "user_code");
  if (typed.empty()) return CodePage(exchange, FieldOf(*query, "user_code"), "");
  const auto code = directory.device_codes().FindByUserCode(typed, exchange.now);
  if (!code) {
    return http::Because(
        "no device code of this user code waits",
        CodePage(exchange, typed, "That code didn't work. Check the code and try again."));
  }
  return SignInFor(exchange, directory, random, *code, *std::move(form));
}

}  // namespace mock::entra
