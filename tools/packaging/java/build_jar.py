#!/usr/bin/env python3
"""Makes the jar, with the program in it, and what a Maven repository has beside it: the .pom,
sources and documentation. The same files give the same bytes. Prints its path.

usage: build_jar.py AZMOCK VERSION FOLDER [--classpath JARS]
  --classpath JARS  JUnit 5's API, which the extension is compiled with; Debian's by default
"""

import argparse
import hashlib
import os
import subprocess
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "azmock")
LICENSE = os.path.join(HERE, "../../../LICENSE")
JUNIT = "/usr/share/java/junit-jupiter-api.jar"

MANIFEST = """\
Manifest-Version: 1.0
Automatic-Module-Name: azmock
Implementation-Version: {version}
Main-Class: azmock.Azmock

"""

POM = """\
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>azmock</groupId>
  <artifactId>azmock</artifactId>
  <version>{version}</version>
  <description>A fake Microsoft Entra ID for tests</description>
  <licenses><license><name>MIT</name></license></licenses>
</project>
"""


def read(path):
    with open(path, "rb") as file:
        return file.read()


def files_of(folder):
    """Each file's path in the folder, and its content."""
    paths = [os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names]
    return {os.path.relpath(path, folder): read(path) for path in paths}


def compiled(classpath):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["javac", "--release", "11", "-Xlint:all,-varargs", "-Werror", "-cp", classpath,
             "-d", folder, *sources()], check=True)
        return files_of(folder)


def documented(classpath, version):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["javadoc", "--release", "11", "-quiet", "-Xdoclint:all", "-Werror", "-notimestamp",
             "-windowtitle", f"azmock {version}", "-cp", classpath, "-d", folder, *sources()],
            check=True)
        return files_of(folder)


def sources():
    return sorted(os.path.join(SOURCES, name) for name in os.listdir(SOURCES))


def write(path, version, files):
    manifest = {"META-INF/MANIFEST.MF": MANIFEST.format(version=version).encode()}
    files = {**files, "META-INF/LICENSE": read(LICENSE)}
    with zipfile.ZipFile(path, "w") as jar:
        for name, content in [*manifest.items(), *sorted(files.items())]:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            jar.writestr(info, content)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("azmock")
    parser.add_argument("version")
    parser.add_argument("folder")
    parser.add_argument("--classpath", default=JUNIT)
    args = parser.parse_args()
    base = os.path.join(args.folder, f"azmock-{args.version}")
    program = read(args.azmock)
    write(f"{base}.jar", args.version, {
        **compiled(args.classpath), "azmock/bin/azmock": program,
        "azmock/bin/azmock.sha256": hashlib.sha256(program).hexdigest().encode()})
    write(f"{base}-sources.jar", args.version,
          {f"azmock/{name}": content for name, content in files_of(SOURCES).items()})
    write(f"{base}-javadoc.jar", args.version, documented(args.classpath, args.version))
    with open(f"{base}.pom", "w", encoding="utf-8") as pom:
        pom.write(POM.format(version=args.version))
    print(f"{base}.jar")


if __name__ == "__main__":
    main()
