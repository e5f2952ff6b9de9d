#!/usr/bin/env python3
"""`azmock serve`, asked with curl: no C++ client is involved."""

import json
import os
import signal
import socket
import ssl
import stat
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

import azmock_process
from azmock_process import Serve

TOKEN = "/oauth2/v2.0/token"
SCOPE = "https://vault.azure.net/.default"


def token_form(server, **changes):
    """curl's arguments for a client-credentials request, with changed fields."""
    form = {
        "client_id": server.environment["AZURE_CLIENT_ID"],
        "client_secret": server.environment["AZURE_CLIENT_SECRET"],
        "grant_type": "client_credentials",
        "scope": SCOPE,
    }
    form.update(changes)
    args = []
    for key, value in form.items():
        if value is not None:
            args += ["--data-urlencode", f"{key}={value}"]
    return args


def ask_token(server, tenant=None, **changes):
    tenant = tenant or server.environment["AZURE_TENANT_ID"]
    return server.curl("/" + tenant + TOKEN, *token_form(server, **changes))


def alpn_of(address, ca_file):
    """What is spoken behind TLS there, once its certificate is trusted."""
    context = ssl.create_default_context(cafile=ca_file)
    context.set_alpn_protocols(["h2"])
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as plain:
        with context.wrap_socket(plain, server_hostname=host) as tls:
            return tls.selected_alpn_protocol()


