#!/bin/bash
# Runs the tests of the Go module against fakes that end with them.
set -euo pipefail
. integration_tests/interop/installed.sh

PATH=$PATH:/usr/local/go/bin
export GOCACHE=$TEST_TMPDIR/go-cache GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=readonly
command -v go >/dev/null || skip "Go is not on PATH"
(cd go && go list -deps -test ./... >/dev/null 2>"$TEST_TMPDIR/go-list") ||
  skip "the modules have not been downloaded: $(head -n 1 "$TEST_TMPDIR/go-list")"
(cd go && go test -c -o "$TEST_TMPDIR/services_test")
./with_fakes.py directory.textproto "$TEST_TMPDIR/services_test"
