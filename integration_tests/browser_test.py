#!/usr/bin/env python3
"""A real browser before the credentials of users: Chromium signs in on the fake's
pages, and the library's token verifies with openssl against the published keys."""

import base64
import http.server
import json
import os
import re
import subprocess
import tempfile
import threading
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


# A single-page application, as MSAL.js works: it sends the user to sign in, and redeems the code
# itself, from another origin than the authority's.
PAGE = """<!DOCTYPE html><title>App</title><body><script type="module">
const [authority, client, scope] = $PARAMETERS;
const redirect = location.origin + "/";
const form = parameters => new URLSearchParams({client_id: client, redirect_uri: redirect,
                                                scope, ...parameters});
const base64url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const code = new URLSearchParams(location.search).get("code");
if (!code) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem("verifier", verifier);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  location = `${authority}/oauth2/v2.0/authorize?` + form({
      response_type: "code", code_challenge: base64url(hash), code_challenge_method: "S256"});
} else {
  const redeem = async () => (await fetch(`${authority}/oauth2/v2.0/token`, {
      method: "POST",
      body: form({grant_type: "authorization_code", code,
                  code_verifier: sessionStorage.getItem("verifier")})})).json();
  const found = await (await fetch(`${authority}/v2.0/.well-known/openid-configuration`)).json();
  const token = await redeem(), again = await redeem();
  const done = document.createElement("p");
  done.id = "done";
  done.textContent = `token ${token.access_token ?? token.error_description} ` +
      `again ${again.error_codes} issuer ${found.issuer}`;
  document.body.append(done);
}
</script>"""


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

    def serve_page(self, *parameters):
        """Serves the page; returns its address."""
        page = PAGE.replace("$PARAMETERS", json.dumps(parameters)).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *unused):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://localhost:{server.server_port}/"

    def test_a_page_of_another_origin_signs_its_user_in(self):
        with Serve("--config", DIRECTORY) as server, Chromium() as browser:
            address = self.serve_page(f"{server.url}/{TENANT}", APPLICATION, SCOPE)
            registered = {"directory": {"tenants": [{"id": TENANT, "applications": [
                {"app_id": APPLICATION, "public_client": True,
                 "single_page_redirect_uris": [address]}]}]}}
            status, _, body = server.curl("/_mock/v1/MergeDirectory", "-d", json.dumps(registered))
            self.assertEqual(status, 200, body)
            browser.go(address)
            self.sign_in(browser)
            said = browser.text("#done")
            token, again, issuer = re.fullmatch(
                r"token (.*) again (.*) issuer (.*)", said, re.S).groups()
            claims = verified_claims(token, server, self.folder)
        self.assertEqual(claims["upn"], USER)
        # The answer to a code that was redeemed already is readable, too.
        self.assertEqual(again, "54005")
        self.assertEqual(issuer, f"{server.url}/{TENANT}/v2.0")

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
