"""What azmock repro makes of an SDK's error makes that SDK fail the same way, and then no more."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential

# Bazel has this program's links and those beside the package in one tree.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# pylint: disable=wrong-import-position
import azmock_process

SCOPE = "https://vault.azure.net/.default"


def admin(method, message):
    request = urllib.request.Request(f"{os.environ['AZMOCK_ADMIN']}/{method}",
                                     json.dumps(message).encode())
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def get_token(path):
    """That of the client of the scenario in a file, the only one that is armed."""
    admin("DisarmAll", {})
    with open(path, encoding="utf-8") as file:
        client = admin("ArmScenario", {"textproto": file.read()})["client"]["client_secret"]
    with ClientSecretCredential(client["tenant_id"], client["client_id"],
                                client["client_secret"]) as credential:
        return credential.get_token(SCOPE).token


class PastedErrorsTest(unittest.TestCase):
    def reproduce(self, name):
        """The scenario of a paste, and the one after the mitigation."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        files = [os.path.join(folder.name, file) for file in ("again.textproto", "after.textproto")]
        paste = azmock_process.runfile(f"tools/explain/testdata/{name}.txt")
        subprocess.run([azmock_process.AZMOCK, "repro", paste, "--out", files[0], "--fixed",
                        files[1]], check=True, stdout=subprocess.DEVNULL, timeout=60)
        return files

    def test_it_fails_as_pasted_and_then_no_more(self):
        for name in "python-7000215", "python-7000222", "python-700016", "python-1002012":
            with self.subTest(name):
                again, after = self.reproduce(name)
                with open(azmock_process.runfile(f"tools/explain/testdata/{name}.txt"),
                          encoding="utf-8") as file:
                    pasted = file.read()
                with self.assertRaises(ClientAuthenticationError) as failed:
                    get_token(again)
                # The paste begins with "ClientSecretCredential.get_token failed: ", which is logged.
                said = str(failed.exception).split("Trace ID", maxsplit=1)[0].strip()
                self.assertIn("AADSTS", said)
                self.assertIn(said.split("\n", maxsplit=1)[0], pasted)
                self.assertTrue(get_token(after))


if __name__ == "__main__":
    unittest.main()
