#!/bin/bash
# The how-to page for Python, with the wheel installed in a fresh environment, offline.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same python/requirements.txt venvs/python/.installed
root=$TEST_SRCDIR/azure_identity_cc
cd "$TEST_TMPDIR"
version=$("$root/tools/packaging/azmock" --version | cut -d' ' -f2)
strip -o azmock "$root/tools/packaging/azmock"
python3 "$root/tools/packaging/python/build_wheel.py" azmock "$version" . >/dev/null
/usr/bin/python3 -m venv fresh
# The SDK comes from where it was installed; the wheel is put beside it.
ls -d "$installed"/venvs/python/lib/python3*/site-packages >"$(ls -d fresh/lib/python3*/site-packages)/sdk.pth"
PATH=$PWD/fresh/bin:$PATH
export PIP_DISABLE_PIP_VERSION_CHECK=1
python3 "$root/integration_tests/interop/howto_page.py" "$root/docs/howto/python.md"
