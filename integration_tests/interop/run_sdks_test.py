#!/usr/bin/env python3
"""Microsoft's SDKs, unmodified and told nothing, by azmock run: DefaultAzureCredential wherever a
scenario puts it, pipelines' jobs, users with device codes, and the Azure CLI.
"""

import os
import subprocess
import tempfile
import unittest

AZMOCK = os.path.join(os.environ["TEST_SRCDIR"], "azure_identity_cc/tools/azmock_cli/azmock")
INSTALLED = os.environ["INTEROP"]
BUILT = os.environ["BUILT"]
SCOPE = "https://vault.azure.net/.default"
USER = ["7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80", "4c8f0e7a-93b1-4d25-a6c7-18e2f3a4b5c6",
        "avery@contoso.example", "User.Read"]

PYTHON = """
import sys
from azure.identity import DefaultAzureCredential
print(bool(DefaultAzureCredential().get_token(sys.argv[1]).token))
"""
NODE = """
import { DefaultAzureCredential } from "@azure/identity";
console.log(Boolean((await new DefaultAzureCredential().getToken(process.argv[2])).token));
"""

PYTHON_PIPELINE = """
import os, sys
from azure.identity import AzurePipelinesCredential
of = lambda name: os.environ["AZURESUBSCRIPTION_" + name]
credential = AzurePipelinesCredential(
    tenant_id=of("TENANT_ID"), client_id=of("CLIENT_ID"),
    service_connection_id=of("SERVICE_CONNECTION_ID"),
    system_access_token=os.environ["SYSTEM_ACCESSTOKEN"])
print(bool(credential.get_token(sys.argv[1]).token))
"""
NODE_PIPELINE = """
import { AzurePipelinesCredential } from "@azure/identity";
const of = (name) => process.env["AZURESUBSCRIPTION_" + name];
const credential = new AzurePipelinesCredential(of("TENANT_ID"), of("CLIENT_ID"),
    of("SERVICE_CONNECTION_ID"), process.env.SYSTEM_ACCESSTOKEN);
console.log(Boolean((await credential.getToken(process.argv[2])).token));
"""

# v1.0, which polls with `code`.
ADAL = """
import json, os, sys, urllib.request
import adal
tenant, client, user = sys.argv[1:4]
context = adal.AuthenticationContext("https://login.microsoftonline.com/" + tenant)
code = context.acquire_user_code("https://graph.microsoft.com", client)
asked = json.dumps({"user_code": code["user_code"], "username": user}).encode()
urllib.request.urlopen(os.environ["AZMOCK_ADMIN"] + "/ApproveDeviceCode", asked)
token = context.acquire_token_with_device_code("https://graph.microsoft.com", code, client)
print(bool(token["accessToken"]))
"""
JAVA = ["java", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp",
        f"{INSTALLED}/venvs/java/lib/*:{BUILT}"]
PYTHON_PROGRAM = [os.path.join(INSTALLED, "venvs/services/bin/python3"), "-c"]


def node(text):
    """A text is looked at as if it stood in the current folder: that of the packages."""
    return ["sh", "-c", 'cd "$1" && exec node --input-type=module -e "$2" - "$3"', "sh",
            os.path.join(INSTALLED, "node"), text, SCOPE]


PROGRAMS = {
    "python": [*PYTHON_PROGRAM, PYTHON, SCOPE],
    "java": [*JAVA, "GetToken", SCOPE],
    "node": node(NODE),
    "go": [os.path.join(BUILT, "get_token"), SCOPE],
}
PIPELINES = {
    "python": [*PYTHON_PROGRAM, PYTHON_PIPELINE, SCOPE],
    "java": [*JAVA, "Pipeline", SCOPE],
    "node": node(NODE_PIPELINE),
    "go": [os.path.join(BUILT, "pipeline"), SCOPE],
}
DEVICE_CODES = {
    "adal": [*PYTHON_PROGRAM, ADAL, *USER],
    "java": [*JAVA, "DeviceCode", *USER],
    "go": [os.path.join(BUILT, "device_code"), *USER],
}

# By where the program stands.
TOKENS = ["app-service-token", "arc-token", "default-aks", "default-environment",
          "default-laptop-az", "imds-token"]
ERRORS = {"client-secret-invalid": "AADSTS7000215", "client-secret-expired": "AADSTS7000222",
          "application-not-found": "AADSTS700016"}


def run(option, value, command):
    return subprocess.run([AZMOCK, "run", option, value, "--", *command],
                          capture_output=True, text=True, timeout=120, check=False)


class RunSdksTest(unittest.TestCase):
    def test_tokens(self):
        for scenario in TOKENS:
            for sdk, command in PROGRAMS.items():
                with self.subTest(scenario=scenario, sdk=sdk):
                    done = run("--scenario", scenario, command)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.assertEqual(done.stdout.strip().lower(), "true")

    def test_a_pipelines_job(self):
        for sdk, command in PIPELINES.items():
            with self.subTest(sdk=sdk):
                done = run("--scenario", "pipelines-success", command)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(done.stdout.strip().lower(), "true")
                done = run("--scenario", "pipelines-subject-not-trusted", command)
                self.assertNotEqual(done.returncode, 0)
                said, _, told = done.stderr.partition("What the fakes saw:")
                self.assertIn("700213", said + done.stdout)
                self.assertIn("AADSTS700213", told)

    def test_the_azure_cli(self):
        with tempfile.TemporaryDirectory() as folder:
            log_in = (
                f"export HOME={folder} AZURE_CONFIG_DIR={folder} AZURE_CORE_COLLECT_TELEMETRY=no; "
                "az login --service-principal -u $AZURE_CLIENT_ID -p $AZURE_CLIENT_SECRET "
                "--tenant $AZURE_TENANT_ID --allow-no-subscriptions -o none && "
                "az account get-access-token --scope " + SCOPE + " --query tokenType -o tsv")
            path = os.path.join(INSTALLED, "venvs/azure_cli/bin") + ":" + os.environ["PATH"]
            command = ["env", "PATH=" + path, "sh", "-c", log_in]
            done = run("--scenario", "client-secret-success", command)
            self.assertEqual((done.returncode, done.stdout), (0, "Bearer\n"), done.stderr)
            done = run("--scenario", "client-secret-expired", command)
            self.assertNotEqual(done.returncode, 0)
            self.assertRegex(done.stderr, "(?s)AADSTS7000222.*What the fakes saw:.*AADSTS7000222")

    def test_a_user_signs_in_with_a_device_code(self):
        for sdk, command in DEVICE_CODES.items():
            with self.subTest(sdk=sdk):
                done = run("--config", "directory.textproto", command)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(done.stdout.strip().lower(), "true")

    def test_errors(self):
        for scenario, code in ERRORS.items():
            for sdk, command in PROGRAMS.items():
                with self.subTest(scenario=scenario, sdk=sdk):
                    done = run("--scenario", scenario, command)
                    self.assertNotEqual(done.returncode, 0)
                    said, _, told = done.stderr.partition("What the fakes saw:")
                    # In the SDK's own words, and in the fakes'.
                    self.assertIn(code[len("AADSTS"):], said + done.stdout)
                    self.assertIn(code, told)


if __name__ == "__main__":
    unittest.main()
