#!/bin/bash
# The oracle's own tests, then that the golden files are what it records today, and that
# nothing differs with the version that is pinned, as another one.
set -euo pipefail
. integration_tests/oracle/offline_go.sh
can_be_alone || skip "no private network can be made here"

(cd integration_tests/oracle && go test -count=1 .)
tools/record_oracle --check --azmock tools/azmock_cli/azmock

# Another version is found in the graph of all modules, of which a build downloads a part.
(cd integration_tests/oracle && go mod download 2>"$TEST_TMPDIR/go-download") ||
  skip "the rest, which needs all modules (tools/setup --oracle): $(head -n 1 "$TEST_TMPDIR/go-download")"
pinned=$(cd integration_tests/oracle && go list -m -f '{{.Version}}' github.com/Azure/azure-sdk-for-go/sdk/azidentity)
differences=$(GOFLAGS=-trimpath tools/record_oracle --against "$pinned" --azmock tools/azmock_cli/azmock \
  arc-client-id service-fabric-token client-secret-invalid)
[ -z "$differences" ] || { echo "$differences"; exit 1; }
