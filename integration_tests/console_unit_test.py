#!/usr/bin/env python3
"""The unit tests of the console's pure parts, in Chromium; and what the page is made of."""

import functools
import gzip
import hashlib
import http.server
import os
import re
import shutil
import tempfile
import threading
import unittest

from azmock_process import runfile
from chromium import Chromium

CONSOLE = runfile("mock_server/console")
VENDORED = runfile("third_party/preact_htm")
MOST_BYTES = 60 * 1024


def files_of(folder, *endings):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))
            if name.endswith(endings)]


def content_of(path):
    with open(path, "rb") as file:
        return file.read()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *unused):
        pass


class ConsoleUnitTest(unittest.TestCase):
    def test_the_pure_parts_in_chromium(self):
        with tempfile.TemporaryDirectory() as folder:
            for path in files_of(CONSOLE, ".js") + files_of(f"{CONSOLE}/tests", ".js", ".html"):
                shutil.copy(path, folder)
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(QuietHandler, directory=folder))
            self.addCleanup(server.server_close)
            self.addCleanup(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with Chromium() as browser:
                browser.go(f"http://127.0.0.1:{server.server_port}/index.html")
                said = browser.text("#done")
        self.assertRegex(said, r"^[1-9]\d* passed$")

    def test_the_page_is_small(self):
        paths = files_of(CONSOLE, ".js", ".css", ".html", ".svg") + files_of(VENDORED, ".js")
        size = sum(len(gzip.compress(content_of(path))) for path in paths)
        self.assertGreater(len(paths), 20)
        self.assertLess(size, MOST_BYTES)

    def test_the_vendored_script_is_what_its_page_says(self):
        readme = content_of(f"{VENDORED}/README.md").decode()
        said = re.search(r"`([0-9a-f]{64})`", readme).group(1)
        self.assertEqual(hashlib.sha256(content_of(f"{VENDORED}/preact_htm.js")).hexdigest(), said)

    def test_no_script_nor_style_is_inline(self):
        page = content_of(f"{CONSOLE}/index.html").decode()
        self.assertNotRegex(page, r"<style|style=|<script(?![^>]*src=)|\son\w+=")


if __name__ == "__main__":
    unittest.main()
