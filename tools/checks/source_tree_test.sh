#!/bin/bash
# First that the checker finds each kind of fault, then that the tree has none.
set -euo pipefail
checker=$PWD/tools/checks/source_tree.py

bad=$TEST_TMPDIR/bad/pkg
mkdir -p "$bad"
printf '#ifndef WRONG_H_\n#define WRONG_H_\n' >"$bad/a.h"
printf 'cc_test(\n    name = "t",\n)\n' >"$bad/BUILD"
printf 'std::this_thread::sleep_%s(1s);\n' for >"$bad/b_test.cc"
printf 'const char* kPath = "/%s/somebody/x";\n' home >"$bad/c.cc"
yes '' | head -n 451 >"$bad/d.cc" || true
printf '# A b, c\n[here](#a-b-c) [a.h](a.h)\n[gone](gone.md) [heading](e.md#a)\n' >"$bad/e.md"
printf 'bazel %s //pkg:t //pkg:all //pkg/... //... //pkg:gone\n' test >"$bad/f.md"
echo '`pkg/a.h` and `pkg/gone/`' >"$bad/g.md"
library=$TEST_TMPDIR/bad/identity
mkdir -p "$library/testing"
printf 'std::thread::id id;\nstd::thread thread([] {});\n' | tee "$library/a.cc" \
  "$library/a_test.cc" >"$library/testing/b.cc"
touch "$TEST_TMPDIR/bad/key.pem"
found=$(python3 "$checker" "$TEST_TMPDIR/bad" && exit 1 || true)
for expected in 'a.h:1: include guard' 'BUILD:1: t has no size' 'b_test.cc:1: a test sleeps' \
  'c.cc:1: an absolute path' 'd.cc:451: more than 450 lines' \
  'e.md:3: a link to pkg/gone.md, which is not there' 'e.md:3: pkg/e.md has no heading for #a' \
  'f.md:1: a command for pkg:gone, which is not there' \
  'g.md:1: names pkg/gone/, which is not there'; do
  grep -qF "pkg/$expected" <<<"$found" || { echo "not found: $expected in: $found" && exit 1; }
done
grep -qF 'key.pem:1: a file that nobody expects at the top' <<<"$found" || exit 1
grep -qF 'identity/a.cc:2: a thread that is no' <<<"$found" || { echo "not found in: $found" && exit 1; }
[[ $(grep -c 'a thread that' <<<"$found") == 1 ]] || { echo "too many in: $found" && exit 1; }

python3 "$checker" "$(dirname "$(readlink -f WORKSPACE)")"
