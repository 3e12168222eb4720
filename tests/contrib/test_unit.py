"""Goal: the unit starts what is installed, systemd finds nothing wrong with it, and it is walled in.

Called with the build folder. Without systemd-analyze it is skipped; nothing is started.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

EXPOSURE_MAX = 1.2
SKIPPED = 77

build = pathlib.Path()


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=60, **options)


def directives(unit):
    """The unit's (key, value) pairs in their order."""
    lines = (line.strip() for line in unit.read_text().splitlines())
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and line[0] not in "#;"]


class Unit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.tree = pathlib.Path(cls.folder.name, "tree")
        result = run("cmake", "--install", build, env={**os.environ, "DESTDIR": str(cls.tree)})
        assert result.returncode == 0, result.stdout
        cls.unit, = cls.tree.rglob("systemd/system/renewd.service")
        cls.directives = directives(cls.unit)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def value(self, key):
        values = [value for name, value in self.directives if name == key]
        self.assertEqual(len(values), 1, key)
        return values[0]

    def installed(self, path):
        return self.tree / path.lstrip("/")

    def test_starts_a_program_that_is_installed(self):
        program = self.installed(self.value("ExecStart").split()[0])
        self.assertTrue(os.access(program, os.X_OK), program)

    def test_the_courier_is_where_the_daemon_looks_for_it(self):
        daemon = self.installed(self.value("ExecStart").split()[0])
        path, = set(re.findall(rb"\0(/[^\0]+/renewd-courier)\0", daemon.read_bytes()))
        self.assertTrue(os.access(self.installed(path.decode()), os.X_OK), path)

    def test_systemd_has_no_complaint(self):
        # The check wants to see the program: the copy names the one in the installed tree.
        program = self.value("ExecStart").split()[0]
        copy = pathlib.Path(self.folder.name, "renewd.service")
        copy.write_text(self.unit.read_text().replace(
            f"ExecStart={program}", f"ExecStart={self.installed(program)}"))
        result = run("systemd-analyze", "verify", "--man=no", copy)
        self.assertEqual((result.returncode, result.stdout), (0, ""))

    def test_is_exposed_at_most_1_2(self):
        result = run("systemd-analyze", "security", "--no-pager", "--offline=true",
                     f"--threshold={EXPOSURE_MAX * 10:.0f}", self.unit)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_is_watched_told_to_reload_and_given_time_to_stop(self):
        self.assertEqual(self.value("Type"), "notify")
        self.assertGreater(int(self.value("WatchdogSec")), 0)
        self.assertTrue(self.value("ExecReload").endswith(" -HUP $MAINPID"))
        self.assertEqual(self.value("KillMode"), "mixed")
        self.assertGreaterEqual(int(self.value("TimeoutStopSec")), 15)

    def test_missing_secrets_stop_no_start(self):
        # An absolute path that does not exist would; systemd looks for a name in its folders.
        secrets = [value for name, value in self.directives if name == "LoadCredential"]
        self.assertGreater(len(secrets), 0)
        for secret in secrets:
            self.assertNotIn(":/", secret)

    def test_its_user_and_its_folder_are_declared(self):
        users, = self.tree.rglob("sysusers.d/renewd.conf")
        self.assertIn(["u", self.value("User")], [line.split()[:2] for line in lines_of(users)])
        folders, = self.tree.rglob("tmpfiles.d/renewd.conf")
        self.assertIn(["d", "/var/lib/" + self.value("StateDirectory"),
                       self.value("StateDirectoryMode"), self.value("User"), self.value("Group")],
                      [line.split()[:5] for line in lines_of(folders)])


def lines_of(path):
    return [line for line in path.read_text().splitlines() if line and line[0] != "#"]


if __name__ == "__main__":
    if shutil.which("systemd-analyze") is None:
        print("skipped: systemd-analyze is not installed (tools/install-packages test)")
        sys.exit(SKIPPED)
    build = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
