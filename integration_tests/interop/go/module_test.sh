#!/bin/bash
# The Go module as users have it, from a release's module proxy and offline, in a module that uses
# Microsoft's azidentity: the pages that show it, and its own tests.
set -euo pipefail
. integration_tests/interop/installed.sh

need_go
root=$TEST_SRCDIR/azure_identity_cc
packaging=$root/tools/packaging
GOPROXY=file://$(go env GOMODCACHE)/cache/download
# Its own cache, since every build of the module has the same version.
export GOPROXY GOMODCACHE=$TEST_TMPDIR/modules GOFLAGS=-modcacherw GOSUMDB=off
export XDG_CACHE_HOME=$TEST_TMPDIR/cache

mkdir "$TEST_TMPDIR/app"
cp go/go.mod go/go.sum "$TEST_TMPDIR/app"
cd "$TEST_TMPDIR/app"
go mod edit -module contoso.example/app
go build github.com/Azure/azure-sdk-for-go/sdk/azidentity
strip -o "$TEST_TMPDIR/azmock" "$packaging/azmock"
version=$("$packaging/azmock" --version | cut -d' ' -f2)
"$packaging/go/build_module.py" "$TEST_TMPDIR/azmock" "$version" . >/dev/null

for page in docs/howto/go.md tools/packaging/go/azmocktest/README.md; do
  python3 "$root/integration_tests/interop/howto_page.py" "$root/$page"
done
module=azmock.example/azmocktest
go vet ./... $module/...
unformatted=$(gofmt -l "$(go list -f '{{.Dir}}' $module)")
[ -z "$unformatted" ] || { echo "gofmt would change $unformatted" >&2; exit 1; }
go test $module
