#!/usr/bin/env python3
"""`azmock repro`: verdicts, exit codes, and the scenarios it writes, replayed and served."""

import os
import subprocess
import tempfile
import unittest
import urllib.parse

import azmock_process
from azmock_process import AZMOCK, Serve, runfile


def paste(name):
    return runfile(f"tools/explain/testdata/{name}.txt")


def repro(*args, text=None):
    return subprocess.run([AZMOCK, "repro", *args], input=text, capture_output=True, text=True,
                          timeout=60, check=False)


class ReproTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, name):
        return os.path.join(self.folder, name)

    def write(self, name):
        """The files of a paste: the scenario and the one after the mitigation."""
        done = repro(paste(name), "--out", self.file("again.textproto"),
                     "--fixed", self.file("after.textproto"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return self.file("again.textproto"), self.file("after.textproto")

    def test_the_first_line_is_the_verdict(self):
        for name, verdict in {
                "go-secret": "The text is equal (the scenario client-secret-invalid-single-line).",
                "go-cut": "The text is equal but for IDs and times, as far as the paste goes (",
                "js-700016": "The fakes answer as the paste says: status same, code same, "
                             "description same.",
                "az-login": "The fake tool says what the paste's said.",
                "python-chain": "Nothing in the text was answered by a server.",
        }.items():
            with self.subTest(name):
                done = repro(paste(name))
                self.assertTrue(done.stdout.startswith(verdict), done.stdout)
                self.assertEqual(done.returncode, 0)

    def test_what_differs_is_shown(self):
        done = repro(text="ClientSecretCredential authentication failed. \n"
                          "POST https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token\n"
                          + "-" * 80 + "\nRESPONSE 401: 401 Unauthorized\n" + "-" * 80
                          + "\n{\n  \"error\": \"no_such_error\"\n}\n" + "-" * 80
                          + "\nFor help, call somebody.\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("The text is different", done.stdout)
        self.assertIn("\n- For help, call somebody.\n", done.stdout)
        self.assertIn("\n+ To troubleshoot, visit ", done.stdout)

    def test_nothing_to_reproduce(self):
        done = repro(text="It does not work.", *["--out", self.file("none.textproto")])
        self.assertEqual(done.returncode, 1)
        self.assertIn("There is nothing to reproduce", done.stdout)
        self.assertFalse(os.path.exists(self.file("none.textproto")))

    def test_usage(self):
        for args, error in {
                ("/nowhere",): "/nowhere",
                (paste("go-secret"), "--out", self.file("Not Kebab.textproto")): "Not Kebab",
                (paste("go-secret"), "--out", self.file("plain.txt")): "plain.txt",
                (paste("go-secret"), "--fixed", "/nowhere/a.textproto"): "/nowhere/a.textproto",
        }.items():
            with self.subTest(args):
                done = repro(*args)
                self.assertIn(done.returncode, (2, 3))
                self.assertIn(error, done.stderr)

    def test_a_text_is_replayed_until_it_is_mended(self):
        again, after = self.write("go-secret")
        done = azmock_process.run("replay", again)
        with open(paste("go-secret"), encoding="utf-8") as file:
            self.assertEqual((done.returncode, done.stdout.rstrip()), (0, file.read().rstrip()))
        done = azmock_process.run("replay", after)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_text_beside_a_scenario_is_compared(self):
        again, _ = self.write("go-secret")
        with open(self.file("again.error.txt"), "a", encoding="utf-8") as file:
            file.write("and more\n")
        done = azmock_process.run("replay", again)
        self.assertEqual(done.returncode, 1)
        self.assertIn("the error differs from the one beside it", done.stderr)
        self.assertIn("- and more", done.stderr)

    def test_any_client_is_answered_the_same(self):
        again, after = self.write("js-700016")
        with Serve("--scenario", again) as server:
            status, _, body = self.ask(server)
            self.assertEqual(status, 400)
            self.assertIn("AADSTS700016: Application with identifier 'c0ffee00-", body)
        with Serve("--scenario", after) as server:
            status, _, body = self.ask(server)
            self.assertEqual(status, 200, body)

    def ask(self, server):
        """As an SDK does that reads its environment."""
        form = {"grant_type": "client_credentials", "scope": "https://vault.azure.net/.default",
                "client_id": server.environment["AZURE_CLIENT_ID"],
                "client_secret": server.environment["AZURE_CLIENT_SECRET"]}
        return server.curl(f"/{server.environment['AZURE_TENANT_ID']}/oauth2/v2.0/token",
                           "-d", urllib.parse.urlencode(form))


if __name__ == "__main__":
    unittest.main()
