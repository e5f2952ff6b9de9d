#!/usr/bin/env python3
"""Managed identities at azmock serve, as the guides' "verify" sections ask for them."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from azmock_process import Serve, run  # pylint: disable=wrong-import-position

# Verbatim from the troubleshooting guide, but for the quotes of the shell.
VERIFY_IMDS = ("curl 'http://169.254.169.254/metadata/identity/oauth2/token?resource="
               "https://management.core.windows.net&api-version=2018-02-01' -H \"Metadata: true\"")
VERIFY_APP_SERVICE = ('curl "$IDENTITY_ENDPOINT?resource=https://management.core.windows.net'
                      '&api-version=2019-08-01" -H "X-IDENTITY-HEADER: $IDENTITY_HEADER"')
# From the documentation of virtual machines.
DOCUMENTED_IMDS = ("curl 'http://169.254.169.254/metadata/identity/oauth2/token?api-version="
                   "2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F' -H Metadata:true")


def interfaces():
    with open("/proc/net/dev", encoding="ascii") as file:
        return [line.split(":")[0].strip() for line in file.readlines()[2:]]


def shell(server, command):
    """What the command prints where the fakes' environment is exported."""
    return subprocess.run(
        ["sh", "-c", command.replace("curl ", "curl -sS ", 1)],
        env={"PATH": os.environ["PATH"], **server.environment},
        capture_output=True, text=True, timeout=30, check=True).stdout


class ManagedIdentityTest(unittest.TestCase):
    def setUp(self):
        if interfaces() != ["lo"]:
            self.skipTest("more than loopback can be reached here")

    def test_the_guides_commands_get_tokens_verbatim(self):
        with Serve() as server:
            for command in (VERIFY_IMDS, DOCUMENTED_IMDS):
                body = json.loads(shell(server, command))
                self.assertEqual(body["client_id"], "a11ce000-0000-4000-8000-000000000003")
                self.assertEqual(body["access_token"].count("."), 2)
                self.assertIsInstance(body["expires_on"], str)
        with Serve("--scenario", "app-service-token") as server:
            body = json.loads(shell(server, VERIFY_APP_SERVICE))
            self.assertEqual(body["token_type"], "Bearer")

    def test_the_metadata_service_says_where_the_machine_is(self):
        with Serve() as server:
            self.assertEqual(shell(server, (
                "curl 'http://169.254.169.254/metadata/instance/compute/location?format=text"
                "&api-version=2021-10-01' -H Metadata:true")), "westus2")

    def test_errors_need_no_scenario(self):
        with Serve() as server:
            self.assertEqual(
                shell(server, DOCUMENTED_IMDS.replace("-H Metadata:true", "")),
                '{"error":"invalid_request","error_description":"Required metadata header not '
                'specified"}')
            self.assertIn("Identity not found", shell(
                server, DOCUMENTED_IMDS.replace("?", "?client_id=no-such-client&")))

    def test_a_scenario_sets_its_own_answers(self):
        with Serve("--scenario", "imds-docker-desktop") as server:
            self.assertIn("unreachable network", shell(server, DOCUMENTED_IMDS))

    def test_every_host_has_an_endpoint(self):
        with Serve("--scenario", "service-fabric-token") as server:
            endpoints = server.ready["endpoints"]
            for kind in ("imds", "app_service", "container_apps", "azure_arc", "cloud_shell",
                         "azure_ml", "service_fabric"):
                self.assertIn(kind, endpoints)
            self.assertEqual(server.environment["IDENTITY_ENDPOINT"], endpoints["service_fabric"])
            self.assertRegex(server.environment["IDENTITY_SERVER_THUMBPRINT"], "^[0-9A-F]{40}$")
            body = json.loads(shell(server, (
                'curl "$IDENTITY_ENDPOINT?api-version=2019-07-01-preview'
                '&resource=https://vault.azure.net" -H "Secret: $IDENTITY_HEADER"')))
            self.assertIsInstance(body["expires_on"], int)

    def test_the_ladder_of_99_seconds_takes_no_time(self):
        ladder = run("replay", "imds-retry-ladder", timeout=10)
        self.assertEqual(ladder.returncode, 0, ladder.stderr)

    def test_arc_is_refused_to_another_user_than_the_key_files_owner(self):
        refused = run("replay", "arc-key-of-another-user")
        self.assertEqual(refused.returncode, 0, refused.stderr)
        self.assertIn("permission denied", refused.stdout)


if __name__ == "__main__":
    unittest.main()
