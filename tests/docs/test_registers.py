"""renewd-registers(5) is true: its phrases, its problems and its examples."""

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
PAGE = (SOURCE / "man/renewd-registers.5").read_text()
TODAY = "2026-11-23"
SIGNED = "15.03.2020"

# Words of the sources that look like codes of problems, and are none.
NO_CODES = {"next_run", "shift_jis"}


def section(title):
    return re.search(rf"^\.Sh {title}\n(.*?)(?=^\.Sh |\Z)", PAGE, re.S | re.M).group(1)


def displays(text):
    """The literal displays of a part of the page, as they are shown."""
    found = re.findall(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed", text, re.S | re.M)
    for escape, shown in (("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\(dq", '"'), ("\\e", "\\")):
        found = [block.replace(escape, shown) for block in found]
    return found


def tables(heading):
    """The rows of the displays whose columns have these headings."""
    for block in displays(section("PHRASES")):
        rows = [re.split(r"  +", line) for line in block.splitlines()]
        if rows[0] == heading:
            yield rows[1:]


def known_codes():
    """The codes of problems that the sources know."""
    words = set()
    sources = [*SOURCE.glob("intake/**/*.c"), *SOURCE.glob("cli/import*.[ch]")]
    for source in sources:
        # Calendars have problems of their own; what reports write are the keys of its JSON.
        if "holidays" in source.name or re.search("import_(report|columns|samples)", source.name):
            continue
        words.update(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', source.read_text()))
    roles = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', (SOURCE / "core/role.c").read_text()))
    return words - roles - NO_CODES


class Office(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="renewd-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "examples").symlink_to(SOURCE / "examples")
        self.call("init", "--dir", self.folder / "office")

    def call(self, *args):
        done = subprocess.run(
            [BIN / "renewctl", "--config", self.folder / "office/renewd.yaml", "--clock", TODAY,
             *args], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout

    def take(self, name, headings, rows):
        """Imports a register of these rows and gives the agreements, in order."""
        lines = ["\t".join(["Partner", *headings])]
        lines += [f"University of Example {i}\t" + "\t".join(row) for i, row in enumerate(rows)]
        path = self.folder / f"{name}.txt"
        path.write_text("\n".join(lines) + "\n")
        self.call("import", path)
        listed = json.loads(self.call("--json", "list", "--register", name))
        self.assertEqual(len(listed), len(rows))
        return [json.loads(self.call("--json", "show", str(number)))
                for number in sorted(entry["id"] for entry in listed)]


def outcome(agreement):
    """What came of an agreement, in the words of the page's tables."""
    kept = agreement["history"][-1]["after"]
    words = {"open_ended": "open-ended", "unknown": "not known"}
    said = [words.get(agreement["kind"]) or agreement["terms"][-1]["last_day"]]
    if kept["renewal"] == "tacit":
        said.append("renews " + kept["renews_every"])
    elif kept["renews_every"]:
        said.append("then " + kept["renews_every"])
    if kept["renewal"] == "none" and agreement["kind"] != "open_ended":
        said.append("final")
    if kept["notice"]:
        said.append("notice " + kept["notice"])
    return ", ".join(said + agreement["problems"])


def terms(agreement):
    """The terms of an agreement: "2014; 2018-09-06 to 2021-09-06"."""
    return "; ".join(" to ".join(filter(None, (term["start"], term["last_day"])))
                     for term in agreement["terms"])


class Phrases(Office):
    def test_every_phrase_is_read_as_the_page_says(self):
        count = 0
        for number, rows in enumerate(tables(["Valid until", "last day"])):
            said = self.take(f"phrases-{number}", ["Signed", "Valid until"],
                             [(SIGNED, phrase) for phrase, _ in rows])
            for (phrase, wanted), agreement in zip(rows, said):
                with self.subTest(phrase):
                    self.assertEqual(outcome(agreement), wanted)
                    count += 1
        self.assertGreater(count, 90)

    def test_several_dates_are_the_terms_that_the_page_says(self):
        (rows,) = tables(["Signed", "Valid until", "terms"])
        said = self.take("terms", ["Signed", "Valid until"],
                         [(signed, "" if until == "-" else until) for signed, until, _ in rows])
        for (signed, until, wanted), agreement in zip(rows, said):
            with self.subTest(signed):
                self.assertEqual(terms(agreement), wanted)

    def test_a_bare_number_is_one_of_years_where_the_heading_says_so(self):
        (agreement,) = self.take("numbers", ["Signed", "Duration (years)"], [(SIGNED, "5")])
        self.assertEqual(agreement["last_day"], "2025-03-15")


class Problems(unittest.TestCase):
    def test_the_page_lists_every_code_and_no_other(self):
        listed = re.findall(r"^\.It Ql ([a-z_]+)$", section("PROBLEMS"), re.M)
        self.assertEqual(len(listed), len(set(listed)))
        self.assertEqual(set(listed), known_codes())

    def test_codes_that_the_page_names_are_listed(self):
        listed = set(re.findall(r"^\.It Ql ([a-z_]+)$", section("PROBLEMS"), re.M))
        named = set(re.findall(r"^\.Pq Ql ([a-z]+_[a-z_]+)", PAGE, re.M))
        self.assertTrue(named)
        self.assertLessEqual(named, listed)


class Examples(Office):
    def run_console(self, block):
        for command, wanted in console.commands(block):
            output = self.call(*shlex.split(command))
            self.assertIsNone(console.missing(wanted, output), f"{command}\n{output}")

    def run_displays(self, text):
        for block in displays(text):
            if block.startswith("$ "):
                self.run_console(block)
            elif block.startswith("Institution;"):
                (self.folder / "partners.csv").write_text(block)
            elif block.startswith("name: "):
                (self.folder / "partners.yaml").write_text(block)

    def test_a_profile_is_written_step_by_step(self):
        self.run_displays(section("PROFILES"))
        listed = json.loads(self.call("--json", "list"))
        self.assertEqual([entry["owner"] for entry in listed], ["Faculty of Science"] * 2)

    def test_the_five_registers(self):
        text = section("FIVE REGISTERS")
        self.assertEqual(len(re.findall(r"^\.Ss ", text, re.M)), 5)
        self.run_displays(text)

    def test_profiles_among_the_examples_load(self):
        profiles = sorted((SOURCE / "examples/profiles").glob("*.yaml"))
        self.assertTrue(profiles)
        for profile in profiles:
            with self.subTest(profile.name):
                register = SOURCE / "examples/registers" / f"{profile.stem}.txt"
                self.call("import", "--dry-run", "--profile", profile, register)


if __name__ == "__main__":
    unittest.main()
