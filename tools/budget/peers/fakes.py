"""The fakes of others, started as their users start them, each on a free port of loopback and over
plain HTTP, and what a client sends for a token."""

import contextlib
import dataclasses
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

SCOPE = "https://vault.azure.net/.default"
LONGEST_START = 60


@dataclasses.dataclass(frozen=True)
class Request:
    """A request for a token."""
    url: str
    form: dict[str, str]
    headers: dict[str, str] = dataclasses.field(default_factory=dict)

    def body(self):
        """As it is sent."""
        return urllib.parse.urlencode(self.form)

    def send(self):
        """The size of the answer's body; None if nobody answers yet, or not with a token."""
        request = urllib.request.Request(self.url, self.body().encode(), self.headers)
        try:
            with urllib.request.urlopen(request, timeout=LONGEST_START) as response:
                text = response.read()
        except (urllib.error.URLError, OSError):
            return None
        return len(text) if b"access_token" in text else None


@dataclasses.dataclass(frozen=True)
class Fake:
    """One that can be started. `command(folder, port)` prepares the folder, which it has to itself,
    and says what to run and with which environment; `request(port, ready)` what to ask: `ready` is
    the first line that it printed, if it `prints` one when it is ready."""
    name: str
    command: object
    request: object
    prints: bool = False


def free_port():
    """One that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Failed(RuntimeError):
    """A fake that does not start, or gives no token."""


@contextlib.contextmanager
def running(fake):
    """The request for its first token, its process, and how many milliseconds that token took."""
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/said", "w+b") as said:
        port = free_port()
        command, environment = fake.command(folder, port)
        begun = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env={**os.environ, **environment},
                              stdin=subprocess.PIPE, stderr=said,
                              stdout=subprocess.PIPE if fake.prints else said) as process:
            try:
                ready = process.stdout.readline() if fake.prints else b""
                request = fake.request(port, ready)
                while request.send() is None:
                    if process.poll() is not None or time.perf_counter() - begun > LONGEST_START:
                        said.seek(0)
                        raise Failed(f"{fake.name} gives no token: {said.read().decode().strip()}")
                    time.sleep(0.001)
                yield request, process, (time.perf_counter() - begun) * 1000
            finally:
                process.terminate()


def resident_megabytes(pid):
    """Of a process and those it started."""
    done = subprocess.run(["ps", "-o", "rss=", "--pid", str(pid), "--ppid", str(pid)],
                          capture_output=True, text=True, check=False)
    return sum(int(each) for each in done.stdout.split()) / 1024


def azmock(program, *options):
    """Ours. Real authorities are served over plain HTTP to whoever asks a proxy for them."""
    def request(_, ready):
        said = json.loads(ready or "{}")
        environment = said["environment"]
        return Request(
            f"{environment['http_proxy']}/{environment['AZURE_TENANT_ID']}/oauth2/v2.0/token",
            {"grant_type": "client_credentials", "client_id": environment["AZURE_CLIENT_ID"],
             "client_secret": environment["AZURE_CLIENT_SECRET"], "scope": SCOPE},
            {"Host": "login.microsoftonline.com"})
    return Fake(" ".join(("azmock serve",) + options),
                lambda folder, port: ([program, "serve", *options], {}), request, prints=True)


def oauth2_mock_server(node_modules, version):
    """Of npm."""
    program = f"{node_modules}/.bin/oauth2-mock-server"
    return Fake(f"oauth2-mock-server {version}",
                lambda folder, port: ([program, "-a", "127.0.0.1", "-p", str(port)], {}),
                lambda port, ready: Request(f"http://127.0.0.1:{port}/token",
                                            {"grant_type": "client_credentials", "scope": SCOPE}))


def entra_emulator(program):
    """With the directory that it begins with."""
    def command(folder, port):
        return [program], {"TLS_ENABLED": "false", "HOST": "127.0.0.1", "PORT": str(port),
                           "DB_PATH": f"{folder}/directory.db", "LOG_LEVEL": "error"}

    def request(port, _):
        tenant = "6f89cf12-978b-4d23-ac18-9ef0c127cf87"
        return Request(f"http://127.0.0.1:{port}/{tenant}/oauth2/v2.0/token",
                       {"grant_type": "client_credentials",
                        "client_id": "00d88624-f0d7-46f6-a641-6232c2608928",
                        "client_secret": "daemon-app-secret",
                        "scope": "https://graph.microsoft.com/.default"})
    return Fake("entra-emulator", command, request)


def wiremock(jar):
    """A stub that answers each request with the same text."""
    def command(folder, port):
        os.mkdir(f"{folder}/mappings")
        with open(f"{folder}/mappings/token.json", "w", encoding="utf-8") as file:
            json.dump({"request": {"method": "POST", "urlPath": "/token"},
                       "response": {"headers": {"Content-Type": "application/json"}, "jsonBody": {
                           "token_type": "Bearer", "expires_in": 3599,
                           "access_token": "x" * 1400}}}, file)
        return [shutil.which("java"), "-jar", os.path.abspath(jar), "--port", str(port),
                "--bind-address", "127.0.0.1", "--root-dir", folder, "--disable-banner"], {}
    return Fake("WireMock, one stub", command,
                lambda port, ready: Request(f"http://127.0.0.1:{port}/token", {"scope": SCOPE}))
