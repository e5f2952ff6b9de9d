# Sourced by the scripts in tools/: where the repository is, and Bazel as they use it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
export HOME

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
