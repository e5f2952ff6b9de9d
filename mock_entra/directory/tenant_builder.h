// Tenants from their messages.
#ifndef MOCK_ENTRA_DIRECTORY_TENANT_BUILDER_H_
#define MOCK_ENTRA_DIRECTORY_TENANT_BUILDER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_entra/directory/directory.pb.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/promises/promises.h"

namespace mock::entra {

// Of messages that ValidateDirectory has accepted.
class TenantBuilder {
 public:
  TenantBuilder(scenario::Tenant proto, std::shared_ptr<Promises> promises);

  const std::vector<std::string>& domains() const { return tenant_.domains_; }

  std::shared_ptr<const Tenant> Build() &&;

 private:
  void Add(const scenario::Tenant& proto);
  void AddUsers(const scenario::Tenant& proto);
  // Of a principal as role assignments call it: an object ID stays what it is.
  std::string ObjectIdOf(absl::string_view principal) const;
  void AddResource(absl::string_view uri, const Resource& resource);

  Tenant tenant_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_TENANT_BUILDER_H_
