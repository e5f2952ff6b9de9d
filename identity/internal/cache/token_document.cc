#include "identity/internal/cache/token_document.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

using Json = nlohmann::json;

constexpr char kAccessToken[] = "AccessToken";
constexpr char kRefreshToken[] = "RefreshToken";
constexpr char kCachedAt[] = "cached_at";
constexpr char kExpiresOn[] = "expires_on";
constexpr char kModified[] = "last_modification_time";
constexpr std::size_t kMostAccessTokens = 1000;

absl::StatusOr<Json> Parse(absl::string_view text) {
  if (text.empty()) return Json::object();
  Json document = Json::parse(text.begin(), text.end(), /*cb=*/nullptr, /*allow_exceptions=*/false);
  if (document.is_object()) return document;
  return absl::FailedPreconditionError(
      "what is stored is no token cache: it has to be a JSON object; delete it, or choose another "
      "name");
}

std::string Text(const Json& entry, const char* member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

// MSAL writes seconds as strings, some versions of it as numbers.
absl::Time Time(const Json& entry, const char* member) {
  const auto found = entry.find(member);
  if (found == entry.end()) return absl::InfinitePast();
  std::int64_t seconds = 0;
  if (found->is_number_integer()) {
    seconds = found->get<std::int64_t>();
  } else if (!found->is_string() || !absl::SimpleAtoi(found->get<std::string>(), &seconds)) {
    return absl::InfinitePast();
  }
  return absl::FromUnixSeconds(seconds);
}

std::string Seconds(absl::Time time) { return absl::StrCat(absl::ToUnixSeconds(time)); }

// Calls `read` with each entry of the section that is an object.
template <typename Read>
void ForEach(const Json& document, const char* section, Read read) {
  const auto entries = document.find(section);
  if (entries == document.end() || !entries->is_object()) return;
  for (const auto& entry : *entries) {
    if (entry.is_object()) read(entry);
  }
}

// Puts `entry` into the section, unless what is there has a later time in its `member`.
void Put(Json& document, const char* section, std::vector<std::string> key, const char* member,
         Json entry) {
  Json& entries = document[section];
  if (!entries.is_object()) entries = Json::object();
  Json& place = entries[absl::AsciiStrToLower(absl::StrJoin(key, "-"))];
  if (place.is_object() && Time(place, member) > Time(entry, member)) return;
  place = std::move(entry);
}

void PutAccessToken(Json& document, const StoredAccessToken& stored) {
  const TokenCache::Key& key = stored.key;
  const std::string target = absl::StrJoin(stored.token.granted_scopes, " ");
  const AccessToken& token = stored.token.token;
  Json entry = {{"home_account_id", key.home_account_id},
                {"environment", key.environment},
                {"realm", key.tenant},
                {"credential_type", kAccessToken},
                {"client_id", key.client_id},
                {"secret", token.token()},
                {"target", target},
                {"token_type", "Bearer"},
                {kCachedAt, Seconds(stored.token.cached_at)},
                {kExpiresOn, Seconds(token.expires_on())}};
  if (token.refresh_on() != absl::InfinitePast()) {
    entry["refresh_on"] = Seconds(token.refresh_on());
  }
  Put(document, kAccessToken,
      {key.home_account_id, key.environment, kAccessToken, key.client_id, key.tenant, target},
      kCachedAt, std::move(entry));
}

void PutRefreshToken(Json& document, const StoredRefreshToken& stored) {
  const RefreshTokens::Key& key = stored.key;
  Json entry = {{"home_account_id", key.home_account_id},     {"environment", key.environment},
                {"credential_type", kRefreshToken},           {"client_id", key.client_id},
                {"secret", std::string(stored.token.view())}, {"target", ""},
                {kModified, Seconds(stored.kept_at)}};
  if (!stored.family.empty()) entry["family_id"] = stored.family;
  // One of a family is for all its clients.
  const std::string& owner = stored.family.empty() ? key.client_id : stored.family;
  Put(document, kRefreshToken, {key.home_account_id, key.environment, kRefreshToken, owner},
      kModified, std::move(entry));
}

void Prune(Json& document, absl::Time now) {
  const auto section = document.find(kAccessToken);
  if (section == document.end() || !section->is_object()) return;
  std::vector<std::pair<absl::Time, std::string>> ends;
  for (const auto& [key, entry] : section->items()) {
    if (entry.is_object()) ends.emplace_back(Time(entry, kExpiresOn), key);
  }
  std::sort(ends.begin(), ends.end());
  const std::size_t surplus = ends.size() - std::min(ends.size(), kMostAccessTokens);
  for (std::size_t i = 0; i < ends.size() && (i < surplus || ends[i].first <= now); ++i) {
    section->erase(ends[i].second);
  }
}

}  // namespace

absl::StatusOr<TokenDocument> ReadTokenDocument(absl::string_view text) {
  const absl::StatusOr<Json> json = Parse(text);
  if (!json.ok()) return json.status();
  TokenDocument document;
  ForEach(*json, kAccessToken, [&](const Json& entry) {
    const std::string type = absl::AsciiStrToLower(Text(entry, "token_type"));
    const std::string secret = Text(entry, "secret");
    if (secret.empty() || (!type.empty() && type != "bearer")) return;
    document.access_tokens.push_back(
        {{Text(entry, "environment"), Text(entry, "client_id"), Text(entry, "realm"),
          Text(entry, "home_account_id")},
         {AccessToken(secret, Time(entry, kExpiresOn), Time(entry, "refresh_on")),
          absl::StrSplit(Text(entry, "target"), ' ', absl::SkipEmpty()), Time(entry, kCachedAt)}});
  });
  ForEach(*json, kRefreshToken, [&](const Json& entry) {
    std::string secret = Text(entry, "secret");
    if (secret.empty()) return;
    document.refresh_tokens.push_back(
        {{Text(entry, "environment"), Text(entry, "client_id"), Text(entry, "home_account_id")},
         Text(entry, "family_id"),
         std::move(secret),
         Time(entry, kModified)});
  });
  return document;
}

absl::StatusOr<std::string> MergeTokenDocument(absl::string_view text, const TokenDocument& news,
                                               absl::Time now) {
  absl::StatusOr<Json> json = Parse(text);
  if (!json.ok()) return json.status();
  for (const StoredAccessToken& token : news.access_tokens) PutAccessToken(*json, token);
  for (const StoredRefreshToken& token : news.refresh_tokens) PutRefreshToken(*json, token);
  Prune(*json, now);
  return json->dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace azure::identity::internal
