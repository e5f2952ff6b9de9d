#!/bin/bash
# Runs one of the Node.js tests against fakes that end with it.
#
# usage: node_test.sh TEST
set -euo pipefail
. integration_tests/interop/installed.sh

need_same node/package-lock.json node/node_modules/.installed
command -v node >/dev/null || skip "Node.js is not on PATH"
./with_fakes.py directory.textproto node --test --test-timeout=60000 "$installed/$1"
