#include "identity/internal/clients/signed_in_account.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

constexpr char kVersion[] = "1.0";

bool NamesSomebody(const AuthenticationRecord& record) {
  return !record.authority.empty() || !record.home_account_id.empty() || !record.username.empty();
}

std::string WithoutSlashes(absl::string_view path) {
  while (absl::ConsumePrefix(&path, "/")) {
  }
  while (absl::ConsumeSuffix(&path, "/")) {
  }
  return std::string(path);
}

absl::StatusOr<AuthenticationRecord> RecordOf(const IdToken& id_token,
                                              const std::string& home_account_id) {
  const absl::StatusOr<Url> issuer = ParseUrl(id_token.issuer);
  if (!issuer.ok()) {
    return AuthenticationFailedVerbatim(
        absl::StrCat("Authenticate expected a URL issuer but got ", QuoteGo(id_token.issuer)),
        absl::StatusCode::kUnavailable);
  }
  AuthenticationRecord record;
  record.authority = absl::StrCat(issuer->scheme, "://", issuer->host);
  record.client_id = id_token.audience;
  record.home_account_id = home_account_id;
  record.tenant_id = id_token.tenant_id.empty() ? WithoutSlashes(issuer->path) : id_token.tenant_id;
  record.username =
      id_token.preferred_username.empty() ? id_token.upn : id_token.preferred_username;
  record.version = kVersion;
  return record;
}

}  // namespace

SignedInAccount::SignedInAccount(AuthenticationRecord record)
    : known_(NamesSomebody(record)), record_(std::move(record)) {}

std::optional<std::string> SignedInAccount::home_account_id() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!known_) return std::nullopt;
  return record_.home_account_id;
}

absl::StatusOr<AuthenticationRecord> SignedInAccount::SignIn(
    const std::string& home_account_id, const std::optional<IdToken>& id_token) {
  absl::StatusOr<AuthenticationRecord> record = AuthenticationRecord();
  if (id_token.has_value()) {
    record = RecordOf(*id_token, home_account_id);
    if (!record.ok()) return record;
  } else {
    record->home_account_id = home_account_id;
    record->version = kVersion;
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool is_same = known_ && record_.home_account_id == home_account_id;
  if (id_token.has_value() || !is_same) record_ = *std::move(record);
  known_ = true;
  return record_;
}

absl::Status SignedInAccount::Refresh(const std::string& home_account_id,
                                      const std::optional<IdToken>& id_token) {
  if (!id_token.has_value()) return absl::OkStatus();
  absl::StatusOr<AuthenticationRecord> record = RecordOf(*id_token, home_account_id);
  if (!record.ok()) return record.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (known_ && record_.home_account_id == home_account_id) record_ = *std::move(record);
  return absl::OkStatus();
}

}  // namespace azure::identity::internal
