#!/usr/bin/env python3
"""docs/trust.md and docs/guide_coverage.md are what the evidence says; no claim lacks a witness."""

import os
import subprocess
import tempfile
import unittest

# The tree itself, through WORKSPACE's link: any file may be evidence.
ROOT = os.path.dirname(os.path.realpath("WORKSPACE"))
# What is made wrong in a copy: the file, what stands there and what does then, what must be said.
WRONG = [
    ("docs/evidence.tsv", "\t//integration_tests/interop:azure_cli_test", "\t",
     "no test is a witness that: the Azure CLI signs in"),
    ("docs/evidence.tsv", "openid-client\t2026-11", "openid-client\t",
     "no date says when it was seen that: openid-client"),
    ("mock_entra/BUILD", '"token_proxy_test"', '"proxy_test"',
     "there is no test //mock_entra:token_proxy_test, the witness that: the token proxy"),
    ("integration_tests/interop/BUILD", '"msal_node",', "",
     "there is no test //integration_tests/interop:msal_node_test"),
    ("mock_server/guide/rows.txt", "no_scenario the broker of macOS\n", "",
     ".NET: 1 rows of the guide have no scenario, no test and no reason"),
    ("mock_entra/errors/aadsts.tsv", "Invalid client secret is provided.", "Wrong.",
     "docs/trust.md is not what the evidence says; tools/trust makes it again"),
]


def trust(*args):
    return subprocess.run([f"{ROOT}/tools/trust", *args], capture_output=True, text=True,
                          check=False)


def write(root, path, text):
    """Writes into a tree of links, and leaves what they lead to alone."""
    there = root
    for part in path.split("/"):
        if os.path.islink(there):
            here = os.readlink(there)
            os.unlink(there)
            os.mkdir(there)
            for name in os.listdir(here):
                os.symlink(f"{here}/{name}", f"{there}/{name}")
        there = f"{there}/{part}"
    if os.path.islink(there):
        os.unlink(there)
    with open(there, "w", encoding="utf-8") as file:
        file.write(text)


class TrustTest(unittest.TestCase):
    maxDiff = None

    def test_the_pages_are_what_the_evidence_says(self):
        checked = trust("--check")
        self.assertEqual((checked.returncode, checked.stdout.strip()), (0, ""), checked.stderr)

    def test_what_is_wrong_is_told(self):
        root = os.path.join(tempfile.mkdtemp(dir=os.environ["TEST_TMPDIR"]), "tree")
        os.symlink(ROOT, root)
        for path, old, new, _ in WRONG:
            with open(f"{root}/{path}", encoding="utf-8") as file:
                text = file.read()
            self.assertIn(old, text)
            write(root, path, text.replace(old, new, 1))
        checked = trust("--check", "--root", root)
        self.assertEqual(checked.returncode, 1, checked.stderr)
        for *_, said in WRONG:
            self.assertIn(said, checked.stdout)

    def test_what_is_old_depends_on_the_day_that_is_told(self):
        said = trust("--old", "--today", "2027-02-10").stdout
        self.assertIn("2026-08-13  recorded    A client secret that is none of the application's",
                      said)
        self.assertNotIn("2026-11", said)


if __name__ == "__main__":
    unittest.main()
