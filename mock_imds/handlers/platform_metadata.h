// Version 2 of the instance metadata service: what a certificate request must say.
#ifndef MOCK_IMDS_HANDLERS_PLATFORM_METADATA_H_
#define MOCK_IMDS_HANDLERS_PLATFORM_METADATA_H_

#include <string>
#include <variant>

#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_exchange.h"

namespace mock::imds {

// The machine, as `cuId` names it.
struct ComputeUnit {
  std::string vm_id;
  std::string vmss_id;  // "" if it is none of a scale set

  // {"vmId":…,"vmssId":…}, without what is empty.
  std::string ToJson() const;
};

ComputeUnit ComputeUnitOf(const HostExchange& exchange);

// The identity that the query names, by client_id, object_id or msi_res_id.
std::variant<Principal, NotAssigned> FindNamed(const HostExchange& exchange);

// GET /metadata/identity/getplatformmetadata: whose certificate is to be asked for, on
// which machine, and where keys are attested. 400 for an identity that is not assigned, as
// version 1.
http::Response HandlePlatformMetadata(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_PLATFORM_METADATA_H_
