#!/usr/bin/env python3
"""A real browser before the credentials of users: Chromium signs in on the fake's
pages, and the library's token verifies with openssl against the published keys."""

import base64
import json
import os
import re
import subprocess
import tempfile
import unittest

from azmock_process import Serve, runfile
from chromium import Chromium

DIRECTORY = runfile("integration_tests/interop/directory.textproto")
CLIENT = runfile("integration_tests/user_client")
TENANT = "7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80"
APPLICATION = "4c8f0e7a-93b1-4d25-a6c7-18e2f3a4b5c6"
USER, PASSWORD = "avery@contoso.example", "correct horse battery staple"
SCOPE = "https://management.azure.com/.default"

# What xdg-open is to the program: the page's address goes to the test, by a pipe.
OPENER = """#!/bin/sh
printf '%s\\n' "$1" >"$OPENED"
"""


def unbase64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified_claims(token, server, folder):
    """The claims of a token whose signature verifies with a key that the fake publishes."""
    header, claims, signature = token.split(".")
    status, _, keys = server.curl(f"/{TENANT}/discovery/v2.0/keys")
    assert status == 200, keys
    kid = json.loads(unbase64url(header))["kid"]
    [key] = [key for key in json.loads(keys)["keys"] if key["kid"] == kid]
    for name, content in (("key.der", base64.b64decode(key["x5c"][0])),
                          ("signature", unbase64url(signature))):
        with open(f"{folder}/{name}", "wb") as file:
            file.write(content)
    public = subprocess.run(["openssl", "x509", "-inform", "DER", "-in", f"{folder}/key.der",
                             "-pubkey", "-noout"], capture_output=True, check=True).stdout
    with open(f"{folder}/key.pem", "wb") as file:
        file.write(public)
    subprocess.run(["openssl", "dgst", "-sha256", "-verify", f"{folder}/key.pem", "-signature",
                    f"{folder}/signature"], input=f"{header}.{claims}".encode(), check=True,
                   stdout=subprocess.DEVNULL)
    return json.loads(unbase64url(claims))


class BrowserTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def start_client(self, server, credential, **environment):
        client = subprocess.Popen(
            [CLIENT, credential, TENANT, APPLICATION, SCOPE], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **server.environment, **environment})
        self.addCleanup(client.kill)
        return client

    def claims_of(self, client, server):
        output, errors = client.communicate(timeout=60)
        self.assertEqual(client.returncode, 0, errors)
        return verified_claims(output.split("token ")[-1].strip(), server, self.folder)

    def sign_in(self, browser):
        browser.type("input[name=username]", USER)
        browser.type("input[name=password]", PASSWORD)
        browser.click("button[value=sign-in]")

    def test_a_user_signs_in_where_the_interactive_credential_sends_them(self):
        opened = f"{self.folder}/opened"
        os.mkfifo(opened)
        with open(f"{self.folder}/xdg-open", "w", encoding="utf-8") as file:
            file.write(OPENER)
        os.chmod(f"{self.folder}/xdg-open", 0o755)
        with Serve("--config", DIRECTORY) as server, Chromium() as browser:
            client = self.start_client(server, "browser", OPENED=opened,
                                       PATH=f"{self.folder}:{os.environ['PATH']}")
            with open(opened, encoding="utf-8") as file:
                browser.go(file.readline().strip())
            self.sign_in(browser)
            claims = self.claims_of(client, server)
            self.assertRegex(browser.text(), "Authentication Complete")
        self.assertEqual(claims["tid"], TENANT)
        self.assertEqual(claims["appid"], APPLICATION)
        self.assertEqual(claims["upn"], USER)

    def test_a_user_approves_a_device_code_on_its_page(self):
        with Serve("--config", DIRECTORY) as server, Chromium() as browser:
            client = self.start_client(server, "device_code")
            message = client.stdout.readline()
            url = re.search(r"https://\S+", message).group(0)
            code = re.search(r"code (\w+)", message).group(1)
            browser.go(url)
            browser.type("input[name=user_code]", code)
            browser.click("button[value=next]")
            self.sign_in(browser)
            claims = self.claims_of(client, server)
            self.assertRegex(browser.text(), "You have signed in to the Interop application")
        self.assertEqual(claims["upn"], USER)


if __name__ == "__main__":
    unittest.main()
