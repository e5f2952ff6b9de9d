#include "mock_server/scenario/validate_client.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/values.h"
#include "mock_imds/host_endpoint.h"

namespace mock::scenario {
namespace {

// What every shell takes for one (POSIX, Base Definitions 3.231).
bool IsVariableName(absl::string_view name) {
  return !name.empty() && !absl::ascii_isdigit(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return absl::ascii_isalnum(c) || c == '_'; });
}

// Below one folder, wherever that is.
void CheckPath(const Place& place, const std::string& path) {
  if (path.empty()) return place.Lacks("path", "is missing");
  if (path[0] != '/' || absl::StrContains(path, '\0')) {
    return place.Complain("path",
                          absl::StrCat(Quoted(path), " is no file's path; start it with /"));
  }
  for (const absl::string_view part : absl::StrSplit(path, '/')) {
    if (part == "..") {
      return place.Complain("path", absl::StrCat(Quoted(path),
                                                 " leads out of its folder; write it "
                                                 "without \"..\""));
    }
  }
}

// A time of a token, before or after the start.
void CheckOffset(const Place& place, const char* field, const std::string& text) {
  if (text.empty() || ParseOffsetText(text)) return;
  place.Complain(
      field, absl::StrCat(Quoted(text), " is not a time from the start; write \"10m\" or \"-1h\""));
}

enum class Callback { kNo, kYes };

void CheckAssertion(const Assertion& assertion, Callback callback, const Place& place) {
  switch (assertion.source_case()) {
    case Assertion::kText:
      return;
    case Assertion::kMinted: {
      const Place inner = place.In("minted");
      if (assertion.minted().issuer().empty()) inner.Lacks("issuer", "is missing");
      if (assertion.minted().subject().empty()) inner.Lacks("subject", "is missing");
      CheckOffset(inner, "not_before", assertion.minted().not_before());
      CheckOffset(inner, "expires", assertion.minted().expires());
      return;
    }
    case Assertion::kUserToken: {
      const Place inner = place.In("user_token");
      if (assertion.user_token().tenant_id().empty()) inner.Lacks("tenant_id", "is missing");
      if (assertion.user_token().audience().empty()) inner.Lacks("audience", "is missing");
      CheckOffset(inner, "not_before", assertion.user_token().not_before());
      CheckOffset(inner, "expires", assertion.user_token().expires());
      return;
    }
    case Assertion::kByCertificate: {
      const Place inner = place.In("by_certificate");
      if (assertion.by_certificate().file().empty() && assertion.by_certificate().pem().empty()) {
        inner.Lacks("file", "is missing");
      }
      if (assertion.by_certificate().issuer().empty()) inner.Lacks("issuer", "is missing");
      if (assertion.by_certificate().audience().empty()) inner.Lacks("audience", "is missing");
      CheckOffset(inner, "not_before", assertion.by_certificate().not_before());
      CheckOffset(inner, "expires", assertion.by_certificate().expires());
      return;
    }
    case Assertion::kCallbackError:
      if (callback == Callback::kNo) {
        place.Complain("callback_error", "can't be here: no callback gives this assertion");
      }
      return;
    case Assertion::SOURCE_NOT_SET:
      place.Lacks(callback == Callback::kNo
                      ? "has no source; add text, minted, user_token or by_certificate"
                      : "has no source; add text, minted, user_token, by_certificate or "
                        "callback_error");
  }
}

void CheckCertificate(const Certificate& certificate, const Place& place) {
  if (certificate.file().empty() && certificate.data().empty()) {
    place.Lacks("file", "is missing");
  } else if (!certificate.file().empty() && !certificate.data().empty()) {
    place.Complain("data", "is given as well as file; write one");
  } else if (certificate.file().find('/') != std::string::npos) {
    place.Complain("file",
                   "has a folder; write the name of a file in "
                   "mock_entra/testdata/certificates");
  }
}

void CheckOnBehalfOf(const OnBehalfOf& credential, const Place& place) {
  CheckAssertion(credential.user_assertion(), Callback::kNo, place.In("user_assertion"));
  switch (credential.proof_case()) {
    case OnBehalfOf::kClientSecret:
      return;
    case OnBehalfOf::kCertificate:
      return CheckCertificate(credential.certificate(), place.In("certificate"));
    case OnBehalfOf::kClientAssertion:
      return CheckAssertion(credential.client_assertion(), Callback::kYes,
                            place.In("client_assertion"));
    case OnBehalfOf::PROOF_NOT_SET:
      place.Lacks("has no proof; add client_secret, certificate or client_assertion");
  }
}

void CheckInteractiveBrowser(const InteractiveBrowser& credential, const Place& place) {
  const int status = credential.browser_exit_status();
  if (status < 0 || status > 255) {
    place.Complain("browser_exit_status", "is not a process's exit status; write 0 to 255");
  }
  if (status != 0 && credential.no_browser()) {
    place.Complain("browser_exit_status", "can't be here: no_browser says that there is none");
  }
}

void CheckChain(const ChainedToken& chain, const Place& place) {
  for (int i = 0; i < chain.sources_size(); ++i) {
    const ChainSource& source = chain.sources(i);
    const Place inner = place.In("sources", i);
    if (source.credential_case() == ChainSource::CREDENTIAL_NOT_SET) {
      inner.Lacks("has no credential; add client_secret, own or another");
    } else if (source.has_client_assertion()) {
      CheckAssertion(source.client_assertion().assertion(), Callback::kYes,
                     inner.In("client_assertion").In("assertion"));
    } else if (source.has_chained_token()) {
      CheckChain(source.chained_token(), inner.In("chained_token"));
    } else if (source.has_own() && source.own().answer_case() == OwnCredential::ANSWER_NOT_SET) {
      inner.In("own").Lacks("has no answer; add token, unavailable or error");
    }
  }
}

// What must be there for the credential to be made at all; wrong values are the
// business of its constructor.
void CheckCredential(const Client& client, const Place& place) {
  switch (client.credential_case()) {
    case Client::kClientCertificate:
      return CheckCertificate(client.client_certificate().certificate(),
                              place.In("client_certificate").In("certificate"));
    case Client::kClientAssertion:
      return CheckAssertion(client.client_assertion().assertion(), Callback::kYes,
                            place.In("client_assertion").In("assertion"));
    case Client::kOnBehalfOf:
      return CheckOnBehalfOf(client.on_behalf_of(), place.In("on_behalf_of"));
    case Client::kInteractiveBrowser:
      return CheckInteractiveBrowser(client.interactive_browser(), place.In("interactive_browser"));
    case Client::kChainedToken:
      return CheckChain(client.chained_token(), place.In("chained_token"));
    case Client::kClientSecret:
    case Client::kWorkloadIdentity:
    case Client::kAzurePipelines:
    case Client::kUsernamePassword:
    case Client::kDeviceCode:
    case Client::kManagedIdentity:
    case Client::kAzureCli:
    case Client::kAzureDeveloperCli:
    case Client::kAzurePowershell:
    case Client::kEnvironmentSettings:
    case Client::kDefaultAzure:
    case Client::CREDENTIAL_NOT_SET:
      return;
  }
}

// Whether the credential's users sign in by hand, or could.
bool HasPages(const Client& client) {
  return client.has_device_code() || client.has_interactive_browser();
}

void CheckPerson(const Person& person, const Place& place) {
  const bool signs_in =
      person.conduct() == Person::SIGN_IN || person.conduct() == Person::DECLINE_CONSENT;
  if (signs_in && person.username().empty()) place.Lacks("username", "is missing");
  if (!person.redirect_body().empty() && !person.redirect_form().empty()) {
    place.Complain("redirect_body", "is given as well as redirect_form; write one");
  }
}

void CheckFile(const File& file, const Place& place) {
  CheckPath(place, file.path());
  if (file.certificate_file().empty()) {
    CheckAssertion(file.assertion(), Callback::kNo, place.In("assertion"));
  } else if (file.has_assertion()) {
    place.Complain("certificate_file", "is given as well as assertion; write one");
  }
  CheckOptional(place, "mode", file.mode(), CheckFileMode);
}

void CheckGetToken(const GetToken& get_token, const Place& place) {
  CheckOptional(place, "timeout", get_token.timeout(), CheckDuration);
  if (get_token.parallel() < 0) {
    place.Complain("parallel", "is negative; write how many threads call at once");
  }
  if (get_token.cancel_after_requests() < -1) {
    place.Complain("cancel_after_requests", "must be -1 or more");
  }
}

void CheckAuthenticate(const Authenticate& authenticate, const Place& place) {
  CheckOptional(place, "timeout", authenticate.timeout(), CheckDuration);
  if (authenticate.cancel_after_requests() < -1) {
    place.Complain("cancel_after_requests", "must be -1 or more");
  }
}

// RFC 3986, section 3.1: without regard to case.
bool HasHttpScheme(absl::string_view url) {
  return absl::StartsWithIgnoreCase(url, "https://") || absl::StartsWithIgnoreCase(url, "http://");
}

void CheckSendRequest(const SendRequest& send, const Place& place) {
  if (!HasHttpScheme(send.url())) {
    place.Complain("url", absl::StrCat("\"", send.url(),
                                       "\" has no scheme; write a URL such as "
                                       "\"https://management.azure.com/subscriptions\""));
  }
  CheckOptional(place, "timeout", send.timeout(), CheckDuration);
  if (send.cancel_after_requests() < -1) {
    place.Complain("cancel_after_requests", "must be -1 or more");
  }
}

void CheckCall(const Call& call, const Place& place) {
  switch (call.call_case()) {
    case Call::kGetToken:
      return CheckGetToken(call.get_token(), place.In("get_token"));
    case Call::kAdvanceClock:
      if (std::string problem = CheckDuration(call.advance_clock()); !problem.empty()) {
        place.Complain("advance_clock", std::move(problem));
      }
      return;
    case Call::kRemoveFile:
      if (call.remove_file().empty()) place.Complain("remove_file", "is empty; write a path");
      return;
    case Call::kWriteFile:
      return CheckFile(call.write_file(), place.In("write_file"));
    case Call::kAuthenticate:
      return CheckAuthenticate(call.authenticate(), place.In("authenticate"));
    case Call::kRestart:
      return;
    case Call::kSendRequest:
      return CheckSendRequest(call.send_request(), place.In("send_request"));
    case Call::CALL_NOT_SET:
      place.Lacks(
          "has nothing to do; add get_token, send_request, authenticate, advance_clock, restart, "
          "write_file or remove_file");
  }
}

// Only some credentials can authenticate, and there must be a record to start with.
void CheckUserCalls(const Client& client, const Place& place) {
  const bool of_user = HasPages(client) || client.has_username_password();
  bool has_record = false;
  for (int i = 0; i < client.calls_size(); ++i) {
    const Call& call = client.calls(i);
    if (call.has_authenticate() && !of_user) {
      place.In("calls", i)
          .Complain("authenticate",
                    "can't be here: only username_password, device_code and interactive_browser "
                    "authenticate");
    }
    if (call.has_restart() && call.restart().with_record() && !has_record) {
      place.In("calls", i)
          .In("restart")
          .Complain("with_record", "has no authenticate before it to get one from");
    }
    has_record = has_record || call.has_authenticate();
  }
  if (!client.persons().empty() && !HasPages(client)) {
    place.Complain("persons", 0,
                   "has nothing to do: only device_code and interactive_browser show pages");
  }
}

void CheckClientOptions(const ClientOptions& options, const Place& place) {
  const std::string& host = options.authority_host();
  if (!host.empty() && !HasHttpScheme(host)) {
    place.Complain("authority_host", absl::StrCat("\"", host,
                                                  "\" has no scheme; write a URL such as "
                                                  "\"https://login.microsoftonline.us/\""));
  }
  CheckOptional(place, "retry_delay", options.retry_delay(), CheckDuration);
  CheckOptional(place, "max_retry_delay", options.max_retry_delay(), CheckDuration);
  CheckOptional(place, "try_timeout", options.try_timeout(), CheckDuration);
  if (options.max_retries() < -1) place.Complain("max_retries", "must be -1 (none) or more");
}

}  // namespace

