// Names a user-assigned managed identity.
#ifndef IDENTITY_MANAGED_IDENTITY_ID_H_
#define IDENTITY_MANAGED_IDENTITY_ID_H_

#include <string>
#include <utility>

namespace azure::identity {

// One of the three IDs of a user-assigned identity, as its page in the portal and
// `az identity show` list them. Immutable. Not every host takes every kind:
//
//   | host                                     | client | object | resource |
//   |------------------------------------------|--------|--------|----------|
//   | virtual machines, AKS (IMDS)             | yes    | yes    | yes      |
//   | App Service, Functions, Container Apps   | yes    | yes    | yes      |
//   | Azure Arc, with an agent since 1.67      | yes    | yes    | yes      |
//   | Azure Machine Learning                   | yes    | no     | no       |
//   | Cloud Shell, Service Fabric              | no     | no     | no       |
//
// An older agent of Azure Arc ignores the ID; GetToken refuses the token that it gives.
class ManagedIdentityId {
 public:
  // By what the identity is named.
  enum class Kind { kClient, kObject, kResource };

  // A GUID: the identity's application ID.
  static ManagedIdentityId Client(std::string id) { return {Kind::kClient, std::move(id)}; }
  // A GUID: the ID of its service principal.
  static ManagedIdentityId Object(std::string id) { return {Kind::kObject, std::move(id)}; }
  // "/subscriptions/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/…"
  static ManagedIdentityId Resource(std::string id) { return {Kind::kResource, std::move(id)}; }

  // As they were given.
  Kind kind() const { return kind_; }
  const std::string& value() const { return value_; }

 private:
  ManagedIdentityId(Kind kind, std::string value) : kind_(kind), value_(std::move(value)) {}

  Kind kind_;
  std::string value_;
};

}  // namespace azure::identity

#endif  // IDENTITY_MANAGED_IDENTITY_ID_H_
