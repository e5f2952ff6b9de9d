#!/usr/bin/env python3
"""The admin service of `azmock serve`, and what else changes the fakes from outside.

mock_server/admin/README.md's examples, which readme_test runs, have every call.
"""

import json
import os
import subprocess
import tempfile
import threading
import unittest

import azmock_process
from azmock_process import Serve

DIRECTORY = """
tenants {
  id: "contoso.example"
  applications {
    app_id: "c11e0000-0000-4000-8000-000000000001"
    secrets { value: "correct-horse" }
    certificates: "app_certificate.pem"
  }
}
"""


def admin(server, call, request=None, *args):
    """(status, answer) of a call."""
    status, _, body = server.curl("/_mock/v1/" + call, "-d", json.dumps(request or {}), *args)
    return status, json.loads(body)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def ask_token(server, tenant, client_id, secret):
    status, _, body = server.curl(
        f"/{tenant}/oauth2/v2.0/token", "-d", "grant_type=client_credentials",
        "-d", "scope=https://vault.azure.net/.default", "-d", f"client_id={client_id}",
        "-d", f"client_secret={secret}")
    return status, json.loads(body)


class AdminTest(unittest.TestCase):
    def test_it_is_where_serve_says(self):
        with Serve() as server:
            self.assertEqual(server.ready["endpoints"]["admin"], server.url + "/_mock/v1")
            self.assertEqual(server.environment["AZMOCK_ADMIN"], server.url + "/_mock/v1")
            self.assertNotIn("control_token", server.ready)
            status, _, body = server.curl("/_mock/")
            self.assertEqual(status, 200)
            self.assertIn("/_mock/v1/WaitForRequests", body)

    def test_grpc_is_where_serve_says(self):
        with Serve("--clock", "frozen") as server, tempfile.TemporaryDirectory() as folder:
            empty = os.path.join(folder, "request")
            with open(empty, "wb") as file:
                file.write(b"\0\0\0\0\0")  # not compressed, of no bytes
            admin(server, "SetClock", {"time": "1970-01-01T00:00:01Z"})
            done = subprocess.run(
                ["curl", "-sS", "--http2-prior-knowledge", "-H", "content-type: application/grpc",
                 "-H", "te: trailers", "--data-binary", "@" + empty,
                 f"http://{server.ready['endpoints']['admin_grpc']}"
                 "/azmock.admin.v1.AdminService/GetClock"],
                capture_output=True, timeout=30, check=True)
            # Six bytes: mode, and a time of one second.
            self.assertEqual(done.stdout, b"\0\0\0\0\6" b"\x08\2" b"\x12\2\x08\1")

    def test_calls_leave_no_trace_in_the_journal(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "journal.jsonl")
            with Serve("--journal", path) as server:
                admin(server, "GetClock")
                admin(server, "Nonsense")
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), "")

    def test_scenarios_come_and_go_while_requests_run(self):
        with Serve() as server:
            tenant = server.environment["AZURE_TENANT_ID"]
            stop = threading.Event()
            statuses = set()

            def ask():
                while not stop.is_set():
                    statuses.add(server.curl(f"/{tenant}/discovery/v2.0/keys")[0])

            asking = threading.Thread(target=ask)
            asking.start()
            for _ in range(10):
                step = {"times": 1, "respond": {"status": 503}}
                self.assertEqual(admin(server, "InjectFault", {"steps": [step]})[0], 200)
                self.assertEqual(admin(server, "ArmScenario", {"id": "throttled-then-success"})[0],
                                 200)
                self.assertEqual(admin(server, "DisarmAll")[0], 200)
            stop.set()
            asking.join()
            self.assertLessEqual(statuses, {200, 503})

    def test_a_wait_ends_when_the_server_does(self):
        server = Serve()
        with server:
            waiting = subprocess.Popen(
                ["curl", "-sS", "--cacert", server.ready["ca_file"],
                 server.url + "/_mock/v1/WaitForRequests", "-d", '{"timeout": "10m"}'],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            admin(server, "GetClock")
        self.assertEqual(server.exit_code, 0)
        waiting.wait(timeout=30)

    def test_a_watch_sees_requests_as_they_come_and_ends_with_the_server(self):
        server = Serve()
        with server:
            tenant = server.environment["AZURE_TENANT_ID"]
            watching = subprocess.Popen(
                ["curl", "-sSN", "--cacert", server.ready["ca_file"],
                 server.url + "/_mock/v1/WatchJournal?filter.match.path=*/keys"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self.assertEqual(watching.stdout.readline(), ": connected\n")
            for sequence in ("1", "2"):
                server.curl(f"/{tenant}/discovery/v2.0/keys")
                self.assertEqual(watching.stdout.readline(), "\n")
                self.assertEqual(watching.stdout.readline(), f"id: {sequence}\n")
                answer = json.loads(watching.stdout.readline().removeprefix("data: "))
                self.assertEqual(answer["entry"]["path"], f"/{tenant}/discovery/v2.0/keys")
        self.assertEqual(server.exit_code, 0)
        # Whoever ends first: the stream, with its reason, or the connection.
        self.assertRegex(watching.stdout.read(), "^\n(event: error\ndata: .*UNAVAILABLE.*\n\n)?$")
        watching.wait(timeout=30)

    def test_a_page_of_another_origin_is_turned_away(self):
        with Serve() as server:
            status, answer = admin(server, "DisarmAll", None, "-H", "Origin: https://evil.example")
            self.assertEqual((status, answer["error"]["code"]), (403, "PERMISSION_DENIED"))
            status, answer = admin(server, "DisarmAll", None, "-H", "Host: evil.example")
            self.assertEqual((status, answer["error"]["message"]), (
                403, 'Host: "evil.example" is not localhost; without a control token the service '
                     "answers to no other name"))


class ControlTokenTest(unittest.TestCase):
    def test_where_others_can_reach_the_fakes_a_new_one_is_required(self):
        with Serve("--address", "0.0.0.0", "--allow-non-loopback") as server:
            token = server.ready["control_token"]
            status, answer = admin(server, "GetClock")
            self.assertEqual((status, answer["error"]["message"]), (
                401, 'a control token is required: send "Authorization: Bearer <token>"'))
            status, answer = admin(server, "GetClock", None, "-H", "Authorization: Bearer wrong")
            self.assertEqual((status, answer["error"]["message"]),
                             (401, "the control token is wrong"))
            self.assertEqual(
                admin(server, "GetClock", None, "-H", "Authorization: Bearer " + token)[0], 200)
        self.assertNotIn(token, server.stderr)

    def test_a_bad_file_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = write(folder, "token", "short\n")
            done = azmock_process.run("serve", "--control-token-file", path)
            self.assertEqual(done.returncode, 2)
            self.assertEqual(done.stderr,
                             f"azmock: {path}: a control token has at least 16 characters\n")


class ConfigTest(unittest.TestCase):
    def test_files_make_up_the_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            first = write(folder, "first.textproto", DIRECTORY)
            second = write(folder, "second.textproto",
                           'tenants { id: "contoso.example" domains: "contoso.test" }')
            with Serve("--config", first, "--config", second) as server:
                status, answer = ask_token(
                    server, "contoso.test", "c11e0000-0000-4000-8000-000000000001",
                    "correct-horse")
                self.assertEqual(status, 200, answer)

    def test_what_is_exported_starts_the_same_fakes(self):
        with tempfile.TemporaryDirectory() as folder:
            first = write(folder, "first.textproto", DIRECTORY)
            with Serve("--config", first, "--scenario", "workload-identity-success") as server:
                _, exported = admin(server, "GetDirectory", {"as_textproto": True})
            again = write(folder, "again.textproto", exported["textproto"])
            with Serve("--config", again) as server:
                self.assertEqual(admin(server, "GetDirectory", {"as_textproto": True})[1], exported)

    def assert_refused(self, path, *lines):
        done = azmock_process.run("serve", "--config", path)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, "azmock: " + "\n".join(lines) + "\n")

    def test_what_is_wrong_is_named_by_file_line_and_field(self):
        with tempfile.TemporaryDirectory() as folder:
            path = write(folder, "bad.textproto", DIRECTORY.replace("app_id", "ap_id") +
                         'tenants { id: "a b" }\n')
            self.assert_refused(
                path,
                f"{path}:5:5: tenants[0].applications[0].ap_id: Application has no such field; "
                "did you mean app_id?",
                f'{path}:10:11: tenants[1].id: "a b" can\'t stand in a URL; write a GUID or a '
                "domain")

    def test_a_certificate_that_is_none_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = write(folder, "bad.textproto", DIRECTORY.replace("app_certificate", "nobody"))
            done = azmock_process.run("serve", "--config", path)
            self.assertTrue(done.stderr.startswith(
                f"azmock: {path}: tenants[0].applications[0].certificates[0]: "), done.stderr)
            self.assertNotEqual(done.returncode, 0)

    def test_a_missing_file_is_named(self):
        done = azmock_process.run("serve", "--config", "/nowhere.textproto")
        self.assertEqual(done.returncode, 2)
        self.assertIn("/nowhere.textproto", done.stderr)


if __name__ == "__main__":
    unittest.main()
