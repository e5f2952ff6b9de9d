#!/usr/bin/env python3
"""The first example of each package's page, where nothing but its language, Microsoft's SDK and the
package is: in an empty root of Debian 12."""

import glob
import os
import re
import shutil
import subprocess
import unittest

from empty_root import empty_root

PACKAGING = "tools/packaging"
INTEROP = os.path.dirname(os.path.realpath("integration_tests/interop/installed.sh"))
BLOCK = re.compile(r"^```\w+\n(?:#|//) ([\w.]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def installed(*paths):
    """What tools/setup --interop installed; skips the test without."""
    for path in paths:
        if not os.path.exists(path):
            raise unittest.SkipTest(f"SKIPPED: there is no {path}; run tools/setup --interop")


class LanguagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.azmock = os.path.join(os.environ["TEST_TMPDIR"], "azmock")
        subprocess.run(["strip", "-o", cls.azmock, f"{PACKAGING}/azmock"], check=True)
        with open("VERSION", encoding="utf-8") as file:
            cls.version = file.read().strip()

    def app(self, page, build):
        """A folder with the page's first example and the package."""
        folder = os.path.join(os.environ["TEST_TMPDIR"], self.id())
        os.mkdir(folder)
        with open(f"{PACKAGING}/{page}", encoding="utf-8") as file:
            name, code = BLOCK.search(file.read()).groups()
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(code)
        subprocess.run([f"{PACKAGING}/{build}", self.azmock, self.version, folder], check=True,
                       stdout=subprocess.DEVNULL)
        return folder

    def run_in_root(self, packages, files, script):
        root = empty_root(self, "bash,coreutils," + packages)
        given = [word for file in files for word in ("--file", file)]
        done = subprocess.run([*root, "--proc", *given, "--", "bash", "-euc", "cd /app\n" + script],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=240, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_python(self):
        sdk = glob.glob(f"{INTEROP}/venvs/python/lib/python3*/site-packages")
        installed(*sdk or [f"{INTEROP}/venvs/python"])
        app = self.app("python/README.md", "python/build_wheel.py")
        said = self.run_in_root("python3,python3-pip", [app + "=/app", sdk[0] + "=/sdk"], """
            export PYTHONPATH=/sdk PIP_BREAK_SYSTEM_PACKAGES=1
            python3 -m pip install --no-index ./azmock-*.whl
            python3 -m pytest -q test_app.py""")
        self.assertIn("1 passed", said)

    def test_node(self):
        node, npm = shutil.which("node") or "/usr/bin/node", "/usr/lib/node_modules/npm"
        installed(node, npm, f"{INTEROP}/node/node_modules")
        app = self.app("node/README.md", "node/build_package.py")
        files = [app + "=/app", f"{node}=/usr/bin/node", f"{npm}={npm}",
                 f"{INTEROP}/node/node_modules=/node_modules"]
        said = self.run_in_root("libstdc++6", files, f"""
            echo '{{"private": true}}' >package.json
            node {npm}/bin/npm-cli.js install --offline --no-audit ./azmock-*.tgz
            node --test""")
        self.assertIn("pass 1\n", said)

    def test_go(self):
        installed("/usr/local/go")
        modules = subprocess.run(["/usr/local/go/bin/go", "env", "GOMODCACHE"], check=True,
                                 capture_output=True, text=True).stdout.strip() + "/cache/download"
        installed(modules)
        app = self.app("go/azmocktest/README.md", "go/build_module.py")
        for name in ("go.mod", "go.sum"):
            shutil.copy(f"integration_tests/interop/go/{name}", app)
        files = [app + "=/app", "/usr/local/go=/usr/local/go", modules + "=/modules"]
        said = self.run_in_root("tar,gzip", files, """
            export PATH=$PATH:/usr/local/go/bin CGO_ENABLED=0 GOSUMDB=off GOFLAGS=-mod=mod
            tar -xzf azmocktest-go-*.tar.gz
            export GOPROXY=file://$(echo /app/azmocktest-go-*/),file:///modules
            go get azmock.example/azmocktest
            go test .""")
        self.assertIn("ok ", said)

    def test_java(self):
        sdk = f"{INTEROP}/venvs/java"
        installed(sdk)
        app = self.app("java/README.md", "java/build_jar.py")
        files = [app + "=/app", f"{sdk}/lib=/sdk", f"{sdk}/test=/sdk_for_tests"]
        said = self.run_in_root("junit5,openjdk-17-jdk-headless", files, f"""
            export PATH=$PATH:$(echo /usr/lib/jvm/java-17-*/bin)
            junit=/usr/share/java/junit-platform-console-standalone.jar
            export CLASSPATH=azmock-{self.version}.jar:/sdk/*:/sdk_for_tests/*:$junit:.
            javac AppTest.java
            java org.junit.platform.console.ConsoleLauncher --select-class=AppTest""")
        self.assertIn("1 tests successful", said)


if __name__ == "__main__":
    unittest.main()
