#!/bin/bash
# What Bazel 7 of Debian sid builds, with that system's compiler and libraries, passes its tests.
set -euo pipefail
root=$(dirname "$(readlink -f WORKSPACE)")
"$root/tools/empty_root" --suite sid --with dash 2>"$TEST_TMPDIR/said" || {
  echo "SKIPPED: there is no root: $(<"$TEST_TMPDIR/said")"
  exit 0
}
"$root/tools/bazel7" >"$TEST_TMPDIR/bazel" 2>&1 || { tail -n 100 "$TEST_TMPDIR/bazel"; exit 1; }
grep '^Executed .* tests pass' "$TEST_TMPDIR/bazel"
