"""Writes files into one archive, as mock_common/archive reads it.

usage: embed_files.py ARCHIVE FILE...
"""

import re
import struct
import sys

MAGIC = b"AZMOCK-FILES-1\n\0"
# What Bazel puts in front of a path from the repository's root.
FOREIGN = re.compile(r"^(bazel-out/[^/]+/bin/)?(external/[^/]+/)?")


def main(archive, *files):
    contents = {}
    for file in files:
        with open(file, "rb") as opened:
            contents[FOREIGN.sub("", file).encode()] = opened.read()
    paths = sorted(contents)
    position = len(MAGIC) + 4 + 16 * len(paths)
    entries = []
    body = []
    for path in paths:
        entry = []
        for piece in (path, contents[path]):
            entry += [position, len(piece)]
            body.append(piece)
            position += len(piece)
        entries.append(struct.pack("<4I", *entry))
    with open(archive, "wb") as written:
        written.write(b"".join([MAGIC, struct.pack("<I", len(paths)), *entries, *body]))


if __name__ == "__main__":
    main(*sys.argv[1:])
