#!/bin/bash
set -euo pipefail
. integration_tests/oracle/offline_go.sh
cd integration_tests/oracle
go test -count=1 .
