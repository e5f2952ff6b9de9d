#!/bin/bash
# First that the checker finds each kind of fault, then that the tree has none.
set -euo pipefail
checker=$PWD/tools/checks/house.py
bad=$TEST_TMPDIR/bad

# Writes a file of these lines.
file() {
  mkdir -p "$bad/$(dirname "$1")"
  printf '%s\n' "${@:2}" >"$bad/$1"
}

cat >"$TEST_TMPDIR/table.txt" <<'TABLE'
tree identity:
  identity/context identity/access_token
  identity/internal/text/
  testing identity/testing/
  identity/internal/cache/ identity/internal/entra/
  identity/*_credential
tree mock_common:
  mock_common/http/
  mock_common/journal/
tree mock_entra: mock_common
  mock_entra/tokens/
tree tools: identity mock_entra
  tools/azmock_cli/
except identity/internal/entra -> identity/internal/cache: shown here to be allowed
except identity/context -> identity/access_token: shown here to be of no use
TABLE

include() { printf '#include "%s"' "$1"; }
file identity/context.h
file identity/access_token.h "$(include identity/context.h)"
file identity/internal/text/up.cc '' "$(include identity/internal/entra/entra.h)"
file identity/internal/text/up_test.cc "$(include identity/internal/entra/entra.h)"
file identity/internal/text/fine_test.cc "$(include identity/testing/fake.h)"
file identity/internal/cache/across.h "$(include identity/internal/entra/entra.h)"
file identity/internal/cache/across_test.cc "$(include identity/internal/entra/entra.h)"
file identity/internal/cache/product.cc "$(include identity/testing/fake.h)"
file identity/internal/entra/entra.h "$(include identity/internal/cache/across.h)"
file identity/internal/nowhere/lost.cc
file identity/testing/fake.h
file identity/a_credential.h "$(include identity/internal/text/text.h)"
file identity/b_credential.h "$(include identity/a_credential.h)" "$(include identity/x.pb.h)"
file identity/c_credential.cc "$(include mock_common/http/http.h)"
file identity/c_credential_more_test.cc "$(include identity/b_credential.h)"
file mock_common/http/knows.cc "$(include mock_entra/tokens/tokens.h)"
file mock_common/http/knows.proto 'import "mock_common/journal/journal.proto";'
file mock_entra/tokens/uses.cc "$(include mock_common/http/http.h)"
file mock_entra/tokens/judges.cc "$(include identity/context.h)"
file tools/azmock_cli/looks.cc "$(include identity/internal/text/text.h)"
for unit in {1..21}; do file "mock_common/journal/unit$unit.h"; done
for unit in {1..21}; do file "mock_common/http/unit${unit}_test.cc"; done
file identity/BUILD 'cc_library(name = "renamed", hdrs = ["a_credential.h"])'
file identity/internal/cache/BUILD '[cc_library(name = name, srcs = [name + ".cc"],' \
  'deps = ["//identity:renamed"]) for name in ["product"]]'
file identity/internal/text/BUILD 'DEPS = [":text", "//identity/internal/cache:across"]' \
  'cc_library(name = "up", srcs = ["up.cc"], data = ["//identity/internal/entra"], deps = DEPS + [' \
  '    "//identity:renamed",' '])' \
  'cc_test(name = "up_test", srcs = ["up_test.cc"], data = ["//identity:renamed"])'
lines=()
for folder in identity identity/{internal/{text,cache,entra},testing} mock_common/journal \
  mock_entra/tokens tools/azmock_cli; do
  lines+=("| \`$folder/\` | what it holds |")
done
file docs/architecture.md "${lines[@]}"

status=0
found=$(python3 "$checker" "$bad" "$TEST_TMPDIR/table.txt") || status=$?
[ "$status" = 1 ] || { echo "exit code $status" && exit 1; }
diff - <(echo "$found") <<'FAULTS'
docs/architecture.md:1: has no line for mock_common/http/
identity/a_credential.h:1: a public header includes identity/internal/text/text.h, which is none
identity/access_token.h:1: identity/access_token (level 1 of identity) includes identity/context (level 1 of identity), which is beside it: identity/context.h
identity/b_credential.h:1: identity/b_credential (level 5 of identity) includes identity/a_credential (level 5 of identity), which is beside it: identity/a_credential.h
identity/b_credential.h:2: a public header includes generated identity/x.pb.h
identity/c_credential.cc:1: identity/c_credential (level 5 of identity) includes mock_common/http (level 1 of mock_common), identity does not use mock_common: mock_common/http/http.h
identity/internal/cache/BUILD:2: identity/internal/cache (level 4 of identity) depends on identity/a_credential (level 5 of identity), which is above it: //identity:renamed
identity/internal/cache/across.h:1: identity/internal/cache (level 4 of identity) includes identity/internal/entra (level 4 of identity), which is beside it: identity/internal/entra/entra.h
identity/internal/cache/product.cc:1: identity/internal/cache (level 4 of identity) includes identity/testing (level 3 of identity), which is for tests alone: identity/testing/fake.h
identity/internal/nowhere/lost.cc:1: has no room
identity/internal/text/BUILD:1: identity/internal/text (level 2 of identity) depends on identity/internal/cache (level 4 of identity), which is above it: //identity/internal/cache:across
identity/internal/text/BUILD:2: identity/internal/text (level 2 of identity) depends on identity/internal/entra (level 4 of identity), which is above it: //identity/internal/entra:entra
identity/internal/text/BUILD:3: identity/internal/text (level 2 of identity) depends on identity/a_credential (level 5 of identity), which is above it: //identity:renamed
identity/internal/text/up.cc:2: identity/internal/text (level 2 of identity) includes identity/internal/entra (level 4 of identity), which is above it: identity/internal/entra/entra.h
identity/internal/text/up_test.cc:1: identity/internal/text (level 2 of identity) includes identity/internal/entra (level 4 of identity), which is above it: identity/internal/entra/entra.h
mock_common/http/knows.cc:1: mock_common/http (level 1 of mock_common) includes mock_entra/tokens (level 1 of mock_entra), mock_common does not use mock_entra: mock_entra/tokens/tokens.h
mock_common/http/knows.proto:1: mock_common/http (level 1 of mock_common) includes mock_common/journal (level 2 of mock_common), which is above it: mock_common/journal/journal.proto
mock_common/journal:1: 21 units, more than 20
mock_entra/tokens/judges.cc:1: mock_entra/tokens (level 1 of mock_entra) includes identity/context (level 1 of identity), mock_entra does not use identity: identity/context.h
table.txt:15: identity/context -> identity/access_token is no longer needed
tools/azmock_cli/looks.cc:1: tools/azmock_cli (level 1 of tools) includes identity/internal/text (level 2 of identity), which is for identity alone: identity/internal/text/text.h
FAULTS

python3 "$checker" "$(dirname "$(readlink -f WORKSPACE)")"
