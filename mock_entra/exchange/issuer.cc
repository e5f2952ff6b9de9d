#include "mock_entra/exchange/issuer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace mock::entra {

std::string Issuer(const Authority& authority, absl::string_view tenant_id, Version version) {
  if (version == Version::kV2) return absl::StrCat(authority.issuer_base, "/", tenant_id, "/v2.0");
  return absl::StrCat("https://", authority.cloud->v1_issuer_host, "/", tenant_id, "/");
}

std::string TenantOfIssuer(const Authority& authority, absl::string_view issuer) {
  if (const auto path = PathAt(authority, issuer)) {
    absl::string_view v2 = *path;
    if (absl::ConsumePrefix(&v2, "/") && absl::ConsumeSuffix(&v2, "/v2.0")) return std::string(v2);
  }
  absl::string_view v1 = issuer;
  if (absl::ConsumePrefix(&v1, absl::StrCat("https://", authority.cloud->v1_issuer_host, "/")) &&
      absl::ConsumeSuffix(&v1, "/")) {
    return std::string(v1);
  }
  return "";
}

}  // namespace mock::entra
