"""The daemon's side of the protocol, for tests: starts renewd-courier and speaks with it."""

import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True

BUILD = os.environ.get("RENEWD_BUILD", "build/dev")
PROGRAM = os.path.join(BUILD, "bin", "renewd-courier")
WORK = os.path.join(BUILD, "tests", "courier", "work")

CREATED_MS = 1795404600000  # 2026-11-23T08:30:00+05:00


def entry(**changes):
    fields = {
        "notice_id": 1, "agreement_id": 7, "register": "aitu", "row": "12",
        "registration_number": "12-A", "type": "Memorandum", "owner": "ICD",
        "partners": [{"name": "University of Latvia", "city": "Riga", "country": "LV",
                      "country_raw": "Latvia"}],
        "partner_total": 1, "signed": "2023-12-10", "kind": "end", "deadline": "2026-12-10",
        "latest": "2026-12-10", "given": "2026-12-10", "milestone": "2026-11-26",
        "step": "before 14d", "late_days": 0, "corrected_from": None, "policy": "default",
        "fallback": "none"}
    return {**fields, **changes}


def document(**changes):
    fields = {
        "version": 1, "kind": "reminder",
        "office": {"name": "International Cooperation", "language": "en",
                   "reply_to": "registry@example.test"},
        "recipient": "International Cooperation Department", "decided_on": "2026-11-23",
        "part": 1, "parts": 1, "entries": [entry()], "problems": [], "problem_total": 0,
        "trouble": None}
    return {**fields, **changes}


def job(number=1, address="icd@example.test", timeout_ms=20000, **changes):
    fields = {
        "id": f"st-7Kq.{number}", "address": address,
        "recipient": "International Cooperation Department", "document": document(),
        "created_ms": CREATED_MS, "utc_offset_minutes": 300, "as_of": "2026-11-23",
        "timeout_ms": timeout_ms}
    return {**fields, **changes}


def settings(kind, channel="mail", **values):
    return {"version": 1, "channel": channel, "type": kind, "settings": values}


class Courier:
    """A courier at work. log() is what it wrote to standard error, known after it has ended."""

    def __init__(self, channel=None, arguments=(), environment=None, preload=None):
        ours, theirs = socket.socketpair()
        env = {"PATH": os.environ["PATH"], **(environment or {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        if preload:
            env["LD_PRELOAD"] = preload
        self.sock = ours
        self.buffer = b""
        self.frames = []
        self.process = subprocess.Popen([PROGRAM, *arguments], stdin=theirs, env=env,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        theirs.close()
        self._log = None
        if channel is not None:
            self.put("S", channel)
            kind, payload = self.get()
            if kind != "R":
                self.close()
                raise AssertionError(f"the settings were refused: {kind} {payload}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.sock.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.log()

    def log(self):
        if self._log is None:
            self._log = self.process.stderr.read().decode()
            self.process.stderr.close()
        return self._log

    def put_bytes(self, data):
        self.sock.sendall(data)

    def put(self, kind, payload):
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.put_bytes(struct.pack(">IB", len(data), ord(kind)) + data)

    def get(self, seconds=30):
        """The next frame: its letter and its payload. (None, None) when the courier hung up."""
        self.sock.settimeout(seconds)
        while True:
            if len(self.buffer) >= 5:
                length, kind = struct.unpack(">IB", self.buffer[:5])
                if len(self.buffer) >= 5 + length:
                    payload = self.buffer[5:5 + length]
                    self.buffer = self.buffer[5 + length:]
                    self.frames.append(payload)
                    return chr(kind), json.loads(payload) if payload else None
            try:
                data = self.sock.recv(65536)
            except ConnectionResetError:
                data = b""
            if not data:
                if self.buffer:
                    raise AssertionError(f"half a frame: {self.buffer!r}")
                return None, None
            self.buffer += data

    def verdict(self, seconds=30):
        kind, payload = self.get(seconds)
        if kind != "V":
            raise AssertionError(f"no verdict but {kind} {payload}: {self.log()}")
        return payload

    def send(self, **changes):
        """Gives it a job and takes the verdict."""
        self.put("J", job(**changes))
        return self.verdict()

    def is_quiet(self, seconds=0.2):
        """Whether it says nothing for so long."""
        return not self.buffer and not select.select([self.sock], [], [], seconds)[0]

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds=15):
        return self.process.wait(seconds)


def refusal(channel, environment=None):
    """What the courier says to settings that it must refuse."""
    with Courier(environment=environment) as courier:
        courier.put("S", channel)
        kind, payload = courier.get()
        if kind != "E":
            raise AssertionError(f"not refused: {kind}")
        if courier.wait() != 2:
            raise AssertionError(f"exit status {courier.process.returncode}")
        return payload["text"]


def secret_file(name, text):
    os.makedirs(WORK, exist_ok=True)
    path = os.path.join(WORK, f"{os.getpid()}-{name}")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w",
              encoding="utf-8") as file:
        file.write(text)
    return path


class Timer:
    """How long a block took."""

    def __enter__(self):
        self.start = time.monotonic()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self.start


def main():
    unittest.main(verbosity=1)
