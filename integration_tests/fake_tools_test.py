#!/usr/bin/env python3
"""az, azd and pwsh as programs on the PATH, started by a shell as SDKs do."""

import base64
import hashlib
import json
import os
import select
import signal
import subprocess
import tempfile
import unittest

import azmock_process
from azmock_process import Serve

TENANT = "7e570000-0000-4000-8000-00000000001d"
DIRECTORY = """
tenants {
  id: "%s"
  users { name: "ada@contoso.example" }
  applications { app_id: "7e570000-0000-4000-8000-00000000002d" }
}
""" % TENANT
USER = 'account: "ada@contoso.example"'
AZ = "az account get-access-token -o json --resource https://vault.azure.net"
AZD = "azd auth token -o json --no-prompt --scope https://vault.azure.net/.default"
SCRIPT = """$params = @{ ResourceUrl = 'https://vault.azure.net' }
$token = Get-AzAccessToken @params"""
PWSH = ("pwsh -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand "
        + base64.b64encode(SCRIPT.encode("utf-16-le")).decode())


class Tools:
    """`azmock serve` with these tools in its directory, and a shell that finds them."""

    def __init__(self, tools, *args):
        self._tools = tools
        self._args = args

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = self._folder.name
        config = os.path.join(self.folder, "directory.textproto")
        with open(config, "w", encoding="utf-8") as file:
            file.write(DIRECTORY + self._tools)
        self.server = Serve("--config", config, *self._args)
        self.server.__enter__()
        return self

    def __exit__(self, *exception):
        self.server.__exit__(*exception)
        self._folder.cleanup()

    def start(self, command):
        return subprocess.Popen(
            ["/bin/sh", "-c", command], cwd="/bin", stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={"PATH": self.server.environment["PATH"], "TZ": "UTC"})

    def run(self, command):
        """Exit code, standard output, standard error."""
        process = self.start(command)
        out, err = process.communicate(timeout=30)
        return process.returncode, out.decode(), err.decode()


def part(token, index):
    text = token.split(".")[index]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(test, server, token):
    """The token's claims, if a key of the fake's JWKS signed it."""
    _, _, body = server.curl(f"/{TENANT}/discovery/v2.0/keys")
    keys = {key["kid"]: key for key in json.loads(body)["keys"]}
    key = keys[json.loads(part(token, 0))["kid"]]
    number = {name: int.from_bytes(part("." + key[name], 1), "big") for name in ("n", "e")}
    signature = int.from_bytes(part(token, 2), "big")
    size = (number["n"].bit_length() + 7) // 8
    padded = pow(signature, number["e"], number["n"]).to_bytes(size, "big")
    # PKCS #1 v1.5 with SHA-256.
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(
        token.rsplit(".", 1)[0].encode()).digest()
    test.assertEqual(padded, b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest)
    return json.loads(part(token, 1))


