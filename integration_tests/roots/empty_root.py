"""tools/empty_root, for tests."""

import os
import subprocess

COMMAND = os.path.join(os.path.dirname(os.path.realpath("WORKSPACE")), "tools/empty_root")


def empty_root(test, packages, suite="bookworm"):
    """What begins a command in such a root; skips the test where roots cannot be made."""
    command = [COMMAND, "--suite", suite, "--with", packages]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        test.skipTest(f"SKIPPED: there is no root: {made.stderr}")
    return command
