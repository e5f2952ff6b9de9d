# Sourced by the scripts in tools/: where the repository is, and Bazel as they use it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
export HOME
# What tools/remote runs, for all checkouts.
remote_folder=$HOME/.cache/azure_identity_cc/remote

die() {
  printf '%s\n' "${0##*/}: $*" >&2
  exit 3
}

# Bazel in this repository; under CI without a server that stays behind.
run_bazel() {
  (cd "$root" && exec bazel ${CI:+--batch} "$@")
}

# Flags of a build that says nothing unless it fails.
quiet=(--noshow_progress --ui_event_filters=-info,-debug --show_result=0)

# The same files give the same bytes: sorted, of nobody, of no time.
pack() {
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 "$@"
}

# Prints the archive of the sources, as a release has it.
sources() {
  local name
  name=azure-identity-cc-$(<"$root/VERSION")
  (cd "$root" && own_files . | pack --transform="s,^,$name/," -cf - -T -) | gzip -n
}

# Prints this repository's files that match the patterns, untracked ones too;
# call it at the root.
own_files() {
  git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
    [ ! -f "$file" ] || echo "$file"
  done
}