class FakeToolsTest(unittest.TestCase):
    def test_every_tool_gives_a_token_that_verifies(self):
        kinds = "".join("developer_tools { kind: %s %s }\n" % (kind, USER)
                        for kind in ("AZ", "AZD", "PWSH"))
        with Tools(kinds) as tools:
            for command, member in ((AZ, "accessToken"), (AZD, "token"), (PWSH, "Token")):
                with self.subTest(command):
                    code, out, err = tools.run(command)
                    self.assertEqual((code, err), (0, ""))
                    claims = verify(self, tools.server, json.loads(out)[member])
                    self.assertEqual(claims["tid"], TENANT)
                    self.assertEqual(claims["aud"], "https://vault.azure.net")
                    self.assertEqual(claims["upn"], "ada@contoso.example")

    def test_an_application_is_signed_in(self):
        with Tools('developer_tools { kind: AZ account: "7e570000-0000-4000-8000-00000000002d" }'
                   ) as tools:
            code, out, err = tools.run(AZ)
            self.assertEqual((code, err), (0, ""))
            token = json.loads(out)
            claims = verify(self, tools.server, token["accessToken"])
            self.assertEqual(claims["appid"], "7e570000-0000-4000-8000-00000000002d")
            self.assertEqual(claims["exp"], token["expires_on"] + 1)

    def test_nobody_is_signed_in(self):
        with Tools("developer_tools { kind: AZ }") as tools:
            self.assertEqual(tools.run(AZ),
                             (1, "", "ERROR: Please run 'az login' to setup account.\n"))
            self.assertEqual(tools.run(AZD)[0], 127, "it is not listed")

    def test_a_tool_that_may_not_be_run(self):
        with Tools("developer_tools { kind: AZ not_executable: true }") as tools:
            code, out, err = tools.run(AZ)
            # Dash has 127, other shells 126.
            self.assertEqual((code, out), (127, ""))
            self.assertEqual(err, "/bin/sh: 1: az: Permission denied\n")

    def test_what_is_scripted_is_done(self):
        with Tools(r'developer_tools { kind: AZ runs { out: "a\n" err: "b\r\n" exit_code: 3 '
                   'delay: "1ms" } }') as tools:
            process = tools.start(AZ)
            self.assertEqual(process.communicate(timeout=30), (b"a\n", b"b\r\n"))
            self.assertEqual(process.returncode, 3)

    def test_endless_output_ends_when_nobody_reads(self):
        with Tools(r'developer_tools { kind: AZ runs { out: "more\n" endless_output: true } }'
                   ) as tools:
            process = tools.start("exec " + AZ)
            self.assertEqual(process.stdout.read(500000), b"more\n" * 100000)
            process.stdout.close()
            self.assertEqual(process.wait(timeout=30), -signal.SIGPIPE)
            process.stderr.close()

    def test_a_child_keeps_the_output_open(self):
        with Tools(r'developer_tools { kind: AZ runs { out: "done\n" '
                   'child_keeps_output_open: true } }') as tools:
            process = tools.start(AZ)
            self.assertEqual(process.wait(timeout=30), 0)
            self.assertEqual(os.read(process.stdout.fileno(), 100), b"done\n")
            readable, _, _ = select.select([process.stdout], [], [], 0)
            self.assertEqual(readable, [], "its end has not come")
            process.stdout.close()
            process.stderr.close()

    def test_the_requests_show_the_runs_and_no_token(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "requests.json")
            with Tools("developer_tools { kind: AZ %s } developer_tools { kind: PWSH }" % USER,
                       "--requests", path) as tools:
                tools.run(AZ)
                tools.run(PWSH)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(json.load(file), [
                    {"run": AZ, "exit_code": 0},
                    {"run": PWSH.rsplit(" ", 1)[0] + " <ResourceUrl https://vault.azure.net>",
                     "exit_code": 1},
                ])

    def test_the_folder_is_gone_with_the_server(self):
        with Tools("developer_tools { kind: AZ }") as tools:
            folder = tools.server.ready["tools"]
            self.assertEqual(tools.server.environment["PATH"].split(":")[0], folder)
            self.assertEqual(sorted(os.listdir(folder)), ["az", "azmock-tools.json"])
        self.assertFalse(os.path.exists(folder))

    def test_without_tools_the_path_is_left_alone(self):
        with Serve() as server:
            self.assertNotIn("PATH", server.environment)
            self.assertNotIn("tools", server.ready)

    def test_a_tool_without_fakes_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(azmock_process.AZMOCK, os.path.join(folder, "az"))
            done = subprocess.run([os.path.join(folder, "az")], capture_output=True, text=True,
                                  timeout=30, check=False)
            self.assertEqual(done.returncode, 70)
            self.assertIn("azmock-tools.json", done.stderr)

    def test_fakes_for_a_recorder_announce_the_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "mine.textproto")
            with open(path, "w", encoding="utf-8") as file:
                file.write('id: "mine" title: "Mine" directory {' + DIRECTORY +
                           "developer_tools { kind: AZD %s } }" % USER)
            fakes = subprocess.Popen(
                [azmock_process.AZMOCK, "fakes", "--scenario", path, "--state-dir", folder],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            ready = json.loads(fakes.stdout.readline())
            self.assertEqual(ready["tools"], folder + "/tools")
            done = subprocess.run(["/bin/sh", "-c", AZD], capture_output=True, text=True,
                                  timeout=30, check=False,
                                  env={"PATH": ready["tools"] + ":/bin:/usr/bin"})
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(json.loads(done.stdout)["expiresOn"], "2026-01-01T00:59:59Z")
            fakes.communicate(timeout=30)
            with open(os.path.join(folder, "requests.json"), encoding="utf-8") as file:
                self.assertEqual(json.load(file), [{"run": AZD, "exit_code": 0}])


if __name__ == "__main__":
    unittest.main()
