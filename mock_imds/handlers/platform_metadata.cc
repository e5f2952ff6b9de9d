#include "mock_imds/handlers/platform_metadata.h"

#include "mock_common/text/json_text.h"
#include "mock_imds/handlers/imds_refusal.h"
#include "mock_imds/handlers/instance_metadata.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

constexpr char kAttestationEndpoint[] = "https://sharedwus2.wus2.attest.azure.net";

ordered_json Json(const ComputeUnit& unit) {
  ordered_json json;
  json["vmId"] = unit.vm_id;
  if (!unit.vmss_id.empty()) json["vmssId"] = unit.vmss_id;
  return json;
}

}  // namespace

std::string ComputeUnit::ToJson() const { return scenario::JsonText(Json(*this)); }

ComputeUnit ComputeUnitOf(const HostExchange& exchange) {
  const scenario::Instance& instance = exchange.host.instance();
  return {VmIdOf(instance), instance.vmss_id()};
}

std::variant<Principal, NotAssigned> FindNamed(const HostExchange& exchange) {
  return FindAssigned(exchange, {exchange.Query("client_id"), exchange.Query("object_id"),
                                 exchange.Query("msi_res_id")});
}

http::Response HandlePlatformMetadata(const HostExchange& exchange) {
  const auto found = FindNamed(exchange);
  const auto* const principal = std::get_if<Principal>(&found);
  if (principal == nullptr) return RefuseImds(std::get<NotAssigned>(found));
  const std::string& attestation = exchange.host.imds_v2().attestation_endpoint();
  ordered_json json;
  json["cuId"] = Json(ComputeUnitOf(exchange));
  json["clientId"] = principal->client_id;
  json["tenantId"] = exchange.host.tenant_id();
  json["attestationEndpoint"] = attestation.empty() ? kAttestationEndpoint : attestation;
  return JsonResponse(200, scenario::JsonText(json));
}

}  // namespace mock::imds
