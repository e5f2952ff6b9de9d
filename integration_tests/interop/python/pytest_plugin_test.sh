#!/bin/bash
# The pytest fixture, with Microsoft's azure-identity: the first example of the package's README,
# and where a mark puts a test.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same python/requirements.txt venvs/python/.installed
root=$TEST_SRCDIR/azure_identity_cc
export AZMOCK=$root/tools/azmock_cli/azmock PYTHONPATH=$root/tools/packaging/python
cp python/pytest_plugin_cases.py "$TEST_TMPDIR/test_cases.py"
sed -n '/^```python$/,/^```$/p' "$PYTHONPATH/README.md" | sed '/^```/d' >"$TEST_TMPDIR/test_readme.py"
cd "$TEST_TMPDIR"
"$installed/venvs/python/bin/python3" -m pytest -q -p azmock.pytest_plugin -p no:cacheprovider
