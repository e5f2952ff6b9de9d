#!/bin/bash
# The oracle's own tests, then that the golden files are what it records today, and that
# nothing differs with the version that is pinned.
set -euo pipefail
. integration_tests/oracle/offline_go.sh
can_be_alone || skip "no private network can be made here"

(cd integration_tests/oracle && go test -count=1 .)
tools/record_oracle --check --azmock tools/azmock_cli/azmock

pinned=$(cd integration_tests/oracle && go list -m -f '{{.Version}}' github.com/Azure/azure-sdk-for-go/sdk/azidentity)
differences=$(GOFLAGS=-trimpath tools/record_oracle --against "$pinned" --azmock tools/azmock_cli/azmock \
  arc-client-id service-fabric-token client-secret-invalid)
[ -z "$differences" ] || { echo "$differences"; exit 1; }
