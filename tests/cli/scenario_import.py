"""import: a real register, again and again; changed, missing, repeated and hostile rows."""

import hashlib
import json
import sqlite3
import subprocess
import unittest

from office import BIN, REGISTER, TODAY, Office

HEADING = "No,Partner,City,Country,Type,Date of agreement,Valid until,Owner,Registration number\n"


class Import(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def taken(self, *args, status=0, **kwargs):
        """What import --json says of one file."""
        done = self.call("--json", "import", *args, **kwargs)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        (file,) = json.loads(done.stdout)["files"]
        return file

    def rows(self, sql, *parameters):
        connection = sqlite3.connect(self.store)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def contents(self):
        """Everything in the store, so that a test can say that nothing changed."""
        connection = sqlite3.connect(self.store)
        try:
            return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
        finally:
            connection.close()

    # ---- the real register -----------------------------------------------------------------

    def test_the_register_comes_in_whole(self):
        text = self.renewctl("import", REGISTER)
        self.assertIn("74: 70 with a last day, 4 open-ended; 74 added", text)
        self.assertIn("Monday 23 November 2026 at 08:30", text)
        self.assertEqual(len(self.json("list")), 74)

    def test_every_line_is_kept_as_it_stands(self):
        self.renewctl("import", REGISTER)
        kept = [row[0] for row in self.rows("SELECT text FROM source_row ORDER BY line")]
        self.assertEqual(kept, REGISTER.read_text().split("\n"))

    def test_imported_again_it_is_unchanged(self):
        self.renewctl("import", REGISTER)
        again = self.taken(REGISTER)
        self.assertEqual((again["added"], again["unchanged"], again["changed"], again["missing"]),
                         (0, 74, [], []))
        self.assertEqual(len(self.json("list")), 74)

    def test_nobody_is_told_by_an_import(self):
        self.renewctl("import", REGISTER)
        self.assertEqual(self.json("deliveries"), [])

    def test_a_dry_run_says_the_same_and_writes_nothing(self):
        before = self.contents()
        dry = self.taken(REGISTER, "--dry-run")
        self.assertEqual(self.contents(), before)
        real = self.taken(REGISTER)
        self.assertEqual((dry.pop("dry_run"), real.pop("dry_run")), (True, False))
        self.assertEqual(dry, real)

    def test_several_files_are_several_registers(self):
        other = self.register("other.csv", HEADING + "1,A,,,,2024-01-02,2029-01-02,,\n")
        text = self.renewctl("import", REGISTER, other)
        self.assertIn("register aitu", text)
        self.assertIn("register other", text)
        self.assertEqual(len(self.json("list", "--register", "other")), 1)
        self.assertIn("--register", self.refused("import", REGISTER, other, "--register", "x"))

    # ---- what differs ----------------------------------------------------------------------

    ROWS = ["1,Alpha University,Riga,Latvia,Exchange,2020-02-12,2025-02-12,ICD,01-20\n",
            "2,Beta University,Bonn,Germany,Exchange,2021-03-01,2026-03-01,ICD,02-21\n",
            "3,Gamma University,Rome,Italy,Research,2022-05-05,permanent,Registry,03-22\n"]

    def write(self, rows):
        return self.register("office.csv", HEADING + "".join(rows))

    def test_a_change_is_shown_before_and_after(self):
        self.renewctl("import", self.write(self.ROWS))
        changed = list(self.ROWS)
        changed[1] = changed[1].replace("2026-03-01,ICD", "2026-09-01,Registry")
        path = self.write(changed)
        text = self.renewctl("import", path, "--dry-run")
        self.assertIn("last_day: 2026-03-01 → 2026-09-01", text)
        self.assertIn("owner: ICD → Registry", text)
        file = self.taken(path)
        (item,) = file["changed"]
        self.assertEqual(item["registration_number"], "02-21")
        self.assertEqual(item["changes"], [
            {"field": "owner", "before": "ICD", "after": "Registry"},
            {"field": "last_day", "before": "2026-03-01", "after": "2026-09-01"}])
        (beta,) = [agreement for agreement in self.json("list")
                   if agreement["registration_number"] == "02-21"]
        self.assertEqual((beta["last_day"], beta["owner"]), ("2026-09-01", "Registry"))

    def test_a_date_written_in_another_way_is_no_change(self):
        self.renewctl("import", self.write(self.ROWS))
        rows = [row.replace("2025-02-12", "12.02.2025").replace("2020-02-12", "12.02.2020")
                for row in self.ROWS]
        file = self.taken(self.write(rows))
        self.assertEqual((file["unchanged"], file["changed"]), (3, []))

    def test_what_is_missing_is_named_and_kept(self):
        self.renewctl("import", self.write(self.ROWS))
        path = self.write(self.ROWS[:1] + self.ROWS[2:])
        self.assertIn("Beta University (Bonn) (02-21)", self.renewctl("import", path, "--dry-run",
                                                                      status=1))
        file = self.taken(path, status=1)
        self.assertEqual([item["registration_number"] for item in file["missing"]], ["02-21"])
        self.assertEqual(len(self.json("list")), 3)
        self.assertEqual(self.taken(self.write(self.ROWS))["missing"], [])

    def test_a_missing_row_leaves_a_problem_until_it_is_back(self):
        self.renewctl("import", self.write(self.ROWS))
        path = self.write(self.ROWS[:1] + self.ROWS[2:])
        done = self.call("import", path)
        self.assertEqual(done.returncode, 1)
        said = ("agreement 2, Beta University (Bonn) (02-21), is no longer in the register office "
                "since 2026-11-21; it is kept and watched")
        self.assertEqual(done.stderr, f"{path}: warning: {said}\n")
        self.assertEqual([(agreement["id"], agreement["problems"])
                          for agreement in self.json("list") if agreement["problems"]],
                         [(2, ["missing_row"])])
        self.assertIn(said, self.renewctl("show", "2"))
        self.assertIn(f"  office, agreement 2: {said}\n",
                      self.call("status", "--problems").stdout)
        (intake,) = [message for message in self.json("preview")["messages"]
                     if message["kind"] == "intake"]
        self.assertEqual(intake["problems"], 1)
        # Days later it is missing since the same day, which is no news for the keeper.
        (problem,) = self.taken(path, status=1, clock="2026-11-25T12:00:00")["problems"]
        self.assertEqual((problem["code"], problem["line"], problem["text"]),
                         ("missing_row", 0, said))
        self.taken(self.write(self.ROWS))
        self.assertEqual([agreement["problems"] for agreement in self.json("list")], [[]] * 3)
        (problem,) = self.taken(self.write(self.ROWS[:1] + self.ROWS[2:]), status=1,
                                clock="2026-11-25T12:00:00")["problems"]
        self.assertIn("since 2026-11-25", problem["text"])

    def test_a_row_that_is_missing_in_one_register_is_no_matter_of_another(self):
        self.renewctl("import", self.write(self.ROWS))
        self.taken(self.write(self.ROWS[1:]), status=1)
        other = self.register("other.csv", HEADING + "1,A,,,,2024-01-02,2029-01-02,,\n")
        self.assertEqual(self.taken(other)["problems"], [])
        self.assertEqual([agreement["problems"] for agreement in self.json("list")
                          if agreement["problems"]], [["missing_row"]])

    def test_a_number_that_was_corrected_may_be_the_same_agreement(self):
        self.renewctl("import", self.write(self.ROWS))
        rows = [*self.ROWS[:2], self.ROWS[2].replace("03-22", "2022-03")]
        path = self.write(rows)
        before = self.contents()
        dry = self.taken(path, "--dry-run", status=1)
        self.assertEqual(self.contents(), before)
        for _ in range(2):  # imported again it is true still
            problems = self.taken(path, status=1)["problems"]
            self.assertEqual(problems, dry["problems"])
            self.assertEqual([(problem["code"], problem["line"]) for problem in problems],
                             [("missing_row", 0), ("possible_renumbering", 4)])
        self.assertIn("registration number 2022-03: agreement 3 (03-22), ", problems[1]["text"])
        self.assertIn("give the row its former number, 03-22, again", problems[1]["text"])
        self.assertEqual(self.json("show", "2022-03")["problems"], ["possible_renumbering"])
        file = self.taken(self.write(self.ROWS), status=1)
        self.assertEqual([item["registration_number"] for item in file["missing"]], ["2022-03"])
        self.assertEqual([problem["code"] for problem in file["problems"]], ["missing_row"])

    def test_a_number_is_changed_by_way_of_none(self):
        self.renewctl("import", self.write(self.ROWS))
        for number in ("", "2022-03"):
            file = self.taken(self.write([*self.ROWS[:2],
                                          self.ROWS[2].replace("03-22", number)]))
            self.assertEqual((file["added"], file["missing"], file["problems"]), (0, [], []))
        self.assertEqual(self.json("show", "2022-03")["id"], 3)

    def test_another_agreement_in_place_of_one_that_is_gone_is_no_renumbering(self):
        self.renewctl("import", self.write(self.ROWS))
        row = self.ROWS[2].replace("03-22", "2022-03")
        for other in (row.replace("Gamma", "Delta"), row.replace("Research", "Exchange"),
                      row.replace("2022-05-05", "2022-05-06")):
            with self.subTest(other):
                file = self.taken(self.write([*self.ROWS[:2], other]), status=1)
                self.assertEqual({problem["code"] for problem in file["problems"]},
                                 {"missing_row"})

    def test_an_inserted_row_renumbers_the_others_without_a_fuss(self):
        self.renewctl("import", self.write(self.ROWS))
        rows = ["1,Omega University,Oslo,Norway,Exchange,2024-01-01,2029-01-01,ICD,04-24\n",
                *(f"{number}{row[1:]}" for number, row in enumerate(self.ROWS, 2))]
        file = self.taken(self.write(rows))
        self.assertEqual((file["added"], file["renumbered"], file["changed"]), (1, 3, []))
        (alpha,) = [agreement for agreement in self.json("list")
                    if agreement["registration_number"] == "01-20"]
        self.assertEqual(alpha["row"], 2)

    def test_a_number_that_was_missing_before_is_a_change(self):
        rows = [row.replace("02-21", "") for row in self.ROWS]
        self.renewctl("import", self.write(rows))
        (item,) = self.taken(self.write(self.ROWS))["changed"]
        self.assertEqual(item["changes"],
                         [{"field": "registration_number", "before": None, "after": "02-21"}])

    def test_a_register_of_the_same_name_is_the_same_register(self):
        self.renewctl("import", self.write(self.ROWS))
        moved = self.register("copy.csv", HEADING + "".join(self.ROWS))
        self.assertEqual(self.taken(moved, "--register", "office")["unchanged"], 3)

    def test_the_same_register_under_a_new_name_is_told(self):
        self.renewctl("import", self.write(self.ROWS))
        rows = [self.ROWS[0].replace("Alpha", "Aleph"),  # the same number
                self.ROWS[1].replace("02-21", ""),  # the same partner and signing date
                self.ROWS[2].replace("Gamma", "Gimel").replace("03-22", "77-77")]
        moved = self.register("office 2027.csv", HEADING + "".join(rows))
        before = self.contents()
        dry = self.taken(moved, "--dry-run", status=1)
        self.assertEqual(self.contents(), before)
        file = self.taken(moved, status=1)
        self.assertEqual(dry["problems"], file["problems"])
        (problem,) = file["problems"]
        self.assertEqual(problem["code"], "in_other_register")
        self.assertIn('2 agreements of it stand in the register "office" already',
                      problem["text"])
        self.assertIn("--register office", problem["text"])
        # What is doubled by now is no news, nor is what the other register says again.
        self.assertEqual(self.taken(moved)["problems"], [])
        self.assertEqual(self.taken(self.write(self.ROWS))["problems"], [])

    def test_a_register_whose_name_has_blanks_is_quoted_in_the_cure(self):
        self.renewctl("import", self.write(self.ROWS), "--register", "the office")
        (problem,) = self.taken(self.write(self.ROWS), status=1)["problems"]
        self.assertIn('--register "the office"', problem["text"])

    # ---- cells that cannot be read ---------------------------------------------------------

    def alpha(self, **fields):
        """The first row with other cells, and what the store says of it once it is imported."""
        row = dict(signed="2020-02-12", last_day="2025-02-12", number="01-20")
        row.update(fields)
        rows = ["1,Alpha University,Riga,Latvia,Exchange,{signed},{last_day},ICD,{number}\n"
                .format(**row), *self.ROWS[1:]]
        done = self.call("--json", "import", self.write(rows))
        (file,) = json.loads(done.stdout)["files"]
        (alpha,) = [agreement for agreement in self.json("list")
                    if agreement["partners"][0]["name"] == "Alpha University"]
        return file, alpha

    def test_a_typo_in_a_last_day_that_was_known_silences_nothing(self):
        self.alpha()
        for cell in ("01.O2.2027", "31 June 2027", "46447", "see the contract"):
            with self.subTest(cell):
                file, alpha = self.alpha(last_day=cell)
                self.assertEqual((file["unchanged"], file["changed"], file["with_last_day"]),
                                 (3, [], 2))
                self.assertEqual((alpha["last_day"], alpha["kind"]), ("2025-02-12", "fixed"))
                (kept,) = [problem for problem in file["problems"]
                           if problem["code"] == "former_date_kept"]
                self.assertEqual(kept["line"], 2)
                self.assertIn("2025-02-12", kept["text"])
                self.assertIn(f'"{cell}"', kept["text"])
        # Other cells of the row are read all the same.
        file, alpha = self.alpha(last_day="01.O2.2027", signed="2020-02-13")
        self.assertEqual([change["field"] for change in file["changed"][0]["changes"]], ["signed"])
        self.assertEqual((alpha["last_day"], alpha["signed"]), ("2025-02-12", "2020-02-13"))

    def test_a_column_that_is_lost_empties_nothing(self):
        rows = "Partner,Signed,{},{}\nAlpha University,2022-03-12,2027-03-12,ICD\n" \
               "Beta College,2023-03-12,permanent,ICD\n"
        self.call("import", self.register("lost.csv", rows.format("Valid until", "Owner")))
        file = self.taken(self.register("lost.csv", rows.format("Whatever", "Something")), status=1)
        self.assertEqual((file["added"], file["changed"], file["missing"]), (0, [], []))
        lost = [p for p in file["problems"] if p["code"] == "column_lost"]
        self.assertEqual(len(lost), 2, file["problems"])
        self.assertIn('--map "HEADING=last_day"', lost[0]["text"])
        agreements = sorted(self.json("list"), key=lambda agreement: agreement["id"])
        self.assertEqual([(a["last_day"], a["kind"], a["owner"]) for a in agreements],
                         [("2027-03-12", "fixed", "ICD"), (None, "open_ended", "ICD")])

    def test_a_length_and_a_lack_of_an_end_stay_too(self):
        for cell, kind in (("5 years", "term"), ("permanent", "open-ended")):
            with self.subTest(cell):
                self.alpha(last_day=cell)
                file, alpha = self.alpha(last_day="5 yaers")
                self.assertEqual(file["changed"], [])
                self.assertEqual(alpha["kind"].replace("_", "-"), kind)

    def test_an_empty_last_day_is_not_known_any_more(self):
        for cell in ("", "-"):
            with self.subTest(cell):
                self.alpha()
                file, alpha = self.alpha(last_day=cell)
                self.assertIn({"field": "last_day", "before": "2025-02-12", "after": None},
                              file["changed"][0]["changes"])
                self.assertEqual((alpha["last_day"], alpha["kind"]), (None, "unknown"))

    def test_a_last_day_that_was_never_known_stays_unknown(self):
        file, alpha = self.alpha(last_day="01.O2.2027")
        self.assertEqual([problem["code"] for problem in file["problems"]], ["unreadable_date"])
        self.assertEqual((alpha["last_day"], alpha["kind"]), (None, "unknown"))

    def test_a_typo_in_a_signing_date_leaves_the_agreement_the_same(self):
        for number in ("01-20", ""):
            with self.subTest(number=number):
                self.alpha(number=number)
                file, alpha = self.alpha(number=number, signed="12.O2.2020")
                self.assertEqual((file["unchanged"], file["added"], file["missing"]), (3, 0, []))
                self.assertEqual(alpha["signed"], "2020-02-12")
                self.assertIn("former_date_kept",
                              [problem["code"] for problem in file["problems"]])

    def test_of_several_agreements_a_typo_finds_the_one_that_says_the_same(self):
        row = "1,Alpha University,Riga,Latvia,Exchange,{},{},ICD,\n"
        kept = [row.format("2020-01-01", "2025-01-01"), row.format("2021-01-01", "2026-01-01")]
        self.renewctl("import", self.write(kept))
        file = self.taken(self.write([row.format("2O20-01-01", "2025-01-01"), kept[1]]), status=1)
        self.assertEqual((file["unchanged"], file["added"], file["missing"]), (2, 0, []))

    # ---- what is said of the file ----------------------------------------------------------

    def test_the_columns_are_named_with_what_they_were_taken_for(self):
        text = self.renewctl("import", REGISTER, "--dry-run")
        self.assertIn("signing date ← Date of agreement", text)
        self.assertIn("owner ← Initiating actor", text)
        self.assertIn("not used: QS ranking, THE ranking", text)
        columns = {column["heading"]: column["role"]
                   for column in self.taken(REGISTER)["columns"]}
        self.assertEqual(columns["Valid until"], "last_day")
        self.assertIsNone(columns["QS ranking"])

    def test_the_order_of_dates_is_named_for_each_column(self):
        path = self.register("two.csv", "Partner,Signed,Valid until,Owner\n"
                             "A,13/02/2024,18/07/2027,ICD\nB,14/02/2024,01/02/2027,ICD\n")
        text = self.renewctl("import", path)
        self.assertIn("Signed: read as day/month, as 2 cells show (line 2: 13/02/2024)", text)
        self.assertIn("Valid until: read as day/month, as 1 cell shows (line 2: 18/07/2027)", text)
        path = self.register("orders.csv", "Partner,Signed,Valid until,Owner\n"
                             "C,13/02/2024,07/18/2027,ICD\n")
        file = self.taken(path, status=1)
        self.assertEqual([(column["date_order"], column["date_order_cells"])
                          for column in file["columns"]],
                         [(None, 0), ("day/month", 1), ("month/day", 1), (None, 0)])
        (problem,) = file["problems"]
        self.assertEqual(problem["code"], "date_orders_differ")

    def test_a_dry_run_and_a_refused_file_tell_of_no_next_run(self):
        path = self.write([self.ROWS[0].replace("2025-02-12", "soon")])
        text = self.call("import", path, "--dry-run")
        self.assertNotIn("Nobody was told", text.stdout)
        self.assertNotIn("keeper", text.stdout)
        done = self.call("import", self.register("empty.csv", ""))
        self.assertEqual(done.stdout, "")
        done = self.call("import", path)
        self.assertIn("Nobody was told", done.stdout)
        self.assertIn("the keeper is told", done.stdout)

    def test_a_file_without_rows_over_a_register_is_told(self):
        self.renewctl("import", self.write(self.ROWS))
        file = self.taken(self.write([]), status=1)
        self.assertEqual([problem["code"] for problem in file["problems"]],
                         ["no_agreements"] + ["missing_row"] * 3)
        self.assertEqual(len(file["missing"]), 3)
        self.assertEqual(len(self.json("list")), 3)

    def from_input(self, text, *args):
        command = [BIN / "renewctl", "--config", self.config, "--clock", TODAY, "import", "-"]
        return subprocess.run([*command, *args], env=self.environment(), capture_output=True,
                              input=text.encode(), timeout=120)

    def test_standard_input_is_read_under_a_name(self):
        text = HEADING + "".join(self.ROWS)
        done = self.from_input(text)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--register", done.stderr)
        self.assertEqual(self.json("list"), [])
        done = self.from_input(text, "--register", "office")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(len(self.json("list", "--register", "office")), 3)
        self.assertEqual(self.from_input("", "--register", "office").returncode, 2)
        done = self.from_input(text.replace("2025-02-12", "soon"), "--register", "office")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard input:2:", done.stderr)

    # ---- rows that look alike --------------------------------------------------------------

    def test_a_repeated_row_is_taken_in_once_and_said(self):
        path = self.write([*self.ROWS, self.ROWS[0]])
        for _ in range(2):
            file = self.taken(path, status=1)
            self.assertEqual((file["agreements"], file["with_last_day"], file["open_ended"],
                              file["repeated"]), (3, 2, 1, 1))
            self.assertEqual([(problem["code"], problem["line"]) for problem in file["problems"]],
                             [("duplicate_registration_number", 5), ("repeated_row", 5)])
            self.assertEqual(len(self.json("list")), 3)
        self.assertIn("3: 2 with a last day, 1 open-ended; 3 unchanged, 1 row repeated\n",
                      self.call("import", path).stdout)

    def test_rows_without_numbers_that_differ_are_kept_apart_each_time(self):
        row = "1,Alpha University,Riga,Latvia,Exchange,2020,{},ICD,\n"
        path = self.write([row.format(day) for day in ("2025-01-01", "2026-01-01", "2027-01-01")])
        file = self.taken(path, status=1)
        self.assertEqual(file["added"], 3)
        self.assertEqual([problem["code"] for problem in file["problems"]],
                         ["possible_repeat"] * 2)
        again = self.taken(path)
        self.assertEqual((again["added"], again["unchanged"]), (0, 3))
        backwards = self.write([row.format(day)
                                for day in ("2027-01-01", "2025-01-01", "2026-01-01")])
        self.assertEqual(self.taken(backwards)["unchanged"], 3)

    def test_a_number_that_two_rows_share_is_said_and_both_are_kept(self):
        rows = [self.ROWS[0], self.ROWS[1].replace("02-21", "01-20")]
        path = self.write(rows)
        file = self.taken(path, status=1)
        self.assertEqual(file["added"], 2)
        self.assertEqual([problem["code"] for problem in file["problems"]], 
                         ["duplicate_registration_number"])
        again = self.taken(path, status=1)
        self.assertEqual((again["added"], again["unchanged"]), (0, 2))
        self.assertIn("several agreements", self.refused("show", "01-20"))

    # ---- problems and hostile files --------------------------------------------------------

    def test_a_row_that_is_wrong_in_part_is_kept_and_said(self):
        path = self.write([self.ROWS[0].replace("2025-02-12", "2026-02-30"), self.ROWS[1]])
        done = self.call("import", path)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, rf"^{path}:2:")
        self.assertEqual(len(self.json("list")), 2)
        (alpha,) = [agreement for agreement in self.json("list") if agreement["problems"]]
        self.assertEqual(alpha["registration_number"], "01-20")
        shown = self.renewctl("show", "01-20")
        self.assertIn("Problems", shown)
        self.assertIn("2026-02-30", shown)

    def test_files_that_are_no_register_are_refused_with_their_name(self):
        before = self.contents()
        empty = self.register("empty.csv", "")
        binary = self.register("binary.csv", b"\x7fELF\x00\x01\x02" * 100)
        prose = self.register("prose.txt", "Dear all,\nsee you tomorrow.\n")
        for path in (empty, binary, prose, self.folder, self.folder / "none.csv"):
            with self.subTest(path):
                self.assertIn(str(path), self.refused("import", path))
        self.assertEqual(self.contents(), before)

    def test_a_line_of_50_mb_and_a_file_of_200_mb_are_refused(self):
        long_line = self.folder / "line.csv"
        with open(long_line, "w") as file:
            file.write(HEADING + "1," + "x" * 50_000_000 + "\n")
        large = self.folder / "large.csv"
        with open(large, "w") as file:
            file.truncate(200_000_000)
        for path in (long_line, large):
            with self.subTest(path):
                self.assertIn(str(path), self.refused("import", path))
        self.assertEqual(self.json("list"), [])

    def test_one_bad_file_does_not_stop_the_others(self):
        bad = self.register("bad.csv", "")
        done = self.call("import", bad, self.write(self.ROWS))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("3 added", done.stdout)

    def test_control_characters_reach_no_terminal(self):
        path = self.write(["1,\"Evil\033]0;pwned\007 \u202eytisrevinU\u009b31m\",,,,2024-01-02,"
                           "2029-01-02,\033[2J,\n"])
        self.call("import", path)
        outputs = [self.call(*command) for command in
                   (("import", path), ("list",), ("show", "1"), ("why", "1"), ("preview",),
                    ("--json", "list"), ("--json", "show", "1"), ("--json", "preview"))]
        for done in outputs:
            with self.subTest(done.args):
                for character in "\033\007\u202e\u009b":
                    self.assertNotIn(character, done.stdout + done.stderr)

    def test_a_register_named_by_control_characters_needs_a_name(self):
        path = self.register("evil\033[2J.csv", HEADING + self.ROWS[0])
        line = self.refused("import", path)
        self.assertIn("--register", line)
        self.assertNotIn("\033", line)
        self.renewctl("import", path, "--register", "good")

    def test_killed_in_the_middle_it_leaves_nothing_half_done(self):
        rows = [f"{n},University {n},,,,2024-01-02,2029-01-02,ICD,{n}-24\n"
                for n in range(1, 20001)]
        path = self.write(rows)
        process = subprocess.Popen([BIN / "renewctl", "--config", self.config, "--clock", TODAY,
                                    "import", path], env=self.environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            # The write-ahead log grows while the transaction runs, or it was too quick for us.
            log = self.store.with_name("renewd.db-wal")
            while process.poll() is None and not (log.exists() and log.stat().st_size > 0):
                pass
        finally:
            process.kill()
            process.communicate(timeout=60)
        self.assertIn(len(self.json("list")), (0, 20000))
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        file = self.taken(path)
        self.assertEqual(file["added"] + file["unchanged"], 20000)
        self.assertEqual(len(self.json("list")), 20000)

    def test_store_alone_will_do(self):
        done = self.call("--store", self.store, "import", REGISTER, config=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("74 added", done.stdout)


if __name__ == "__main__":
    unittest.main()
