#!/usr/bin/env python3
"""What azmock does for those who sit before a terminal: colours."""

import os
import pty
import subprocess
import tempfile
import unittest

import azmock_process
from azmock_process import AZMOCK

ESCAPE = "\x1b["
RED, GREEN = "\x1b[31m", "\x1b[32m"
REFUSED = ("replay", "client-secret-invalid", "--trace")


def on_a_terminal(*args, **variables):
    """What azmock writes there, both streams."""
    controller, terminal = pty.openpty()
    environment = {"TERM": "xterm", **variables}
    with subprocess.Popen([AZMOCK, *args], stdin=subprocess.DEVNULL, stdout=terminal,
                          stderr=terminal, env=environment):
        os.close(terminal)
        written = b""
        try:
            while chunk := os.read(controller, 65536):
                written += chunk
        except OSError:  # nobody has the terminal open any more
            pass
    os.close(controller)
    return written.decode()


class ColorTest(unittest.TestCase):
    def test_on_a_terminal(self):
        written = on_a_terminal(*REFUSED)
        self.assertIn(f"{RED}     401 invalid_client AADSTS7000215", written)
        self.assertIn(f"{GREEN}     200", written)

    def test_nowhere_else(self):
        done = azmock_process.run(*REFUSED)
        self.assertNotIn(ESCAPE, done.stdout + done.stderr)
        done = azmock_process.run("replay", "--all", "--tag", "imds")
        self.assertNotIn(ESCAPE, done.stdout + done.stderr)

    def test_as_asked_for(self):
        self.assertNotIn(ESCAPE, on_a_terminal(*REFUSED, NO_COLOR="1"))
        self.assertNotIn(ESCAPE, on_a_terminal(*REFUSED, "--color=never"))
        self.assertIn(RED, azmock_process.run(*REFUSED, "--color=always").stderr)

    def test_never_in_files(self):
        with tempfile.TemporaryDirectory() as folder:
            journal = os.path.join(folder, "journal")
            run = azmock_process.run(
                "run", "--journal", journal, "--color=always", "--", "sh", "-c",
                "curl -sS https://login.microsoftonline.com/nothing -o /dev/null; exit 1")
            self.assertIn(RED, run.stderr)
            with open(journal, encoding="utf-8") as file:
                self.assertNotIn(ESCAPE, file.read())
            explained = azmock_process.run("explain", "--journal", journal)
            self.assertNotIn(ESCAPE, explained.stdout)
            self.assertIn("404", explained.stdout)

    def test_progress_is_one_line_that_goes(self):
        written = on_a_terminal("replay", "--all", "--tag", "imds", "--jobs", "2")
        progress, report = written.rsplit("\r\x1b[K", 1)
        self.assertRegex(progress, r"^\r\x1b\[K1/\d+ done, ")
        self.assertNotIn("\n", progress)
        self.assertRegex(report, r"(^|\n)\d+ scenarios in ")


if __name__ == "__main__":
    unittest.main()
