#include "mock_imds/validate_hosts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/rules/validate_rule.h"
#include "mock_common/text/values.h"
#include "mock_imds/host_endpoint.h"

namespace mock::imds {
namespace {

using scenario::Assignment;
using scenario::AzureArc;
using scenario::CheckDuration;
using scenario::CheckFileMode;
using scenario::CheckHeaderValue;
using scenario::ImdsV2;
using scenario::ParseDurationText;
using scenario::Place;
using scenario::Quoted;
using Host = scenario::ManagedIdentityHost;

// Gives no tokens at all.
bool IsNotAzure(Host::Kind kind) {
  return kind == Host::OTHER_CLOUD || kind == Host::DOCKER_DESKTOP || kind == Host::CAPTIVE_PORTAL;
}

void CheckAssignment(const Assignment& assignment, const TenantOfHost* tenant, const Place& place) {
  if (assignment.identity().empty()) {
    place.Lacks("identity", "is missing");
  } else if (tenant != nullptr && tenant->managed_identities.count(assignment.identity()) == 0) {
    place.Complain("identity",
                   absl::StrCat(Quoted(assignment.identity()), " is no managed identity of tenant ",
                                Quoted(tenant->id),
                                "; add it to its "
                                "managed_identities"));
  }
  CheckOptional(place, "from", assignment.from(), CheckDuration);
  CheckOptional(place, "until", assignment.until(), CheckDuration);
  const auto from = ParseDurationText(assignment.from().empty() ? "0s" : assignment.from());
  const auto until = ParseDurationText(assignment.until());
  if (from && until && *until <= *from) place.Complain("until", "is not later than from");
}

void CheckAssignments(const Host& host, const TenantOfHost* tenant, const Place& place) {
  bool has_system_assigned = false;
  for (int i = 0; i < host.identities_size(); ++i) {
    const Place inner = place.In("identities", i);
    CheckAssignment(host.identities(i), tenant, inner);
    if (!host.identities(i).system_assigned()) continue;
    if (std::exchange(has_system_assigned, true)) {
      inner.Complain("system_assigned", "is a second one; a host has one of its own");
    }
  }
  if (!host.identities().empty() && IsNotAzure(host.kind())) {
    place.Complain(
        "identities", 0,
        absl::StrCat("is of no use: ", Host::Kind_Name(host.kind()), " gives no tokens"));
  }
}

void CheckEndpoint(const Host& host, const Place& place) {
  if (host.endpoint().empty()) return;
  const auto endpoint = ParseHostEndpoint(host.endpoint());
  if (!endpoint) {
    return place.Complain("endpoint", absl::StrCat(Quoted(host.endpoint()),
                                                   " is not a URL; write one such as "
                                                   "\"http://127.0.0.1:41741/msi/token/\""));
  }
  const bool fabric = host.kind() == Host::SERVICE_FABRIC;
  if (endpoint->tls && !fabric) {
    place.Complain("endpoint", "has https, which only SERVICE_FABRIC has");
  } else if (!endpoint->tls && fabric) {
    place.Complain("endpoint", "has http; SERVICE_FABRIC has https");
  }
}

void CheckAzureArc(const AzureArc& arc, const Place& place) {
  if (!arc.key_directory().empty() && !absl::StartsWith(arc.key_directory(), "/")) {
    place.Complain("key_directory",
                   absl::StrCat(Quoted(arc.key_directory()), " is not an absolute path"));
  }
  if (arc.key_extension().find('/') != std::string::npos) {
    place.Complain("key_extension", "has a folder; use key_directory");
  }
  constexpr int kLargest = 1 << 20;
  if (arc.key_size() < 0 || arc.key_size() > kLargest) {
    place.Complain("key_size", absl::StrCat("must be from 0 to ", kLargest));
  }
  CheckOptional(place, "key_mode", arc.key_mode(), CheckFileMode);
  CheckOptional(place, "challenge", arc.challenge(), CheckHeaderValue);
  if (arc.no_challenge() && !arc.challenge().empty()) {
    place.Complain("challenge", "is given, and no_challenge as well; write one");
  }
}

void CheckHttps(const char* field, const std::string& url, const Place& place) {
  if (url.empty() || absl::StartsWith(url, "https://")) return;
  place.Complain(field, absl::StrCat(Quoted(url), " is not an https URL"));
}

void CheckImdsV2(const ImdsV2& v2, const Place& place) {
  CheckHttps("attestation_endpoint", v2.attestation_endpoint(), place);
  CheckHttps("mtls_authentication_endpoint", v2.mtls_authentication_endpoint(), place);
  CheckOptional(place, "certificate_lifetime", v2.certificate_lifetime(), CheckDuration);
  CheckOptional(place, "tokens_for", v2.tokens_for(), CheckDuration);
}

// Details of one kind with a host of another.
void CheckDetails(const Host& host, const Place& place) {
  if (host.has_azure_arc()) {
    CheckAzureArc(host.azure_arc(), place.In("azure_arc"));
    if (host.kind() != Host::AZURE_ARC) place.Complain("azure_arc", "goes with AZURE_ARC alone");
  }
  if (host.has_service_fabric() && host.kind() != Host::SERVICE_FABRIC) {
    place.Complain("service_fabric", "goes with SERVICE_FABRIC alone");
  }
  if (host.has_imds_v2()) {
    CheckImdsV2(host.imds_v2(), place.In("imds_v2"));
    if (host.kind() != Host::IMDS) place.Complain("imds_v2", "goes with IMDS alone");
  }
  if (host.has_instance() && (!StandsForImds(host.kind()) || IsNotAzure(host.kind()))) {
    place.Complain("instance", absl::StrCat("is of no use: ", Host::Kind_Name(host.kind()),
                                            " has no instance metadata"));
  }
}

void CheckHost(const Host& host, const TenantOfHost* tenant, const Place& place) {
  if (host.kind() == Host::KIND_UNSPECIFIED) {
    return place.Lacks("kind", "is missing; write one such as IMDS");
  }
  CheckEndpoint(host, place);
  CheckOptional(place, "secret", host.secret(), CheckHeaderValue);
  CheckAssignments(host, tenant, place);
  for (int i = 0; i < host.outages_size(); ++i) {
    scenario::ValidateOutage(host.outages(i), place.In("outages", i));
  }
  CheckDetails(host, place);
}

}  // namespace

void ValidateHosts(const ManagedIdentityHosts& hosts, const FindTenantOfHost& find_tenant,
                   const Place& place) {
  std::set<std::string> endpoints;
  for (int i = 0; i < hosts.size(); ++i) {
    const Host& host = hosts[i];
    const Place inner = place.In("hosts", i);
    const auto tenant = find_tenant(host);
    CheckHost(host, tenant ? &*tenant : nullptr, inner);
    const std::string endpoint = EndpointOf(host);
    if (!endpoint.empty() && !endpoints.insert(absl::AsciiStrToLower(endpoint)).second) {
      inner.Complain("endpoint",
                     absl::StrCat(Quoted(endpoint), " belongs to another host as well"));
    }
  }
}

}  // namespace mock::imds
