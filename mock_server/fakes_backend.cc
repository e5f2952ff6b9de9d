#include "mock_server/fakes_backend.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_entra/exchange/magic.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock {
namespace {

using mock::admin::IssueTokenRequest;
using mock::entra::TokenFlaw;

absl::StatusOr<TokenFlaw> FlawOf(IssueTokenRequest::Flaw flaw) {
  switch (flaw) {
    case IssueTokenRequest::FLAW_UNSPECIFIED:
      return TokenFlaw::kNone;
    case IssueTokenRequest::FLAW_EXPIRED:
      return TokenFlaw::kExpired;
    case IssueTokenRequest::FLAW_NOT_YET_VALID:
      return TokenFlaw::kNotYetValid;
    case IssueTokenRequest::FLAW_WRONG_AUDIENCE:
      return TokenFlaw::kWrongAudience;
    case IssueTokenRequest::FLAW_WRONG_ISSUER:
      return TokenFlaw::kWrongIssuer;
    case IssueTokenRequest::FLAW_TAMPERED:
      return TokenFlaw::kTampered;
    case IssueTokenRequest::FLAW_ALG_NONE:
      return TokenFlaw::kAlgNone;
    case IssueTokenRequest::FLAW_UNKNOWN_KEY:
      return TokenFlaw::kUnknownKey;
    default:
      return absl::InvalidArgumentError(absl::StrCat("flaw: ", flaw, " is no flaw"));
  }
}

// Of role assignments that do not say from when on services know of them.
void SetEffectiveFrom(absl::Time time, mock::scenario::Tenant* tenant) {
  for (auto& assignment : *tenant->mutable_role_assignments()) {
    if (!assignment.effective_from().empty()) continue;
    assignment.set_effective_from(absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone()));
  }
}

}  // namespace

absl::StatusOr<const mock::scenario::Library*> FakesBackend::Scenarios() {
  const std::lock_guard<std::mutex> lock(library_mutex_);
  if (!library_) library_.emplace(LoadScenarios());
  if (!library_->ok()) return library_->status();
  return &**library_;
}

absl::StatusOr<mock::scenario::Scenario> FakesBackend::Arm(mock::scenario::Scenario scenario) {
  auto armed = fakes_.Arm(std::move(scenario));
  if (!armed.ok() || !armed->has_client()) return armed;
  // Whoever asks for that is in another process.
  for (auto& [name, value] : *armed->mutable_client()->mutable_environment()) {
    value = fakes_.AtFakes(value);
  }
  return armed;
}

mock::scenario::Directory FakesBackend::GetDirectory() { return fakes_.ExportDirectory(); }

absl::Status FakesBackend::MergeDirectory(mock::scenario::Directory directory) {
  for (mock::scenario::Tenant& tenant : *directory.mutable_tenants()) {
    const auto known = fakes_.entra().directory().FindTenant(tenant.id());
    const int delay = known == nullptr ? 0 : known->proto().role_propagation_seconds();
    if (delay > 0) SetEffectiveFrom(fakes_.clock().Now() + absl::Seconds(delay), &tenant);
  }
  return fakes_.MergeDirectory(std::move(directory));
}

absl::Status FakesBackend::ReplaceDirectory(mock::scenario::Directory directory) {
  return fakes_.ReplaceDirectory(std::move(directory));
}

absl::Status FakesBackend::RemoveFromDirectory(const mock::scenario::Directory& what) {
  return fakes_.RemoveFromDirectory(what);
}

std::vector<std::string> FakesBackend::TenantNames(absl::string_view tenant) {
  return fakes_.TenantNames(tenant);
}

void FakesBackend::ResetTenant(const std::vector<std::string>& names) {
  fakes_.ResetTenant(names.front()).IgnoreError();  // It was there a moment ago.
}

absl::StatusOr<std::string> FakesBackend::IssueToken(const IssueTokenRequest& request) {
  const auto flaw = FlawOf(request.flaw());
  if (!flaw.ok()) return flaw.status();
  mock::entra::TokenOrder order{request.tenant(), request.client_id(), request.resource(), *flaw,
                                absl::StrCat("localhost:", fakes_.port())};
  if (!request.host().empty()) order.host = request.host();
  order.claims = request.claims();
  return fakes_.entra().IssueToken(order);
}

absl::StatusOr<mock::admin::CheckTokenResponse> FakesBackend::CheckToken(absl::string_view token) {
  using mock::admin::CheckTokenResponse;
  const auto state = fakes_.entra().CheckToken(token);
  if (!state.ok()) return state.status();
  CheckTokenResponse response;
  switch (state->signature) {
    case mock::entra::OwnSignature::kRight:
      response.set_signature(CheckTokenResponse::SIGNATURE_RIGHT);
      break;
    case mock::entra::OwnSignature::kWrong:
      response.set_signature(CheckTokenResponse::SIGNATURE_WRONG);
      break;
    case mock::entra::OwnSignature::kUnknownKey:
      response.set_signature(CheckTokenResponse::SIGNATURE_UNKNOWN_KEY);
      break;
  }
  response.set_valid_now(state->valid_now);
  return response;
}

absl::StatusOr<std::string> FakesBackend::MintAssertion(
    const mock::scenario::Assertion& assertion) {
  return fakes_.entra().Mint(assertion);
}

absl::StatusOr<std::vector<std::string>> FakesBackend::RotateSigningKey(absl::Duration grace) {
  fakes_.entra().RotateSigningKey(grace);
  std::vector<std::string> ids;
  for (const auto& key : fakes_.entra().PublishedKeys()) {
    if (!key->status().ok()) return key->status();
    ids.push_back(key->kid());
  }
  return ids;
}

std::vector<mock::entra::DeviceCode> FakesBackend::DeviceCodes() {
  return fakes_.entra().directory().device_codes().All();
}

std::optional<mock::entra::DeviceCode> FakesBackend::FindDeviceCode(absl::string_view user_code) {
  return fakes_.entra().directory().device_codes().FindByUserCode(user_code, fakes_.clock().Now());
}

bool FakesBackend::ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) {
  return fakes_.entra().ApproveDeviceCode(user_code, user_name);
}

bool FakesBackend::DeclineDeviceCode(absl::string_view user_code) {
  return fakes_.entra().DeclineDeviceCode(user_code);
}

}  // namespace azmock
