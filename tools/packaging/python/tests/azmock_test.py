#!/usr/bin/env python3
"""The Python package, with nothing but Python."""

import os
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

RUNFILES = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc")
os.environ["AZMOCK"] = os.path.join(RUNFILES, "tools/azmock_cli/azmock")
sys.path.insert(0, os.path.join(RUNFILES, "tools/packaging/python"))

import azmock  # noqa: E402

TOKEN = {"match": {"method": "POST", "path": "*/token"}}


def ask(fakes):
    """The status of a token request as a program of the fakes' environment makes it."""
    environment = fakes.environment
    import ssl
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({"https": environment["https_proxy"]}),
        urllib.request.HTTPSHandler(
            context=ssl.create_default_context(cafile=environment["SSL_CERT_FILE"])))
    form = urllib.parse.urlencode({
        "grant_type": "client_credentials", "scope": "https://vault.azure.net/.default",
        "client_id": environment["AZURE_CLIENT_ID"],
        "client_secret": environment["AZURE_CLIENT_SECRET"]})
    url = f"https://login.microsoftonline.com/{environment['AZURE_TENANT_ID']}/oauth2/v2.0/token"
    try:
        return opener.open(url, form.encode()).status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


class AzmockTest(unittest.TestCase):
    def setUp(self):
        self.fakes = azmock.serve("--clock", "frozen")
        self.addCleanup(self.fakes.close)

    def test_azures_own_names_lead_to_the_fakes(self):
        self.assertEqual(ask(self.fakes), 200)
        self.assertEqual([entry["host"] for entry in self.fakes.journal()],
                         ["login.microsoftonline.com"])

    def test_scenarios_and_faults_come_and_go(self):
        client = self.fakes.arm("client-secret-expired")
        self.assertIn("client_secret", client["client_secret"])
        self.fakes.disarm("client-secret-expired")
        self.fakes.arm({"id": "own", "title": "Own", "rules": [
            {"match": {"path": "*/token"}, "steps": [{"times": 1, "respond": {"status": 418}}]}]})
        self.assertEqual([ask(self.fakes), ask(self.fakes)], [418, 200])
        fault = self.fakes.inject_fault({"respond": {"status": 503}}, **{"match": TOKEN["match"]})
        self.assertEqual((fault, ask(self.fakes)), ("fault-1", 503))
        self.fakes.arm('id: "text" title: "A text" rules { match { path: "*/token" } '
                       'steps { times: -1 respond { status: 500 } } }')
        self.assertEqual(ask(self.fakes), 500)
        self.fakes.disarm()
        self.assertEqual(ask(self.fakes), 200)

    def test_the_directory(self):
        self.fakes.merge_directory({"tenants": [{"id": "contoso.example"}]})
        self.fakes.merge_directory('tenants { id: "contoso.example" domains: "contoso.test" }')
        self.assertEqual(self.fakes.directory("contoso.test"),
                         {"tenants": [{"id": "contoso.example", "domains": ["contoso.test"]}]})
        self.fakes.reset_tenant("contoso.test")

    def test_the_clock(self):
        self.fakes.set_clock("2026-01-31T12:00:00Z")
        self.fakes.advance_clock("70s")
        self.assertEqual(self.fakes.now(), "2026-01-31T12:01:10Z")
        self.fakes.set_clock(mode="follow")

    def test_what_has_been_asked(self):
        ask(self.fakes)
        self.assertEqual(len(self.fakes.wait_for_requests(match=TOKEN["match"])), 1)
        self.fakes.verify({**TOKEN, "times": 1}, nothing_else=True)
        with self.assertRaisesRegex(AssertionError, "expected exactly 2, saw 1"):
            self.fakes.verify({**TOKEN, "times": 2})
        self.fakes.clear_journal()
        self.assertEqual(self.fakes.journal(), [])
        with self.assertRaises(azmock.AzmockError) as caught:
            self.fakes.wait_for_requests(timeout="1ms")
        self.assertEqual(caught.exception.code, "DEADLINE_EXCEEDED")

    def test_tokens_and_users(self):
        self.assertEqual(self.fakes.issue_token("https://vault.azure.net", roles=["a"]).count("."), 2)
        self.assertTrue(self.fakes.issue_token("https://vault.azure.net", flaw="alg_none").endswith("."))
        self.assertEqual(self.fakes.device_codes(), [])
        for decide in (lambda: self.fakes.approve_device_code("ABCDEFGHJ", "ada@contoso.example"),
                       lambda: self.fakes.decline_device_code("ABCDEFGHJ")):
            with self.assertRaisesRegex(azmock.AzmockError, 'no device code "ABCDEFGHJ" waits'):
                decide()

    def test_what_is_refused_says_why(self):
        with self.assertRaises(azmock.AzmockError) as caught:
            self.fakes.arm("no-such-scenario")
        self.assertEqual(caught.exception.code, "NOT_FOUND")
        self.assertIn('unknown scenario "no-such-scenario"; did you mean', str(caught.exception))
        with self.assertRaisesRegex(azmock.AzmockError, "unknown scenario"):
            azmock.serve("--scenario", "no-such-scenario")

    def test_it_stops(self):
        self.fakes.close()
        self.fakes.close()
        with self.assertRaises(urllib.error.URLError):
            self.fakes.now()


if __name__ == "__main__":
    unittest.main()
