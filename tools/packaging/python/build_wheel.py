#!/usr/bin/env python3
"""Makes the wheel: the package, and the program in it. The same files give the same bytes.

usage: build_wheel.py AZMOCK VERSION FOLDER
"""

import base64
import hashlib
import os
import platform
import stat
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
# The oldest C library that the program runs with; see one_file_test.py.
PLATFORM = f"manylinux_2_35_{platform.machine()}"

METADATA = """\
Metadata-Version: 2.1
Name: azmock
Version: {version}
Summary: A fake Microsoft Entra ID for tests
License: MIT
Requires-Python: >=3.9
Classifier: Framework :: Pytest
Classifier: Operating System :: POSIX :: Linux
Description-Content-Type: text/markdown

{description}"""

WHEEL = """\
Wheel-Version: 1.0
Generator: azmock
Root-Is-Purelib: false
Tag: py3-none-{platform}
"""

ENTRY_POINTS = """\
[console_scripts]
azmock = azmock.__main__:main

[pytest11]
azmock = azmock.pytest_plugin
"""


def contents(program, version):
    """Each file's path, content and mode, in their order."""
    folder = os.path.join(HERE, "azmock")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            yield f"azmock/{name}", read(os.path.join(folder, name)), 0o644
    yield "azmock/bin/azmock", read(program), 0o755
    info = f"azmock-{version}.dist-info"
    description = read(os.path.join(HERE, "README.md")).decode()
    yield f"{info}/METADATA", METADATA.format(version=version, description=description).encode(), 0o644
    yield f"{info}/WHEEL", WHEEL.format(platform=PLATFORM).encode(), 0o644
    yield f"{info}/entry_points.txt", ENTRY_POINTS.encode(), 0o644
    yield f"{info}/LICENSE", read(os.path.join(HERE, "../../../LICENSE")), 0o644


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(wheel, path, content, mode):
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    info.external_attr = (stat.S_IFREG | mode) << 16  # Without the kind pip forgets the mode.
    info.compress_type = zipfile.ZIP_DEFLATED
    wheel.writestr(info, content)


def main(program, version, folder):
    path = os.path.join(folder, f"azmock-{version}-py3-none-{PLATFORM}.whl")
    record = []
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content, mode in contents(program, version):
            write(wheel, name, content, mode)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(content)}\n")
        name = f"azmock-{version}.dist-info/RECORD"
        write(wheel, name, "".join([*record, f"{name},,\n"]).encode(), 0o644)
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
