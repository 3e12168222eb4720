"""Goal: a register that comes again, after people set things by hand, gives no agreement twice,
loses nothing that was set, and asks what is open for as long as it is open.
"""

import csv
import json
import shlex
import signal
import sqlite3
import subprocess
import time
import unittest

from office import BIN, TODAY, Office

HEADING = "No,Partner,Country,Type,Signed,Valid until,Owner,Registration number\n"
ALPHA = "1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21"


class Registers(Office):
    """A store, and registers that come into it."""

    def setUp(self):
        super().setUp()
        self.make_store()

    def take(self, *rows, name="main.csv"):
        path = self.register(name, HEADING + "".join(row + "\n" for row in rows))
        done = self.call("--json", "import", path)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)["files"][0]

    def problems(self):
        done = self.call("--json", "problems")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def codes(self):
        return [problem["code"] for problem in self.problems()]

    def one(self, code):
        found = [problem for problem in self.problems() if problem["code"] == code]
        self.assertEqual(len(found), 1, self.codes())
        return found[0]

    def settle(self, problem, index=0):
        """Runs the command that the problem names, as a shell reads it."""
        words = shlex.split(problem["settled_by"][index], comments=True)
        self.assertEqual(words[0], "renewctl")
        self.renewctl(*words[1:])

    def agreement(self, id_=1):
        return [a for a in self.json("list") if a["id"] == id_][0]

    def is_unchanged(self, file, count=1):
        self.assertEqual((file["added"], file["changed"], file["missing"], file["unchanged"]),
                         (0, [], [], count))


