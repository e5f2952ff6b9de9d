#!/usr/bin/env python3
"""Does what a how-to page says, in its order, in the current folder.

usage: howto_page.py PAGE

A block of code whose first line is a comment with a file's name is added to that file; the
commands of a ```console block must print what stands there. A block of ```text is to be read.
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc/integration_tests"))
from console_block import commands_of, matches, outputs_of  # noqa: E402

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"(?:#|//|<!--) ([\w./-]+)(?: -->)?\n")


def add_to_file(block):
    name = FILE_NAME.match(block)
    if not name:
        sys.exit(f"a block of code does not name its file:\n{block}")
    os.makedirs(os.path.dirname(name.group(1)) or ".", exist_ok=True)
    with open(name.group(1), "a", encoding="utf-8") as file:
        file.write(block[name.end():] + "\n\n")


def run_commands(block):
    """How many ran; ends the program at the first whose output differs."""
    commands = commands_of(block)
    outputs = outputs_of([command for command, _ in commands], os.getcwd())
    for (command, expected), output in zip(commands, outputs):
        if not matches(expected, output):
            sys.exit(f"$ {command}\n{output}\n--- but the page says ---\n{expected}")
    return len(commands)


def main(page):
    with open(page, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    ran = 0
    for kind, block in blocks:
        if kind == "console":
            ran += run_commands(block)
        elif kind != "text":
            add_to_file(block)
    if not ran:
        sys.exit(f"{page} has no command")
    print(f"{page}: {ran} commands printed what it says")


if __name__ == "__main__":
    main(sys.argv[1])