void ValidateClient(const Client& client, const Place& place) {
  place.ForEachEntry("environment", [](const std::string& name, const std::string& value,
                                       const Place::ComplainFn& complain) {
    if (!IsVariableName(name)) {
      complain(
          "is not the name of an environment variable; write letters, digits and _, and no digit "
          "first");
    }
    if (absl::StrContains(value, '\0')) complain("has a NUL, which no variable can hold");
    if (absl::StartsWith(value, "{{") && value != imds::kThumbprintPlaceholder &&
        !absl::StartsWith(value, "{{ca_pem}}") && !absl::StartsWith(value, "{{token_proxy}}")) {
      complain(absl::StrCat(Quoted(value), " is no placeholder; ", imds::kThumbprintPlaceholder,
                            ", {{ca_pem}} and {{token_proxy}} can stand here"));
    }
  });
  if (client.has_options()) CheckClientOptions(client.options(), place.In("options"));
  CheckOffset(place, "clock_ahead", client.clock_ahead());
  CheckCredential(client, place);
  for (int i = 0; i < client.files_size(); ++i) CheckFile(client.files(i), place.In("files", i));
  if (client.calls().empty()) place.Lacks("calls", "has no call; add get_token");
  for (int i = 0; i < client.calls_size(); ++i) CheckCall(client.calls(i), place.In("calls", i));
  for (int i = 0; i < client.persons_size(); ++i) {
    CheckPerson(client.persons(i), place.In("persons", i));
  }
  CheckUserCalls(client, place);
}

}  // namespace mock::scenario
