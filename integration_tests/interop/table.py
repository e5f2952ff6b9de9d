#!/usr/bin/env python3
"""Runs the official SDKs through the scenarios of cells.tsv, and says which cells differ.

usage: table.py [--sdk SDK]... [--credential CREDENTIAL] [--jobs N] [--installed FOLDER]
                [--write FILE]
       table.py --versions

Each cell is an SDK's driver by `azmock run`: README.md has its form. $AZMOCK is the program. What
was installed is beside this file, unless FOLDER is given. Exits with 1 if a cell differs; if none
does, --write writes docs/interop.md to FILE.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

import cells

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 150  # Seconds that a cell may take.

# Of an SDK: its name, the file that pins its version, and how.
SDKS = {
    "go": ("azidentity", "go/go.mod", r"sdk/azidentity v(\S+)"),
    "python": ("azure-identity for Python", "python/requirements.txt", r"azure-identity==(\S+)"),
    "node": ("@azure/identity", "node/package.json", r'"@azure/identity": "(\S+)"'),
    "java": ("azure-identity for Java", "java/pom.xml", r"azure-identity<.*>\s*<version>(.+)<"),
    "azure_cli": ("Azure CLI", "azure_cli/requirements.txt", r"azure-cli==(\S+)"),
    "msal_python": ("MSAL Python", "python/requirements.txt", r"msal==(\S+)"),
    "msal_node": ("MSAL Node", "node/package.json", r'"@azure/msal-node": "(\S+)"'),
    "adal": ("ADAL for Python", "python/requirements.txt", r"adal==(\S+)"),
    "hashicorp": ("HashiCorp's go-azure-sdk", "go/go.mod", r"go-azure-sdk/sdk v(\S+)"),
    "mssql": ("go-mssqldb", "go/go.mod", r"go-mssqldb v(\S+)"),
    "kafka": ("Kafka's clients", "java/pom.xml", r"kafka-clients<.*>\s*<version>(.+)<"),
}

# The commands that compile drivers, and the folder of their language.
GO = ["go", "build", "-o", "{built}/"]
JAVA = ["javac", "-d", "{built}", "-cp", "{installed}/venvs/java/lib/*", "-sourcepath", "."]
BUILDS = {
    "go": ("go", [*GO, "./get_token"]),
    "java": ("java", [*JAVA, "GetToken.java"]),
    "hashicorp": ("go", [*GO, "./hashicorp"]),
    "mssql": ("go", [*GO, "./mssql"]),
    "kafka": ("java", [*JAVA, "Kafka.java"]),
}


def drivers(installed, built):
    """The program of each SDK's driver."""
    python = [f"{installed}/venvs/python/bin/python3"]
    java = ["java", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp",
            f"{built}:{installed}/venvs/java/lib/*"]
    return {
        "go": [f"{built}/get_token"],
        "python": [*python, f"{HERE}/python/get_token.py"],
        "node": ["node", f"{HERE}/node/get_token.mjs"],
        "java": [*java, "GetToken"],
        "azure_cli": [f"{installed}/venvs/azure_cli/bin/python3", f"{HERE}/azure_cli/get_token.py"],
        "msal_python": [*python, f"{HERE}/python/msal_get_token.py"],
        "msal_node": ["node", f"{HERE}/node/msal_get_token.mjs"],
        "adal": [*python, f"{HERE}/python/adal_get_token.py"],
        "hashicorp": [f"{built}/hashicorp"],
        "mssql": [f"{built}/mssql"],
        "kafka": [*java, "Kafka"],
    }


def scenario_of(name):
    """What azmock takes: an id, or the file of a scenario that only this table has."""
    own = os.path.join(HERE, "scenarios", name + ".textproto")
    return own if os.path.exists(own) else name


