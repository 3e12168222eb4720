"""Help, manual and completion tell of the same commands and options; wrong usage is refused."""

import re
import subprocess
import unittest

from office import BIN, SOURCE, Office

MANUAL = (SOURCE / "man/renewctl.1").read_text()
COMPLETION = SOURCE / "contrib/completion/renewctl"
GLOBAL = {"--config", "--store", "--json", "--clock", "--help", "--version"}


def options_in(text):
    return set(re.findall(r"^  (--[a-z-]+)", text, re.M))


def manual_section(command):
    """What the manual says of a command: from its heading to the next."""
    match = re.search(rf"^\.Ss {command}\b.*?(?=^\.S[sh] )", MANUAL, re.M | re.S)
    return match.group(0) if match else ""


class Help(Office):
    def commands(self):
        text = self.renewctl("help", config=False, clock=None)
        listed = text.split("Commands:\n")[1].split("\n\n")[0]
        return re.findall(r"^  ([a-z]+) ", listed, re.M)

    def test_every_command_has_its_help(self):
        commands = self.commands()
        self.assertEqual(len(commands), 24)
        for command in commands:
            with self.subTest(command):
                text = self.renewctl(command, "--help", config=False, clock=None)
                self.assertTrue(text.startswith(f"Usage: renewctl {command}"))
                self.assertEqual(text, self.renewctl("help", command, config=False, clock=None))
                self.assertLessEqual(max(map(len, text.splitlines())), 80)
                self.assertLessEqual(GLOBAL, options_in(text))

    def test_the_manual_names_every_command_and_option_and_no_other(self):
        named = set(re.findall(r"^\.Ss ([a-z]+)", MANUAL, re.M))
        self.assertEqual(named, set(self.commands()))
        for command in self.commands():
            with self.subTest(command):
                own = options_in(self.renewctl(command, "--help", config=False,
                                               clock=None)) - GLOBAL
                section = manual_section(command)
                described = {"--" + name for name in
                             re.findall(r"^\.It Fl Fl ([a-z-]+)", section, re.M)}
                synopsis = {"--" + name for name in
                            re.findall(r"Fl Fl ([a-z-]+)", section.splitlines()[0])}
                self.assertEqual(described, own)
                self.assertEqual(synopsis, own)
        before = MANUAL.split(".Sh COMMANDS")[0]
        self.assertEqual({"--" + name for name in
                          re.findall(r"^\.It Fl Fl ([a-z-]+)", before, re.M)}, GLOBAL)

    def test_the_manual_has_no_faults(self):
        done = subprocess.run(["groff", "-mandoc", "-ww", "-z", SOURCE / "man/renewctl.1"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def complete(self, *words):
        """What bash offers for the last of the words."""
        script = (f'source {COMPLETION}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                  '_renewctl; printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-u", "-c", script, "bash", "renewctl", *words],
                              capture_output=True, text=True, timeout=60, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return set(done.stdout.split())

    def test_the_completion_offers_every_command_and_option(self):
        commands = self.commands()
        self.assertEqual(self.complete(""), set(commands))
        self.assertEqual(self.complete("de"), {"decide", "deliveries"})
        for command in commands:
            with self.subTest(command):
                offered = self.complete(command, "--")
                help_text = self.renewctl(command, "--help", config=False, clock=None)
                self.assertEqual(offered, options_in(help_text))

    def test_the_completion_knows_values(self):
        self.assertEqual(self.complete("list", "--state", "en"), {"ending", "ended"})
        self.assertEqual(self.complete("list", "--state", "wi"), {"withdrawn"})
        self.assertEqual(self.complete("--config", "x", "deliveries", "--state", "d"), {"dead"})
        self.assertEqual(self.complete("edit", "7", "--renewal", "ta"), {"tacit"})
        self.assertEqual(self.complete("edit", "7", "--release", "last"), {"last_day"})
        self.assertIn("renewd.yaml", self.complete("import", ""))
        self.assertIn("renewd.yaml", self.complete("list", "--config", "ren"))
        self.assertIn("renewd.yaml", self.complete("import", "--profile", "ren"))

    def test_the_states_in_help_are_those_that_are_taken(self):
        self.make_store()
        for command in ("list", "deliveries"):
            text = " ".join(self.renewctl(command, "--help").split())
            listed = re.search(r"in this state: ([^.]*)\.", text).group(1)
            states = re.split(r", | or ", listed)
            self.assertGreaterEqual(len(states), 6)
            for state in states:
                with self.subTest(state):
                    self.assertEqual(self.json(command, "--state", state), [])

    def test_version(self):
        self.assertRegex(self.renewctl("--version"), r"^renewctl [0-9]+\.[0-9]+\.[0-9]+\n$")

    def test_wrong_usage_is_said_in_one_line_with_status_2(self):
        self.make_store()
        for args, said in (
                ((), "no command"),
                (("lost",), "did you mean list?"),
                (("list", "--ending", "soon"), "90d"),
                (("list", "--state", "gone"), "there is no such state"),
                (("list", "--country", "Atlantis"), "there is no such country"),
                (("list", "--color"), "unknown option --color"),
                (("show",), "show needs ID"),
                (("edit", "1"), "edit needs something to set"),
                (("edit", "999", "--owner", "x"), "no agreement"),
                (("supersede", "1"), "supersede needs --by"),
                (("ack", "999"), "no agreement"),
                (("ack", "1", "--about", "x"), "end, notice, review or unknown"),
                (("decide", "1"), "decide needs ID WHAT"),
                (("decide", "1", "later"), "renew, lapse, renegotiate or undecided"),
                (("renew", "1"), "--until and the new last day, or --for"),
                (("renew", "1", "--until", "2030", "--for", "5y"), "one of both"),
                (("renew", "1", "--until", "soon"), "2031-05"),
                (("terminate", "999"), "no agreement"),
                (("withdraw", "999"), "no agreement"),
                (("reopen",), "reopen needs ID"),
                (("problems", "--cod", "x"), "did you mean --code?"),
                (("import", "--profile", "no.yaml", "x.csv"), "no.yaml"),
                (("import", "--map", "Country", "renewd.yaml"), "HEADING=ROLE"),
                (("import", "--register", "x", "a.csv", "b.csv"), "one by one"),
                (("show", "999"), "no agreement"),
                (("why", "nowhere"), "no agreement"),
                (("deliveries", "--state", "gone"), "there is no such state"),
                (("retry", "99"), "no message"),
                (("help", "nothing"), "no command"),
                (("preview", "--as", "fax"), "no such channel"),
                (("holidays", "no.ics"), "no.ics"),
                (("import", "no.csv"), "no.csv")):
            with self.subTest(args):
                self.assertIn(said, self.refused(*args))

    def test_a_wrong_clock_is_refused(self):
        self.assertIn("--clock", self.refused("list", clock="tomorrow"))

    def test_a_missing_configuration_is_said_with_its_cure(self):
        line = self.refused("--config", self.folder / "none.yaml", "list", config=False)
        self.assertIn("none.yaml", line)

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([BIN / "renewctl", "help"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn("could not be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
