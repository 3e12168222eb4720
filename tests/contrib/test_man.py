"""Goal: man shows each page without a complaint, and each of ours that a page names exists.

Called with the source folder.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

SKIPPED = 77

top = pathlib.Path()


def pages():
    return sorted((top / "man").glob("*.[1-8]"))


class Manual(unittest.TestCase):
    def test_there_is_a_page_for_each_program_and_for_the_configuration(self):
        names = {page.name for page in pages()}
        self.assertLessEqual({"renewd.8", "renewctl.1", "renewd.yaml.5", "renewd-courier.8"}, names)

    def test_man_has_no_complaint(self):
        for page in pages():
            with self.subTest(page=page.name):
                result = subprocess.run(
                    ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=60,
                    env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"})
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_pages_that_our_pages_name_exist(self):
        ours = {page.name for page in pages()}
        named = {(page.name, f"{name}.{section}") for page in pages() for name, section
                 in re.findall(r"^\.Xr (renew\S*) ([1-8])", page.read_text(), re.MULTILINE)}
        self.assertTrue(named)
        self.assertEqual([pair for pair in sorted(named) if pair[1] not in ours], [])


if __name__ == "__main__":
    if shutil.which("man") is None:
        print("skipped: man is not installed (tools/install-packages test)")
        sys.exit(SKIPPED)
    top = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
