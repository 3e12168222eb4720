"""The examples of the manual pages do what the pages say."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

BIN = pathlib.Path(os.environ["RENEWD_BIN"])
SOURCE = pathlib.Path(os.environ["RENEWD_SOURCE"])


def examples(page):
    """The displayed examples of a page, as they are typed."""
    text = (SOURCE / "man" / page).read_text()
    section = re.search(r"^\.Sh EXAMPLES\n(.*?)(?=^\.Sh|\Z)", text, re.S | re.M).group(1)
    found = re.findall(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed|^\.Dl ([^\n]*)", section, re.S | re.M)
    return [(block or line).replace("\\en", "\\n").strip() for block, line in found]


def keys_of(value):
    """The keys of a JSON value and of those within it. What an agreement was like is left out: its
    keys are those of the store."""
    if isinstance(value, list):
        return set().union(*(keys_of(item) for item in value))
    if not isinstance(value, dict):
        return set()
    within = (keys_of(item) for key, item in value.items() if key not in ("before", "after"))
    return set(value).union(*within)


class Manual(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="renewd-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}

    def shell(self, script):
        return subprocess.run(["sh", "-c", script], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, timeout=120)

    def test_renewctl(self):
        shutil.copy(SOURCE / "examples/registers/aitu.txt", self.folder / "register.csv")
        first, listing, mail, register = examples("renewctl.1")
        for line in first.splitlines():
            done = self.shell(line)
            self.assertIn(done.returncode, (0, 1), line + done.stderr)
            self.assertTrue(done.stdout, line)
        # The others speak of the installed configuration; here it is the one just made.
        here = "renewctl --config tryout/renewd.yaml --clock 2026-11-23"
        done = self.shell(listing.replace("renewctl", here))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('"reckoned_last_day": "2026-11-29"', done.stdout)
        done = self.shell(mail.replace("renewctl", here).replace("--as mail", "--as local"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Message-ID: ", done.stdout)

    def test_renewctl_names_what_stands_in_json(self):
        text = (SOURCE / "man/renewctl.1").read_text()
        section = re.search(r"^\.Sh JSON\n(.*?)(?=^\.Sh)", text, re.S | re.M).group(1)
        named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"Ql (.*)", section))))
        self.assertEqual(self.shell("renewctl init --dir tryout").returncode, 0)
        register = SOURCE / "examples/registers/must.txt"
        for command in (f"import {register}", f"import --dry-run {register}", "list", "problems",
                        "edit 118 --renewal express --notice 3m", "show 118", "show 7", "timeline --all",
                        "supersede 1 --by 2", "withdraw 3", "reopen 3", "show 3",
                        "ack 7 --until 2050-01-01", "renew 7 --until 2060", "show 7",
                        "why 7", "preview", "preview --on 2050-01-03", "check", "status --problems",
                        "terminate 7", "simulate --policy-file tryout/renewd.yaml"):
            done = self.shell(f"renewctl --config tryout/renewd.yaml --json {command}")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            with self.subTest(command):
                self.assertEqual(keys_of(json.loads(done.stdout)) - named, set())

    def test_renewd(self):
        block, = examples("renewd.8")
        init, start = block.splitlines()
        self.assertEqual(self.shell(init).returncode, 0)
        command = start.split()
        command[0] = BIN / command[0]
        with open(self.folder / "log", "wb") as log:
            daemon = subprocess.Popen(command, cwd=self.folder, stderr=log)
        try:
            end = time.monotonic() + 60
            while "run of 2026-11-23" not in (self.folder / "log").read_text():
                self.assertLess(time.monotonic(), end, (self.folder / "log").read_text())
                self.assertIsNone(daemon.poll(), (self.folder / "log").read_text())
                time.sleep(0.05)
        finally:
            daemon.terminate()
        self.assertEqual(daemon.wait(timeout=30), 0)

    def test_renewd_courier(self):
        block, = examples("renewd-courier.8")
        key = self.folder / "key"
        key.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        key.chmod(0o600)
        done = self.shell(block.replace("/etc/renewd/key", str(key)))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        done = self.shell(block.replace("/etc/renewd/key", str(self.folder / "none")))
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
