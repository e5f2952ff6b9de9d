#!/bin/bash
# Runs one of the Node.js tests, with the packages that tools/setup --interop
# installed, against fakes that end with it.
set -euo pipefail
azmock=$PWD/tools/azmock_cli/azmock
cd integration_tests/interop

HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
PATH=$PATH:/usr/local/bin
export HOME PATH
packages=$(dirname "$(readlink -f package.json)")/node_modules
[ -d "$packages" ] || { echo "$packages is missing; run tools/setup --interop" >&2 && exit 1; }

# Node.js reads its certificates when it starts, so the fakes start before it.
export NODE_EXTRA_CA_CERTS=$TEST_TMPDIR/ca.pem
coproc FAKES { "$azmock" serve --stop-on-eof --config directory.textproto --ca-file "$NODE_EXTRA_CA_CERTS"; }
read -r ready <&"${FAKES[0]}"
ENTRA=$(node -p 'JSON.parse(process.argv[1]).endpoints.entra' "$ready")
export ENTRA
node --test --test-timeout=60000 "$(readlink -f "$1")"
