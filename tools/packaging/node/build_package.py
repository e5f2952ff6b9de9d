#!/usr/bin/env python3
"""Makes the npm packages: azmock, and that of this platform, which has the program in it. The same
files give the same bytes.

usage: build_package.py AZMOCK VERSION FOLDER
"""

import gzip
import io
import json
import os
import platform
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
CPU = {"x86_64": "x64", "aarch64": "arm64"}[platform.machine()]
PLATFORM = f"azmock-linux-{CPU}"


def read(*path):
    with open(os.path.join(HERE, *path), "rb") as file:
        return file.read()


def manifest(fields):
    return (json.dumps(fields, indent=2) + "\n").encode()


def main_package(version):
    """Each file's path, content and mode."""
    fields = json.loads(read("azmock/package.json"))
    fields["version"] = version
    fields["optionalDependencies"] = {PLATFORM: version}
    yield "package.json", manifest(fields), 0o644
    for name in sorted(os.listdir(os.path.join(HERE, "azmock"))):
        if name.endswith((".js", ".ts")):
            yield name, read("azmock", name), 0o755 if name == "command.js" else 0o644
    yield "README.md", read("README.md"), 0o644
    yield "LICENSE", read("../../../LICENSE"), 0o644


def platform_package(program, version):
    fields = {"name": PLATFORM, "version": version, "license": "MIT",
              "description": f"The program of the package azmock, for Linux on {CPU}",
              "os": ["linux"], "cpu": [CPU], "libc": ["glibc"]}
    yield "package.json", manifest(fields), 0o644
    yield "bin/azmock", read(os.path.abspath(program)), 0o755
    yield "LICENSE", read("../../../LICENSE"), 0o644


def write(path, files):
    with open(path, "wb") as file, \
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content, mode in files:
            info = tarfile.TarInfo(f"package/{name}")
            info.size, info.mode = len(content), mode
            archive.addfile(info, io.BytesIO(content))
    print(path)


def main(program, version, folder):
    write(os.path.join(folder, f"azmock-{version}.tgz"), main_package(version))
    write(os.path.join(folder, f"{PLATFORM}-{version}.tgz"), platform_package(program, version))


if __name__ == "__main__":
    main(*sys.argv[1:])