class ServeTest(unittest.TestCase):
    def assert_error(self, answer, status, error, code):
        got_status, headers, body = answer
        fields = json.loads(body)
        self.assertEqual((got_status, fields["error"], fields["error_codes"]),
                         (status, error, [code]))
        self.assertTrue(fields["error_description"].startswith(f"AADSTS{code}: "))
        self.assertEqual(headers["x-ms-request-id"], fields["trace_id"])
        self.assertEqual(headers["content-type"], "application/json; charset=utf-8")

    def test_a_right_secret_gets_a_token(self):
        with Serve() as server:
            status, _, body = ask_token(server)
            self.assertEqual(status, 200, body)
            token = json.loads(body)
            self.assertEqual(token["token_type"], "Bearer")
            self.assertEqual(token["access_token"].count("."), 2)

    def test_equal_tokens_of_a_second_are_one_where_that_was_asked_for(self):
        def two_tokens(*args):
            with Serve("--clock", "frozen", *args) as server:
                return [json.loads(ask_token(server)[2])["access_token"] for _ in range(2)]

        first, second = two_tokens("--fast-tokens", "--threads", "2")
        self.assertEqual(first, second)
        first, second = two_tokens()
        self.assertNotEqual(first, second)
        with tempfile.TemporaryDirectory() as folder:
            scenario = os.path.join(folder, "shared.textproto")
            with open(scenario, "w", encoding="utf-8") as file:
                file.write('id: "shared" title: "t" setting { shared_tokens: true }')
            first, second = two_tokens("--scenario", scenario)
        self.assertEqual(first, second)

    def test_the_echo_service_speaks_grpc_over_tls(self):
        with Serve() as server:
            address = server.ready["endpoints"]["echo_grpc"]
            self.assertEqual(alpn_of(address, server.ready["ca_file"]), "h2")

    def test_addresses_of_ipv6_are_in_brackets(self):
        with Serve("--address", "::1") as server:
            self.assertRegex(server.ready["address"], r"^\[::1\]:[0-9]+$")
            self.assertRegex(server.environment["http_proxy"], r"^http://\[::1\]:[0-9]+$")
            self.assertRegex(server.ready["endpoints"]["app_service"], r"^http://\[::1\]:[0-9]+/")
            url = server.ready["endpoints"]["imds"] + "?api-version=2018-02-01&resource=x"
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url)
            self.assertIn("Required metadata header not specified", refused.exception.read().decode())

    def test_the_plain_port_is_a_proxy_to_the_fakes_alone(self):
        with Serve() as server:
            url = "https://login.microsoftonline.com/azmock.example/v2.0/.well-known/openid-configuration"
            proxy = ["curl", "-sS", "--proxy", server.environment["http_proxy"], "--noproxy", "",
                     "--cacert", server.ready["ca_file"]]
            answer = subprocess.run(proxy + [url], capture_output=True, text=True)
            self.assertEqual(json.loads(answer.stdout)["issuer"].split("/")[2],
                             "login.microsoftonline.com", answer.stderr)
            refused = subprocess.run(proxy + ["-v", "https://example.com/"], capture_output=True, text=True)
            self.assertIn("HTTP/1.1 403", refused.stderr)

    def test_services_answer_at_the_same_address(self):
        with Serve() as server:
            status, headers, body = server.curl("/key_vault/azmock-vault/secrets?api-version=7.4")
            self.assertEqual((status, json.loads(body)["error"]["code"]), (401, "Unauthorized"))
            self.assertIn('resource="https://vault.azure.net"', headers["www-authenticate"])

    def test_every_wrong_field_gets_its_error(self):
        with Serve() as server:
            cases = [
                (dict(client_secret="wrong"), 401, "invalid_client", 7000215),
                (dict(client_secret=None), 401, "invalid_client", 7000216),
                (dict(client_id="11111111-2222-3333-4444-555555555555"), 400,
                 "unauthorized_client", 700016),
                (dict(client_id="00000000-0000-0000-0000-000000000000"), 400,
                 "unauthorized_client", 700038),
                (dict(grant_type="magic"), 400, "unsupported_grant_type", 70003),
                (dict(grant_type=None), 400, "invalid_request", 900144),
                (dict(scope="https://nobody.example/.default"), 400, "invalid_resource", 500011),
                (dict(scope="https://vault.azure.net/read"), 400, "invalid_scope", 1002012),
            ]
            for changes, status, error, code in cases:
                with self.subTest(changes):
                    self.assert_error(ask_token(server, **changes), status, error, code)
            self.assert_error(
                ask_token(server, tenant="99999999-2222-3333-4444-555555555555"),
                400, "invalid_request", 90002)
            self.assert_error(ask_token(server, tenant="undefined"), 400, "invalid_request", 900023)

    def test_a_scenario_without_a_metadata_service_names_none(self):
        variable = "AZURE_POD_IDENTITY_AUTHORITY_HOST"
        for scenario, named in (("client-secret-invalid", False), ("default-imds-500", True)):
            with self.subTest(scenario), Serve("--scenario", scenario) as server:
                self.assertEqual(variable in server.environment, named)
        with Serve() as server:
            self.assertEqual(server.environment[variable], server.environment["http_proxy"])

    def test_a_scenario_is_armed_on_request(self):
        with Serve("--scenario", "client-secret-invalid") as server:
            self.assert_error(ask_token(server), 401, "invalid_client", 7000215)

    def test_the_client_request_id_comes_back(self):
        with Serve() as server:
            sent = "7b12f9bb-2eef-42e3-ad75-eee69ec9088d"
            _, _, body = server.curl(
                "/" + server.environment["AZURE_TENANT_ID"] + TOKEN,
                "-H", "client-request-id: " + sent, *token_form(server, client_secret="wrong"))
            self.assertEqual(json.loads(body)["correlation_id"], sent)

    def test_discovery_names_the_host_that_was_asked(self):
        with Serve() as server:
            tenant = server.environment["AZURE_TENANT_ID"]
            _, _, body = server.curl(f"/{tenant}/v2.0/.well-known/openid-configuration")
            self.assertEqual(json.loads(body)["token_endpoint"], f"{server.url}/{tenant}{TOKEN}")

    def test_the_journal_has_the_exchange_and_no_secret(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "journal.jsonl")
            with Serve("--journal", path) as server:
                ask_token(server, client_secret="hunter2")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            self.assertNotIn("hunter2", text)
            entries = [json.loads(line) for line in text.splitlines()]
            self.assertEqual([entry["path"] for entry in entries],
                             ["/" + server.environment["AZURE_TENANT_ID"] + TOKEN])

    def test_the_journal_survives_a_kill(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "journal.jsonl")
            with Serve("--journal", path, "--journal-entries", "2") as server:
                for _ in range(3):
                    ask_token(server, client_secret="wrong")
                server.process.kill()
                server.process.wait(timeout=30)
            with open(path, encoding="utf-8") as file:
                entries = [json.loads(line) for line in file.read().splitlines()]
            self.assertEqual([entry["sequence"] for entry in entries], [1, 2, 3])

    def test_a_full_disk_is_told_at_once_and_at_the_end(self):
        with Serve("--journal", "/dev/full") as server:
            ask_token(server)
            self.assertEqual(
                server.process.stderr.readline(),
                "azmock: cannot write /dev/full: No space left on device; the journal ends here\n")
            ask_token(server)
        self.assertEqual(server.exit_code, 3)
        self.assertEqual(server.stderr, "azmock: cannot write /dev/full: No space left on device; "
                                        "it lacks the last 2 entries\n")

    def test_a_verdict_needs_the_whole_past(self):
        with Serve("--journal-entries", "2") as server:
            for _ in range(3):
                ask_token(server)
            _, _, body = server.curl("/_mock/v1/Verify", "-d", '{"expectations": [{"at_most": 2}]}')
            self.assertIn('"satisfied":false,"text":"1 older entries that may matter are forgotten',
                          body)

    def test_limits_are_printed_and_tell_when_they_bite(self):
        with Serve("--max-connections", "2", "--clock", "frozen") as server:
            self.assertEqual(server.ready["limits"]["connections"], 2)
            port = int(server.environment["http_proxy"].rsplit(":", 1)[1])
            kept = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
            for connection in kept:
                connection.sendall(b"GET /common/discovery/keys HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertEqual(connection.recv(12), b"HTTP/1.1 200")
            for _ in range(2):
                with socket.create_connection(("127.0.0.1", port)) as refused:
                    self.assertEqual(refused.recv(12), b"HTTP/1.1 503")
            for connection in kept:
                connection.close()
        self.assertEqual(server.stderr.count("has 2 open connections, which is its limit"), 1)

    def test_the_env_file_is_for_its_owner_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "env.sh")
            with Serve("--env-file", path) as server:
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
                with open(path, encoding="utf-8") as file:
                    self.assertIn(f"export AZURE_AUTHORITY_HOST='{server.url}/'", file.read())

    def test_a_signal_stops_it_and_leaves_nothing_behind(self):
        with Serve() as server:
            self.assertTrue(os.path.exists(server.ready["ca_file"]))
            server.process.send_signal(signal.SIGTERM)
            self.assertEqual(server.process.wait(timeout=30), 0)
        self.assertFalse(os.path.exists(server.ready["ca_file"]))

    def test_a_terminal_that_goes_stops_it_in_order(self):
        with Serve() as server:
            server.process.send_signal(signal.SIGHUP)
            self.assertEqual(server.process.wait(timeout=30), 0)
        self.assertFalse(os.path.exists(server.ready["ca_file"]))


