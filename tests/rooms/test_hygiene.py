"""Goal: the tree is finished and speaks of itself alone: no note to come back to, no path of
whoever wrote it, one form for all C, and scripts that their interpreter can read.
"""

import os
import re
import shutil
import subprocess
import unittest

from project import TOP, build_folder, tracked_files

# Put together here, so that this file may be looked at too.
FORBIDDEN = re.compile("|".join((
    r"\b" + "TO" + r"DO\b",
    r"\b" + "FIX" + r"ME\b",
    r"\b" + "XX" + r"X\b",
    "/wo" + "rk/",
    r"\.\./" + "shared",
    "/tmp/" + "brief",
    r"(?i:\b" + "iss" + r"ue #?[0-9])",
)))

DATA = ("examples/registers/", "tests/fuzz/corpus/")


def name(path):
    return path.relative_to(TOP).as_posix()


class Hygiene(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = [path for path in tracked_files() if not name(path).startswith(DATA)]

    def test_nothing_is_left_to_do_and_no_path_leaks(self):
        for path in self.files:
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                found = FORBIDDEN.search(line)
                self.assertIsNone(found, f"{name(path)}:{number}: {line.strip()}")

    def test_text_is_utf_8_with_plain_line_ends(self):
        for path in self.files:
            if path.suffix in (".png", ".svg", ".db", ".xlsx", ".ods"):
                continue
            content = path.read_bytes()
            content.decode("utf-8")
            if not name(path).startswith("tests/"):
                self.assertNotIn(b"\r", content, name(path))
            # Registers stay byte by byte as offices had them.
            if "/registers/" not in name(path):
                self.assertTrue(not content or content.endswith(b"\n"),
                                f"{name(path)}: last line")

    def test_c_has_one_form(self):
        if shutil.which("clang-format") is None:
            self.skipTest("clang-format is not installed (tools/install-packages test)")
        sources = [str(path) for path in self.files if path.suffix in (".c", ".h")]
        self.assertTrue(sources)
        result = subprocess.run(["clang-format", "--dry-run", "--Werror", *sources], cwd=TOP,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(result.returncode, 0, result.stdout[:4000])

    def test_scripts_can_be_run(self):
        for path in self.files:
            first = path.read_bytes().split(b"\n", 1)[0]
            if first == b"#!/bin/bash":
                self.assertTrue(os.access(path, os.X_OK), f"{name(path)} is not executable")
                subprocess.run(["bash", "-n", path], check=True)
            elif path.suffix == ".py" or first == b"#!/usr/bin/python3":
                compile(path.read_bytes(), name(path), "exec")


if __name__ == "__main__":
    build_folder()
    unittest.main(verbosity=2)
