#include "mock_server/admin/control.h"

#include "absl/strings/str_cat.h"

namespace mock::admin {

absl::Status At(absl::string_view field, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(field, ": ", status.message()));
}

absl::StatusOr<std::vector<std::string>> FindTenant(const Control& control, absl::string_view field,
                                                    const std::string& tenant) {
  if (tenant.empty()) return absl::InvalidArgumentError(absl::StrCat(field, ": is required"));
  auto names = control.backend.TenantNames(tenant);
  if (!names.empty()) return names;
  return absl::NotFoundError(absl::StrCat(field, ": the directory has no tenant \"", tenant, "\""));
}

}  // namespace mock::admin
