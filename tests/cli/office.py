"""An office for scenario tests: a folder with a configuration and a store, and the real renewctl."""

import json
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import tempfile
import fcntl
import termios
import time
import unittest

BIN = pathlib.Path(os.environ["RENEWD_BIN"])
SOURCE = pathlib.Path(os.environ["RENEWD_SOURCE"])
REGISTER = SOURCE / "examples/registers/aitu.txt"
TODAY = "2026-11-21T12:00:00"  # a Saturday
MONDAY = "2026-11-23T08:29:00"

CONFIG = """\
office: {{name: Office, timezone: Asia/Almaty, keeper: registry}}
store: {folder}/renewd.db
schedule: {{at: "08:30", days: [mon, tue, wed, thu, fri]}}
channels:
  local: {{type: maildir, path: {folder}/mail, from: "Agreements <agreements@example.edu>"}}
contacts:
  registry: {{name: Registry, email: registry@example.edu, channels: [local]}}
  icd:
    name: International Cooperation Department
    aliases: [ICD]
    email: icd@example.edu
    channels: [local]
policies:
  - name: default
    end: {{before: [180d, 90d, 60d, 30d, 14d, 7d, 1d, 0d], after: {{every: 14d, until: 90d}}}}
    review: {{every: 24m}}
    unknown: {{every: 6m, to: registry}}
"""


class Office(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="renewctl-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.config = self.folder / "renewd.yaml"
        self.store = self.folder / "renewd.db"
        self.write_config(CONFIG.format(folder=self.folder))

    def write_config(self, text):
        self.config.write_text(text)

    def environment(self):
        kept = ("PATH", "HOME", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS")
        return {name: os.environ[name] for name in kept if name in os.environ}

    def call(self, *args, clock=TODAY, config=True):
        """Runs renewctl; gives the finished process, output as text."""
        command = [BIN / "renewctl"]
        if config:
            command += ["--config", self.config]
        if clock:
            command += ["--clock", clock]
        return subprocess.run([*command, *args], env=self.environment(), capture_output=True,
                              encoding="utf-8", errors="surrogateescape", timeout=120,
                              stdin=subprocess.DEVNULL)

    def renewctl(self, *args, status=0, **kwargs):
        """Runs renewctl, which must end with that status; gives its standard output."""
        done = self.call(*args, **kwargs)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        if status == 0:
            self.assertEqual(done.stderr, "")
        return done.stdout

    def json(self, *args, **kwargs):
        return json.loads(self.renewctl("--json", *args, **kwargs))

    def refused(self, *args, status=2, **kwargs):
        """Runs renewctl, which must refuse; gives the one line that it says."""
        done = self.call(*args, **kwargs)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def make_store(self):
        self.renewctl("init")

    def start_daemon(self, clock=MONDAY):
        """Starts renewd on the store; it is ended with the test at the latest."""
        with open(self.folder / "renewd.log", "ab") as log:
            daemon = subprocess.Popen([BIN / "renewd", "--config", self.config, "--clock", clock],
                                      env=self.environment(), stdin=subprocess.DEVNULL,
                                      stdout=log, stderr=log)
        self.addCleanup(self.stop_daemon, daemon)
        self.wait_until(lambda: self.json_any("status", clock=clock)["running"], daemon)
        return daemon

    def stop_daemon(self, daemon):
        if daemon.poll() is None:
            daemon.terminate()
        daemon.wait(timeout=60)

    def json_any(self, *args, **kwargs):
        """As json(), with whatever status."""
        return json.loads(self.call("--json", *args, **kwargs).stdout or "null")

    def wait_until(self, is_true, daemon=None):
        end = time.monotonic() + 60
        while not is_true():
            log = (self.folder / "renewd.log").read_text()
            if daemon is not None:
                self.assertIsNone(daemon.poll(), log)
            self.assertLess(time.monotonic(), end, log)
            time.sleep(0.05)

    def register(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def on_terminal(self, *args, columns=80, environment=None):
        """What renewctl writes on a terminal of that width."""
        command = [str(BIN / "renewctl"), "--config", str(self.config), "--clock", TODAY]
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([*command, *map(str, args)], stdin=subprocess.DEVNULL,
                                   stdout=theirs, stderr=subprocess.PIPE,
                                   env={**self.environment(), "TERM": "xterm",
                                        **(environment or {})})
        os.close(theirs)
        output = b""
        while True:
            ready, _, _ = select.select([ours], [], [], 60)
            self.assertTrue(ready, "no output for a minute")
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not piece:
                break
            output += piece
        os.close(ours)
        errors = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(timeout=60), 0, errors)
        return output.decode().replace("\r\n", "\n")


def without_colours(text):
    return re.sub(r"\033\[[0-9;]*m", "", text)
