#!/bin/bash
# The column of one SDK in cells.tsv.
#
# usage: table_test.sh SDK
set -euo pipefail
. integration_tests/interop/installed.sh

case $1 in
  go | hashicorp | mssql) need_go ;;
  python | msal_python | adal) need_same python/requirements.txt venvs/python/.installed ;;
  azure_cli) need_same azure_cli/requirements.txt venvs/azure_cli/.installed ;;
  node | msal_node) need_same node/package-lock.json node/node_modules/.installed ;;
  java | kafka) need_same java/pom.xml venvs/java/.installed ;;
esac
export AZMOCK=$TEST_SRCDIR/azure_identity_cc/tools/azmock_cli/azmock
exec ./table.py --installed "$installed" --sdk "$1"
