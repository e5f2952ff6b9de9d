"""Runs azmock as a user would: a real process, real sockets, real output."""

import json
import os
import subprocess

WORKSPACE = "azure_identity_cc"


def runfile(path):
    """The absolute path of a file the test declares in `data`."""
    return os.path.join(os.environ["TEST_SRCDIR"], WORKSPACE, path)


AZMOCK = runfile("tools/azmock_cli/azmock")


def run(*args, timeout=60, **kwargs):
    """Runs azmock to its end; returns the CompletedProcess with text output."""
    return subprocess.run(
        [AZMOCK, *args],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        **kwargs,
    )


class Serve:
    """`azmock serve`, stopped (by the end of its input) when the block ends."""

    def __init__(self, *args, program=AZMOCK):
        self._args = args
        self._program = program

    def __enter__(self):
        self.process = subprocess.Popen(
            [self._program, "serve", "--stop-on-eof", *self._args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("azmock did not start: " + self.process.communicate()[1])
        self.ready = json.loads(line)
        self.url = self.ready["endpoints"]["entra"]
        self.environment = self.ready["environment"]
        return self

    def __exit__(self, *unused):
        _, self.stderr = self.process.communicate(timeout=30)
        self.exit_code = self.process.returncode

    def curl(self, path, *args):
        """Asks the fake with curl; returns (status, headers, body)."""
        done = subprocess.run(
            ["curl", "-sS", "-i", "--http1.1", "--cacert", self.ready["ca_file"], *args,
             self.url + path],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        head, _, body = done.stdout.partition("\n\n")
        lines = head.splitlines()
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        return int(lines[0].split()[1]), headers, body
