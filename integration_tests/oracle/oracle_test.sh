#!/bin/bash
# The oracle's own tests, then that the golden files are what it records today.
set -euo pipefail
. integration_tests/oracle/offline_go.sh
can_be_alone || skip "no private network can be made here"

(cd integration_tests/oracle && go test -count=1 .)
tools/record_oracle --check --azmock tools/azmock_cli/azmock
