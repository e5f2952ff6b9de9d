#include "mock_entra/resources/access_check.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/tokens/backdating.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

// "https://sts.windows.net/<tenant>/" and ".../<tenant>/v2.0".
std::string TenantOfIssuer(absl::string_view issuer) {
  for (const absl::string_view part : absl::StrSplit(issuer, '/')) {
    if (IsGuid(part)) return std::string(part);
  }
  return "";
}

std::string FirstOf(const jwt::Jwt& token, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const absl::string_view value = Claim(token, name); !value.empty()) {
      return std::string(value);
    }
  }
  return "";
}

std::vector<std::string> TextsOf(const jwt::Jwt& token, const char* name) {
  std::vector<std::string> texts;
  const auto found = token.claims.find(name);
  if (found == token.claims.end() || !found->is_array()) return texts;
  for (const auto& item : *found) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

Caller CallerOf(const jwt::Jwt& token) {
  Caller caller;
  caller.issuer = std::string(Claim(token, "iss"));
  caller.tenant_id = TenantOfIssuer(caller.issuer);
  if (caller.tenant_id.empty()) caller.tenant_id = std::string(Claim(token, "tid"));
  caller.audience = std::string(Claim(token, "aud"));
  caller.object_id = std::string(Claim(token, "oid"));
  caller.app_id = FirstOf(token, {"appid", "azp"});
  caller.user_name = FirstOf(token, {"upn", "preferred_username"});
  caller.permissions = TextsOf(token, "roles");
  for (const absl::string_view scope :
       absl::StrSplit(Claim(token, "scp"), ' ', absl::SkipEmpty())) {
    caller.permissions.emplace_back(scope);
  }
  return caller;
}

bool HandlesChallenges(const jwt::Jwt& token) {
  const std::vector<std::string> capabilities = TextsOf(token, "xms_cc");
  return std::any_of(capabilities.begin(), capabilities.end(), [](const std::string& capability) {
    return absl::EqualsIgnoreCase(capability, "cp1");
  });
}

// From when on tokens of the caller count.
absl::Time ValidSince(const TokenCheck& check, const Caller& caller) {
  const auto tenant = check.directory.FindTenant(caller.tenant_id);
  if (tenant == nullptr) return absl::InfinitePast();
  absl::Time since = absl::InfinitePast();
  if (const Application* application = tenant->FindApplication(caller.app_id)) {
    since = application->disabled ? check.now : application->tokens_valid_from;
  }
  if (const Account* user = tenant->FindUserOfId(caller.object_id)) {
    since = std::max(since, user->disabled ? check.now : user->sessions_valid_from);
  }
  return since <= check.now ? since : absl::InfinitePast();
}

bool IsFor(const std::vector<std::string>& audiences, absl::string_view audience) {
  return std::any_of(audiences.begin(), audiences.end(), [&](const std::string& known) {
    return absl::EqualsIgnoreCase(known, audience);
  });
}

const char* ClaimOf(TokenFault fault) {
  switch (fault) {
    case TokenFault::kMissing:
    case TokenFault::kMalformed:
      return "";
    case TokenFault::kSignature:
      return kSignature;
    case TokenFault::kNotYetValid:
      return "nbf";
    case TokenFault::kExpired:
      return "exp";
    case TokenFault::kAudience:
      return "aud";
    case TokenFault::kRevoked:
      break;
  }
  return "iat";
}

}  // namespace

absl::string_view ReasonOf(TokenFault fault) {
  switch (fault) {
    case TokenFault::kMissing:
      return "there is no bearer token";
    case TokenFault::kMalformed:
      return "the token is no JWT";
    case TokenFault::kSignature:
      return "the token's signature is wrong, or its key is unknown";
    case TokenFault::kNotYetValid:
      return "the token is not valid yet";
    case TokenFault::kExpired:
      return "the token is expired";
    case TokenFault::kAudience:
      return "the token's audience is invalid: it is for another service";
    case TokenFault::kRevoked:
      break;
  }
  return "the token was issued before its owner was signed out";
}

http::Response BecauseOf(TokenFault fault, http::Response response) {
  response.remarks.failed_claim = ClaimOf(fault);
  return http::Because(std::string(ReasonOf(fault)), std::move(response));
}

std::variant<Caller, RefusedToken> CheckToken(const http::Request& request,
                                              const TokenCheck& check) {
  RefusedToken refused;
  const auto sent = BearerTokenOf(request);
  if (!sent || sent->empty()) return refused;
  refused.fault = TokenFault::kMalformed;
  const auto token = jwt::ParseJwt(*sent);
  if (!token.ok()) return refused;
  refused.caller = CallerOf(*token);
  refused.expires = ClaimTime(*token, "exp");
  const absl::Time issued = ClaimTime(*token, "iat") + kBackdated;
  refused.valid_since = ValidSince(check, refused.caller);
  if (CheckOwnSignature(check.keys, *token) != OwnSignature::kRight) {
    refused.fault = TokenFault::kSignature;
  } else if (check.now < ClaimTime(*token, "nbf") - kClockSkew) {
    refused.fault = TokenFault::kNotYetValid;
  } else if (check.now >= refused.expires) {
    refused.fault = TokenFault::kExpired;
  } else if (!IsFor(check.audiences, refused.caller.audience)) {
    refused.fault = TokenFault::kAudience;
  } else if (check.evaluates_continuously && issued < refused.valid_since &&
             HandlesChallenges(*token)) {
    refused.fault = TokenFault::kRevoked;
  } else {
    return std::move(refused.caller);
  }
  return refused;
}

std::string ClaimedTenant(const http::Request& request) {
  const auto sent = BearerTokenOf(request);
  if (!sent) return "";
  const auto token = jwt::ParseJwt(*sent);
  return token.ok() ? CallerOf(*token).tenant_id : "";
}

std::string ClaimsChallenge(absl::Time since) {
  // The space is Microsoft Graph's.
  const std::string claims = absl::StrCat(R"({"access_token":{"nbf":{"essential":true, "value":")",
                                          absl::ToUnixSeconds(since), R"("}}})");
  return absl::StrCat("error=\"insufficient_claims\", claims=\"", absl::Base64Escape(claims), "\"");
}

}  // namespace mock::entra
