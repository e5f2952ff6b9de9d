"""A proxy, as companies have one, behind which every address is the fakes'.

Clients reach the fakes under Azure's own names with nothing but HTTPS_PROXY, which all of
them know: no name is resolved, and what they send goes to the fakes and nowhere else.
"""

import selectors
import socket
import socketserver
import threading

CHUNK = 65536


class Tunnel(socketserver.ThreadingTCPServer):
    """Listens on loopback; `fakes` is the host and port that all tunnels lead to."""

    daemon_threads = True

    def __init__(self, fakes):
        super().__init__(("127.0.0.1", 0), _Connection)
        self.fakes = fakes
        self.url = "http://127.0.0.1:%d" % self.server_address[1]
        self._thread = threading.Thread(target=self.serve_forever)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Connection(socketserver.StreamRequestHandler):
    rbufsize = 0  # What comes after the request is for the tunnel.

    def handle(self):
        asked = self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        if not asked.startswith(b"CONNECT "):
            self.wfile.write(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection(self.server.fakes) as fakes:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            try:
                _carry(self.connection, fakes)
            except OSError:
                pass  # One side hung up, which the other learns when its socket closes.


def _carry(client, fakes):
    """Carries bytes both ways until one side has no more."""
    with selectors.DefaultSelector() as both:
        both.register(client, selectors.EVENT_READ, fakes)
        both.register(fakes, selectors.EVENT_READ, client)
        while True:
            for ready, _ in both.select():
                data = ready.fileobj.recv(CHUNK)
                if not data:
                    return
                ready.data.sendall(data)
