# Sourced by tests that need Go, in their runfiles: finds it and the pinned
# modules, which tools/record_oracle downloads, or ends the test as skipped.

skip() {
  echo "SKIPPED: $*"
  exit 0
}

HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
export HOME PATH=$PATH:/usr/local/go/bin
export GOCACHE=$TEST_TMPDIR/go-cache GOPROXY=off GOTOOLCHAIN=local
# As tools/record_oracle builds, so that both share what is compiled.
export GOFLAGS="-mod=readonly -trimpath"
command -v go >/dev/null || skip "Go is not installed (tools/setup --oracle says what is missing)"
(cd integration_tests/oracle && go list -deps -test ./... >/dev/null 2>"$TEST_TMPDIR/go-list") ||
  skip "the oracle's modules have not been downloaded: $(head -n 1 "$TEST_TMPDIR/go-list")"

# Whether loopback can be had alone, as it is in Bazel's Linux sandbox.
can_be_alone() {
  local map=()
  [ "$(id -u)" = 0 ] || map=(--map-root-user)
  [ "$(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ')" = lo ] ||
    unshare "${map[@]}" --net ip link set lo up 2>/dev/null
}
