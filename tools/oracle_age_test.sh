#!/bin/bash
# tools/oracle_age with a `go` that says what this test wants.
set -euo pipefail
mkdir "$TEST_TMPDIR/bin"
export PATH=$TEST_TMPDIR/bin:$PATH

# A `go` that exits with $1 after printing standard input.
say() {
  cat > "$TEST_TMPDIR/answer"
  printf '#!/bin/sh\ncat "%s"\nexit %s\n' "$TEST_TMPDIR/answer" "$1" > "$TEST_TMPDIR/bin/go"
  chmod +x "$TEST_TMPDIR/bin/go"
}

# oracle_age must exit with $1 and print $2.
expect() {
  local status=0 printed
  printed=$(tools/oracle_age 2>&1) || status=$?
  [ "$status" = "$1" ] && [ "$printed" = "$2" ] && return
  printf 'expected %s and:\n%s\ngot %s and:\n%s\n' "$1" "$2" "$status" "$printed"
  exit 1
}

say 0 <<'JSON'
{"Path": "example.com/sdk/azidentity", "Version": "v1.0.0", "Time": "2026-01-02T03:04:05Z"}
JSON
expect 0 'azidentity                               v1.0.0 of 2026-01-02       the newest'

say 0 <<'JSON'
{"Path": "example.com/azidentity", "Version": "v1.0.0", "Time": "2026-01-02T03:04:05Z",
 "Update": {"Path": "example.com/azidentity", "Version": "v1.1.0", "Time": "2026-03-04T00:00:00Z"}}
{"Path": "example.com/azcore", "Version": "v2.0.0"}
JSON
expect 1 'azidentity                               v1.0.0 of 2026-01-02       newer: v1.1.0 of 2026-03-04
azcore                                   v2.0.0 of ?                the newest'

say 1 </dev/null
expect 3 'oracle_age: '

say 0 <<'JSON'
{"Path": "example.com/azidentity", "Version": "v1.0.0", "Error": {"Err": "no such host"}}
JSON
expect 3 'oracle_age: example.com/azidentity: no such host'
