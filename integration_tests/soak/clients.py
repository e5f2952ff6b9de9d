"""Clients that ask without rest, each a connection; some leave, and come again as somebody else."""

import collections
import dataclasses
import selectors
import socket
import ssl

# Of a thousand, how many leave before their request has gone, and how many before its answer comes.
LEAVE_BEFORE = 2
LEAVE_AFTER = 2
# One client in so many. These stay for the answer: TLS gives a client tickets that it does not read, and
# who leaves bytes unread resets the connection, which may take the request with it.
TLS_EVERY = 10


@dataclasses.dataclass
class Counts:
    """What the clients know: of whole requests by path, what became of them."""
    sent: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    answered: collections.Counter = dataclasses.field(default_factory=collections.Counter)  # (path, status)
    left: int = 0      # before the answer
    broken: int = 0    # by the server: a fault
    partial: int = 0   # requests that never came whole

    def requests(self):
        return sum(self.sent.values()) + self.partial


class Client:
    def __init__(self, load, is_tls):
        self._load = load
        self.is_tls = is_tls
        self._socket = None
        self.connect()

    def connect(self):
        """A new connection, with a request under way."""
        while True:
            self._socket = self._load.open(self.is_tls)
            self._load.selector.register(self._socket, selectors.EVENT_READ, self)
            if self.ask():
                return

    def leave(self):
        self._load.selector.unregister(self._socket)
        self._socket.close()

    def ask(self):
        """False if the client has left."""
        counts, random = self._load.counts, self._load.random
        self._path, request = random.choice(self._load.requests)
        self._received, self._size = b"", None
        chance = 1000 if self.is_tls else random.randrange(1000)
        self._socket.setblocking(True)
        if chance < LEAVE_BEFORE:
            self._socket.sendall(request[:random.randrange(1, len(request))])
            counts.partial += 1
        else:
            self._socket.sendall(request)
            counts.sent[self._path] += 1
            counts.left += chance < LEAVE_BEFORE + LEAVE_AFTER
        self._socket.setblocking(False)
        if chance >= LEAVE_BEFORE + LEAVE_AFTER:
            return True
        self.leave()
        return False

    def receive(self):
        """Takes what has come. After a whole answer the next request is under way."""
        try:
            while piece := self._socket.recv(1 << 16):
                self._received += piece
                if self._is_whole():
                    return self._next()
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        except (ConnectionResetError, ssl.SSLError):
            pass
        self._load.counts.broken += 1
        return self._again()

    def _is_whole(self):
        if self._size is None:
            end = self._received.find(b"\r\n\r\n")
            if end < 0 or not self._received.startswith(b"HTTP/1.1 "):  # a fault sends garbage
                return False
            self._head = self._received[:end].lower()
            length = self._head.split(b"\r\ncontent-length: ")[1].split(b"\r\n")[0]
            self._size = end + 4 + int(length)
        return len(self._received) >= self._size

    def _next(self):
        self._load.counts.answered[self._path, int(self._head[9:12])] += 1
        if self._load.ending or b"\r\nconnection: close" in self._head:
            self._again()
        elif not self.ask():
            self.connect()

    def _again(self):
        self.leave()
        if not self._load.ending:
            self.connect()


class Load:
    """`count` clients of a server; deterministic but for the order in which answers come."""

    def __init__(self, ready, requests, random, count):
        self.requests = list(requests.items())
        self.random = random
        self.counts = Counts()
        self.ending = False
        self.selector = selectors.DefaultSelector()
        self._plain = int(ready["environment"]["http_proxy"].rsplit(":", 1)[1])
        self._tls = int(ready["address"].rsplit(":", 1)[1])
        self._trust = ssl.create_default_context(cafile=ready["ca_file"])
        self._clients = [Client(self, i % TLS_EVERY == 0) for i in range(count)]

    def open(self, is_tls):
        connection = socket.create_connection(("127.0.0.1", self._tls if is_tls else self._plain))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._trust.wrap_socket(connection, server_hostname="localhost") if is_tls else connection

    def until(self, count):
        """Goes on until so many requests have been sent."""
        while self.counts.requests() < count:
            self._receive()

    def end(self):
        """All leave, with the requests that are under way."""
        self.ending = True
        for client in self._clients:
            if not client.is_tls:
                self.counts.left += 1
                client.leave()
        while self.selector.get_map():
            self._receive()

    def _receive(self):
        for key, _ in self.selector.select():
            key.data.receive()
