#!/usr/bin/env python3
"""Judges of tokens, in the world of `azmock run`: what they say of the access tokens of the fake Entra ID,
sound and spoilt (judges.tsv), by the documents and keys that it publishes.
"""

import concurrent.futures
import json
import os
import subprocess
import tempfile
import unittest

import cells
import world

INSTALLED = os.environ["INTEROP"]
BUILT = os.environ["BUILT"]
TENANT = "7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80"
CLIENT = "6ea02f9c-15d3-4f47-88e9-3a0415c6d7e8"

JUDGES = {
    "pyjwt": [f"{INSTALLED}/venvs/python/bin/python3", "python/judge.py"],
    "jose": ["node", f"{INSTALLED}/node/judge.mjs"],
    "go_oidc": [f"{BUILT}/judge"],
    "spring": ["java", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp",
               f"{BUILT}:{INSTALLED}/venvs/java/lib/*", "Judge"],
}
# By the audience: a service has tokens of one version.
ISSUERS = {
    CLIENT: f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "https://vault.azure.net": f"https://sts.windows.net/{TENANT}/",
}


def issue(audience, flaw):
    return world.call("IssueToken", tenant=TENANT, client_id=CLIENT, resource=audience,
                      host="login.microsoftonline.com", flaw=flaw)["access_token"]


def judge(name, audience, token):
    """What the judge says, as data."""
    client = {"issuer": ISSUERS[audience], "audience": audience, "token": token}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"client": client}, file)
        file.flush()
        done = subprocess.run([*JUDGES[name], file.name], capture_output=True, text=True,
                              timeout=120, check=False)
    return json.loads(done.stdout or json.dumps({"judge": done.stderr}))


class JudgesTest(unittest.TestCase):
    def test_verdicts(self):
        judges, rows = cells.read("judges.tsv")
        self.assertEqual(judges, list(JUDGES))
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            verdicts = [
                (row, name, audience, pool.submit(judge, name, audience, token))
                for row in rows for audience in ISSUERS
                for token in [issue(audience, row.scenario)] for name in judges]
        for row, name, audience, verdict in verdicts:
            with self.subTest(judge=name, token=row.outcome, issuer=ISSUERS[audience]):
                self.assertEqual(cells.fault(row.cells[name], verdict.result()), "")


if __name__ == "__main__":
    unittest.main()
