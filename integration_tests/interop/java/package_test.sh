#!/bin/bash
# The jar, with Microsoft's azure-identity: what its pages show.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same java/pom.xml venvs/java/.installed
for program in java javac mvn; do
  command -v "$program" >/dev/null || skip "$program is not on PATH"
done
export XDG_CACHE_HOME=$TEST_TMPDIR/cache
INTEROP=$installed exec java/package_test.py
