#!/bin/sh
# Puts a test's coverage data files together as the one report Bazel expects;
# tools/coverage adds the reports up.
for arg in "$@"; do
  case "$arg" in
    --coverage_dir=*) dir=${arg#*=} ;;
    --output_file=*) out=${arg#*=} ;;
  esac
done
[ -n "${out:-}" ] || exit 0
[ -n "${dir:-}" ] || exit 0
find "$dir" -name '*.dat' ! -path "$out" -exec cat {} + >"$out.part"
mv "$out.part" "$out"
