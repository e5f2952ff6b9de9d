// Which of a host's identities a request asks for.
#ifndef MOCK_IMDS_ASSIGNED_IDENTITY_H_
#define MOCK_IMDS_ASSIGNED_IDENTITY_H_

#include <string>
#include <variant>

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// What the request names; the empty ones are not named.
struct IdentityName {
  std::string client_id;
  std::string object_id;
  std::string resource_id;

  bool empty() const { return client_id.empty() && object_id.empty() && resource_id.empty(); }
};

enum class NotAssigned {
  kNotFound,   // no identity of that name, or none at all
  kAmbiguous,  // several user-assigned ones, none of them named, and none of the host's own
};

// In words, for the journal.
std::string ReasonOf(NotAssigned why);

// What a host does with a request that names no identity and has no identity of its
// own but a single user-assigned one.
enum class LoneIdentity { kGive, kRefuse };

// Among the identities that are assigned to the host just now. IDs have no case.
std::variant<Principal, NotAssigned> FindAssigned(const HostExchange& exchange,
                                                  const IdentityName& name,
                                                  LoneIdentity lone = LoneIdentity::kGive);

}  // namespace mock::imds

#endif  // MOCK_IMDS_ASSIGNED_IDENTITY_H_
