#include "mock_imds/host_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

// The one of the host's endpoint, or the end.
template <typename Lives>
auto FindSameEndpoint(Lives& lives, const Host& host) {
  return std::find_if(lives.begin(), lives.end(), [&host](const auto& life) {
    return absl::EqualsIgnoreCase(absl::StripSuffix(life->host.endpoint(), "/"),
                                  absl::StripSuffix(host.endpoint(), "/"));
  });
}

}  // namespace

std::shared_ptr<const HostLife> HostList::Born(const Host& host) const {
  return std::make_shared<const HostLife>(
      HostLife{host, clock_.Now(), std::make_shared<ArcKeys>()});
}

void HostList::Merge(const ManagedIdentityHosts& hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Hosts merged = *hosts_;
  for (const Host& host : hosts) {
    const auto known = FindSameEndpoint(merged, host);
    if (known == merged.end()) {
      merged.push_back(Born(host));
    } else {
      *known = Born(host);
    }
  }
  hosts_ = std::make_shared<const Hosts>(std::move(merged));
}

void HostList::Replace(const ManagedIdentityHosts& hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Hosts added;
  for (const Host& host : hosts) added.push_back(Born(host));
  hosts_ = std::make_shared<const Hosts>(std::move(added));
}

void HostList::Reduce(const ManagedIdentityHosts& hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Hosts left;
  for (const Host& host : hosts) {
    const auto known = FindSameEndpoint(*hosts_, host);
    if (known == hosts_->end()) continue;
    const HostLife& life = **known;
    const bool same = life.host.SerializeAsString() == host.SerializeAsString();
    left.push_back(
        same ? *known
             : std::make_shared<const HostLife>(HostLife{host, life.began, life.arc_keys}));
  }
  hosts_ = std::make_shared<const Hosts>(std::move(left));
}

void HostList::BeginAgain(const std::vector<std::string>& tenant_names) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Hosts all = *hosts_;
  for (auto& life : all) {
    const bool is_of_tenant =
        std::any_of(tenant_names.begin(), tenant_names.end(), [&life](const std::string& name) {
          return absl::EqualsIgnoreCase(life->host.tenant_id(), name);
        });
    if (is_of_tenant) life = Born(life->host);
  }
  hosts_ = std::make_shared<const Hosts>(std::move(all));
}

std::shared_ptr<const HostList::Hosts> HostList::hosts() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return hosts_;
}

}  // namespace mock::imds
