#!/usr/bin/env python3
"""Runs every command of the READMEs and compares its output with what stands there.

The commands of a ```console block run in one shell (see console_block.py), in a folder with
nothing but `tools/azmock`, the tool as built, and the texts of `tools/explain/testdata`.
Commands of ```sh blocks must exist, blocks of code must be in the named source.
"""

import os
import re
import tempfile
import textwrap
import unittest

from azmock_process import AZMOCK, runfile
from console_block import commands_of, matches, outputs_of


def read(path):
    with open(runfile(path), encoding="utf-8") as file:
        return file.read()


READMES = ("README.md", "docs/containers.md", "docs/howto/cli.md", "mock_server/admin/README.md",
           "mock_server/console/README.md")
# The commands of the other pages in docs/howto have tests of their own.
PAGES_WITH_CODE = READMES + ("docs/howto/bazel.md", "docs/howto/cpp.md", "identity/README.md")


def blocks(kind, readmes=READMES):
    """The code blocks of a kind, each with the comment line before it, if any."""
    text = "".join(read(path) for path in readmes)
    return re.findall(r"(?:<!-- ([^\n]*?) -->\n)?```" + kind + r"\n(.*?)```", text, re.S)


class ReadmeTest(unittest.TestCase):
    maxDiff = None

    def test_console_blocks_print_what_they_say(self):
        found = blocks("console")
        self.assertGreaterEqual(len(found), 3)
        for _, block in found:
            commands = commands_of(block)
            with tempfile.TemporaryDirectory() as folder:
                os.mkdir(f"{folder}/tools")
                with open(f"{folder}/tools/azmock", "w", encoding="utf-8") as wrapper:
                    wrapper.write(f'#!/bin/sh\nexec "{AZMOCK}" "$@"\n')
                os.chmod(f"{folder}/tools/azmock", 0o755)
                os.symlink(runfile("tools/explain"), f"{folder}/tools/explain")
                outputs = outputs_of([command for command, _ in commands], folder)
            for (command, expected), output in zip(commands, outputs):
                with self.subTest(command):
                    if not matches(expected, output):
                        self.assertEqual(output, expected)

    def test_commands_exist(self):
        for _, block in blocks("sh"):
            for line in block.splitlines():
                program = line.split()[0]
                self.assertTrue(os.access(runfile(program), os.X_OK), program)

    def test_code_blocks_are_of_files_that_are_built(self):
        found = blocks("(?:cmake|cpp|python|textproto)", PAGES_WITH_CODE)
        self.assertTrue(found)
        for source, block in found:
            self.assertTrue(source.startswith("from "), "a block of code must name its source")
            code = read(source[len("from "):])
            # What stands in a function there need not be indented here.
            if textwrap.indent(block, "  ") not in code:
                self.assertIn(block, code)


if __name__ == "__main__":
    unittest.main()
