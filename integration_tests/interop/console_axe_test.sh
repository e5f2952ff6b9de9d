#!/bin/bash
# axe-core judges the console's views in Chromium.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same node/package-lock.json node/node_modules/.installed
exec ../console_accessibility.py "$installed/node/node_modules/axe-core/axe.min.js"
