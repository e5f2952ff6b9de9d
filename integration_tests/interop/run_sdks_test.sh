#!/bin/bash
# Runs programs of Microsoft's SDKs by azmock run.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same services.requirements.txt venvs/services/.installed
need_same azure_cli.requirements.txt venvs/azure_cli/.installed
need_same node/package-lock.json node/node_modules/.installed
need_go
need_same java/pom.xml venvs/java/.installed
for program in java node; do
  command -v "$program" >/dev/null || skip "$program is not on PATH"
done
(cd go && go build -o "$TEST_TMPDIR/" ./get_token ./device_code ./pipeline)
javac -d "$TEST_TMPDIR" -cp "$installed/venvs/java/lib/*" java/*.java
INTEROP=$installed BUILT=$TEST_TMPDIR ./run_sdks_test.py
