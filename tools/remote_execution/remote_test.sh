#!/bin/bash
# What tools/remote says where nothing runs, and to arguments that it does not know.
set -euo pipefail
export HOME=$TEST_TMPDIR
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# tools/remote with the arguments from the third on must exit with $1 and say $2.
expect() {
  local code=$1 text=$2 status=0 said
  shift 2
  said=$(tools/remote "$@" 2>&1) || status=$?
  [[ $status = "$code" && $said == *"$text"* ]] || fail "tools/remote $*: $status: $said"
}

expect 2 'usage: tools/remote up [--workers N]'
expect 2 'usage: tools/remote up [--workers N]' around
expect 2 'usage: tools/remote up [--workers N]' up 3
expect 2 'usage: tools/remote up [--workers N]' status all
for workers in '' 0 -1 two 1000; do
  expect 3 "remote: --workers needs a number from 1 to 999, not: $workers" up --workers $workers
done
expect 1 'nothing runs; tools/remote up starts it' status
expect 0 '' down

# What is not the process that was started is not ended, whatever its number.
mkdir -p "$HOME/.cache/azure_identity_cc/remote/run"
echo "$$ Thu Jan  1 00:00:00 1970" >"$HOME/.cache/azure_identity_cc/remote/run/buildgrid.process"
expect 1 'buildgrid      has ended' status
expect 0 '' down
expect 1 'nothing runs' status
