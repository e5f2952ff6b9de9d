#!/usr/bin/env python3
"""How peers are started, asked and shown; those here are small programs of this test."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import fakes  # pylint: disable=wrong-import-position
import peers  # pylint: disable=wrong-import-position

# Refuses its first request, as one does that is not ready yet.
SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_POST(self):
        Handler.asked += 1
        form = self.rfile.read(int(self.headers["Content-Length"]))
        good = Handler.asked > 1 and form == b"scope=a%3Ab" and self.headers["Host"] == "real.example"
        text = b'{"access_token":"x"}' if good else b"{}"
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
print("ready", flush=True)
server.serve_forever()
"""


def server(text=SERVER, prints=False, seen=None):
    """A fake that runs a Python program."""
    def request(port, ready):
        if seen is not None:
            seen.append(ready)
        return fakes.Request(f"http://127.0.0.1:{port}/token", {"scope": "a:b"},
                             {"Host": "real.example"})
    return fakes.Fake("one", lambda folder, port: ([sys.executable, "-c", text, str(port)], {}),
                      request, prints)


class FakesTest(unittest.TestCase):
    """From the start to the end of one."""

    def test_the_first_token_ends_the_start(self):
        seen = []
        with fakes.running(server(prints=True, seen=seen)) as (request, process, milliseconds):
            self.assertEqual(request.send(), len('{"access_token":"x"}'))
            self.assertGreater(milliseconds, 0)
            self.assertGreater(fakes.resident_megabytes(process.pid), 1)
        self.assertEqual(seen, [b"ready\n"])
        self.assertIsNotNone(process.poll())

    def test_one_that_ends_says_what_it_said(self):
        ends = server("import sys; sys.exit('no room')")
        with self.assertRaisesRegex(fakes.Failed, "^one gives no token: no room$"):
            with fakes.running(ends):
                self.fail("it runs")


class PeersTest(unittest.TestCase):
    """What is measured and shown."""

    def test_what_cannot_be_measured_is_left_with_the_reason(self):
        def missing():
            raise peers.Missing("not given: --wiremock JAR")
        rows, left = peers.rows_of([("a", lambda: ["1"]), ("WireMock", missing)])
        self.assertEqual(rows, [["a", "1"]])
        self.assertEqual(left, ["WireMock: not given: --wiremock JAR"])

    def test_a_program_that_fails_or_is_not_there_is_missing(self):
        with self.assertRaisesRegex(peers.Missing, "^/nope: No such file"):
            peers.run("/nope")
        with self.assertRaisesRegex(peers.Missing, "^sh -c: gone$"):
            peers.run("sh", "-c", "echo gone >&2; exit 1")

    def test_versions_are_those_that_are_pinned(self):
        self.assertRegex(peers.pinned_version("go/go.mod", "sdk/azidentity"), r"^\d+\.\d+\.\d+$")
        self.assertRegex(peers.pinned_version("node/package.json", "oauth2-mock-server"),
                         r"^\d+\.\d+\.\d+$")

    def test_the_table_has_columns(self):
        self.assertEqual(peers.as_table(["fake", "tokens"], [["azmock serve", "3"]]),
                         "fake          tokens\nazmock serve  3")


if __name__ == "__main__":
    unittest.main()
