"""The real Azure CLI, signed in at the fakes, and the C++ library that asks it for tokens."""

import base64
import json
import os
import subprocess
import tempfile
import unittest

# What directory.textproto has.
TENANT = "7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80"
SUBSCRIPTION = "5ab50000-0000-4000-8000-000000000001"
CLIENT, SECRET = "5d9f1e8b-04c2-4e36-b7d8-29f304b5c6d7", "other~value"
USER, PASSWORD = "avery@contoso.example", "correct horse battery staple"

AS_APPLICATION = ("--service-principal", "-u", CLIENT, "-p", SECRET, "--tenant", TENANT)
AS_USER = ("-u", USER, "-p", PASSWORD)

UNAVAILABLE = 14  # absl::StatusCode::kUnavailable


class AzureCLITest(unittest.TestCase):
    def setUp(self):
        # Who is signed in, which cloud: the tool's state is all in this folder.
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.environment = {**os.environ, "HOME": folder.name, "AZURE_CONFIG_DIR": folder.name,
                            "AZURE_CORE_COLLECT_TELEMETRY": "no"}

    def run_program(self, *command):
        return subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120, check=False)

    def az(self, *args):
        """What `az` prints, as data."""
        done = self.run_program("az", *args, "--output", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout or "null")

    def credential(self, *of):
        """The library's AzureCLICredential, asked for a token of Key Vault."""
        return self.run_program("./azure_cli_client", "https://vault.azure.net/.default", *of)

    def claims(self, *of):
        """Of the token that the credential gives."""
        done = self.credential(*of)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stdout.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        self.assertEqual(claims["aud"], "https://vault.azure.net")
        self.assertEqual(claims["iss"], f"https://sts.windows.net/{TENANT}/")
        self.assertEqual(claims["tid"], TENANT)
        return claims

    def assert_account(self, name, cloud="AzureCloud"):
        [account] = self.az("account", "list")
        self.assertEqual(account["id"], SUBSCRIPTION)
        self.assertEqual(account["name"], "Contoso Production")
        self.assertEqual(account["tenantId"], TENANT)
        self.assertEqual((account["user"]["name"], account["cloudName"]), (name, cloud))

    def test_nobody_is_signed_in(self):
        done = self.credential()
        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ""))
        self.assertEqual(
            done.stderr,
            "AzureCLICredential: ERROR: Please run 'az login' to setup account. To troubleshoot, "
            "visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli\n")

    def test_an_application_is_signed_in(self):
        self.az("login", *AS_APPLICATION)
        self.assert_account(CLIENT)
        token = self.az("account", "get-access-token")
        self.assertEqual((token["tenant"], token["subscription"]), (TENANT, SUBSCRIPTION))
        self.assertEqual(self.claims()["appid"], CLIENT)

    def test_a_user_is_signed_in_and_out(self):
        self.az("login", *AS_USER)
        self.assert_account(USER)
        self.assertEqual(self.claims()["upn"], USER)
        self.assertEqual(self.claims("", "Contoso Production")["upn"], USER)
        self.assertEqual(self.claims(TENANT, "")["upn"], USER)
        self.az("logout")
        self.assertEqual(self.credential().returncode, UNAVAILABLE)

    def test_a_subscription_that_nobody_knows(self):
        self.az("login", *AS_USER)
        done = self.credential("", "Contoso Test")
        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ""))
        self.assertIn("AzureCLICredential: ERROR: Subscription 'Contoso Test' not found.",
                      done.stderr)

    def test_a_wrong_secret_is_refused(self):
        done = self.run_program("az", "login", *AS_APPLICATION, "-p", "not it")
        self.assertEqual(done.returncode, 1)
        self.assertIn("AADSTS7000215: Invalid client secret provided.", done.stderr)

    def test_a_scope_that_nobody_knows_is_refused_in_the_tools_words(self):
        self.az("login", *AS_APPLICATION)
        done = self.run_program("./azure_cli_client", "https://unknown.example/.default")
        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ""))
        self.assertIn("AzureCLICredential: ERROR: AADSTS500011", done.stderr)

    def test_the_fakes_are_a_cloud_of_their_own(self):
        # At their own address, with no proxy before them.
        del self.environment["HTTPS_PROXY"]
        self.environment["AZURE_CORE_INSTANCE_DISCOVERY"] = "false"
        self.az("cloud", "register", "--name", "azmock", "--endpoint-resource-manager",
                os.environ["ENTRA"] + "/resource_manager")
        self.az("cloud", "set", "--name", "azmock")
        self.az("login", *AS_APPLICATION)
        self.assert_account(CLIENT, cloud="azmock")
        self.assertEqual(self.claims()["appid"], CLIENT)

    def test_the_clouds_are_those_of_the_document(self):
        self.environment["ARM_CLOUD_METADATA_URL"] = (
            os.environ["ENTRA"] + "/resource_manager/metadata/endpoints?api-version=2019-05-01")
        [cloud] = self.az("cloud", "list")
        self.assertEqual(cloud["endpoints"]["resourceManager"],
                         os.environ["ENTRA"] + "/resource_manager/")
        self.az("login", *AS_APPLICATION)
        self.assert_account(CLIENT)

    def test_what_a_role_lets_one_see(self):
        self.az("login", *AS_APPLICATION)
        self.assertEqual([group["name"] for group in self.az("group", "list")], ["contoso-rg"])
        self.assertEqual(self.az("group", "exists", "--name", "contoso-rg"), True)
        self.assertEqual(self.az("group", "exists", "--name", "nothing"), False)
        done = self.run_program("az", "keyvault", "secret", "show", "--vault-name", "contoso-kv",
                                "--name", "pw")
        self.assertEqual(done.returncode, 1)
        self.assertIn("ForbiddenByRbac", done.stderr)


if __name__ == "__main__":
    unittest.main()
