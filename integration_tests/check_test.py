#!/usr/bin/env python3
"""`azmock check`: texts, JSON, SARIF and exit codes."""

import json
import subprocess
import tempfile
import unittest

from azmock_process import AZMOCK

GOOD = b"AzureCLICredential: executable not found on path\n"
BAD = b"AzureCLICredential: exit status 3\n"


def check(*args, text=b""):
    return subprocess.run([AZMOCK, "check", *args], input=text, capture_output=True, timeout=60,
                          check=False)


class CheckTest(unittest.TestCase):
    def test_a_good_message(self):
        done = check(text=GOOD)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(BAD)
            file.flush()
            done = check(file.name)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.decode(), f"{file.name}:1:34: link-missing: the link to "
                                               "#azure-cli is missing\n")

    def test_json(self):
        done = check("--json", text=BAD)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stdout), {"violations": [
            {"rule": "link-missing", "line": 1, "column": 34,
             "message": "the link to #azure-cli is missing"}]})
        self.assertEqual(json.loads(check("--json", text=GOOD).stdout), {"violations": []})

    def test_sarif(self):
        sarif = json.loads(check("--sarif", text=BAD).stdout)
        self.assertEqual(sarif["version"], "2.1.0")
        (run,) = sarif["runs"]
        (result,) = run["results"]
        self.assertIn(result["ruleId"], [rule["id"] for rule in run["tool"]["driver"]["rules"]])
        self.assertEqual(result["locations"][0]["physicalLocation"],
                         {"artifactLocation": {"uri": "stdin"},
                          "region": {"startLine": 1, "startColumn": 34}})

    def test_usage(self):
        self.assertEqual(check("/nonexistent").returncode, 2)
        self.assertEqual(check("--json", "--sarif", text=GOOD).returncode, 2)
        self.assertEqual(check("--layout", "other", text=GOOD).returncode, 2)

    def test_the_guides_layout(self):
        rule = b"-" * 80
        text = b"\n".join([b"ClientSecretCredential authentication failed", b"GET https://host/",
                           rule, b"RESPONSE 401 Unauthorized", rule,
                           b"Response contained no body", rule])
        self.assertEqual(check("--layout", "guide", text=text).stdout, b"")
        self.assertEqual(check(text=text).returncode, 1)


if __name__ == "__main__":
    unittest.main()