class Table:
    def __init__(self, installed, built):
        self.azmock = os.environ["AZMOCK"]
        self.drivers = drivers(installed, built)
        self.built = built

    def run(self, row, sdk):
        """What the SDK's driver says, as data."""
        scenario = scenario_of(row.scenario)
        file = os.path.join(self.built, f"{row.scenario}.{sdk}.json")
        with open(file, "wb") as output:
            subprocess.run([self.azmock, "show", "--json", scenario], stdout=output, check=True)
        command = [self.azmock, "run", "--scenario", scenario, "--",
                   os.path.join(HERE, "world.py"), file, *self.drivers[sdk]]
        environment = {**os.environ, "PYTHONPATH": HERE, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=LIMIT, check=False)
            return json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            return {"timeout": LIMIT}
        except ValueError:
            return {"driver": done.stdout + done.stderr}

    def fault(self, row, sdk):
        return cells.fault(row.cells[sdk], self.run(row, sdk))


def build(sdks, installed, built):
    for sdk in BUILDS.keys() & sdks:
        language, command = BUILDS[sdk]
        command = [word.format(installed=installed, built=built) for word in command]
        subprocess.run(command, cwd=os.path.join(HERE, language), check=True)


def versions(installed):
    """The name of each SDK and its pinned version."""
    for sdk, (name, pin, pattern) in SDKS.items():
        with open(os.path.join(installed, pin), encoding="utf-8") as file:
            yield sdk, name, re.search(pattern, file.read()).group(1)


def page(sdks, rows, installed):
    """docs/interop.md."""
    yield ("# The official SDKs against the fakes\n\n"
           "`tools/interop --write` wrote this page. Each cell is an SDK, unmodified, by `azmock run` in\n"
           "a scenario ([which](../integration_tests/interop/README.md#the-table-of-the-sdks)): the\n"
           "token that it got, or the type of its own error, whose text has what stands under \"text\".\n"
           f"\n{cells.count(rows)} cells, on {datetime.date.today()}, with these versions:\n\n"
           "| column | SDK | version |\n|---|---|---|\n")
    for sdk, name, version in versions(installed):
        yield f"| {sdk} | {name} | {version} |\n"
    yield from cells.markdown(sdks, rows)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sdk", action="append", choices=list(SDKS))
    parser.add_argument("--credential")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--installed", default=os.path.dirname(os.path.realpath(__file__)))
    parser.add_argument("--write")
    parser.add_argument("--versions", action="store_true")
    return parser.parse_args()


def select(of, sdks, rows):
    """The SDKs and rows that are asked for."""
    sdks = [sdk for sdk in sdks if not of.sdk or sdk in of.sdk]
    for row in rows:
        here = {sdk: expected for sdk, expected in row.cells.items() if sdk in sdks}
        if here and of.credential in (None, row.credential):
            yield row._replace(cells=here)


def run(rows, of):
    """What is wrong: {(credential, outcome, sdk): fault}."""
    wanted = [(row, sdk) for row in rows for sdk in row.cells]
    with tempfile.TemporaryDirectory() as built:
        build({sdk for _, sdk in wanted}, of.installed, built)
        table = Table(of.installed, built)
        with concurrent.futures.ThreadPoolExecutor(of.jobs) as pool:
            faults = pool.map(lambda cell: table.fault(*cell), wanted)
            return {(row.credential, row.outcome, sdk): fault
                    for (row, sdk), fault in zip(wanted, faults) if fault}


def main():
    of = arguments()
    if of.versions:
        for _, name, version in versions(of.installed):
            print(name, version)
        return
    sdks, rows = cells.read(os.path.join(HERE, "cells.tsv"))
    rows = list(select(of, sdks, rows))
    wrong = run(rows, of)
    sys.stdout.writelines(cells.markdown(sdks, rows, wrong))
    for (credential, outcome, sdk), fault in wrong.items():
        print(f"\n{sdk}, {credential}, {outcome}: {fault}")
    print(f"\n{cells.count(rows)} cells, of which {len(wrong)} differ")
    if of.write and not wrong:
        with open(of.write, "w", encoding="utf-8") as file:
            file.writelines(page(sdks, rows, of.installed))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
