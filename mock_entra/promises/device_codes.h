// Device codes (RFC 8628), of all tenants: users type them in where no tenant is named.
#ifndef MOCK_ENTRA_PROMISES_DEVICE_CODES_H_
#define MOCK_ENTRA_PROMISES_DEVICE_CODES_H_

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/promises/bounded_map.h"
#include "mock_entra/promises/promise_limits.h"
#include "mock_entra/promises/sign_in.h"

namespace mock::entra {

struct DeviceCode {
  enum class State { kPending, kApproved, kDeclined, kRedeemed };

  std::string tenant;  // its ID, or the alias that was asked, in lower case
  // The ID of the tenant whose state it is: the one that was asked or, of an alias, the
  // application's and, once approved, the user's. "" for nobody's: of an application that
  // is in every tenant, before it is approved.
  std::string owner;
  std::string app_id;
  std::string app_name;
  std::string scope;
  std::string resource;  // of the v1.0 endpoint
  std::string user_code;
  absl::Time issued;
  absl::Duration lifetime;
  State state = State::kPending;
  SignIn sign_in;  // once approved
  int polls = 0;

  std::size_t Bytes() const;  // what it takes in memory
};

// Safe for use by many threads.
class DeviceCodes {
 public:
  explicit DeviceCodes(const PromiseLimits& limits = PromiseLimits()) : limits_(limits) {}

  // Expired ones make room. Errors: kResourceExhausted, as NoRoomFor.
  absl::Status Add(const std::string& device_code, DeviceCode code);

  // Counts a poll, which the result includes. nullopt if there is none such.
  std::optional<DeviceCode> Poll(const std::string& device_code);

  // Whose it is; "" if it is nobody's, or if there is none such. The second as typed.
  std::string OwnerOf(const std::string& device_code);
  std::string OwnerOfUserCode(absl::string_view user_code);

  // The tokens were issued.
  void Redeem(const std::string& device_code);

  // As typed. nullopt if there is none, or it was dealt with, or is too old.
  std::optional<DeviceCode> FindByUserCode(absl::string_view user_code, absl::Time now);

  // It is `tenant`'s from now on, the ID of the user's. False if FindByUserCode finds none.
  bool Approve(absl::string_view user_code, absl::string_view tenant, SignIn sign_in,
               absl::Time now);
  // False if FindByUserCode finds none.
  bool Decline(absl::string_view user_code, absl::Time now);

  // Oldest first.
  std::vector<DeviceCode> All();

  // Those that the tenant of this ID owns.
  void RemoveOfTenant(absl::string_view tenant);
  void Clear();

 private:
  DeviceCode* FindPending(absl::string_view user_code, absl::Time now);

  // The caller holds the lock.
  void Remove(const std::function<bool(const DeviceCode&)>& gone);

  const PromiseLimits limits_;
  std::mutex mutex_;
  BoundedMap<DeviceCode> codes_{limits_};
  std::unordered_map<std::string, std::string> by_user_code_;  // of those in codes_
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_DEVICE_CODES_H_
