#!/usr/bin/env python3
"""azmock as one file: what it needs, and that it runs where there is nothing else."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

AZMOCK = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc/tools/packaging/azmock")

# All that is asked of a machine: the C library. Ubuntu 22.04 has 2.35 of it.
C_LIBRARY = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
OLDEST = (2, 35)
# Without debugging information; an optimised build has a bit more than half of it.
MOST_BYTES = 45_000_000


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class NeedsTest(unittest.TestCase):
    def test_the_c_library_alone(self):
        needed = re.findall(r"NEEDED +(\S+)", output("objdump", "-p", AZMOCK))
        self.assertLessEqual(set(needed), C_LIBRARY)

    def test_an_old_one(self):
        versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output("objdump", "-T", AZMOCK))
        self.assertLessEqual(max((int(a), int(b)) for a, b in versions), OLDEST)

    def test_not_much_space(self):
        with tempfile.TemporaryDirectory() as folder:
            stripped = os.path.join(folder, "azmock")
            output("strip", "-o", stripped, AZMOCK)
            self.assertLess(os.path.getsize(stripped), MOST_BYTES)

    def test_no_code_on_the_stack(self):
        stack = re.search(r"STACK.*\n.*flags (\S+)", output("objdump", "-p", AZMOCK))
        self.assertEqual(stack.group(1), "rw-")


class EmptyRootTest(unittest.TestCase):
    """In a root that holds the C library, the file, and no /proc."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        os.mkdir(os.path.join(self.root, "tmp"))
        self.copy(AZMOCK, "/azmock")
        for library in re.findall(r"(/\S+)", output("ldd", AZMOCK)):
            self.copy(library, library)

    def copy(self, source, path):
        target = self.root + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.realpath(source), target)

    def command(self, *args):
        return ["unshare", "--map-root-user", "--root", self.root, "/azmock", *args]

    def run_azmock(self, *args, **kwargs):
        return subprocess.run(self.command(*args), capture_output=True, text=True, timeout=60,
                              check=False, env={}, **kwargs)

    def test_it_has_its_scenarios(self):
        self.assertRegex(self.run_azmock("--version").stdout, r"^azmock \d+\.\d+\.\d+\n$")
        listed = self.run_azmock("scenarios")
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        self.assertGreater(len(listed.stdout.splitlines()), 1000)
        shown = self.run_azmock("show", "client-secret-invalid")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("AADSTS7000215", shown.stdout)

    def test_it_serves(self):
        serving = subprocess.Popen(
            self.command("serve", "--stop-on-eof", "--scenario", "throttled-then-success"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={})
        ready = json.loads(serving.stdout.readline() or "{}")
        self.assertTrue(ready, serving)
        asked = subprocess.run(
            ["curl", "-sS", "--cacert", self.root + ready["ca_file"],
             ready["endpoints"]["admin"] + "/ListArmed"],
            capture_output=True, text=True, timeout=30, check=True)
        self.assertEqual(json.loads(asked.stdout)["armed"][0]["id"], "throttled-then-success")
        self.assertEqual(serving.communicate(timeout=30)[1], "")
        self.assertEqual(serving.returncode, 0)

    def test_it_explains(self):
        explained = self.run_azmock("explain", input="AADSTS7000215: Invalid client secret provided.")
        self.assertIn("7000215", explained.stdout, explained.stderr)

    def test_what_asks_as_a_client_says_what_is_missing(self):
        replayed = self.run_azmock("replay", "client-secret-invalid")
        self.assertEqual(replayed.returncode, 3)
        self.assertIn("azmock: this command asks as a client, with libcurl, which is not here: "
                      "libcurl.so.4: ", replayed.stderr)
        self.assertIn("`apt-get install libcurl4`", replayed.stderr)

    def test_what_asks_as_a_client_finds_libcurl(self):
        replayed = subprocess.run([AZMOCK, "replay", "client-secret-invalid"], capture_output=True,
                                  text=True, timeout=60, check=False)
        self.assertEqual(replayed.returncode, 0, replayed.stderr)
        self.assertIn("AADSTS7000215", replayed.stdout)


if __name__ == "__main__":
    unittest.main()
