#!/usr/bin/env python3
"""Applications that prove themselves without a secret, with curl and openssl
alone: `azmock serve` gives them what its environment says."""

import base64
import json
import subprocess
import unittest
import uuid

from azmock_process import Serve

TOKEN = "/oauth2/v2.0/token"
SCOPE = "https://vault.azure.net/.default"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
START = 1768478400  # the scenarios' 2026-01-15T12:00:00Z


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def openssl(*args, data=None):
    return subprocess.run(["openssl", *args], input=data, capture_output=True, check=True).stdout


def signed(certificate_path, claims):
    """A JWT signed with the key in the PEM file, RS256."""
    der = openssl("x509", "-in", certificate_path, "-outform", "DER")
    thumbprint = openssl("dgst", "-sha1", "-binary", data=der)
    header = {"alg": "RS256", "typ": "JWT", "x5t": base64url(thumbprint)}
    text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    return text + "." + base64url(
        openssl("dgst", "-sha256", "-sign", certificate_path, data=text.encode()))


def ask(server, assertion):
    """The status of a token request with the assertion, and the answer."""
    form = {
        "client_id": server.environment["AZURE_CLIENT_ID"],
        "client_assertion": assertion,
        "client_assertion_type": ASSERTION_TYPE,
        "grant_type": "client_credentials",
        "scope": SCOPE,
    }
    args = [arg for name, value in form.items() for arg in ("--data-urlencode", f"{name}={value}")]
    status, _, body = server.curl("/" + server.environment["AZURE_TENANT_ID"] + TOKEN, *args)
    return status, json.loads(body)


class ApplicationsTest(unittest.TestCase):
    def claims(self, server, **changes):
        application = server.environment["AZURE_CLIENT_ID"]
        return {
            "aud": f"{server.url}/{server.environment['AZURE_TENANT_ID']}{TOKEN}",
            "iss": application, "sub": application, "jti": str(uuid.uuid4()),
            "nbf": START, "exp": START + 600, **changes,
        }

    def test_an_assertion_signed_with_openssl_gets_a_token(self):
        with Serve("--scenario", "certificate-success") as server:
            path = server.environment["AZURE_CLIENT_CERTIFICATE_PATH"]
            status, answer = ask(server, signed(path, self.claims(server)))
            self.assertEqual(status, 200, answer)
            self.assertEqual(answer["access_token"].count("."), 2)

    def test_a_wrong_claim_gets_its_error(self):
        cases = [
            (dict(aud="https://login.microsoftonline.com/nowhere"), 700023),
            (dict(nbf=START - 7200, exp=START - 3600), 700024),
            (dict(iss="somebody", sub="somebody"), None),
        ]
        with Serve("--scenario", "certificate-success") as server:
            path = server.environment["AZURE_CLIENT_CERTIFICATE_PATH"]
            for changes, code in cases:
                status, answer = ask(server, signed(path, self.claims(server, **changes)))
                self.assertNotEqual(status, 200, changes)
                if code:
                    self.assertEqual(answer["error_codes"], [code])

    def test_a_changed_assertion_is_refused(self):
        with Serve("--scenario", "certificate-success") as server:
            path = server.environment["AZURE_CLIENT_CERTIFICATE_PATH"]
            head, _, signature = signed(path, self.claims(server)).split(".")
            claims = base64url(json.dumps(self.claims(server, exp=START + 7200)).encode())
            status, answer = ask(server, ".".join([head, claims, signature]))
            self.assertEqual((status, answer["error_codes"]), (401, [700027]))

    def test_a_workload_finds_its_token_file(self):
        with Serve("--scenario", "workload-identity-success") as server:
            with open(server.environment["AZURE_FEDERATED_TOKEN_FILE"], encoding="utf-8") as file:
                status, answer = ask(server, file.read())
            self.assertEqual(status, 200, answer)

    def test_a_pipeline_trades_its_access_token(self):
        with Serve("--scenario", "pipelines-success") as server:
            uri = server.environment["SYSTEM_OIDCREQUESTURI"]
            self.assertTrue(uri.startswith(server.url), uri)
            query = "?api-version=7.1&serviceConnectionId=5c0a0000-0000-4000-8000-000000000001"
            status, _, body = server.curl(
                uri[len(server.url):] + query, "-X", "POST", "-H",
                "Authorization: Bearer " + server.environment["SYSTEM_ACCESSTOKEN"])
            self.assertEqual(status, 200, body)
            status, answer = ask(server, json.loads(body)["oidcToken"])
            self.assertEqual(status, 200, answer)


if __name__ == "__main__":
    unittest.main()
