// The authority that issues tokens: which host, which kind, which tenant.
#ifndef IDENTITY_INTERNAL_ENTRA_AUTHORITY_H_
#define IDENTITY_INTERNAL_ENTRA_AUTHORITY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/client_options.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

enum class AuthorityKind {
  kEntra,  // https://{host}/{tenant}
  kAdfs,   // https://{host}/adfs
  kDsts,   // https://{host}/dstsv2/7a433bfc-2514-4697-b467-e0933190487f
};

struct Authority {
  AuthorityKind kind = AuthorityKind::kEntra;
  std::string host;    // in lower case, with its port, if it names one
  std::string tenant;  // in lower case
  std::string uri;     // "https://{host}/{tenant}/", the tenant as it was given
};

// The host to ask: the option, else AZURE_AUTHORITY_HOST, else the public
// cloud's. kInvalidArgument if it is no URL (Go's text) or "cannot use an
// authority host without https".
absl::StatusOr<std::string> ResolveAuthorityHost(const CloudConfiguration& cloud,
                                                 const Environment& environment);

// The authority for `tenant` at a host that ResolveAuthorityHost returned. User
// info in `host` is dropped: it is a password in an error's way. Errors, all
// kInvalidArgument: the host has a query, or names dSTS with another tenant.
absl::StatusOr<Authority> MakeAuthority(absl::string_view host, absl::string_view tenant);

// `authority` with another tenant. Errors, all kInvalidArgument: the kind has no
// tenants, or the tenant is one of the general ones ("common", …).
absl::StatusOr<Authority> ForTenant(const Authority& authority, absl::string_view tenant);

// A cloud's authority under all its names. Its tokens are cached under one of
// them.
struct Cloud {
  std::string cache_name;
  std::vector<std::string> hosts;
};

// The cloud that `host` is known to belong to; null for any other host. Known
// hosts are trusted: they may vouch for others. The list is MSAL's.
const Cloud* FindKnownCloud(absl::string_view host);

inline bool IsTrustedHost(absl::string_view host) { return FindKnownCloud(host) != nullptr; }

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_AUTHORITY_H_
