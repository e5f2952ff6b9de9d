#!/bin/bash
# Runs what the console's "Make this a test" makes.
set -euo pipefail
. integration_tests/interop/installed.sh

need_all_languages
export XDG_CACHE_HOME=$TEST_TMPDIR/cache
INTEROP=$installed exec ./made_tests_test.py
