#include "mock_entra/promises/device_codes.h"

#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {

void DeviceCodes::Add(const std::string& device_code, DeviceCode code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  by_user_code_.Put(code.user_code, device_code);
  codes_.Put(device_code, std::move(code));
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
  const std::string* const device_code = by_user_code_.Find(PlainUserCode(user_code));
  const DeviceCode* const code = device_code == nullptr ? nullptr : codes_.Find(*device_code);
  return code == nullptr ? "" : code->owner;
}

void DeviceCodes::Redeem(const std::string& device_code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (DeviceCode* const code = codes_.Find(device_code)) code->state = DeviceCode::State::kRedeemed;
}

DeviceCode* DeviceCodes::FindPending(absl::string_view user_code, absl::Time now) {
  const std::string* const device_code = by_user_code_.Find(PlainUserCode(user_code));
  if (device_code == nullptr) return nullptr;
  DeviceCode* const code = codes_.Find(*device_code);
  if (code == nullptr || code->state != DeviceCode::State::kPending) return nullptr;
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
  codes_.ForEach([&all](const DeviceCode& code) { all.push_back(code); });
  return all;
}

void DeviceCodes::RemoveOfTenant(absl::string_view tenant) {
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.RemoveIf(
      [&](const DeviceCode& code) { return absl::EqualsIgnoreCase(code.owner, tenant); });
}

void DeviceCodes::Clear() {
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.Clear();
  by_user_code_.Clear();
}

}  // namespace mock::entra
