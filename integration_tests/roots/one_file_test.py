#!/usr/bin/env python3
"""azmock as one file, where systems have nothing but it: in empty roots, without /proc."""

import subprocess
import unittest

from empty_root import empty_root

# Python is the client of the fakes, and starts them.
ASKS = r"""
import json, ssl, subprocess, urllib.request
serving = subprocess.Popen(["azmock", "serve", "--stop-on-eof", "--scenario", "imds-token"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
ready = json.loads(serving.stdout.readline())
trust = ssl.create_default_context(cafile=ready["ca_file"])
url = ready["endpoints"]["admin"] + "/ListArmed"
print(json.load(urllib.request.urlopen(url, context=trust))["armed"][0]["id"])
serving.communicate(timeout=30)
print("ended with", serving.returncode)
"""


class Debian12Test(unittest.TestCase):
    maxDiff = None
    suite = "bookworm"

    def run_in_root(self, packages, *command, **kwargs):
        """The command's exit code and outputs, in a root with the packages and azmock."""
        root = empty_root(self, packages, self.suite)
        done = subprocess.run(
            [*root, "--file", "tools/packaging/azmock=/usr/bin/azmock", "--", *command],
            capture_output=True, text=True, check=False, timeout=60, **kwargs)
        return done.returncode, done.stdout, done.stderr

    def test_it_starts(self):
        with open("VERSION", encoding="utf-8") as file:
            self.assertEqual(self.run_in_root("libc6", "azmock", "--version"),
                             (0, "azmock " + file.read(), ""))

    def test_it_serves(self):
        self.assertEqual(self.run_in_root("python3", "python3", "-c", ASKS),
                         (0, "imds-token\nended with 0\n", ""))

    def test_it_replays_where_libcurl_is(self):
        replay = ("azmock", "replay", "client-secret-invalid", "--layout", "guide")
        with open("identity/testdata/guide_example.txt", encoding="utf-8") as file:
            self.assertEqual(self.run_in_root("libcurl4", *replay), (0, file.read(), ""))

    def test_it_says_that_libcurl_is_missing(self):
        pasted = "AADSTS7000215: Invalid client secret provided."
        for command in (["replay", "client-secret-invalid"], ["repro"]):
            with self.subTest(command):
                code, output, error = self.run_in_root("libc6", "azmock", *command, input=pasted)
                self.assertEqual((code, output), (3, ""))
                self.assertRegex(error, "^azmock: this command asks as a client, with libcurl, which "
                                        "is not here: libcurl.so.4: .* `apt-get install libcurl4`\n$")


class Ubuntu2204Test(Debian12Test):
    suite = "jammy"


if __name__ == "__main__":
    unittest.main()
