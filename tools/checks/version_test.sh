#!/bin/bash
# The version that VERSION has is the library's, the Bazel module's, that of the jar that
# docs/howto/java.md installs, and the newest that CHANGELOG.md tells of.
set -euo pipefail

# Prints what is wrong in a folder.
faults() {
  local version
  version=$(<"$1/VERSION")
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
    echo "VERSION has \"$version\", no MAJOR.MINOR.PATCH"
  grep -qF "kVersion[] = \"$version\";" "$1/identity/version.h" ||
    echo "identity/version.h is not at $version"
  grep -qxF "    version = \"$version\"," "$1/MODULE.bazel" ||
    echo "MODULE.bazel is not at $version"
  [ "$(sed -n 's/^## //p' "$1/CHANGELOG.md" | head -n 1)" = "$version" ] ||
    echo "CHANGELOG.md's newest entry is not $version"
  grep -qF "<version>$version</version>" "$1/docs/howto/java.md" ||
    echo "docs/howto/java.md installs another than $version"
}

bad=$TEST_TMPDIR/bad
mkdir -p "$bad/identity" "$bad/docs/howto"
echo 1.2 >"$bad/VERSION"
echo 'inline constexpr char kVersion[] = "1.2.0";' >"$bad/identity/version.h"
printf 'module(\n    version = "1.2.0",\n)\n' >"$bad/MODULE.bazel"
printf '# Changes\n\n## 1.3.0\n\n## 1.2\n' >"$bad/CHANGELOG.md"
echo '<version>1.2.0</version>' >"$bad/docs/howto/java.md"
diff - <(faults "$bad") <<'FAULTS'
VERSION has "1.2", no MAJOR.MINOR.PATCH
identity/version.h is not at 1.2
MODULE.bazel is not at 1.2
CHANGELOG.md's newest entry is not 1.2
docs/howto/java.md installs another than 1.2
FAULTS

found=$(faults .)
[ -z "$found" ] || { echo "$found" && exit 1; }
