#include "identity/robustness/services.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/internal/text/url.h"

namespace azure::identity {
namespace {

HttpResponse Respond(int status_code, std::string body) {
  HttpResponse response;
  response.status_code = status_code;
  response.reason = status_code == 200 ? "OK" : "Bad Request";
  response.headers.Set("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

HttpResponse Refuse(absl::string_view error, absl::string_view description) {
  return Respond(400, absl::StrCat(R"({"error":")", error, R"(","error_description":")",
                                   description, R"("})"));
}

std::string ManagedIdentityBody() {
  return absl::StrCat(R"({"access_token":")", kAccessToken,
                      R"(","expires_in":"3600","resource":"r","token_type":"Bearer"})");
}

HttpResponse AnswerMetadataRequest(const HttpRequest& request) {
  if (absl::StrContains(request.url, "/metadata/instance/compute")) {
    return Respond(200, R"({"location":"westus2"})");
  }
  if (request.headers.Get("Metadata") != "true") {
    return Refuse("invalid_request", "Required metadata header not specified");
  }
  return Respond(200, ManagedIdentityBody());
}

HttpResponse AnswerArcRequest(const HttpRequest& request) {
  if (request.headers.Get("Authorization") == absl::StrCat("Basic ", kHostSecret)) {
    return Respond(200, ManagedIdentityBody());
  }
  HttpResponse challenge = Respond(401, "");
  challenge.headers.Set("WWW-Authenticate", absl::StrCat("Basic realm=", kArcKeyPath));
  return challenge;
}

// App Service, Azure ML and Service Fabric; Cloud Shell has no secret.
HttpResponse AnswerHostRequest(const HttpRequest& request) {
  const bool knows = request.headers.Get("X-Identity-Header") == kHostSecret ||
                     request.headers.Get("Secret") == kHostSecret ||
                     absl::StrContains(request.url, "cloud-shell");
  return knows ? Respond(200, ManagedIdentityBody()) : Refuse("unauthorized", "no secret");
}

bool HasField(const HttpRequest& request, absl::string_view name, absl::string_view value) {
  return absl::StrContains(absl::StrCat("&", request.body, "&"),
                           absl::StrCat("&", name, "=", value, "&"));
}

}  // namespace

std::string CertificateFile(absl::string_view name) {
  std::ifstream file(absl::StrCat("identity/testdata/certificates/", name), std::ios::binary);
  EXPECT_TRUE(file) << name;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

HttpResponse Services::Answer(const HttpRequest& request) {
  const auto asks = [&request](absl::string_view part) {
    return absl::StrContains(request.url, part);
  };
  if (asks("/common/discovery/instance")) return Respond(200, internal::kInstanceDiscoveryBody);
  if (asks("/.well-known/openid-configuration")) {
    // A token proxy stands in another host's place.
    const std::string* const host = request.headers.Find("Host");
    return Respond(200, internal::OpenIdConfigurationBody(
                            host == nullptr ? internal::ParseUrl(request.url)->host : *host));
  }
  if (asks("/oauth2/v2.0/token")) return AnswerTokenRequest(request);
  if (asks("/oauth2/v2.0/devicecode")) {
    device_code_is_new_ = true;
    return Respond(200, absl::StrCat(R"({"device_code":")", kCode,
                                     R"(","user_code":"ABCD","message":"Sign in.",)",
                                     R"("verification_uri":"https://microsoft.com/devicelogin",)",
                                     R"("expires_in":900,"interval":5})"));
  }
  if (asks("/common/UserRealm/")) {
    return Respond(200, R"({"account_type":"Managed","domain_name":"d","cloud_instance_name":"c",)"
                        R"("cloud_audience_urn":"urn:federation:MicrosoftOnline"})");
  }
  if (asks("pipelines.example")) {
    const bool knows =
        request.headers.Get("Authorization") == absl::StrCat("Bearer ", kSystemAccessToken);
    return knows ? Respond(200, absl::StrCat(R"({"oidcToken":")", kAssertion, R"("})"))
                 : Refuse("unauthorized", "no token");
  }
  if (asks("169.254.169.254")) return AnswerMetadataRequest(request);
  if (asks("arc.example")) return AnswerArcRequest(request);
  return AnswerHostRequest(request);
}

HttpResponse Services::AnswerTokenRequest(const HttpRequest& request) {
  if (HasField(request, "device_code", kCode) && device_code_is_new_.exchange(false)) {
    return Refuse("authorization_pending", "AADSTS70016: not yet");
  }
  for (const auto& [name, value] : {std::pair<const char*, const char*>("device_code", kCode),
                                    {"code", kCode},
                                    {"password", kPassword}}) {
    if (HasField(request, name, value)) return Respond(200, internal::UserTokenBody(kAccessToken));
  }
  const bool is_signed = absl::StrContains(request.body, "client_assertion=ey");
  if (!is_signed && !HasField(request, "client_secret", kClientSecret) &&
      !HasField(request, "client_assertion", kAssertion)) {
    return Refuse("invalid_client", "AADSTS7000215: Invalid client secret provided.");
  }
  return Respond(200, internal::TokenBody(kAccessToken, 3599));
}

ProcessResult Services::Run(absl::string_view command) {
  const auto print = [](absl::string_view token_name, absl::string_view expiry) {
    return ProcessResult{
        0, 0, absl::StrCat(R"({")", token_name, R"(":")", kAccessToken, R"(",)", expiry, "}\n"),
        ""};
  };
  if (absl::StartsWith(command, "az ")) return print("accessToken", R"("expires_on":1900000000)");
  if (absl::StartsWith(command, "azd ")) {
    return print("token", R"("expiresOn":"2030-03-17T17:46:40Z")");
  }
  return print("Token", R"("ExpiresOn":1900000000)");
}

std::string Services::File(absl::string_view path) {
  if (path == kArcKeyPath) return kHostSecret;
  if (path == kTokenFilePath) return kAssertion;
  if (path == kCaFilePath) return CertificateFile("root.pem");
  if (path == kCertificatePath) {
    return absl::StrCat(CertificateFile("leaf.pem"), CertificateFile("key_pkcs8.pem"));
  }
  return "";
}

}  // namespace azure::identity
