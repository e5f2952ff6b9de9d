#!/usr/bin/env python3
"""azmock run: programs in a world of their own, which meet the fakes as they would meet Azure."""

import json
import os
import shutil
import subprocess
import tempfile
import textwrap
import unittest

import azmock_process

METADATA = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"


def run(*args, script=None, **kwargs):
    """azmock run, of a shell's script if one is given."""
    command = ["sh", "-c", script] if script else []
    return azmock_process.run("run", *args, *(["--", *command] if script else []), **kwargs)


class RunTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(content))
        return path

    def assert_prints(self, done, expected):
        self.assertEqual((done.stdout, done.returncode), (expected, 0), done.stderr)

    def test_azures_own_names_and_addresses_are_the_fakes(self):
        done = run(script=f"""
            ask() {{ curl -sS -o /dev/null -w '%{{http_code}}\\n' "$@"; }}
            ask https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration
            ask https://westus2.login.microsoft.com/common/discovery/keys
            ask -H Metadata:true '{METADATA}&resource=https://vault.azure.net'
            ask https://some.vault.azure.net/secrets/a?api-version=7.4
            """)
        self.assert_prints(done, "200\n200\n200\n404\n")
        self.assertEqual(done.stderr, "")

    def test_nothing_else_can_be_reached(self):
        done = run(script="curl -sS https://example.com; curl -sS http://93.184.216.34")
        self.assertEqual(done.returncode, 7)
        self.assertIn("Could not resolve host: example.com", done.stderr)
        self.assertIn("The fakes saw no request.\n\nNames that were asked for and that the fakes do "
                      "not have: example.com\n", done.stderr)

    def test_the_program_is_who_it_was_and_where_it_was(self):
        user = f"{os.getuid()} {os.getgid()} {os.getcwd()}\n"
        self.assert_prints(run(script="echo $(id -u) $(id -g) $PWD"), user)

    def test_variables_that_lead_elsewhere_are_gone(self):
        environment = dict(os.environ, AZURE_AUTHORITY_HOST="https://elsewhere.example",
                           AZURE_USERNAME="ada", https_proxy="http://proxy.example", OWN="kept",
                           JAVA_TOOL_OPTIONS="-Xmx99m")
        done = run(script='echo "$AZURE_AUTHORITY_HOST,$AZURE_USERNAME,$https_proxy,$OWN,'
                          '$AZURE_TENANT_ID,${JAVA_TOOL_OPTIONS%% *}"', env=environment)
        self.assert_prints(done, ",,,kept,a11ce000-0000-4000-8000-000000000001,-Xmx99m\n")

    def test_a_scenarios_client_has_its_variables_files_and_tools(self):
        done = run("--scenario", "default-aks",
                   script='test -s "$AZURE_FEDERATED_TOKEN_FILE" && echo token')
        self.assert_prints(done, "token\n")
        done = run("--scenario", "environment-certificate",
                   script='grep -c "PRIVATE KEY" "$AZURE_CLIENT_CERTIFICATE_PATH"')
        self.assert_prints(done, "2\n")
        done = run("--scenario", "default-laptop-az",
                   script="az account get-access-token --resource https://vault.azure.net |"
                          " grep -c '\"accessToken\": \"eyJ'")
        self.assert_prints(done, "1\n")
        done = run("--scenario", "arc-token", script="""
            basic=$(curl -sS -D - -o /dev/null -H Metadata:true \\
                "$IDENTITY_ENDPOINT?api-version=2020-06-01&resource=https://vault.azure.net" |
                sed -n 's/.*realm=\\([^\\r]*\\).*/\\1/p' | tr -d '\\r')
            curl -sS -o /dev/null -w '%{http_code}\\n' -H Metadata:true \\
                -H "Authorization: Basic $(cat $basic)" \\
                "$IDENTITY_ENDPOINT?api-version=2020-06-01&resource=https://vault.azure.net"
            """)
        self.assert_prints(done, "200\n")

    def test_the_metadata_service_is_where_the_scenario_has_it(self):
        ask = f"curl -s -m 1 -o /dev/null -H Metadata:true '{METADATA}&resource=a'; echo $?"
        host = """
            id: "host" title: "A host" credential: "ManagedIdentityCredential" directory {{
              tenants {{ id: "t.example" managed_identities {{ name: "web" client_id: "c" }} }}
              hosts {{ kind: IMDS {network} identities {{ identity: "web" system_assigned: true }} }}
            }}
            client {{ managed_identity {{}} calls {{ get_token {{ scopes: "a/.default" }} }} }}
            """
        for network, code in (("", "0"), ("network: REFUSED", "7"), ("network: DROPPED", "28")):
            with self.subTest(network=network):
                scenario = self.file("host.textproto", host.format(network=network))
                self.assert_prints(run("--scenario", scenario, script=ask), code + "\n")
        # A laptop has none: the network is unreachable.
        self.assert_prints(run("--scenario", "client-secret-invalid", script=ask), "7\n")

    def test_a_failure_says_what_the_fakes_saw_and_why_they_refused(self):
        done = run("--scenario", "client-secret-invalid", script="""
            curl -sS -f https://login.microsoftonline.com/$AZURE_TENANT_ID/oauth2/v2.0/token \\
                -d grant_type=client_credentials -d client_id=$AZURE_CLIENT_ID \\
                -d client_secret=$AZURE_CLIENT_SECRET -d scope=https://vault.azure.net/.default
            """)
        self.assertEqual(done.returncode, 22)
        self.assertIn("\nazmock: sh ended with 22. What the fakes saw:\n\nCall 1\n", done.stderr)
        self.assertIn("401 invalid_client AADSTS7000215\n", done.stderr)
        self.assertIn("what to do:", done.stderr)

    def test_exit_codes_are_passed_on(self):
        self.assertEqual(run(script="exit 42").returncode, 42)
        self.assertEqual(run(script="kill -9 $$").returncode, 137)
        done = run("--", "no-such-program")
        self.assertEqual((done.returncode, done.stderr),
                         (2, "azmock: cannot run no-such-program: No such file or directory\n"))

    def test_what_the_program_has_started_ends_with_it(self):
        pipe = os.path.join(self.folder, "pipe")
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        # Until it is killed, sleep has the pipe open, and cat does not end.
        done = run(script=f"exec 3>{pipe}; (setsid sleep 1000 >&3 &); exec 3>&-; echo started")
        self.assert_prints(done, "started\n")
        self.assertEqual(reader.communicate(timeout=30), (b"", None))

    def test_a_signal_is_the_programs(self):
        process = subprocess.Popen(
            [azmock_process.AZMOCK, "run", "--", "sh", "-c",
             "trap 'echo caught; exit 5' TERM; echo ready; while :; do read line || :; done"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.assertEqual(process.stdout.readline(), "ready\n")
        process.terminate()
        self.assertEqual(process.communicate(timeout=30)[0], "caught\n")
        self.assertEqual(process.returncode, 5)

    def test_what_is_expected(self):
        ask = "curl -s https://login.microsoftonline.com/common/discovery/keys -o /dev/null;"
        expected = self.file("expect.textproto", """
            requests { expectations { match { path: "*/keys" } times: 1 } nothing_else: true }
            output: "bye"
            exit_code: 3
            """)
        done = run("--expect", expected, script=ask + "echo good; echo bye >&2; exit 3")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "good\n", "bye\n"))
        done = run("--expect", expected, script=ask + ask)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("what was expected did not come to pass. What the fakes saw:", done.stderr)
        self.assertTrue(done.stderr.endswith(
            "exit code: expected 3, was 0\noutput: \"bye\" is not in it\n"
            "requests: 0: expected exactly 1, saw 2\n"), done.stderr)

    def test_an_expectation_that_is_not_sound_is_named(self):
        wrong = self.file("expect.textproto", "requests { expectation {} }\n")
        done = run("--expect", wrong, script="true")
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{wrong}:1:12: requests.expectation: VerifyRequest has no such field",
                      done.stderr)

    def test_the_journal_has_all(self):
        path = os.path.join(self.folder, "journal")
        self.assert_prints(run("--journal", path, script="curl -s https://login.microsoftonline.com/"
                                                         " -o /dev/null"), "")
        with open(path, encoding="utf-8") as file:
            entry = json.loads(file.readline())
        self.assertEqual(entry["host"], "login.microsoftonline.com")

    def test_by_variables_where_there_are_no_namespaces(self):
        script = """
            curl -sS -o /dev/null -w '%{http_code}\\n' https://login.microsoftonline.com/common/discovery/keys
            curl -sS -o /dev/null -w '%{http_code}\\n' ${AZURE_AUTHORITY_HOST}common/discovery/keys
            """
        self.assert_prints(run("--env", script=script), "200\n200\n")
        # In a user namespace that may have no others.
        done = subprocess.run(
            ["unshare", "--map-root-user", "sh", "-c",
             "echo 0 > /proc/sys/user/max_net_namespaces && exec \"$@\"", "sh",
             azmock_process.AZMOCK, "run", "--", "sh", "-c", script],
            capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.stdout, "200\n200\n", done.stderr)
        self.assertTrue(done.stderr.startswith(
            "azmock: no namespaces here (unshare: No space left on device): variables and a proxy "
            "lead to the fakes, which does not cover "), done.stderr)


@unittest.skipUnless(shutil.which("java"), "there is no Java here")
class JavaTest(unittest.TestCase):
    def test_it_trusts_the_fakes(self):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "Ask.java")
            with open(source, "w", encoding="utf-8") as file:
                file.write("""
                    public class Ask {
                      public static void main(String[] args) throws Exception {
                        var url = new java.net.URL(
                            "https://login.microsoftonline.com/common/discovery/keys");
                        var connection = (java.net.HttpURLConnection) url.openConnection();
                        System.out.println(connection.getResponseCode());
                      }
                    }
                    """)
            done = run("--", "java", "-XX:-UsePerfData", source)
            self.assertEqual((done.stdout, done.returncode), ("200\n", 0), done.stderr)


if __name__ == "__main__":
    unittest.main()
