#!/bin/bash
# Runs what the console's "Make this a test" makes.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same python/requirements.txt venvs/python/.installed
need_same node/package-lock.json node/node_modules/.installed
need_same java/pom.xml venvs/java/.installed
need_go
for program in javac node; do
  command -v "$program" >/dev/null || skip "$program is not on PATH"
done
export XDG_CACHE_HOME=$TEST_TMPDIR/cache
INTEROP=$installed exec ./made_tests_test.py