class BadInputTest(unittest.TestCase):
    def assert_fails(self, done, exit_code, *texts):
        self.assertEqual(done.returncode, exit_code, done.stderr)
        self.assertEqual(done.stdout, "")
        for text in texts:
            self.assertIn(text, done.stderr)

    def test_an_unknown_scenario_is_told_its_neighbours(self):
        self.assert_fails(azmock_process.run("serve", "--scenario", "client-secret-invald"), 2,
                          'unknown scenario "client-secret-invald"', "client-secret-invalid")
        self.assert_fails(azmock_process.run("replay", "nonsense"), 2, 'unknown scenario "nonsense"')

    def test_a_malformed_scenario_file_is_told_line_and_field(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "mine.textproto")
            with open(path, "w", encoding="utf-8") as file:
                file.write('id: "mine"\ntitle: "Mine"\nrules {\n  steps { delay: "5 s" pass {} }\n}\n')
            for command in (("serve", "--scenario", path), ("replay", path), ("show", path)):
                self.assert_fails(azmock_process.run(*command), 2, path + ":4:",
                                  'rules[0].steps[0].delay: "5 s" is not a duration')
        self.assert_fails(azmock_process.run("show", "/nowhere.textproto"), 2, "/nowhere.textproto")

    def test_a_record_that_cannot_be_written_is_told_at_the_start(self):
        for option in ("--journal", "--requests"):
            self.assert_fails(azmock_process.run("serve", option, "/nowhere/file"), 3,
                              "cannot write /nowhere/file: No such file or directory")

    def test_a_port_in_use_is_named(self):
        with Serve() as server:
            port = server.url.rsplit(":", 1)[1]
            self.assert_fails(azmock_process.run("serve", "--port", port), 3, port)

    def test_a_path_that_cannot_be_written_is_named(self):
        for option in ("--ca-file", "--env-file"):
            self.assert_fails(azmock_process.run("serve", option, "/nowhere/file"), 3,
                              "cannot write /nowhere/file: No such file or directory")

    def test_an_address_others_can_reach_needs_the_flag(self):
        self.assert_fails(azmock_process.run("serve", "--address", "0.0.0.0"), 2, "0.0.0.0")

    def test_usage_errors_exit_with_2(self):
        self.assert_fails(azmock_process.run("serve", "--port", "70000"), 2, "--port")
        self.assert_fails(azmock_process.run("Server"), 2,
                          'azmock: no command "Server"; did you mean serve,')
        self.assert_fails(azmock_process.run(), 2, "`azmock help` lists the commands")
        self.assert_fails(azmock_process.run("help", "serv"), 2, "did you mean serve")

    def test_help_and_version_are_no_errors(self):
        for command, text in ((("help",), "Exit codes:"),
                              (("help", "serve"), "--scenario"),
                              (("--help",), "serve"),
                              (("--version",), "azmock ")):
            done = azmock_process.run(*command)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn(text, done.stdout)

    def test_a_grpc_port_in_use_is_one_line(self):
        with Serve() as server:
            port = server.ready["endpoints"]["admin_grpc"].rsplit(":", 1)[1]
            done = azmock_process.run("serve", "--admin-grpc-port", port)
            self.assert_fails(done, 3)
            self.assertEqual(done.stderr,
                             f"azmock: cannot listen on 127.0.0.1:{port}: Address already in use\n")

    def test_what_cannot_be_read_to_its_end_is_told(self):
        self.assert_fails(azmock_process.run("serve", "--config", "/dev/zero"), 2,
                          "azmock: /dev/zero: is larger than 256 MiB\n")

    def test_while_it_waits_for_a_pipe_it_can_be_stopped(self):
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            with subprocess.Popen([azmock_process.AZMOCK, "serve", "--config", pipe],
                                  stdin=subprocess.DEVNULL) as process:
                with open(pipe, "w", encoding="utf-8"):  # opens as soon as it is read
                    process.send_signal(signal.SIGTERM)
                    self.assertEqual(process.wait(timeout=30), -signal.SIGTERM)

    def test_it_does_not_serve_in_secret(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([azmock_process.AZMOCK, "serve"], stdin=subprocess.DEVNULL,
                                  stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
                                  check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write the line that says where the fakes are", done.stderr)

    def test_a_scenario_of_somebody_else_stays_in_its_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "escape.textproto")
            with open(path, "w", encoding="utf-8") as file:
                file.write('id: "escape" title: "t" client {\n'
                           '  environment { key: "X;touch${IFS}pwned;Y" value: "1" }\n'
                           '  files { path: "/../escaped" assertion { text: "x" } }\n'
                           '  calls { get_token {} } }\n')
            self.assert_fails(azmock_process.run("serve", "--scenario", path), 2,
                              "escape.textproto:2:", "escape.textproto:3:")

    def test_a_certificate_that_is_not_there_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "own.textproto")
            with open(path, "w", encoding="utf-8") as file:
                file.write('id: "own" title: "t" directory { tenants { id: "own.example"\n'
                           '  applications { app_id: "a" certificates: "mine.pem" } } }\n')
            self.assert_fails(azmock_process.run("serve", "--scenario", path), 2,
                              '"mine.pem" is no certificate that comes with the fakes')


if __name__ == "__main__":
    unittest.main()
