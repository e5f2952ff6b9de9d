#!/bin/bash
# Does what docs/howto/remote.md says, in a copy of the source tree and with a cluster of its own.
set -euo pipefail
page=$PWD/docs/howto/remote.md
howto_page=$PWD/integration_tests/interop/howto_page.py
. "$(dirname "$(readlink -f WORKSPACE)")/tools/lib/common.sh"
PATH=$PATH:/usr/local/go/bin
{ [ -x "$remote_folder/buildgrid/bin/bgd" ] && command -v go >/dev/null; } || {
  echo "SKIPPED: there is no BuildGrid, or no Go; run tools/setup --remote"
  exit 0
}
caches=$(dirname "$remote_folder")
GOCACHE=$(go env GOCACHE)
GOMODCACHE=$(go env GOMODCACHE)
export GOCACHE GOMODCACHE

# A home whose name is short, as those of sockets must be, with what is installed in the real one.
HOME=$(mktemp -d /tmp/remote.XXXX)
trap 'tools/remote down; chmod -R u+w "$HOME" && rm -rf "$HOME"' EXIT
mkdir -p "$HOME/first" "$HOME/.cache/azure_identity_cc/remote"
ln -s "$caches/roots" "$HOME/.cache/azure_identity_cc/roots"
ln -s "$remote_folder/buildgrid" "$HOME/.cache/azure_identity_cc/remote/buildgrid"
sources | tar -xzf - --strip-components=1 -C "$HOME/first"
cd "$HOME/first"
git init --quiet
git add --all
git -c user.name=test -c user.email=test@example.com commit --quiet --message "The sources"

CI=1 python3 "$howto_page" "$page"
