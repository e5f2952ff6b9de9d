#include "mock_imds/host_list.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

bool HasSameEndpoint(const Host& a, const Host& b) {
  return absl::EqualsIgnoreCase(absl::StripSuffix(a.endpoint(), "/"),
                                absl::StripSuffix(b.endpoint(), "/"));
}

}  // namespace

void HostList::Merge(const ManagedIdentityHosts& hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ManagedIdentityHosts merged;
  for (const auto& host : *hosts_) *merged.Add() = *host;
  for (const Host& host : hosts) {
    const auto known = std::find_if(merged.begin(), merged.end(), [&](const Host& other) {
      return HasSameEndpoint(host, other);
    });
    (known == merged.end() ? *merged.Add() : *known) = host;
  }
  Update(merged);
}

void HostList::Replace(const ManagedIdentityHosts& hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Update(hosts);
}

void HostList::Update(const ManagedIdentityHosts& hosts) {
  auto updated = std::make_shared<Hosts>();
  for (const Host& host : hosts) {
    const std::string bytes = host.SerializeAsString();
    const auto same = std::find_if(hosts_->begin(), hosts_->end(), [&](const auto& known) {
      return known->SerializeAsString() == bytes;
    });
    updated->push_back(same != hosts_->end() ? *same : std::make_shared<const Host>(host));
  }
  hosts_ = std::move(updated);
}

std::shared_ptr<const HostList::Hosts> HostList::hosts() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return hosts_;
}

}  // namespace mock::imds
