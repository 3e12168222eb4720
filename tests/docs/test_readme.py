"""What the README says is true: its configuration loads, its commands run, its links lead on."""

import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

import console

BIN = pathlib.Path(os.environ["RENEWD_BIN"])
SOURCE = pathlib.Path(os.environ["RENEWD_SOURCE"])
README = (SOURCE / "README.md").read_text()


def blocks(mark):
    """The code blocks that a comment "test: MARK" stands before."""
    found = re.findall(rf"<!-- test: {mark} -->\n```\w+\n(.*?)```", README, re.S)
    assert found, mark
    return found


def in_path(folder):
    """Runs in that folder, with the programs and examples where a reader has them."""
    return {"cwd": folder, "capture_output": True, "text": True, "timeout": 120,
            "env": {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}}


class Readme(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="renewd-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "examples").symlink_to(SOURCE / "examples")

    def test_its_configuration_has_no_errors(self):
        for block in blocks("check"):
            path = self.folder / "renewd.yaml"
            path.write_text(block)
            store = self.folder / "renewd.db"
            init = subprocess.run(["renewctl", "--config", path, "--store", store, "init"],
                                  **in_path(self.folder))
            self.assertIn(init.returncode, (0, 1), init.stderr)
            done = subprocess.run(["renewctl", "--config", path, "--store", store, "check"],
                                  **in_path(self.folder))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertNotIn("renewd.yaml:", done.stdout + done.stderr)

    def test_its_commands_run(self):
        for block in blocks("run"):
            for line in block.splitlines():
                done = subprocess.run(["sh", "-c", line], **in_path(self.folder))
                self.assertIn(done.returncode, (0, 1), f"{line}\n{done.stdout}{done.stderr}")
                self.assertTrue(done.stdout, line)

    def test_its_consoles_show_what_is_printed(self):
        """As the text before them says: with the configuration of the folder "try", on that day."""
        init = subprocess.run(["renewctl", "init", "--dir", "try"], **in_path(self.folder))
        self.assertEqual(init.returncode, 0, init.stderr)
        for block in blocks("console"):
            for command, wanted in console.commands(block):
                done = subprocess.run(["renewctl", "--config", "try/renewd.yaml", "--clock",
                                       "2026-11-23", *shlex.split(command)],
                                      **in_path(self.folder))
                self.assertIn(done.returncode, (0, 1), f"{command}\n{done.stderr}")
                self.assertIsNone(console.missing(wanted, done.stdout),
                                  f"{command}\n{done.stdout}")

    def test_its_table_of_registers_tells_how_many_agreements_come_out(self):
        rows = re.findall(r"^\| `(\w+\.txt)` \|.*\| (\d+)[^|]*\|$", README, re.M)
        registers = {path.name for path in (SOURCE / "examples/registers").glob("*.txt")}
        self.assertEqual({name for name, _ in rows}, registers)
        subprocess.run(["renewctl", "init", "--dir", "try"], **in_path(self.folder))
        for name, count in rows:
            with self.subTest(name):
                done = subprocess.run(
                    ["renewctl", "--config", "try/renewd.yaml", "--json", "import", "--dry-run",
                     f"examples/registers/{name}"], **in_path(self.folder))
                (register,) = json.loads(done.stdout)["files"]
                self.assertEqual(register["agreements"], int(count))

    def test_every_command_of_renewctl_that_it_names_exists(self):
        names = set(re.findall(r"renewctl (?:--\S+ \S+ )?([a-z][a-z-]+)", README))
        self.assertGreater(len(names), 5)
        for name in names:
            done = subprocess.run([BIN / "renewctl", name, "--help"], capture_output=True)
            self.assertEqual(done.returncode, 0, name)

    def test_its_files_and_links_are_there(self):
        for target in re.findall(r"\]\(([^)#]+)\)", README):
            self.assertTrue((SOURCE / target).exists(), target)
        for target in re.findall(r"\b(?:tools|bench|examples|tests)/[\w./-]*\w", README):
            self.assertTrue((SOURCE / target).exists(), target)

    def test_its_first_mail_is_what_the_demonstration_sends(self):
        """The sentences of the first screen, from the real planner on the demonstration's day."""
        for line in (["init", "--dir", "try"],
                     ["--config", "try/renewd.yaml", "--clock", "2026-11-23", "import",
                      "examples/registers/aitu.txt"]):
            done = subprocess.run([BIN / "renewctl", *line], **in_path(self.folder))
            self.assertIn(done.returncode, (0, 1), done.stderr)
        rows = self.folder / "try" / "renewd.yaml"
        done = subprocess.run([BIN / "renewctl", "--config", rows, "--clock", "2026-11-23",
                               "preview"], **in_path(self.folder))
        subject = re.search(r"Subject: (.*)", README).group(1)
        self.assertIn(subject, " ".join(done.stdout.split()))


if __name__ == "__main__":
    unittest.main()
