#!/usr/bin/env python3
"""Makes the Go module's release: a module proxy in a folder, with the program in the module, as one
archive. The same files give the same bytes.

usage: build_module.py AZMOCK VERSION FOLDER
"""

import gzip
import io
import json
import os
import platform
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "azmocktest")
MODULE = "azmock.example/azmocktest"
GOARCH = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def contents(program):
    """Each file's path in the module, and its content."""
    for folder, _, names in os.walk(SOURCES):
        for name in names:
            path = os.path.join(folder, name)
            yield os.path.relpath(path, SOURCES), read(path)
    yield "LICENSE", read(HERE, "../../../LICENSE")
    yield f"program/azmock-linux-{GOARCH}.gz", gzip.compress(read(program), 6, mtime=0)


def module_zip(program, version):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as module:
        for path, content in sorted(contents(program)):
            info = zipfile.ZipInfo(f"{MODULE}@{version}/{path}", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            module.writestr(info, content)
    return packed.getvalue()


def main(program, version, folder):
    name = f"azmocktest-go-{version}"
    version = "v" + version
    path = os.path.join(folder, name + ".tar.gz")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 1, file, mtime=0) as packed, \
            tarfile.open(fileobj=packed, mode="w") as archive:
        for ending, content in (("list", f"{version}\n".encode()),
                                (f"{version}.info", json.dumps({"Version": version}).encode()),
                                (f"{version}.mod", read(SOURCES, "go.mod")),
                                (f"{version}.zip", module_zip(program, version))):
            info = tarfile.TarInfo(f"{name}/{MODULE}/@v/{ending}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
