#!/bin/bash
# Judges of tokens of each language, by azmock run.
set -euo pipefail
. integration_tests/interop/installed.sh

need_all_languages
(cd go && go build -o "$TEST_TMPDIR/" ./judge)
javac -d "$TEST_TMPDIR" -cp "$installed/venvs/java/lib/*" -sourcepath java java/Judge.java
export INTEROP=$installed BUILT=$TEST_TMPDIR PYTHONPATH=$PWD PYTHONDONTWRITEBYTECODE=1
exec "$TEST_SRCDIR/azure_identity_cc/tools/azmock_cli/azmock" run --config directory.textproto -- \
  python3 judges_test.py
