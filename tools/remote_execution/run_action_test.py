#!/usr/bin/env python3
"""A command with output_files and output_directories gets output_paths, and is stored."""

import hashlib
import http.client
import http.server
import threading
import unittest

from run_action import field, fields, with_output_paths, with_output_paths_in

ARGUMENT, OUTPUT_FILE, OUTPUT_FOLDER, OUTPUT_PATH = (
    field(1, b"cc"), field(3, b"b/file.o"), field(4, b"a/folder"), field(7, b"x"))
TIMEOUT, DO_NOT_CACHE = field(6, field(1, 300)), field(7, 1)


def action_with(command):
    digest = hashlib.sha256(command).hexdigest()
    return field(1, field(1, digest.encode()) + field(2, len(command))) + TIMEOUT + DO_NOT_CACHE


class FakeCache(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent, and takes nothing under a wrong name."""

    protocol_version = "HTTP/1.1"
    blobs = {}

    def respond(self, body=b"", status=200):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        found = self.path in self.blobs
        self.respond(self.blobs.get(self.path, b"Not found"), 200 if found else 404)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.path == f"/cas/{hashlib.sha256(body).hexdigest()}"
        self.blobs[self.path] = body
        self.respond()

    def log_message(self, *_):
        pass


class RunActionTest(unittest.TestCase):
    def setUp(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeCache)
        self.addCleanup(server.server_close)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        self.addCleanup(server.shutdown)
        self.cache = http.client.HTTPConnection(*server.server_address)
        self.addCleanup(self.cache.close)

    def command_of(self, action):
        """As a protobuf parser has it: of a field that comes twice, the last."""
        digest = dict(fields(dict(fields(action))[1]))
        command = FakeCache.blobs[f"/cas/{digest[1].decode()}"]
        self.assertEqual(digest[2], len(command))
        return command

    def test_outputs_are_paths_too_in_order(self):
        long = b"l" * 300
        self.assertEqual(
            with_output_paths(ARGUMENT + OUTPUT_FILE + field(3, long) + OUTPUT_FOLDER),
            ARGUMENT + OUTPUT_FILE + field(3, long) + OUTPUT_FOLDER +
            field(7, b"a/folder") + field(7, b"b/file.o") + field(7, long))

    def test_the_action_names_the_new_command(self):
        command = ARGUMENT + OUTPUT_FILE
        action = action_with(command)
        FakeCache.blobs = {f"/cas/{hashlib.sha256(command).hexdigest()}": command}
        changed = with_output_paths_in(action, self.cache)
        self.assertEqual(self.command_of(changed), command + field(7, b"b/file.o"))
        self.assertTrue(changed.startswith(action))

    def test_paths_that_are_there_stay_alone(self):
        command = ARGUMENT + OUTPUT_FILE + OUTPUT_PATH
        action = action_with(command)
        FakeCache.blobs = {f"/cas/{hashlib.sha256(command).hexdigest()}": command}
        self.assertEqual(with_output_paths_in(action, self.cache), action)
        self.assertEqual(len(FakeCache.blobs), 1)

    def test_a_cache_without_the_command_is_an_error(self):
        FakeCache.blobs = {}
        with self.assertRaisesRegex(http.client.HTTPException, "^GET /cas/.*: 404 of the cache$"):
            with_output_paths_in(action_with(ARGUMENT), self.cache)


if __name__ == "__main__":
    unittest.main()
