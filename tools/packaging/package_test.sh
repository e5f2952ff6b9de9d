#!/bin/bash
# A release: whole, the same each time, and usable.
set -euo pipefail
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
root=$(dirname "$(readlink -f WORKSPACE)")
built=$PWD
for time in first second; do
  "$root/tools/package" --out "$TEST_TMPDIR/$time" --built "$built" >"$TEST_TMPDIR/said" ||
    fail "tools/package ended with $?: $(cat "$TEST_TMPDIR/said")"
done
cmp "$TEST_TMPDIR/first/SHA256SUMS" "$TEST_TMPDIR/second/SHA256SUMS" || fail "it differs from itself"
cd "$TEST_TMPDIR/first"
sha256sum --check --quiet SHA256SUMS

version=$(./azmock --version | cut -d' ' -f2)
grep -qx "needs: libm.so.6 libc.so.6 ld-linux-x86-64.so.2" "$TEST_TMPDIR/said" ||
  fail "$(cat "$TEST_TMPDIR/said")"

dpkg-deb --extract "azmock_${version}_$(dpkg --print-architecture).deb" package
[ "$(package/usr/bin/azmock --version)" = "azmock $version" ] || fail "the package has another version"
[[ $(zcat package/usr/share/man/man1/azmock.1.gz) == ".TH AZMOCK 1 \"\" \"azmock $version\""* ]] ||
  fail "the package's manual page is of another version"
for file in bash-completion/completions/azmock zsh/vendor-completions/_azmock fish/vendor_completions.d/azmock.fish; do
  grep -q 'complete --' "package/usr/share/$file" || fail "the package lacks $file"
done
bash -n package/usr/share/bash-completion/completions/azmock
dpkg-deb --field azmock_*.deb Depends | grep -qx 'libc6 (>= 2.35)' || fail "it depends on more"

dpkg-deb --extract "libazure-identity-cc-dev_${version}_$(dpkg --print-architecture).deb" library
for file in include/azure-identity-cc/identity/{identity.h,seams/clock.h,testing/fake_clock.h} \
  lib/*/{libazure_identity_cc.a,pkgconfig/azure-identity-cc.pc,cmake/azure_identity_cc} \
  share/doc/libazure-identity-cc-dev/copyright; do
  [ -e library/usr/$file ] || fail "the library's package lacks $file"
done
[ ! -e library/usr/include/azure-identity-cc/identity/internal ] || fail "it has internal headers"

python3 -m zipfile -e azmock-*.whl wheel
chmod +x wheel/azmock/bin/azmock  # zipfile leaves modes out; pip does not
[ "$(PYTHONPATH=wheel python3 -m azmock --version)" = "azmock $version" ] ||
  fail "the wheel has another version"
PYTHONPATH=wheel python3 - <<'END' || fail "the wheel's fakes do not serve"
import azmock
with azmock.serve("--scenario", "imds-token") as fakes:
    assert fakes.call("ListArmed")["armed"][0]["id"] == "imds-token"
END

tar -xf "azmocktest-go-$version.tar.gz"
module=azmock.example/azmocktest
proxy=azmocktest-go-$version/$module/@v
[ "$(cat "$proxy/list")" = "v$version" ] || fail "the module proxy lists $(cat "$proxy/list")"
python3 -m zipfile -e "$proxy/v$version.zip" .
cmp "$proxy/v$version.mod" "$module@v$version/go.mod" || fail "the Go module has another go.mod"
gzip -dc "$module@v$version/program/azmock-linux-"*.gz | cmp - azmock ||
  fail "the Go module has another program"

mkdir -p npm/azmock npm/platform
tar -xzf "azmock-$version.tgz" --strip-components=1 -C npm/azmock
tar -xzf azmock-linux-*-"$version.tgz" --strip-components=1 -C npm/platform
[ "$(npm/platform/bin/azmock --version)" = "azmock $version" ] || fail "npm's program has another version"
python3 - "$version" <<'END' || fail "npm's packages do not fit each other"
import json, sys
main, platform = (json.load(open(f"npm/{name}/package.json")) for name in ("azmock", "platform"))
assert main["version"] == platform["version"] == sys.argv[1]
assert main["optionalDependencies"] == {platform["name"]: sys.argv[1]}
END
(cd "$root/tools/packaging/node" && ls azmock) | diff - <(ls npm/azmock | grep -vxE 'README.md|LICENSE') ||
  fail "npm's package has other files"
# The build's machine has a JDK, since Bazel needs one; elsewhere its absence is said.
if command -v javac >/dev/null; then
  grep -q " azmock-$version.jar\$" SHA256SUMS || fail "there is no jar: $(cat "$TEST_TMPDIR/said")"
  [ "$(XDG_CACHE_HOME=$TEST_TMPDIR java -jar "azmock-$version.jar" --version)" = "azmock $version" ] ||
    fail "the jar has another version"
  grep -q "<version>$version</version>" "azmock-$version.pom" || fail "the .pom has another version"
else
  grep -q '^no jar: ' "$TEST_TMPDIR/said" || fail "no word of the jar"
fi

tar -tzf "azure-identity-cc-$version-docs.tar.gz" >files
grep -qx "azure-identity-cc-$version-docs/index.html" files || fail "the reference lacks its first page"
tar -tzf "azure-identity-cc-$version.tar.gz" >files
for file in WORKSPACE LICENSE identity/identity.h mock_server/admin/admin.proto; do
  grep -qx "azure-identity-cc-$version/$file" files || fail "the sources lack $file"
done
! grep -E '(^|/)(bazel-[a-z]+|dist|node_modules|venvs)(/|$)' files || fail "the sources have more"
