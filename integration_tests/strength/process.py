"""azmock in a folder of its own, under conditions that few programs are tested in."""

import contextlib
import http.client
import json
import os
import resource
import select
import socket
import ssl
import subprocess
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

from azmock_process import AZMOCK
from table import CannotBeHad, Ended

PATIENCE = 60
# Of whom no passwd file knows, and without any capability.
SOMEBODY = ("unshare", "--user", "--map-user=12345", "--map-group=12345")
# A disk of 32 KiB that is the current folder; nobody else sees it.
SMALL_DISK = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
              "mount -t tmpfs -o size=32k none disk && cd disk && exec \"$@\"", "sh")


@contextlib.contextmanager
def folder():
    """Where azmock is run, so that texts name files without it."""
    with tempfile.TemporaryDirectory() as path:
        os.mkdir(os.path.join(path, "disk"))
        yield path


def wrapped(wrapper, *args):
    """The command line in a wrapper; whether that is allowed here is tried before."""
    if wrapper:
        tried = subprocess.run([*wrapper, "true"], cwd=_scratch(), capture_output=True, check=False)
        if tried.returncode != 0:
            raise CannotBeHad(tried.stderr.decode())
    return [*wrapper, AZMOCK, *args]


def _scratch():
    path = os.path.join(os.environ["TEST_TMPDIR"], "scratch")
    os.makedirs(os.path.join(path, "disk"), exist_ok=True)
    return path


def limit(which, value):
    """For `preexec_fn`."""
    return lambda: resource.setrlimit(which, (value, value))


def run(*args, wrapper=(), stdin=subprocess.DEVNULL, **kwargs):
    """azmock to its end, in `cwd`."""
    done = subprocess.run(wrapped(wrapper, *args), stdin=stdin, stderr=subprocess.PIPE, text=True,
                          timeout=PATIENCE, check=False, **{"stdout": subprocess.DEVNULL, **kwargs})
    return Ended(done.returncode, done.stderr)


class Server:
    """`azmock serve` in `cwd`, until stop()."""

    def __init__(self, *args, wrapper=(), **kwargs):
        self.process = subprocess.Popen(
            wrapped(wrapper, "serve", "--stop-on-eof", *args), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kwargs)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("azmock did not start: " + self.process.communicate()[1])
        self.ready = json.loads(line)
        self.trust = ssl.create_default_context(cadata=self._read(self.ready["ca_file"]))

    def _read(self, path):
        # As the server sees it, which may have another root.
        with open(os.path.join(f"/proc/{self.process.pid}/root", path.lstrip("/"))
                  if path.startswith("/") else self.path(path), encoding="utf-8") as file:
            return file.read()

    def path(self, name):
        """A file in its current folder."""
        return f"/proc/{self.process.pid}/cwd/{name}"

    def ask(self, path="/common/discovery/keys", data=None, headers=None):
        """The body of an answer of the TLS server."""
        request = urllib.request.Request(self.ready["endpoints"]["entra"] + path, data, headers or {})
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self.trust))
        with opener.open(request, timeout=PATIENCE) as answer:
            return answer.read()

    def call(self, name, **request):
        return json.loads(self.ask("/_mock/v1/" + name, json.dumps(request).encode()))

    def plain_connection(self):
        address = urllib.parse.urlsplit(self.ready["environment"]["http_proxy"])
        return socket.create_connection((address.hostname, address.port), PATIENCE)

    def has_said_something(self, patience=0):
        return bool(select.select([self.process.stderr], [], [], patience)[0])

    def stop(self, signal=None):
        """Ends it by a signal, else by the end of its input."""
        if signal is not None:
            self.process.send_signal(signal)
            self.process.wait(PATIENCE)
        _, said = self.process.communicate(timeout=PATIENCE)
        return Ended(self.process.returncode, said)


class Clients:
    """Threads that ask a server, each for paths of its own, until it is gone."""

    def __init__(self, server, count=4):
        self.answered = []  # paths
        self._enough = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._ask, args=(server, name))
                         for name in range(count)]
        for thread in self._threads:
            thread.start()

    def _ask(self, server, name):
        for number in range(100000):
            path = f"/common/discovery/keys/{name}/{number}"
            try:
                server.ask(path)
            except urllib.error.HTTPError:  # 404, which is an answer
                self.answered.append(path)
                self._enough.release()
            except (OSError, http.client.HTTPException):
                return

    def wait_for(self, count):
        for _ in range(count):
            self._enough.acquire(timeout=PATIENCE)

    def join(self):
        for thread in self._threads:
            thread.join(PATIENCE)


def is_answered(connection):
    """Whether a connection to the plain server gets what it asks for."""
    connection.sendall(b"GET /common/discovery/keys HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def entries(path):
    """Of a journal, each line of which must be whole."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text == "" or text.endswith("\n"), f"a line is cut: {text[-200:]!r}"
    return [json.loads(line) for line in text.splitlines()]
