#include "mock_entra/promises/device_codes.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {

std::size_t DeviceCode::Bytes() const {
  return sizeof(DeviceCode) + tenant.size() + owner.size() + app_id.size() + app_name.size() +
         scope.size() + resource.size() + 3 * user_code.size() + sign_in.Bytes();
}

absl::Status DeviceCodes::Add(const std::string& device_code, DeviceCode code) {
  constexpr auto kNone = BoundedMap<DeviceCode>::None;
  const std::string user_code = code.user_code;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!codes_.Put(device_code, code, kNone, kNone)) {
    Remove([now = code.issued](const DeviceCode& other) {
      return now >= other.issued + other.lifetime;
    });
    if (!codes_.Put(device_code, std::move(code), kNone, kNone)) {
      return NoRoomFor("device codes", limits_);
    }
  }
  by_user_code_[user_code] = device_code;
  return absl::OkStatus();
}

void DeviceCodes::Remove(const std::function<bool(const DeviceCode&)>& gone) {
  codes_.RemoveIf([&](const std::string& /*key*/, const DeviceCode& code) {
    const bool goes = gone(code);
    if (goes) by_user_code_.erase(code.user_code);
    return goes;
  });
}

std::optional<DeviceCode> DeviceCodes::Poll(const std::string& device_code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  DeviceCode* const code = codes_.Find(device_code);
  if (code == nullptr) return std::nullopt;
  ++code->polls;
  return *code;
}

std::string DeviceCodes::OwnerOf(const std::string& device_code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const DeviceCode* const code = codes_.Find(device_code);
  return code == nullptr ? "" : code->owner;
}

std::string DeviceCodes::OwnerOfUserCode(absl::string_view user_code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto device_code = by_user_code_.find(PlainUserCode(user_code));
  return device_code == by_user_code_.end() ? "" : codes_.Find(device_code->second)->owner;
}

void DeviceCodes::Redeem(const std::string& device_code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (DeviceCode* const code = codes_.Find(device_code)) code->state = DeviceCode::State::kRedeemed;
}

DeviceCode* DeviceCodes::FindPending(absl::string_view user_code, absl::Time now) {
  const auto device_code = by_user_code_.find(PlainUserCode(user_code));
  if (device_code == by_user_code_.end()) return nullptr;
  DeviceCode* const code = codes_.Find(device_code->second);
  if (code->state != DeviceCode::State::kPending) return nullptr;
  return now < code->issued + code->lifetime ? code : nullptr;
}

std::optional<DeviceCode> DeviceCodes::FindByUserCode(absl::string_view user_code, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const DeviceCode* const code = FindPending(user_code, now);
  return code == nullptr ? std::nullopt : std::optional<DeviceCode>(*code);
}

bool DeviceCodes::Approve(absl::string_view user_code, absl::string_view tenant, SignIn sign_in,
                          absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  DeviceCode* const code = FindPending(user_code, now);
  if (code == nullptr) return false;
  code->state = DeviceCode::State::kApproved;
  code->owner = std::string(tenant);
  code->sign_in = std::move(sign_in);
  return true;
}

bool DeviceCodes::Decline(absl::string_view user_code, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  DeviceCode* const code = FindPending(user_code, now);
  if (code == nullptr) return false;
  code->state = DeviceCode::State::kDeclined;
  return true;
}

std::vector<DeviceCode> DeviceCodes::All() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<DeviceCode> all;
  codes_.ForEach(
      [&all](const std::string& /*key*/, const DeviceCode& code) { all.push_back(code); });
  std::sort(all.begin(), all.end(), [](const DeviceCode& a, const DeviceCode& b) {
    return std::tie(a.issued, a.user_code) < std::tie(b.issued, b.user_code);
  });
  return all;
}

void DeviceCodes::RemoveOfTenant(absl::string_view tenant) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Remove([tenant](const DeviceCode& code) { return absl::EqualsIgnoreCase(code.owner, tenant); });
}

void DeviceCodes::Clear() {
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.Clear();
  by_user_code_.clear();
}

}  // namespace mock::entra
