#!/usr/bin/env python3
"""azmock watch: a running server's exchanges, as they come."""

import json
import os
import signal
import subprocess
import tempfile
import unittest

import azmock_process
from azmock_process import Serve

TOKEN_PATH = "/azmock.example/oauth2/v2.0/token"
KEYS_PATH = "/common/discovery/keys"
KEYS_LINES = 3  # request, status, IDs


class Watch:
    """A running `azmock watch`, in the environment that its server writes."""

    def __init__(self, server, *args):
        self.process = subprocess.Popen(
            [azmock_process.AZMOCK, "watch", *args], env=dict(os.environ, **server.environment),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def lines(self, count):
        return [self.process.stdout.readline().rstrip("\n") for _ in range(count)]

    def ended(self):
        """Exit code, what it said yet, and what of errors."""
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.ended()


def watch(*args, environment=None):
    """azmock watch that ends by itself."""
    return azmock_process.run("watch", *args, env=environment or {})


class WatchTest(unittest.TestCase):
    def test_what_is_remembered_and_what_comes(self):
        with Serve() as server:
            server.curl(TOKEN_PATH, "-d", "grant_type=client_credentials&client_id=nobody")
            watching = Watch(server)
            first = watching.lines(4)
            self.assertEqual(first[0], f"  1  +0.000s  POST localhost{TOKEN_PATH}")
            self.assertEqual(first[1], "     400 unauthorized_client AADSTS700016")
            server.curl(KEYS_PATH)
            second = watching.lines(KEYS_LINES)
            self.assertRegex(second[0], rf"^  2  \+\d+\.\d{{3}}s  GET localhost{KEYS_PATH}$")
            self.assertEqual(second[1], "     200")
            self.assertEqual(watching.stop(), (0, "", ""))

    def test_only_what_is_asked_for(self):
        with Serve() as server:
            for path in (KEYS_PATH, KEYS_PATH, "/unknown.example/oauth2/v2.0/token", KEYS_PATH):
                server.curl(path)
            watching = Watch(server, "--json", "--since", "1", "--match", '{"path": "*/keys"}')
            entries = [json.loads(line) for line in watching.lines(2)]
            self.assertEqual([entry["sequence"] for entry in entries], [2, 4])
            self.assertEqual(watching.stop()[0], 0)
            watching = Watch(server, "--json", "--tenant", "unknown.example")
            self.assertEqual(json.loads(watching.lines(1)[0])["sequence"], 3)
            self.assertEqual(watching.stop()[0], 0)

    def test_so_many_and_no_more(self):
        with Serve() as server:
            for _ in range(3):
                server.curl(KEYS_PATH)
            done = watch("--count", "2", environment=server.environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(len(done.stdout.splitlines()), 2 * KEYS_LINES)

    def test_its_json_is_the_journals(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "journal")
            with Serve("--clock", "frozen", "--journal", path) as server:
                server.curl(TOKEN_PATH, "-d", "grant_type=client_credentials&client_id=nobody")
                watching = Watch(server, "--json")
                line = watching.lines(1)[0]
                watching.stop()
            with open(path, encoding="utf-8") as journal:
                self.assertEqual(line + "\n", journal.read())
        explained = subprocess.run([azmock_process.AZMOCK, "explain", "--journal", "-"], input=line,
                                   capture_output=True, text=True, timeout=30, check=True)
        self.assertIn("AADSTS700016", explained.stdout)

    def test_it_says_what_the_journal_had_no_room_for(self):
        with Serve("--journal-entries", "2") as server:
            for _ in range(5):
                server.curl(KEYS_PATH)
            watching = Watch(server, "--json")
            entries = [json.loads(line) for line in watching.lines(2)]
            self.assertEqual([entry["sequence"] for entry in entries], [4, 5])
            self.assertEqual(watching.stop()[2], "azmock: 3 exchanges are not shown: the journal "
                                                 "was full before they could be sent\n")

    def test_it_ends_with_the_server(self):
        with Serve() as server:
            server.curl(KEYS_PATH)
            watching = Watch(server)
            watching.lines(KEYS_LINES)
        self.assertEqual(watching.ended(), (0, "", "azmock: the server has ended\n"))

    def test_it_ends_with_its_reader(self):
        with Serve() as server:
            server.curl(KEYS_PATH)
            watching = Watch(server)
            watching.lines(KEYS_LINES)
            watching.process.stdout.close()
            # Not the first write: that may be on its way already.
            while watching.process.poll() is None:
                server.curl(KEYS_PATH)
            self.assertEqual(watching.process.returncode, 0)
            watching.process.stderr.close()

    def test_a_control_token(self):
        with tempfile.TemporaryDirectory() as folder:
            token = os.path.join(folder, "token")
            with open(token, "w", encoding="utf-8") as file:
                file.write("0123456789abcdef-mine\n")
            with Serve("--control-token-file", token) as server:
                done = watch(environment=server.environment)
                self.assertEqual(done.returncode, 3)
                self.assertIn("a control token is required", done.stderr)
                self.assertTrue(done.stderr.endswith("; --control-token-file says which\n"))
                server.curl(KEYS_PATH)
                watching = Watch(server, "--control-token-file", token)
                self.assertTrue(watching.lines(KEYS_LINES)[0].endswith(KEYS_PATH))
                self.assertEqual(watching.stop()[0], 0)

    def assert_fails(self, done, code, said):
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(said, done.stderr)

    def test_what_is_wrong_is_said_in_a_sentence(self):
        self.assert_fails(watch(), 2, "azmock: write which server: --admin URL, or AZMOCK_ADMIN, "
                                      "which `azmock serve --env-file` writes\n")
        with Serve() as server:
            admin = server.ready["endpoints"]["admin"]
            ca_file = server.ready["ca_file"]
            self.assert_fails(watch("--admin", admin), 3, "/WatchJournal: SSL certificate problem")
            self.assert_fails(watch("--admin", admin), 3, "; --ca-file says what to trust\n")
            self.assert_fails(
                watch("--admin", admin, "--ca-file", ca_file, "--match", '{"metod": "GET"}'), 2,
                "filter.match.metod: Match has no such field; did you mean method?")
            self.assert_fails(watch("--admin", admin, "--match", "*/token"), 2,
                              "azmock: --match: is no JSON object\n")
            self.assert_fails(watch("--admin", server.url, "--ca-file", ca_file), 3,
                              "/WatchJournal: the answer is 404, and not of azmock's admin service")
        self.assert_fails(watch("--admin", admin, "--ca-file", ca_file), 3, admin)
        self.assert_fails(watch("--admin", admin.replace("https", "http")), 3,
                          "; does the server run there?\n")


if __name__ == "__main__":
    unittest.main()
