"""An HTTP server on loopback that answers what a test tells it.

    with HttpServer([answer(429, headers={"Retry-After": "120"}), answer(200, "ok")]) as server:
        ... server.port, server.requests ...

An answer is what answer() makes, DROP or RESET (after the request was read), SILENCE, or HOLD
(answers 200 "ok" when the test sets server.release). The last one is repeated.
"""

import socket
import struct
import threading

from loopback import Loopback

DROP = object()
RESET = object()
SILENCE = object()
HOLD = object()


def answer(status, body="", headers=None):
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class HttpServer(Loopback):
    def __init__(self, answers, context=None):
        super().__init__()
        self.answers = answers
        self.context = context  # for https
        self.requests = []
        self.requested = threading.Event()

    def serve(self, sock, _number):
        try:
            if self.context is not None:
                sock = self.context.wrap_socket(sock, server_side=True)
                self._sockets.append(sock)
            while self._exchange(sock):
                pass
        except OSError:
            pass
        finally:
            sock.close()

    def _exchange(self, sock):
        """One request and its answer. False when the connection is over."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = sock.recv(65536)
            if not piece:
                return False
            data += piece
        head, body = data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        headers = {name.lower(): value for name, value in headers.items()}
        while len(body) < int(headers.get("content-length", 0)):
            body += sock.recv(65536)
        method, path, _ = lines[0].split(" ", 2)
        action = self.answers[min(len(self.requests), len(self.answers) - 1)]
        self.requests.append({"method": method, "path": path, "headers": headers, "body": body})
        self.requested.set()
        return self._act(sock, action)

    def _act(self, sock, action):
        if action is DROP:
            return False
        if action is RESET:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if action is SILENCE:
            while sock.recv(65536):
                pass
            return False
        if action is HOLD:
            self.release.wait(30)
            action = answer(200, "ok")
        sock.sendall(action)
        return True
