#!/bin/bash
# A root has what it is given, no more, and forgets.
set -euo pipefail
empty_root=$(dirname "$(readlink -f WORKSPACE)")/tools/empty_root
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
"$empty_root" --with dash 2>"$TEST_TMPDIR/said" || {
  echo "SKIPPED: there is no root: $(<"$TEST_TMPDIR/said")"
  exit 0
}
mkdir "$TEST_TMPDIR/folder"
echo 'echo given; echo kept >/file; exit 5' >"$TEST_TMPDIR/folder/script"
status=0
said=$("$empty_root" --with dash --file "$TEST_TMPDIR/folder=/a/b" -- sh /a/b/script) || status=$?
[ "$said $status" = "given 5" ] || fail "it said $said and ended with $status"
run() { "$empty_root" --with dash -- sh -c "$1"; }
run '! [ -e /file ] && ! [ -e /a ] && ! [ -e /proc/self ] && ! [ -e /usr/bin/python3 ]' ||
  fail "it has more"
networks=$("$empty_root" --with dash,grep --proc -- grep -o '^ *[^ ]*:' /proc/self/net/dev)
[ "${networks// /}" = lo: ] || fail "it has networks: $networks"
for wrong in "--with" "--rooms x" "--file nowhere=/x"; do
  ! "$empty_root" $wrong 2>/dev/null || fail "it takes $wrong"
done
