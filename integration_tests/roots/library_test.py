#!/usr/bin/env python3
"""The library's Debian package, where nothing but what it depends on and a compiler is: the
commands of docs/howto/cpp.md print what stands there."""

import glob
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from empty_root import empty_root  # pylint: disable=wrong-import-position
from console_block import commands_of, matches, outputs_of  # pylint: disable=wrong-import-position

TOOLS = "bash,cmake,coreutils,dash,g++,libgmock-dev,make,pkg-config"
LIBRARY = "tools/packaging/library"
SOURCES = ("identity/samples/client_secret.cc", "integration_tests/outside_package/fakes_test.cc",
           LIBRARY + "/testdata/CMakeLists.txt")


class LibraryTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = os.environ["TEST_TMPDIR"]
        subprocess.run([LIBRARY + "/build_deb.sh", LIBRARY + "/libazure_identity_cc.a",
                        LIBRARY + "/libazure_identity_cc_testing.a", folder], check=True)
        cls.package, = glob.glob(folder + "/*.deb")
        cls.unpacked = folder + "/unpacked"
        subprocess.run(["dpkg-deb", "--extract", cls.package, cls.unpacked], check=True)

    def test_the_commands_of_its_page(self):
        depends = subprocess.run(["dpkg-deb", "--field", self.package, "Depends"], check=True,
                                 capture_output=True, text=True).stdout
        files = [self.unpacked + "/usr=/usr", "tools/packaging/azmock=/usr/bin/azmock",
                 *(f"{path}=/src/{os.path.basename(path)}" for path in SOURCES)]
        root = [*empty_root(self, re.sub(r"\s", "", depends) + "," + TOOLS), "--proc",
                *(word for file in files for word in ("--file", file)), "--", "bash"]
        with open("docs/howto/cpp.md", encoding="utf-8") as file:
            found = re.findall(r"```console\n(.*?)```", file.read(), re.S)
        steps = [("cd /src", ""), *(step for block in found for step in commands_of(block))]
        outputs = outputs_of([command for command, _ in steps], None, shell=root)
        for (command, expected), output in zip(steps, outputs):
            with self.subTest(command):
                if not matches(expected, output):
                    self.assertEqual(output, expected)

    def test_apt_would_install_it(self):
        done = subprocess.run(["apt-get", "install", "--simulate", self.package], check=False,
                              capture_output=True, text=True)
        self.assertIn("Inst libazure-identity-cc-dev", done.stdout, done.stderr)


if __name__ == "__main__":
    unittest.main()
