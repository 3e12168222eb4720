"""An office for scenario tests: a folder with a configuration, a store, registers and mail.

Runs the real programs on a played clock. Nothing here waits a fixed time: `until` looks for an
observable condition and fails loudly after a bound that is far beyond what a slow machine needs.
"""

import contextlib
import csv
import email
import email.policy
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

BIN = pathlib.Path(os.environ["RENEWD_BIN"])
SOURCE = pathlib.Path(os.environ["RENEWD_SOURCE"])
PATIENCE = 60  # seconds until a condition that never comes is an error

CONFIG = """\
office:
  name: International Office
  timezone: {zone}
  keeper: registry
store: {folder}/renewd.db
schedule:
  at: "08:30"
  days: [mon, tue, wed, thu, fri]
channels:
{channels}
contacts:
{contacts}
{policies}
"""

LOCAL = """\
  local:
    type: maildir
    path: {folder}/mail
    from: "Agreements <agreements@example.edu>"
"""

CONTACTS = """\
  registry: {name: Registry, email: registry@example.edu, channels: [local]}
  law: {name: Faculty of Law, email: law@example.edu, channels: [local]}
"""

HEADINGS = ["No", "Partner", "Country", "Type", "Signed", "Valid until", "Owner",
            "Registration number"]


class Daemon:
    """A running renewd."""

    def __init__(self, office, clock, *arguments, environment=None):
        self.log_path = office.folder / "renewd.log"
        self.log = open(self.log_path, "ab")
        self.log_start = self.log.tell()
        command = [BIN / "renewd", "--config", office.config_path, *arguments]
        if clock:
            command += ["--clock", clock]
        self.process = subprocess.Popen(command, stderr=self.log, stdout=self.log,
                                        stdin=subprocess.DEVNULL,
                                        env={**os.environ, **(environment or {})})

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def stop(self, within=30):
        """SIGTERM; the exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        status = self.process.wait(timeout=within)
        self.log.close()
        return status

    def is_running(self):
        return self.process.poll() is None

    def text(self):
        """What this daemon has logged."""
        return self.log_path.read_bytes()[self.log_start:].decode(errors="replace")


class Office:
    def __init__(self, zone="Asia/Almaty", channels=LOCAL, contacts=CONTACTS, policies=""):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="renewd-test-"))
        self.config_path = self.folder / "renewd.yaml"
        self.store_path = self.folder / "renewd.db"
        self.daemons = []
        self.zone, self.channels, self.contacts, self.policies = zone, channels, contacts, policies
        self.write_config()
        self.ctl("init")

    def write_config(self):
        self.config_path.write_text(CONFIG.format(
            zone=self.zone, folder=self.folder, contacts=self.contacts, policies=self.policies,
            channels=self.channels.replace("{folder}", str(self.folder))))

    def done(self):
        for daemon in self.daemons:
            if daemon.is_running():
                daemon.kill()
            daemon.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- programs ---------------------------------------------------------------------------

    def ctl(self, *arguments, clock=None, status=0, text=None):
        command = [BIN / "renewctl", "--config", self.config_path]
        if clock:
            command += ["--clock", clock]
        done = subprocess.run([*command, *map(str, arguments)], capture_output=True, input=text,
                              encoding="utf-8", timeout=PATIENCE * 2)
        if status is not None and done.returncode != status:
            raise AssertionError(f"renewctl {arguments}: status {done.returncode}, not {status}\n"
                                 f"{done.stdout}{done.stderr}")
        return done

    def json(self, *arguments, clock=None, status=0):
        return json.loads(self.ctl("--json", *arguments, clock=clock, status=status).stdout)

    def start(self, clock, *arguments, environment=None):
        daemon = Daemon(self, clock, *arguments, environment=environment)
        self.daemons.append(daemon)
        return daemon

    # ---- registers --------------------------------------------------------------------------

    def write_register(self, rows, name="agreements.csv"):
        """Rows are dictionaries by heading; what is missing is empty."""
        path = self.folder / name
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            for number, row in enumerate(rows, 1):
                row = {"No": number, **row}
                writer.writerow([row.get(heading, "") for heading in HEADINGS])
        return path

    def take_in(self, rows, clock, status=0):
        """Writes a register and imports it."""
        return self.ctl("import", self.write_register(rows), clock=clock, status=status)

    # ---- what can be observed ----------------------------------------------------------------

    def rows(self, sql, *arguments):
        with sqlite3.connect(f"file:{self.store_path}?mode=ro", uri=True, timeout=20) as store:
            store.row_factory = sqlite3.Row
            return [dict(row) for row in store.execute(sql, arguments)]

    @contextlib.contextmanager
    def writer(self):
        """A connection that writes to the store as renewctl would."""
        store = sqlite3.connect(self.store_path, timeout=20)
        try:
            with store:
                yield store
        finally:
            store.close()

    def mails(self, to=None):
        """The mails in the local Maildir, parsed strictly."""
        found = []
        for path in sorted((self.folder / "mail").glob("**/new/*")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.strict)
            if to is None or to in message["To"]:
                found.append(message)
        return found

    def states(self):
        return [delivery["state"] for delivery in self.json("deliveries")]

    def runs(self):
        return self.rows("SELECT * FROM run ORDER BY id")

    def until(self, condition, what, daemon=None, patience=PATIENCE):
        """Waits until condition() is true; its value."""
        end = time.monotonic() + patience
        while True:
            value = condition()
            if value:
                return value
            if daemon is not None and not daemon.is_running():
                raise AssertionError(f"renewd ended before: {what}\n{daemon.text()}")
            if time.monotonic() > end:
                logs = "".join(d.text() for d in self.daemons[-1:])
                raise AssertionError(f"not within {patience} s: {what}\n{logs}")
            time.sleep(0.05)

    def is_quiet(self):
        """Whether nothing waits in the outbox."""
        return not self.rows(
            "SELECT 1 FROM delivery WHERE state IN ('queued', 'sending', 'retrying')")

    def run_day(self, day, time_of_day="08:29:59", runs=None):
        """A whole day of service: start, one run, everything sent, stop."""
        before = len(self.runs()) if self.store_path.exists() else 0
        daemon = self.start(f"{day}T{time_of_day}")
        self.until(lambda: self.store_path.exists() and len(self.runs()) > before
                   and self.is_quiet(), f"the run of {day}", daemon)
        if daemon.stop() != 0:
            raise AssertionError(daemon.text())


class OfficeTest(unittest.TestCase):
    """A test case with offices that are cleaned up."""

    def office(self, **arguments):
        office = Office(**arguments)
        self.addCleanup(office.done)
        return office


def body(message):
    """The text part of a mail."""
    return message.get_body(("plain",)).get_content()


def agreement(partner, last_day, **more):
    return {"Partner": partner, "Country": "Germany", "Type": "Exchange", "Signed": "2021-03-01",
            "Valid until": last_day, "Owner": "Faculty of Law", **more}
