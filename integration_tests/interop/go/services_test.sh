#!/bin/bash
# Runs the tests of the Go module against fakes that end with them.
set -euo pipefail
. integration_tests/interop/installed.sh

need_go
(cd go && go test -c -o "$TEST_TMPDIR/services_test")
./with_fakes.py directory.textproto "$TEST_TMPDIR/services_test"
