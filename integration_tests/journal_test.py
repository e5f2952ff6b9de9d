#!/usr/bin/env python3
"""What the journal says of refused requests, and `azmock explain --journal` of the journal."""

import json
import os
import socket
import subprocess
import tempfile
import unittest

from azmock_process import Serve, run

CANARY = "cana8Q~ryryry1canary2canary3canary4"
DEFAULT_TENANT = "azmock.example"
DEFAULT_CLIENT = "a11ce000-0000-4000-8000-000000000002"
TENANT = "7e570000-0000-4000-8000-00000000001d"
DIRECTORY = """
tenants {
  id: "%s"
  users { name: "ada@contoso.example" password: "right" }
  applications { app_id: "7e570000-0000-4000-8000-00000000002d" public_client: true }
}
organizations {
  name: "Contoso" id: "0f900000-0000-4000-8000-000000000001" access_tokens: "system-token"
}
developer_tools { kind: AZ }
developer_tools { kind: AZD account: "ada@contoso.example" tenant_id: "%s" }
""" % (TENANT, TENANT)
HOST_QUERY = "?api-version=2019-08-01&resource=https://vault.azure.net"


class JournalTest(unittest.TestCase):
    maxDiff = None

    def serve(self, scenarios, ask, clock="frozen"):
        """The entries of a run in which `ask(server)` asked."""
        config = os.path.join(self.folder, "directory.textproto")
        with open(config, "w", encoding="utf-8") as file:
            file.write(DIRECTORY)
        arguments = ["--config", config, "--journal", self.journal, "--clock", clock]
        for scenario in scenarios:
            arguments += ["--scenario", scenario]
        with Serve(*arguments) as server:
            ask(server)
        with open(self.journal, encoding="utf-8") as file:
            self.text = file.read()
        return [json.loads(line) for line in self.text.splitlines()]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.journal = os.path.join(folder.name, "journal.jsonl")

    def plain(self, server, kind, query=HOST_QUERY, *headers):
        arguments = [part for header in headers for part in ("-H", header)]
        subprocess.run(
            ["curl", "-sSk", "--noproxy", "*", *arguments, server.ready["endpoints"][kind] + query],
            stdout=subprocess.DEVNULL, timeout=30, check=True)

    def ask_everything(self, server):
        tenant, client = DEFAULT_TENANT, DEFAULT_CLIENT
        token = f"/{tenant}/oauth2/v2.0/token"
        server.curl(token, "-A", f"azsdk-test/1.2.3 ({CANARY}) {CANARY}", "-H",
                    "client-request-id: 11111111-2222-4333-8444-555555555555", "-d",
                    f"grant_type=client_credentials&client_id={client}&client_secret={CANARY}"
                    "&scope=https://vault.azure.net/.default")
        server.curl(token, "-d", "grant_type=client_credentials")
        server.curl("/nobody.example/oauth2/v2.0/devicecode", "-d", "client_id=x&scope=y")
        server.curl("/common/discovery/instance?api-version=1.1&authorization_endpoint="
                    "https://login.example/x/oauth2/v2.0/authorize")
        server.curl("/nobody.example/v2.0/.well-known/openid-configuration")
        server.curl(f"/{tenant}/oauth2/v2.0/authorize?client_id={client}&response_type=token")
        server.curl("/nothing/here", "-H", f"Authorization: Bearer {CANARY}")
        server.curl("/resource_manager/subscriptions?api-version=2022-12-01")
        server.curl("/key_vault/azmock-vault/secrets?api-version=7.4",
                    "-H", f"Authorization: Bearer {CANARY}")
        server.curl("/blob_storage/nobody/x")
        server.curl("/graph/v1.0/me")
        server.curl("/Contoso/Shop/_apis/distributedtask/oidctoken?api-version=7.1", "-X", "POST",
                    "-H", f"Authorization: Bearer {CANARY}", "-H", "X-TFS-FedAuthRedirect: Suppress")
        self.plain(server, "imds")
        self.plain(server, "imds", "?resource=x", "Metadata: true")
        self.plain(server, "app_service", HOST_QUERY, f"X-IDENTITY-HEADER: {CANARY}")
        self.plain(server, "azure_arc", HOST_QUERY, "Metadata: true",
                   f"Authorization: Basic {CANARY}")
        self.plain(server, "cloud_shell", "?resource=https://nobody.example", "Metadata: true")
        self.plain(server, "azure_ml", HOST_QUERY, f"Secret: {CANARY}")
        self.plain(server, "service_fabric", HOST_QUERY)
        for command in ("az account get-access-token -o json --resource https://vault.azure.net",
                        "azd auth token -o json --no-prompt --scope https://nobody.example/x"):
            subprocess.run(["/bin/sh", "-c", command], cwd="/bin", stdin=subprocess.DEVNULL,
                           env={"PATH": server.environment["PATH"], "TZ": "UTC"},
                           capture_output=True, timeout=30, check=False)

    def test_every_refusal_says_why(self):
        entries = self.serve(["service-fabric-token"], self.ask_everything)
        told = []
        for entry in entries:
            self.assertNotEqual(entry["reason"], "", entry)
            name = entry.get("run", "").split(" ")[0] or entry["path"].rstrip("/").split("/")[-1]
            code = "+".join(
                [text for text in (entry["oauth_error"], entry["service_error_code"]) if text]
                + [str(code) for code in entry["aadsts"]])
            told.append(f"{name} {code}: {entry['reason']}")
        self.assertEqual("\n".join(told), EXPECTED)
        self.assertNotIn("real_duration_us", self.text)
        self.assertNotIn(CANARY, self.text)
        first = entries[0]
        self.assertEqual(first["user_agent"], "azsdk-test/1.2.3")
        self.assertEqual(first["correlation_id"], first["client_request_id"])
        self.assertRegex(first["trace_id"], "^[0-9a-f-]{36}$")

    def test_what_is_no_request_has_an_entry(self):
        def ask(server):
            port = int(server.environment["http_proxy"].rsplit(":", 1)[1])
            for address in (port, int(server.url.rsplit(":", 1)[1])):
                with socket.create_connection(("127.0.0.1", address)) as client:
                    client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                    self.assertEqual(client.recv(12), b"HTTP/1.1 400")
        entries = self.serve([], ask)
        self.assertEqual([(entry["method"], entry["status"]) for entry in entries], [("", 400)] * 2)
        self.assertIn("Host", entries[0]["reason"])
        self.assertIn("speak https", entries[1]["reason"])

    def test_what_is_asked_again_gives_the_same_bytes(self):
        def ask(server):
            server.curl("/nobody.example/oauth2/v2.0/token", "-d", "client_id=x",
                        "-H", "client-request-id: 11111111-2222-4333-8444-555555555555")
        scenario = ["throttled-then-success"]  # With IDs that repeat.
        first = self.serve(scenario, ask)
        text = self.text
        self.assertEqual(len(first), 1)
        self.serve(scenario, ask)
        self.assertEqual(self.text, text)

    def test_real_time_is_measured_where_the_clock_is_real(self):
        def ask(server):
            server.curl("/common/discovery/keys")
        [entry] = self.serve([], ask, clock="follow")
        self.assertEqual((entry["status"], entry["reason"], entry["duration_ms"]), (200, "", 0))
        self.assertGreater(entry["real_duration_us"], 0)

    def test_explain_says_what_happened(self):
        self.serve(["service-fabric-token"], self.ask_everything)
        report = run("explain", "--journal", self.journal)
        self.assertEqual((report.returncode, report.stderr), (0, ""))
        self.assertIn("     401 invalid_client AADSTS7000215\n"
                      "     the client secret is none of the application's\n", report.stdout)
        self.assertIn("[client-secret-wrong]", report.stdout)
        self.assertIn("whose move:      the application's owner: its code or configuration must change\n", report.stdout)
        self.assertLessEqual(max(map(len, report.stdout.splitlines())), 100)
        self.assertRegex(report.stdout.splitlines()[-1], "^21 calls of 21 exchanges, 21 of which ")
        self.assertNotIn(CANARY, report.stdout)
        calls = json.loads(run("explain", "--journal", self.journal, "--json").stdout)
        self.assertEqual(len(calls), 21)
        self.assertEqual(calls[0]["exchanges"][0]["explanation"]["rule"], "client-secret-wrong")

    def test_explain_names_the_line_that_is_no_journals(self):
        with open(self.journal, "w", encoding="utf-8") as file:
            file.write('{"time":"2026-01-01T00:00:00Z","method":"GET","status":200}\n{"time":7}\n')
        wrong = run("explain", "--journal", self.journal)
        self.assertEqual((wrong.returncode, wrong.stdout), (2, ""))
        self.assertEqual(wrong.stderr, f"azmock: {self.journal}:2: time: is no text\n")
        self.assertEqual(run("explain", "--journal", "no such file").returncode, 2)
        self.assertEqual(run("explain", "--journal", self.journal, "text.txt").returncode, 2)


# The last part of the path or the tool, the error and its codes, the reason.
EXPECTED = """\
token invalid_client+7000215: the client secret is none of the application's
token invalid_request+900144: the request has no client_id
devicecode invalid_request+90002: the directory has no such tenant
instance invalid_instance+50049: the host of authorization_endpoint is none of a cloud's
openid-configuration invalid_tenant+90002: the directory has no such tenant
authorize invalid_request+500113: the application has no redirect URI
here : no endpoint has this path
subscriptions AuthenticationFailed: there is no bearer token
secrets Unauthorized: the token is no JWT
x AccountNotFound: no tenant has such a storage account
me InvalidAuthenticationToken: there is no bearer token
oidctoken : the bearer token is none of the organization's access tokens
token invalid_request: the request has no header Metadata: true
token invalid_request: the request has no api-version
token : the secret header is missing, or is not the host's secret
token invalid_request: the api-version is none that the host has
token AudienceNotSupported: the resource is none that Cloud Shell gives tokens for
auth : the secret header is missing, or is not the host's secret
token SecretHeaderNotFound: the request has no header Secret
az : nobody is signed in to the tool
azd invalid_resource+500011: the tenant has no resource of this name"""

if __name__ == "__main__":
    unittest.main()
