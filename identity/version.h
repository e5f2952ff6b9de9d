// The library's version, as it presents itself to services: MAJOR.MINOR.PATCH, as VERSION has it.
#ifndef IDENTITY_VERSION_H_
#define IDENTITY_VERSION_H_

namespace azure::identity {

// Of the library, the tool and all packages.
inline constexpr char kVersion[] = "0.1.0";

}  // namespace azure::identity

#endif  // IDENTITY_VERSION_H_
