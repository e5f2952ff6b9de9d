#!/usr/bin/env python3
"""DefaultAzureCredential of three SDKs, unmodified and told nothing, wherever a scenario puts it."""

import os
import subprocess
import unittest

AZMOCK = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc/tools/azmock_cli/azmock")
INSTALLED = os.environ["INTEROP"]
SCOPE = "https://vault.azure.net/.default"

PYTHON = """
import sys
from azure.identity import DefaultAzureCredential
print(bool(DefaultAzureCredential().get_token(sys.argv[1]).token))
"""
NODE = """
import { DefaultAzureCredential } from "@azure/identity";
console.log(Boolean((await new DefaultAzureCredential().getToken(process.argv[2])).token));
"""

# A file in the folder of the packages, since Node looks beside it.
PROGRAMS = {
    "python": [os.path.join(INSTALLED, "venvs/services/bin/python3"), "-c", PYTHON, SCOPE],
    "node": ["sh", "-c", 'cd "$1" && exec node --input-type=module -e "$2" - "$3"', "sh", INSTALLED,
             NODE, SCOPE],
    "go": [os.environ["GO_PROGRAM"], SCOPE],
}

# By where the program stands.
TOKENS = ["app-service-token", "arc-token", "default-aks", "default-environment",
          "default-laptop-az", "imds-token"]
ERRORS = {"client-secret-invalid": "AADSTS7000215", "client-secret-expired": "AADSTS7000222",
          "application-not-found": "AADSTS700016"}


def run(scenario, command):
    return subprocess.run([AZMOCK, "run", "--scenario", scenario, "--", *command],
                          capture_output=True, text=True, timeout=120, check=False)


class RunSdksTest(unittest.TestCase):
    def test_tokens(self):
        for scenario in TOKENS:
            for sdk, command in PROGRAMS.items():
                with self.subTest(scenario=scenario, sdk=sdk):
                    done = run(scenario, command)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.assertEqual(done.stdout.strip().lower(), "true")

    def test_errors(self):
        for scenario, code in ERRORS.items():
            for sdk, command in PROGRAMS.items():
                with self.subTest(scenario=scenario, sdk=sdk):
                    done = run(scenario, command)
                    self.assertNotEqual(done.returncode, 0)
                    said, _, told = done.stderr.partition("What the fakes saw:")
                    # In the SDK's own words, and in the fakes'.
                    self.assertIn(code[len("AADSTS"):], said + done.stdout)
                    self.assertIn(code, told)


if __name__ == "__main__":
    unittest.main()
