#!/bin/bash
# Does what docs/howto/remote.md says, in a copy of the source tree and with a cluster of its own.
set -euo pipefail
page=$PWD/docs/howto/remote.md
howto_page=$PWD/integration_tests/interop/howto_page.py
. "$(dirname "$(readlink -f WORKSPACE)")/tools/lib/common.sh"
for installed in buildgrid/.installed bazel-remote.installed; do
  [ -e "$remote_folder/$installed" ] || {
    echo "SKIPPED: there is no $remote_folder/$installed; run tools/setup --remote"
    exit 0
  }
done
caches=$(dirname "$remote_folder")

# A home whose name is short, as those of sockets must be, with what is installed in the real one.
HOME=$(mktemp -d /tmp/remote.XXXX)
clean_up() {
  local checkout
  tools/remote down
  for checkout in "$HOME"/{first,second}; do
    (cd "$checkout" && bazel --batch clean --expunge) || true
  done
  rm -rf "$HOME"
}
trap clean_up EXIT
mkdir -p "$HOME/first" "$HOME/.cache/azure_identity_cc/remote"
ln -s "$caches/roots" "$HOME/.cache/azure_identity_cc/roots"
ln -s "$remote_folder"/{buildgrid,bazel-remote,bazel-remote.installed} "$HOME/.cache/azure_identity_cc/remote/"
sources | tar -xzf - --strip-components=1 -C "$HOME/first"
cd "$HOME/first"
git init --quiet
git add --all
git -c user.name=test -c user.email=test@example.com commit --quiet --message "The sources"

# In the background, so that a signal that ends this test is heeded at once.
CI=1 python3 "$howto_page" "$page" &
wait $!
