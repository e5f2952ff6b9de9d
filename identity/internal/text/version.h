// The library's version, as it presents itself to services.
#ifndef IDENTITY_INTERNAL_TEXT_VERSION_H_
#define IDENTITY_INTERNAL_TEXT_VERSION_H_

namespace azure::identity::internal {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_VERSION_H_
