#!/bin/bash
# Makes the library's Debian package: headers, archives, and what pkg-config and CMake read. The same
# files give the same bytes.
#
# usage: build_deb.sh ARCHIVE TESTING_ARCHIVE FOLDER

set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$here/../../..
version=$(<"$root/VERSION")
architecture=$(dpkg --print-architecture)
name=libazure-identity-cc-dev
libraries=usr/lib/$(gcc -print-multiarch)

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
put() { install -D -m 0644 "$1" "$tree/$2"; }
write() { put /dev/stdin "$1"; }

python3 "$root/tools/checks/house.py" "$root" --public-headers | while read -r header; do
  put "$root/$header" "usr/include/azure-identity-cc/$header"
done
put "$1" "$libraries/libazure_identity_cc.a"
put "$2" "$libraries/libazure_identity_cc_testing.a"
put "$root/LICENSE" "usr/share/doc/$name/copyright"

write "$libraries/pkgconfig/azure-identity-cc.pc" <<END
Name: azure-identity-cc
Description: Azure identity library
Version: $version
Requires: absl_flat_hash_map absl_hash absl_status absl_statusor absl_str_format absl_strings absl_time libcurl openssl protobuf
Libs: -L/$libraries -lazure_identity_cc
Cflags: -I/usr/include/azure-identity-cc
END
write "$libraries/pkgconfig/azure-identity-cc-testing.pc" <<END
Name: azure-identity-cc-testing
Description: fakes for tests of users of the Azure identity library
Version: $version
Requires: azure-identity-cc gmock
Libs: -L/$libraries -lazure_identity_cc_testing
END

cmake=$libraries/cmake/azure_identity_cc
put "$here/azure_identity_ccConfig.cmake" "$cmake/azure_identity_ccConfig.cmake"
write "$cmake/azure_identity_ccConfigVersion.cmake" <<END
# As semantic versioning has it.
set(PACKAGE_VERSION $version)
if(PACKAGE_FIND_VERSION VERSION_LESS_EQUAL PACKAGE_VERSION
   AND (NOT PACKAGE_FIND_VERSION OR PACKAGE_FIND_VERSION_MAJOR EQUAL ${version%%.*}))
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
END

# Of abseil and protobuf it needs the very ones that it was compiled with.
write DEBIAN/control <<END
Package: $name
Version: $version
Architecture: $architecture
Maintainer: azure-identity-cc <azure-identity-cc@localhost>
Section: libdevel
Priority: optional
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libabsl-dev, libabsl20220623, libcurl4-openssl-dev, libprotobuf-dev, libprotobuf32, libssl-dev
Suggests: libgmock-dev, libgrpc++-dev
Description: Azure identity library for C++17
 Tokens from Microsoft Entra ID: service principals, managed and workload
 identities, developers' tools and users, with azidentity's error texts.
END
chmod -R u=rwX,go=rX "$tree"
SOURCE_DATE_EPOCH=0 dpkg-deb --root-owner-group -Zgzip --build "$tree" \
  "$3/${name}_${version}_$architecture.deb" >/dev/null
