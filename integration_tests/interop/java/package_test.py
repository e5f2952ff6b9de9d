#!/usr/bin/env python3
"""Does what the pages of the Java package tell: installs the jar, runs their tests and programs."""

import os
import re
import shutil
import subprocess
import unittest

RUNFILES = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc")
AZMOCK = os.path.join(RUNFILES, "tools/packaging/azmock")
PACKAGE = os.path.join(RUNFILES, "tools/packaging/java")
HOWTO = os.path.join(RUNFILES, "docs/howto/java.md")
INSTALLED = os.path.join(os.environ["INTEROP"], "venvs/java")
PROJECT = os.path.join(os.environ["TEST_TMPDIR"], "project")
JUNIT = "/usr/share/java/junit-platform-console-standalone.jar"
POM = """\
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>app</artifactId>
  <version>1</version>
  {blocks}
</project>
"""


def blocks(path, kind):
    with open(path, encoding="utf-8") as file:
        return re.findall(rf"^```{kind}\n(.*?)^```$", file.read(), re.S | re.M)


def run(*command):
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=240, check=False)
    if done.returncode:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def write_java(path):
    """The page's files, which begin with their names; what has none goes into the file before."""
    files = {}
    for block in blocks(path, "java"):
        name = re.match(r"// (\w+\.java)\n", block)
        if name:
            last = name.group(1)
            files[last] = block
        else:
            files[last] = files[last].rstrip().removesuffix("}") + "\n" + block + "}\n"
    for name, text in files.items():
        with open(os.path.join(PROJECT, name), "w", encoding="utf-8") as file:
            file.write(text)
    return list(files)


def run_tests(classpath, *files):
    classpath = f"{JUNIT}:{classpath}"
    run("javac", "-d", "classes", "-cp", classpath, *files)
    return run("java", "-XX:TieredStopAtLevel=1", "-cp", f"{classpath}:classes",
               "org.junit.platform.console.ConsoleLauncher", "--disable-banner",
               "--fail-if-no-tests", *[f"--select-class={file[:-len('.java')]}" for file in files])


class JavaPackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        version = subprocess.check_output([AZMOCK, "--version"], text=True).split()[1]
        dist = os.path.join(PROJECT, "dist")
        os.makedirs(dist)
        cls.jar = run(os.path.join(PACKAGE, "build_jar.py"), AZMOCK, version, dist).strip()

    def test_the_readmes_first_example(self):
        files = write_java(os.path.join(PACKAGE, "README.md"))
        said = run_tests(f"{self.jar}:{INSTALLED}/lib/*:{INSTALLED}/test/*", *files)
        self.assertIn("1 tests successful", said)

    def test_the_howto(self):
        for block in blocks(HOWTO, "sh"):
            run("sh", "-ec", block)
        tests = [file for file in write_java(HOWTO) if file.endswith("Test.java")]
        said = run_tests(self.classpath_by_maven(), *tests)
        self.assertIn(f" {''.join(blocks(HOWTO, 'java')).count('@Test')} tests successful", said)

    def classpath_by_maven(self):
        """That of the page's lines in a project which has azure-identity."""
        lines, = blocks(HOWTO, "xml")
        with open("java/pom.xml", encoding="utf-8") as file:
            identity = re.search(r"<dependency>.*?</dependency>", file.read(), re.S).group()
        with open(os.path.join(PROJECT, "pom.xml"), "w", encoding="utf-8") as file:
            lines = lines.replace("<dependencies>", f"<dependencies>{identity}")
            file.write(POM.format(blocks=lines))
        # Links, since Maven writes beside what it has.
        run("cp", "-rs", os.path.expanduser("~/.m2/repository"), "m2")
        run("mvn", "--offline", "--quiet", "--batch-mode", "-Dmaven.repo.local=m2",
            "-Daether.offline.protocols=file", "dependency:build-classpath",
            "-Dmdep.outputFile=classpath")
        with open(os.path.join(PROJECT, "classpath"), encoding="utf-8") as file:
            return file.read()

    def test_any_program(self):
        write_java(HOWTO)
        shutil.copy(self.jar, PROJECT)
        os.symlink(f"{INSTALLED}/lib", os.path.join(PROJECT, "lib"))
        for block in blocks(HOWTO, "console"):
            command, expected = re.fullmatch(r"\$ ([^\n]*)\n(.*)", block, re.S).groups()
            done = subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, text=True,
                                  timeout=240, check=False)
            self.assertEqual(done.stdout, expected, done.stderr)


if __name__ == "__main__":
    unittest.main()
