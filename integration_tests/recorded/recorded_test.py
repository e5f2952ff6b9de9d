#!/usr/bin/env python3
"""The fakes answer as the real services did when somebody recorded them: README.md says how."""

import base64
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(FOLDER))

from azmock_process import Serve  # pylint: disable=wrong-import-position

GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
PLACEHOLDERS = {
    "guid": GUID,
    "time": TIME,
    "digits": r"\d+",
    "iso": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z",
    "text": ".+",
    "jwt": r"[\w-]+\.[\w-]+\.[\w-]+",
    # Entra ID ended each part of it with CRLF until late 2023, with a blank since.
    "trailer": rf"(\r\n| )Trace ID: {GUID}\1Correlation ID: {GUID}\1Timestamp: {TIME}",
}


def recordings():
    for path in sorted(glob.glob(f"{FOLDER}/answers/*.json")):
        with open(path, encoding="utf-8") as file:
            yield os.path.basename(path)[:-len(".json")], json.load(file)


def pattern(recorded):
    return re.sub(r"\\\{(\w+)\\\}", lambda match: PLACEHOLDERS.get(match[1], match[0]),
                  re.escape(recorded))


def same(recorded, answered):
    if recorded == "{number}":
        return isinstance(answered, int)
    if isinstance(recorded, str) and isinstance(answered, str):
        return re.fullmatch(pattern(recorded), answered, re.DOTALL) is not None
    return type(recorded) is type(answered) and recorded == answered


def differences(recorded, answered, path="body"):
    """What is not as recorded: pairs of where and what."""
    if isinstance(recorded, dict) and isinstance(answered, dict):
        for name in recorded.keys() ^ answered.keys():
            yield f"{path}.{name}", "missing" if name in recorded else "not recorded"
        common = [name for name in recorded if name in answered]
        if common != [name for name in answered if name in recorded]:
            yield f"{path}, order", f"recorded {common}, answered {list(answered)}"
        for name in common:
            yield from differences(recorded[name], answered[name], f"{path}.{name}")
    elif isinstance(recorded, list) and isinstance(answered, list):
        if len(recorded) != len(answered):
            yield path, f"recorded {recorded}, answered {answered}"
        for index, pair in enumerate(zip(recorded, answered)):
            yield from differences(*pair, f"{path}[{index}]")
    elif not same(recorded, answered):
        yield path, f"recorded {recorded!r}, answered {answered!r}"


def decoded(token):
    """A token's header and claims, both in the order of their names."""
    header, claims = (dict(sorted(json.loads(base64.urlsafe_b64decode(part + "===")).items()))
                      for part in token.split(".")[:2])
    return {"header": header, "claims": claims}


class Client:
    """Asks the fakes under the real services' names."""

    def __init__(self, server):
        self._server = server
        self._known = {**server.environment, **server.ready["endpoints"]}

    def _filled(self, text):
        return re.sub(r"\{(\w+)\}", lambda match: self._known.get(match[1], match[0]), text)

    def _connection(self, url):
        scheme, host = re.match("(https?)://([^:/]+)", url).groups()
        if host in ("localhost", "127.0.0.1"):
            return ["--insecure"]  # A Service Fabric cluster's certificate is its own.
        to = self._server.ready["address"]
        if scheme == "http":
            to = self._server.environment["http_proxy"].removeprefix("http://")
        return ["--cacert", self._server.ready["ca_file"], "--connect-to", f"::{to}"]

    def ask(self, request):
        """The status, the headers and the body of the answer."""
        url = self._filled(request["url"])
        command = ["curl", "-sS", "-i", "--http1.1", *self._connection(url)]
        for name, value in request.get("headers", {}).items():
            command += ["-H", f"{name}: {self._filled(value)}"]
        for name, value in request.get("form", {}).items():
            command += ["--data-urlencode", f"{name}={self._filled(value)}"]
        if "json" in request:
            command += ["-d", self._filled(json.dumps(request["json"]))]
        done = subprocess.run([*command, url], capture_output=True, check=True, timeout=30)
        head, _, body = done.stdout.decode().partition("\r\n\r\n")
        status, *headers = head.split("\r\n")
        return int(status.split()[1]), dict(line.split(": ", 1) for line in headers), body

    def prepare(self, request):
        """Asks, and remembers the members of the answer that are texts."""
        status, _, body = self.ask(request)
        assert status == 200, body
        self._known.update((name, value) for name, value in json.loads(body).items()
                           if isinstance(value, str))


class RecordedTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(
            Serve("--clock", "frozen", "--config", f"{FOLDER}/directory.textproto",
                  "--config", cls.arc_server()))
        Client(cls.server).prepare({"url": "{AZMOCK_ADMIN}/SetClock",
                                    "json": {"time": "2100-01-01T00:00:00Z"}})

    @classmethod
    def arc_server(cls):
        """A server in Azure Arc whose agent's keys are where a test may write."""
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        path = os.path.join(folder, "arc.textproto")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"""hosts {{
              kind: AZURE_ARC
              tenant_id: "5eed0000-0000-4000-8000-000000000001"
              identities {{ identity: "machine" system_assigned: true }}
              azure_arc {{ key_directory: "{folder}" }}
            }}""")
        return path

    def compared(self, recording):
        """Where the fakes' answer differs from what was recorded, and how."""
        client = Client(self.server)
        for request in recording.get("before", []):
            client.prepare(request)
        status, headers, body = client.ask(recording["request"])
        answer = recording["answer"]
        if status != answer["status"]:
            yield "status", f"recorded {answer['status']}, answered {status} {body}"
        for name, value in answer.get("headers", {}).items():
            if not same(value, headers.get(name, "")):
                yield f"header {name}", f"recorded {value!r}, answered {headers.get(name)!r}"
        answered = json.loads(body)
        if "token" in recording:
            answered = decoded(answered[recording["token"]])
        yield from differences(answer["body"], answered)

    def test_the_fakes_answer_as_recorded(self):
        for name, recording in recordings():
            with self.subTest(name):
                found = dict(self.compared(recording))
                known = recording.get("known_differences", {})
                unknown = {where: what for where, what in found.items()
                           if not any(where.startswith(place) for place in known)}
                self.assertEqual(unknown, {}, "answered otherwise than recorded")
                self.assertEqual([place for place in known
                                  if not any(where.startswith(place) for where in found)], [],
                                 "differs no more")

    def test_there_are_enough(self):
        self.assertGreaterEqual(len(list(recordings())), 26)


if __name__ == "__main__":
    unittest.main()
