"""An SMTP server on loopback that does at each step what a test tells it: refuse, drop, be silent.

    with SmtpServer(script={"rcpt": "451 later"}) as server:
        ... server.port, server.mails, server.commands ...

A step is greeting, ehlo, starttls, auth, mail, rcpt, data, dot or quit. What it does is a reply
("451 later"), DROP, RESET, SILENCE, HOLD (replies when the test sets server.release) or, for
starttls, INJECT; a list gives one of these to each connection in turn.
"""

import base64
import socket
import ssl
import struct
import threading

from loopback import Loopback

DROP = object()
RESET = object()
SILENCE = object()
HOLD = object()
INJECT = object()

REPLIES = {
    "greeting": "220 fault.example ESMTP",
    "starttls": "220 go ahead",
    "auth": "235 2.7.0 welcome",
    "mail": "250 2.1.0 ok",
    "rcpt": "250 2.1.5 ok",
    "data": "354 go ahead",
    "dot": "250 2.0.0 queued",
    "quit": "221 2.0.0 bye",
}


class Gone(Exception):
    """The connection is over."""


class SmtpServer(Loopback):
    def __init__(self, script=None, context=None, implicit=False, offers=("8BITMIME", "SIZE")):
        super().__init__()
        self.script = script or {}
        self.context = context
        self.implicit = implicit
        self.offers = list(offers)
        self.mails = []
        self.commands = []
        self.logins = []  # what AUTH PLAIN brought
        self._reached = {}
        self._lock = threading.Lock()

    def serve(self, sock, number):
        Connection(self, sock, number).run()

    def event(self, step):
        with self._lock:
            return self._reached.setdefault(step, threading.Event())

    def wait_for(self, step, seconds=10):
        """Until that step was reached by some connection."""
        if not self.event(step).wait(seconds):
            raise AssertionError(f"the server never came to {step}")

    def action(self, step, connection):
        action = self.script.get(step, REPLIES.get(step))
        if isinstance(action, list):
            action = action[min(connection, len(action) - 1)]
        return REPLIES.get(step) if action is None else action


class Connection:
    def __init__(self, server, sock, number):
        self.server = server
        self.sock = sock
        self.number = number
        self.buffer = b""
        self.is_encrypted = False
        self.envelope = {}

    def run(self):
        try:
            if self.server.implicit:
                self.encrypt()
            self.step("greeting")
            while True:
                self.command(self.line())
        except (Gone, OSError):
            pass
        finally:
            self.sock.close()

    def encrypt(self):
        self.sock = self.server.context.wrap_socket(self.sock, server_side=True)
        self.server._sockets.append(self.sock)
        self.is_encrypted = True

    def line(self):
        while b"\n" not in self.buffer:
            data = self.sock.recv(65536)
            if not data:
                raise Gone
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r")

    def send(self, text):
        self.sock.sendall(text.encode() + b"\r\n")

    def step(self, name):
        """Does what the script says. True when the reply was a good one."""
        action = self.server.action(name, self.number)
        self.server.event(name).set()
        if action is DROP:
            raise Gone
        if action is RESET:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Gone
        if action is SILENCE:
            while self.sock.recv(65536):
                pass
            raise Gone
        if action is HOLD:
            self.server.release.wait(30)
            action = REPLIES[name]
        if action is INJECT:
            self.sock.sendall(b"220 go ahead\r\n250 injected\r\n")
            return True
        self.send(action)
        return action[0] in "23"

    def command(self, line):
        verb = line.split(b" ")[0].upper()
        self.server.commands.append(line.decode("utf-8", "replace"))
        handler = getattr(self, "on_" + verb.decode("ascii", "replace").lower(), None)
        if handler is None:
            self.send("502 5.5.2 no such command")
        else:
            handler(line)

    def on_ehlo(self, line):
        if "ehlo" in self.server.script:
            if not self.step("ehlo"):
                return
        self.server.event("ehlo").set()
        offers = [offer for offer in self.server.offers
                  if not (self.is_encrypted and offer == "STARTTLS")]
        lines = ["fault.example", *offers]
        for offer in lines[:-1]:
            self.send("250-" + offer)
        self.send("250 " + lines[-1])

    def on_helo(self, _line):
        self.send("250 fault.example")

    def on_starttls(self, _line):
        if self.step("starttls"):
            self.encrypt()

    def on_auth(self, line):
        words = line.split(b" ")
        method = words[1].upper()
        if method == b"LOGIN":
            for prompt in ("Username:", "Password:"):
                self.send("334 " + base64.b64encode(prompt.encode()).decode())
                self.line()
        elif method == b"PLAIN":
            if len(words) == 2:
                self.send("334 ")
                words.append(self.line())
            self.server.logins.append(base64.b64decode(words[2]).decode())
        self.step("auth")

    def on_mail(self, line):
        self.envelope = {"from": line.decode(), "to": None}
        self.step("mail")

    def on_rcpt(self, line):
        self.envelope["to"] = line.decode()
        self.step("rcpt")

    def on_data(self, _line):
        if not self.step("data"):
            return
        lines = []
        while True:
            line = self.line()
            if line == b".":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        self.envelope["data"] = b"\r\n".join(lines) + b"\r\n"
        self.server.mails.append(self.envelope)
        self.step("dot")

    def on_rset(self, _line):
        self.send("250 ok")

    def on_quit(self, _line):
        self.step("quit")
        raise Gone


def server_context(authority, name="localhost"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.certificate(name))
    return context
