#!/bin/bash
# A public name needs a comment, and has it in the reference. That all have one, package_test finds.
set -euo pipefail
docs=$(dirname "$(readlink -f WORKSPACE)")/tools/docs
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
header=$TEST_TMPDIR/sample.h
cat >"$header" <<'HEADER'
// A sample.
#ifndef SAMPLE_H_
#define SAMPLE_H_

// Holds samples.
struct Sample {
  int size = 0;  // in metres
  // About these two.
  int first() const;
  int second() const;

  int third() const;
};

#endif  // SAMPLE_H_
HEADER
said=$TEST_TMPDIR/said
! "$docs" --out "$TEST_TMPDIR/bad.tar.gz" "$header" 2>"$said" || fail "a name had no comment"
grep -q 'sample.h:12: .*third() .* is not documented' "$said" || fail "$(<"$said")"
! grep -E 'size|first|second' "$said" || fail "names that have a comment"
[ ! -e "$TEST_TMPDIR/bad.tar.gz" ] || fail "an archive in spite of it"

sed -i '/third/d' "$header"
"$docs" --out "$TEST_TMPDIR/good.tar.gz" "$header"
tar -xzf "$TEST_TMPDIR/good.tar.gz" -C "$TEST_TMPDIR"
for text in 'Holds samples' 'in metres' 'About these two' 'A sample'; do
  grep -rqs "$text" "$TEST_TMPDIR"/azure-identity-cc-*-docs || fail "it lacks: $text"
done
