# Sourced by the tests, in their runfiles: goes where they are, and finds what
# tools/setup --interop installed beside them, or ends the test as skipped.

skip() {
  echo "SKIPPED: $*; run tools/setup --interop"
  exit 0
}

cd integration_tests/interop
installed=$(dirname "$(readlink -f installed.sh)")
HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
PATH=$PATH:/usr/local/bin
export HOME PATH

# What was installed is what is asked for: setup leaves a copy of what it read.
need_same() {
  cmp -s "$1" "$installed/$2" || skip "$installed has not the packages of $1"
}

# Go without a network, and the modules of go/.
need_go() {
  PATH=$PATH:/usr/local/go/bin
  export GOCACHE=$TEST_TMPDIR/go-cache GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=readonly
  command -v go >/dev/null || skip "Go is not on PATH"
  (cd go && go list -deps -test ./... >/dev/null 2>"$TEST_TMPDIR/go-list") ||
    skip "the modules have not been downloaded: $(head -n 1 "$TEST_TMPDIR/go-list")"
}

# Python's, Node's, Java's and Go's packages, and what builds their programs.
need_all_languages() {
  need_same python/requirements.txt venvs/python/.installed
  need_same node/package-lock.json node/node_modules/.installed
  need_same java/pom.xml venvs/java/.installed
  need_go
  local program
  for program in javac node; do
    command -v "$program" >/dev/null || skip "$program is not on PATH"
  done
}
