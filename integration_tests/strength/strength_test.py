#!/usr/bin/env python3
"""azmock where it is hard: each row of docs/strength.md is met, and says what stands there.

strength_test.py --write FILE writes that page anew.
"""

import os
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")]

# Each adds its rows to the table.
import endings  # noqa: F401 pylint: disable=unused-import,wrong-import-position
import writing  # noqa: F401 pylint: disable=unused-import,wrong-import-position
import surroundings  # noqa: F401 pylint: disable=unused-import,wrong-import-position
from azmock_process import runfile  # pylint: disable=wrong-import-position
from table import SECTIONS, CannotBeHad, heading  # pylint: disable=wrong-import-position

PAGE = "docs/strength.md"
PREAMBLE = """# Where it is hard

What azmock says and keeps when it is killed, the disk is full, a pipe is broken, a path or a descriptor is not to be
had. `bazel test //integration_tests/strength:strength_test` meets each of these conditions and compares; a process
that is killed has the shell's exit code. The temporary folder, of a name as `/tmp/azmock-…`, has the certificate that
clients trust, and tools and files of a scenario's client."""


def page():
    lines = [PREAMBLE]
    for section, rows in SECTIONS.items():
        lines += heading(section) + [row.line() for row in rows]
    return "\n".join(lines) + "\n"


class StrengthTest(unittest.TestCase):
    maxDiff = None

    def test_the_page_has_these_rows(self):
        with open(runfile(PAGE), encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(text.startswith(PREAMBLE))
        headings = [line for section in SECTIONS for line in heading(section)]
        rows = [line for line in text[len(PREAMBLE):].splitlines() if not line.startswith("| ")
                or line in headings]
        self.assertEqual([line for line in rows if line], [line for line in headings if line])
        self.assertEqual(text.count("\n| ") - len(SECTIONS), sum(map(len, SECTIONS.values())))


def row_test(row):
    def test(self):
        try:
            line = row.line()
        except CannotBeHad as reason:
            self.skipTest(str(reason))
        with open(runfile(PAGE), encoding="utf-8") as file:
            lines = file.read().splitlines()
        if line not in lines:
            self.assertEqual([line], [other for other in lines if other.startswith(f"| {row.condition} |")
                                      and f"`{row.command}`" in other])
    return test


for rows_of_section in SECTIONS.values():
    for each in rows_of_section:
        setattr(StrengthTest, "test_" + each.meet.__name__, row_test(each))

if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        with open(sys.argv[2], "w", encoding="utf-8") as written:
            written.write(page())
    else:
        unittest.main()
