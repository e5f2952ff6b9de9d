#!/usr/bin/env python3
"""That the table of the SDKs is sound, and docs/interop.md shows it."""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, "integration_tests")
sys.path.insert(0, "integration_tests/interop")
import azmock_process  # noqa: E402
import cells  # noqa: E402

FOLDER = "integration_tests/interop"
DRIVER = """#!/bin/sh
grep -q '"certificate": {"data": "' "$2" && echo '{"token": true}'
"""
FIVE = ("go", "python", "node", "java", "azure_cli")


class CellsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sdks, cls.rows = cells.read(f"{FOLDER}/cells.tsv")

    def test_every_scenario_exists(self):
        listed = json.loads(azmock_process.run("scenarios", "--json").stdout)
        own = {os.path.splitext(name)[0] for name in os.listdir(f"{FOLDER}/scenarios")}
        there = own | {scenario["id"] for scenario in listed}
        self.assertEqual({row.scenario for row in self.rows} - there, set())

    def test_no_outcome_stands_there_twice(self):
        for key in ("outcome", "scenario"):
            counted = collections.Counter((row.credential, getattr(row, key)) for row in self.rows)
            self.assertEqual([found for found, times in counted.items() if times > 1], [])

    def test_there_are_enough_cells(self):
        self.assertGreaterEqual(cells.count(self.rows), 250)
        for sdk in FIVE:
            self.assertTrue(any(sdk in row.cells for row in self.rows), sdk)

    def test_each_credential_that_gives_a_token_fails_in_six_ways(self):
        failures, tokens = collections.Counter(), set()
        for row in self.rows:
            for sdk in row.cells.keys() & set(FIVE):
                if row.cells[sdk].type == "token":
                    tokens.add((row.credential, sdk))
                else:
                    failures[row.credential, sdk] += 1
        few = [of for of in tokens if failures[of] < 6]
        self.assertEqual(few, [])

    def test_the_page_shows_the_table(self):
        with open("docs/interop.md", encoding="utf-8") as file:
            page = file.read()
        head, _, tables = page.partition("\n## ")
        self.assertEqual("\n## " + tables, "".join(cells.markdown(self.sdks, self.rows)))
        self.assertEqual(int(re.search(r"(\d+) cells", head).group(1)), cells.count(self.rows))

    def test_a_cell_is_judged_by_type_code_and_text(self):
        expected = cells.Expected("AuthError", "7000215", "Invalid client secret")
        said = {"exception": "AuthError", "message": "AADSTS7000215: Invalid client secret provided."}
        self.assertEqual(cells.fault(expected, said), "")
        self.assertIn("no Other", cells.fault(expected._replace(type="Other"), said))
        self.assertIn("no 700021 ", cells.fault(expected._replace(code="700021"), said))
        self.assertIn('no "expired"', cells.fault(expected._replace(quote="expired"), said))
        self.assertIn("no AuthError", cells.fault(expected, {"token": True}))
        self.assertIn("no token", cells.fault(expected._replace(type="token"), said))

    def test_a_run_says_which_cells_differ(self):
        """With a driver that gets a token whatever happens, if its certificate is there."""
        wanted = [row for row in self.rows
                  if row.credential == "client_certificate" and "adal" in row.cells]
        wrong = [row for row in wanted if row.cells["adal"].type != "token"]
        with tempfile.TemporaryDirectory() as installed:
            os.makedirs(f"{installed}/venvs/python/bin")
            driver = f"{installed}/venvs/python/bin/python3"
            with open(driver, "w", encoding="utf-8") as file:
                file.write(DRIVER)
            os.chmod(driver, 0o755)
            done = subprocess.run(
                [f"{FOLDER}/table.py", "--installed", installed, "--sdk", "adal", "--credential",
                 "client_certificate"], env={**os.environ, "AZMOCK": azmock_process.AZMOCK},
                capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn(f"\n{len(wanted)} cells, of which {len(wrong)} differ\n", done.stdout)
        for row in wrong:
            self.assertIn(f"\nadal, client_certificate, {row.outcome}: "
                          "no AdalError, but {'token': True}\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
