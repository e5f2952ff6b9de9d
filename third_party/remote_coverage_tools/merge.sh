#!/bin/sh
# Concatenates a test's *.dat files into the report Bazel expects.
for arg in "$@"; do
  case "$arg" in
    --coverage_dir=*) dir=${arg#*=} ;;
    --output_file=*) out=${arg#*=} ;;
  esac
done
[ -n "${out:-}" ] || exit 0
: >"$out"
[ -n "${dir:-}" ] && find "$dir" -name '*.dat' -exec cat {} + >>"$out"
exit 0
