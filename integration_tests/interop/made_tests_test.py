#!/usr/bin/env python3
"""The tests that the console makes of an exchange, run with each language's SDK and package."""

import os
import shutil
import subprocess
import sys
import unittest

RUNFILES = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc")
sys.path.insert(0, os.path.join(RUNFILES, "integration_tests"))
from azmock_process import AZMOCK, Serve  # noqa: E402
from console_page import ConsolePage, ask_for_token  # noqa: E402

INSTALLED = os.environ["INTEROP"]
PACKAGING = os.path.join(RUNFILES, "tools/packaging")
JUNIT = "/usr/share/java/junit-platform-console-standalone.jar"


class MadeTestsTest(unittest.TestCase):
    """The exchange: a client secret that has expired."""

    @classmethod
    def setUpClass(cls):
        with Serve() as server, ConsolePage(server) as page:
            ask_for_token(server, "client_secret=aadsts-7000222")
            page.open("?selected=1")
            cls.made = {}
            for label in ("pytest", "Node.js", "Go", "JUnit"):
                page.press(label)
                cls.made[label] = page.block(f"Test for {label}")

    def folder(self, label):
        """A folder with the test, which begins with its name, and the name."""
        path = os.path.join(os.environ["TEST_TMPDIR"], label)
        os.mkdir(path)
        name = self.made[label].split(None, 2)[1]
        with open(os.path.join(path, name), "w", encoding="utf-8") as file:
            file.write(self.made[label])
        return path, name

    def run_in(self, folder, *command, **environment):
        done = subprocess.run(command, cwd=folder, env={**os.environ, "AZMOCK": AZMOCK, **environment},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=240, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_pytest(self):
        folder, name = self.folder("pytest")
        said = self.run_in(folder, f"{INSTALLED}/venvs/python/bin/python3", "-m", "pytest", "-q",
                           "-p", "azmock.pytest_plugin", "-p", "no:cacheprovider", name,
                           PYTHONPATH=f"{PACKAGING}/python")
        self.assertIn("1 passed", said)

    def test_node(self):
        folder, name = self.folder("Node.js")
        packages = os.path.join(folder, "node_modules")
        os.mkdir(packages)
        for package in os.listdir(f"{INSTALLED}/node/node_modules"):
            os.symlink(f"{INSTALLED}/node/node_modules/{package}", f"{packages}/{package}")
        os.symlink(f"{PACKAGING}/node/azmock", f"{packages}/azmock")
        self.assertIn("pass 1\n", self.run_in(folder, "node", "--test", name))

    def test_go(self):
        folder, _ = self.folder("Go")
        for name in ("go.mod", "go.sum"):
            shutil.copy(f"go/{name}", folder)
        module = "azmock.example/azmocktest"
        copy = folder + "-module"  # Go embeds no links.
        shutil.copytree(f"{PACKAGING}/go/azmocktest", copy)
        self.run_in(folder, "go", "mod", "edit", f"-require={module}@v0.0.0",
                    f"-replace={module}={copy}")
        self.assertIn("ok ", self.run_in(folder, "go", "test", ".", GOFLAGS="-mod=mod"))

    def test_junit(self):
        folder, name = self.folder("JUnit")
        jar = self.run_in(folder, f"{PACKAGING}/java/build_jar.py", AZMOCK, "1.2.3", folder).strip()
        java = f"{INSTALLED}/venvs/java"
        classpath = f"{jar}:{java}/lib/*:{java}/test/*:{JUNIT}:."
        self.run_in(folder, "javac", "-cp", classpath, name)
        said = self.run_in(folder, "java", "-cp", classpath,
                           "org.junit.platform.console.ConsoleLauncher",
                           f"--select-class={name.removesuffix('.java')}")
        self.assertIn("1 tests successful", said)


if __name__ == "__main__":
    unittest.main()
