#include "mock_entra/directory/users.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_entra/directory/times.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
absl::string_view DomainOf(absl::string_view user_name) {
  const std::size_t at = user_name.rfind('@');
  return at == absl::string_view::npos ? "" : user_name.substr(at + 1);
}

Account ToAccount(absl::string_view tenant_id, const scenario::User& proto) {
  Account account;
  account.name = proto.name();
  account.id = proto.id();
  if (account.id.empty()) {
    account.id = GuidFrom(absl::StrCat("user ", absl::AsciiStrToLower(tenant_id), " ",
                                       absl::AsciiStrToLower(proto.name())));
  }
  account.display_name = proto.display_name().empty() ? proto.name() : proto.display_name();
  account.password = proto.password();
  account.password_expires = TimeOr(proto.password_expires(), absl::InfiniteFuture());
  account.disabled = proto.disabled();
  account.locked = proto.locked();
  account.deleted = proto.deleted();
  account.sessions_valid_from = TimeOr(proto.sessions_valid_from(), absl::InfinitePast());
  account.must_enrol = proto.must_enrol();
  account.home_tenant_id = proto.home_tenant_id();
  account.groups = {proto.groups().begin(), proto.groups().end()};
  account.email = proto.email();
  account.given_name = proto.given_name();
  account.family_name = proto.family_name();
  account.claims = proto.claims();
  return account;
}

Policy ToPolicy(absl::string_view tenant_id, int index,
                const scenario::ConditionalAccessPolicy& proto) {
  Policy policy;
  policy.id = proto.id();
  if (policy.id.empty()) {
    policy.id = GuidFrom(absl::StrCat("policy ", absl::AsciiStrToLower(tenant_id), " ", index));
  }
  policy.control = proto.control();
  for (const std::string& user : proto.users()) {
    policy.users.push_back(absl::AsciiStrToLower(user));
  }
  policy.resources = {proto.resources().begin(), proto.resources().end()};
  policy.max_age = absl::Seconds(proto.max_age_seconds());
  return policy;
}

DeviceLogin ToDeviceLogin(const scenario::DeviceLogin& proto) {
  DeviceLogin login;
  login.pending_polls = proto.pending_polls();
  login.slow_down_polls = proto.slow_down_polls();
  login.approved_by = proto.approved_by();
  login.declined = proto.declined();
  if (proto.expires_in_seconds() != 0) login.lifetime = absl::Seconds(proto.expires_in_seconds());
  if (proto.interval_seconds() != 0) login.interval = absl::Seconds(proto.interval_seconds());
  return login;
}

FederatedDomain ToFederatedDomain(const scenario::FederatedDomain& proto) {
  return {proto.domain(), proto.metadata_url(),
          proto.protocol().empty() ? "WSTrust" : proto.protocol()};
}

}  // namespace mock::entra