class Again(Registers):
    # ---- identity --------------------------------------------------------------------------

    def test_an_agreement_is_found_by_what_the_register_said_before_it_was_set_by_hand(self):
        numbered = ALPHA
        bare = "1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,"
        dateless = "1,Alpha University,DE,MoU,,2027-02-03,ICD,"
        for row, option, value in ((numbered, "--number", "01-21 b"),
                                   (bare, "--partner", "Alpha College"),
                                   (bare, "--type", "Framework"),
                                   (bare, "--signed", "2021-03-03"),
                                   (bare, "--number", "07-21"),
                                   (dateless, "--signed", "2021-02-03")):
            with self.subTest(row=row, option=option):
                name = f"r{option}{row.count('2021')}{row[-1]}.csv"
                self.take(row, name=name)
                id_ = max(a["id"] for a in self.json("list"))
                self.renewctl("edit", str(id_), option, value)
                for _ in range(2):
                    self.is_unchanged(self.take(row, name=name))
                # And once more when the register says the same.
        self.take(ALPHA, name="last.csv")
        id_ = max(a["id"] for a in self.json("list"))
        self.renewctl("edit", str(id_), "--number", "09-21")
        file = self.take(ALPHA.replace("01-21", "09-21"), name="last.csv")
        self.is_unchanged(file)
        file = self.take(ALPHA.replace("01-21", "09-21"), name="last.csv")
        self.is_unchanged(file)

    def test_many_rows_that_only_their_last_day_tells_apart_stay_the_same(self):
        rows = [f"{n},Alpha University,DE,MoU,2021-02-03,20{n + 20}-02-03,ICD," for n in range(10, 79)]
        self.take(*rows)
        self.is_unchanged(self.take(*rows), len(rows))

    def test_swapped_rows_that_share_a_number_stay_themselves(self):
        beta = "2,Beta College,FR,MoU,2021-02-03,2028-02-03,ICD,01-21"
        self.take(ALPHA, beta)
        file = self.take(beta.replace("2028", "2029"), ALPHA.replace("2027-02", "2027-03"))
        self.assertEqual((file["added"], len(file["changed"]), file["missing"]), (0, 2, []))
        self.assertEqual(self.agreement(1)["partners"][0]["name"], "Alpha University")

    # ---- what the store keeps --------------------------------------------------------------

    def test_lines_of_earlier_imports_that_nobody_needs_are_forgotten(self):
        for _ in range(3):
            self.take(ALPHA)
        connection = sqlite3.connect(self.store)
        self.assertEqual(connection.execute("SELECT count(*) FROM source_row").fetchone(), (2,))
        connection.close()

    # ---- what was set by hand --------------------------------------------------------------

    def test_a_day_that_was_set_over_a_cell_that_cannot_be_read_stays(self):
        self.take(ALPHA)
        broken = ALPHA.replace("2027-02-03", "O3.02.2027")
        self.take(broken)
        self.renewctl("edit", "1", "--last-day", "2027-02-05")
        for _ in range(3):
            self.is_unchanged(self.take(broken))
            self.assertEqual((self.codes(), self.agreement()["last_day"]), ([], "2027-02-05"))

    def test_a_signing_day_that_was_set_over_a_cell_that_cannot_be_read_stays(self):
        self.take(ALPHA)
        broken = ALPHA.replace("2021-02-03", "O3.02.2021")
        self.take(broken)
        self.renewctl("edit", "1", "--signed", "2021-02-05")
        for _ in range(3):
            self.is_unchanged(self.take(broken))
            self.assertEqual((self.codes(), self.agreement()["signed"]), ([], "2021-02-05"))

    def test_a_conflict_with_a_cell_that_was_emptied_can_be_settled(self):
        self.take(ALPHA)
        self.renewctl("edit", "1", "--owner", "Registry", "--last-day", "2027-06-30")
        empty = ALPHA.replace("2027-02-03", "").replace("ICD", "")
        self.take(empty)
        for problem in [p for p in self.problems() if p["code"] == "edited_differs"]:
            self.settle(problem)
        self.assertNotIn("edited_differs", self.codes())
        self.take(empty)
        self.assertNotIn("edited_differs", self.codes())
        self.assertEqual((self.agreement()["owner"], self.agreement()["last_day"]),
                         ("Registry", "2027-06-30"))

    def test_each_way_out_of_a_conflict_holds_until_the_register_says_something_else(self):
        for index, last_day in ((0, "2027-06-30"), (1, "2027-04-01")):
            with self.subTest(index):
                row, name = ALPHA, f"conflict{index}.csv"
                self.take(row, name=name)
                id_ = max(a["id"] for a in self.json("list"))
                self.renewctl("edit", str(id_), "--last-day", "2027-06-30")
                row = ALPHA.replace("2027-02-03", "2027-04-01")
                self.take(row, name=name)
                self.settle(self.one("edited_differs"), index)
                self.assertEqual(self.codes(), [])
                self.take(row, name=name)
                self.assertEqual((self.codes(), self.agreement(id_)["last_day"]), ([], last_day))
                row = ALPHA.replace("2027-02-03", "2027-05-01")
                self.take(row, name=name)
                self.assertEqual(self.codes(), [] if index == 1 else ["edited_differs"])
                self.renewctl("edit", str(id_), "--last-day", "2027-05-01")

    def test_a_field_that_is_released_is_no_conflict_any_more(self):
        self.take(ALPHA)
        self.renewctl("edit", "1", "--last-day", "2027-06-30")
        row = ALPHA.replace("2027-02-03", "2027-04-01")
        self.take(row)
        self.renewctl("edit", "1", "--release", "last_day")
        self.assertEqual(self.codes(), [])
        self.take(row)
        self.assertEqual((self.codes(), self.agreement()["last_day"]), ([], "2027-04-01"))

    def test_a_problem_comes_back_when_its_field_is_released(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21")
        self.settle(self.one("term_disagrees"))
        done = self.json("edit", "1", "--release", "last_day")
        self.assertEqual((done["settled"], self.codes()), (0, ["term_disagrees"]))

    def test_a_country_that_was_emptied_stays_empty(self):
        row = ALPHA.replace("DE", "Korea")
        self.take(row)
        self.renewctl("edit", "1", "--country", "none")
        for _ in range(3):
            self.is_unchanged(self.take(row))
            self.assertEqual((self.codes(), self.agreement()["partners"][0]["country"]), ([], None))

    def test_a_country_is_asked_until_that_of_each_partner_is_known(self):
        row = ALPHA.replace("Alpha University,DE", "\"Alpha University; Beta College\",Korea")
        self.take(row)
        for known in (["KR", None], ["KR", "KR"]):
            problem = self.one("two_countries")
            self.settle(problem, problem["readings"].index("KR"))
            self.assertEqual([p["country"] for p in self.agreement()["partners"]], known)
            self.take(row)
        self.assertEqual(self.codes(), [])

    def test_countries_follow_their_partners_when_these_change_places(self):
        self.take("1,\"Alpha University; Beta College\",\"DE; FR\",MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.renewctl("edit", "1", "--which", "2", "--country", "IT")
        self.take("1,\"Beta College; Alpha University\",\"FR; DE\",MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.assertEqual({p["name"]: p["country"] for p in self.agreement()["partners"]},
                         {"Alpha University": "DE", "Beta College": "IT"})

    def test_of_several_partners_a_conflict_is_settled_by_what_is_printed(self):
        row = "1,\"Alpha University; Beta College\",\"DE; FR\",MoU,2021-02-03,2027-02-03,ICD,01-21"
        for index, countries in ((0, ["DE", "IT"]), (1, ["DE", "ES"])):
            with self.subTest(index):
                name = f"partners{index}.csv"
                self.take(row, name=name)
                id_ = max(a["id"] for a in self.json("list"))
                self.renewctl("edit", str(id_), "--which", "2", "--country", "IT")
                other = row.replace("FR", "ES")
                self.take(other, name=name)
                self.settle(self.one("edited_differs"), index)
                self.assertEqual(self.codes(), [])
                self.take(other, name=name)
                self.assertEqual(self.codes(), [])
                self.assertEqual([p["country"] for p in self.agreement(id_)["partners"]], countries)

    def test_one_agreed_renewal_stays_one_when_it_is_said_to_be_tacit(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,5+5,ICD,01-21")
        self.settle(self.one("renewal_to_confirm"))
        shown = self.json("show", "1")
        self.assertEqual(shown["renewal"], "tacit")
        connection = sqlite3.connect(self.store)
        self.assertEqual(connection.execute("SELECT renews_every, renews_times FROM agreement").fetchone(),
                         ("5y", 1))
        connection.close()

    # ---- questions -------------------------------------------------------------------------

    def test_whether_one_replaces_another_is_asked_until_it_is_settled(self):
        rows = (ALPHA, "2,Alpha University,DE,MoU,2026-05-06,2031-05-06,ICD,02-26")
        for _ in range(3):
            self.take(*rows)
            self.assertEqual(self.codes(), ["possible_successor"])
        self.take(ALPHA.replace("ICD", "Registry"), *rows[1:])
        self.settle(self.one("possible_successor"), 1)
        self.take(*rows)
        self.assertEqual(self.codes(), [])

    def test_what_nobody_watches_asks_nothing(self):
        beta = "2,Beta College,FR,MoU,2021-02-03,5 years 2027,ICD,02-21"
        self.take(ALPHA, beta)
        self.take(ALPHA)
        self.assertEqual(self.codes(), ["missing_row"])
        self.settle(self.one("missing_row"))
        self.assertEqual(self.codes(), [])
        self.renewctl("reopen", "2")
        self.assertEqual(self.codes(), ["missing_row"])

    def test_a_number_that_was_corrected_is_settled(self):
        self.take(ALPHA)
        self.take(ALPHA.replace("01-21", "01-22"))
        problem = self.one("possible_renumbering")
        self.assertIn("missing_row", self.codes())
        self.settle(problem)
        self.assertEqual(self.codes(), [])
        self.take(ALPHA.replace("01-21", "01-22"))
        self.assertEqual(self.codes(), [])
        self.assertEqual(self.json("show", "1")["state"], "superseded")

    def test_no_printed_command_sets_anything_by_being_run_as_it_stands(self):
        self.take("1,,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        before = self.json("list")
        for problem in self.problems():
            for command in problem["settled_by"]:
                words = shlex.split(command, comments=True)
                if "…" in words:
                    self.assertIn("…", self.refused(*words[1:]))
        self.assertEqual(self.json("list"), before)

    def test_a_shell_understands_each_command(self):
        self.take("1,Alpha University,Korea,MoU,2021-02-03,5 years 2028,ICD,01-21",
                  "2,,FR,MoU,2021-02-03,5+5,ICD,02-21", "3,Beta College,FR,MoU,,soon,ICD,03-21",
                  "4,Alpha University,Korea,MoU,2022-02-03,renewal pending,ICD,04-21")
        for problem in self.problems():
            for command in problem["settled_by"]:
                if command.startswith("renewctl"):
                    done = subprocess.run(["sh", "-n", "-c", command], capture_output=True)
                    self.assertEqual(done.stderr, b"", command)

    def test_what_was_accepted_is_asked_again_when_the_register_says_something_else(self):
        row = "1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21"
        self.take(row)
        self.renewctl("edit", "1", "--accept", "term_disagrees")
        self.take(row)
        self.assertEqual(self.codes(), [])
        self.take(row.replace("2028", "2029"))
        self.assertEqual(self.codes(), ["term_disagrees"])

    def test_a_row_that_stands_there_twice_asks_about_its_one_agreement(self):
        row = "1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21"
        self.take(row, row)
        asked = [problem for problem in self.problems() if problem["code"] == "term_disagrees"]
        self.assertEqual([problem["agreement"] for problem in asked], [1, 1])
        self.settle(asked[0])
        self.assertNotIn("term_disagrees", self.codes())

    # ---- terms -----------------------------------------------------------------------------

    def test_a_renewal_that_the_register_tells_leaves_the_former_last_day_on_record(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2024-02-03,ICD,01-21")
        self.take("1,Alpha University,DE,MoU,2021-02-03; renewed 2024-02-03,2029-02-03,ICD,01-21")
        terms = self.json("show", "1")["terms"]
        self.assertEqual([term["last_day"] for term in terms], ["2024-02-03", "2029-02-03"])

    # ---- states ----------------------------------------------------------------------------

    def test_only_a_watched_agreement_takes_the_place_of_another(self):
        self.take(ALPHA, "2,Alpha University,DE,MoU,2026-05-06,2031-05-06,ICD,02-26")
        self.assertIn("its own place", self.refused("supersede", "1", "--by", "1"))
        self.renewctl("withdraw", "2")
        self.assertIn("withdrawn", self.refused("supersede", "1", "--by", "2"))
        self.renewctl("reopen", "2")
        self.renewctl("supersede", "1", "--by", "2")
        self.assertIn("superseded", self.refused("supersede", "2", "--by", "1"))
        self.assertIn("supersede --by 2",
                      [entry["how"] for entry in self.json("show", "1")["history"]])

    def test_a_state_that_is_there_already_is_said(self):
        self.take(ALPHA)
        self.assertIn("watched already", self.renewctl("reopen", "1"))
        self.renewctl("withdraw", "1")
        self.assertIn("withdrawn already", self.renewctl("withdraw", "1"))
        self.assertEqual(len(self.json("show", "1")["history"]), 2)


class Stopped(Registers):
    """An import that is interrupted, and what comes with one."""

    def start(self, *args, **kwargs):
        command = [str(BIN / "renewctl"), "--config", str(self.config), "--clock", TODAY]
        process = subprocess.Popen([*command, "import", *map(str, args)], env=self.environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kwargs)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        return process

    def test_an_interrupt_ends_it_by_the_signal_and_leaves_the_store_as_it_was(self):
        rows = [f"{n},University {n},DE,MoU,2021-02-03,2027-02-03,ICD,{n}-21\n"
                for n in range(40000)]
        path = self.register("main.csv", HEADING + "".join(rows))
        for wait in (0.02, 0.1, 0.3, 0.6):
            process = self.start(path)
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            kept = len(self.json("list"))
            self.assertIn(kept, (0, 40000)) # all of it or nothing
            if kept > 0: # the interrupt came behind the commit
                return
            self.assertEqual(process.returncode, -signal.SIGINT, err)
            self.assertNotIn(b"added", out)

    def test_waiting_for_standard_input_can_be_interrupted(self):
        process = self.start("-", "--register", "office", stdin=subprocess.PIPE)
        self.addCleanup(process.stdin.close)
        process.stdin.write(HEADING.encode())
        process.stdin.flush()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), -signal.SIGINT)
        self.assertEqual(self.json("list"), [])

    def test_a_profile_that_cannot_be_written_is_said_before_anything_is_taken_in(self):
        path = self.register("main.csv", HEADING + ALPHA + "\n")
        profile = self.register("taken.yaml", "name: another\n")
        self.assertIn("exists already", self.refused("import", path, "--save-profile", profile))
        self.assertEqual(self.json("list"), [])
        done = self.call("import", path, "--save-profile", self.folder / "none/p.yaml")
        self.assertIn("1 added", done.stdout)
        self.assertEqual(done.returncode, 3)

    def test_headings_of_any_letters_come_back_from_a_profile(self):
        headings = ["Valid: until # 1", " \"Quoted\" 'heading'", "Тіл \U0001f4c5", "a\\b", "-",
                    "{x}", "two\nlines", "column 3", "null", "%d &a *b"]
        for heading in headings:
            with self.subTest(heading):
                path = self.folder / "h.csv"
                with open(path, "w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(
                        [["Partner", "Signed", heading, "Owner"],
                         ["Alpha University", "2021-02-03", "2027-02-03", "ICD"],
                         ["Beta College", "2021-02-04", "2027-02-04", "ICD"]])
                profile = self.folder / "p.yaml"
                map_ = f"{heading}=last_day" if heading != "column 3" else "column 3=last_day"
                done = self.call("--json", "import", path, "--dry-run", "--map", map_,
                                 "--save-profile", profile)
                self.assertIn(done.returncode, (0, 1), done.stderr)
                again = self.call("--json", "import", path, "--dry-run", "--profile", profile)
                self.assertIn(again.returncode, (0, 1), again.stderr + profile.read_text())
                for said in (done, again):
                    self.assertEqual(json.loads(said.stdout)["files"][0]["with_last_day"], 2)
                profile.unlink()

    def test_problems_that_are_too_many_to_keep_are_said(self):
        rows = [f"{n},University {n},DE,MoU,2021-02-03,soon,ICD,{n}-21\n" for n in range(50001)]
        done = self.call("import", self.register("main.csv", HEADING + "".join(rows)))
        self.assertIn("50001, the first 1000", done.stdout)
        self.assertIn("more than 50000 are not kept", done.stdout)


if __name__ == "__main__":
    unittest.main()
