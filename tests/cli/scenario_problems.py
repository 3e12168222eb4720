"""Goal: what no import can decide is shown with both readings and the command that settles it;
what a human settled stays settled, and is never written over.
"""

import json
import shlex
import unittest

from office import Office

HEADING = "No,Partner,Country,Type,Signed,Valid until,Owner,Registration number\n"


class Problems(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def take(self, *rows, name="main.csv", status=None):
        path = self.register(name, HEADING + "".join(row + "\n" for row in rows))
        done = self.call("--json", "import", path)
        self.assertIn(done.returncode, (0, 1) if status is None else (status,), done.stderr)
        return done

    def problems(self, *args):
        done = self.call("--json", "problems", *args)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def codes(self):
        return [problem["code"] for problem in self.problems()]

    def one(self, code):
        found = [problem for problem in self.problems() if problem["code"] == code]
        self.assertEqual(len(found), 1, self.codes())
        return found[0]

    def settle(self, problem, index=0):
        """Runs the command that the problem names, as it stands there."""
        words = shlex.split(problem["settled_by"][index].split("    ")[0])
        self.assertEqual(words[0], "renewctl")
        self.renewctl(*words[1:])

    def agreement(self, id_=1):
        return [a for a in self.json("list") if a["id"] == id_][0]

    def test_nothing_is_wrong(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.assertEqual(self.problems(), [])
        self.assertEqual(self.renewctl("problems"), "  no problems\n")

    def test_a_last_day_before_signing_is_settled_by_either_reading(self):
        self.take("1,Alpha University,DE,MoU,2026-02-03,2021-02-03,ICD,01-21")
        problem = self.one("reversed_dates")
        self.assertEqual((problem["field"], problem["readings"]),
                         ("last_day", ["2021-02-03", "2026-02-03"]))
        self.assertIn("2026-02-03,2021-02-03", problem["source"])
        self.assertEqual(self.agreement()["last_day"], "2021-02-03")
        self.renewctl("edit", "1", "--last-day", "2031-02-03")
        self.assertEqual(self.codes(), [])
        self.assertEqual(self.agreement()["last_day"], "2031-02-03")

    def test_each_reading_has_a_command_that_works(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21")
        problem = self.one("term_disagrees")
        self.assertEqual(problem["readings"], ["2026-02-03", "2028"])
        self.settle(problem, 1)
        self.assertEqual(self.agreement()["last_day"], "2028")
        self.assertEqual(self.codes(), [])

    def test_what_was_settled_stays_settled_when_the_file_comes_again(self):
        row = "1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21"
        self.take(row)
        self.settle(self.one("term_disagrees"), 1)
        self.take(row)
        self.assertEqual(self.codes(), [])
        self.assertEqual(self.agreement()["last_day"], "2028")

    def test_what_was_set_by_hand_is_not_overwritten_but_said(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.renewctl("edit", "1", "--last-day", "2027-06-30", "--owner", "Registry")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.assertEqual(self.codes(), [])
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-04-01,ICD,01-21")
        problem = self.one("edited_differs")
        self.assertEqual(problem["readings"], ["2027-06-30", "2027-04-01"])
        self.assertEqual((self.agreement()["last_day"], self.agreement()["owner"]),
                         ("2027-06-30", "Registry"))
        self.settle(problem, 0)
        self.assertEqual(self.codes(), [])
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-04-01,ICD,01-21")
        self.assertEqual(self.codes(), [])

    def test_the_register_decides_again_when_it_agrees_or_is_let(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.renewctl("edit", "1", "--last-day", "2027-06-30")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-06-30,ICD,01-21")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-08-01,ICD,01-21")
        self.assertEqual((self.codes(), self.agreement()["last_day"]), ([], "2027-08-01"))
        self.renewctl("edit", "1", "--type", "Framework")
        self.renewctl("edit", "1", "--release", "type")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-08-01,ICD,01-21")
        self.assertEqual(self.agreement()["type"], "MoU")

    def test_a_country_that_could_be_two_is_asked(self):
        self.take("1,Alpha University,Korea,MoU,2021-02-03,2027-02-03,ICD,01-21")
        problem = self.one("two_countries")
        self.assertEqual(sorted(problem["readings"]), ["KP", "KR"])
        self.settle(problem, problem["readings"].index("KR"))
        self.assertEqual(self.agreement()["partners"][0]["country"], "KR")
        self.assertEqual(self.codes(), [])

    def test_a_later_agreement_with_the_same_partner_asks_whether_it_replaces(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21",
                  "2,Alpha University,DE,MoU,2026-05-06,2031-05-06,ICD,02-26")
        problem = self.one("possible_successor")
        self.assertEqual((problem["agreement"], problem["other"]), (1, 2))
        told = self.json("preview", "--on", "2027-01-04")
        self.assertIn("number 2, signed 6 May 2026", str(told))
        self.settle(problem)
        self.assertEqual(self.codes(), [])
        self.assertEqual(self.agreement()["state"], "superseded")

    def test_two_agreements_may_stand_side_by_side(self):
        rows = ("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21",
                "2,Alpha University,DE,MoU,2026-05-06,2031-05-06,ICD,02-26")
        self.take(*rows)
        self.settle(self.one("possible_successor"), 1)
        self.take(*rows)
        self.assertEqual(self.codes(), [])
        self.assertIn(self.agreement()["state"], ("active", "ending"))

    def test_another_type_with_the_same_partner_raises_no_question(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21",
                  "2,Alpha University,DE,Exchange agreement,2026-05-06,2031-05-06,ICD,02-26")
        self.assertEqual(self.codes(), [])

    def test_a_missing_row_is_withdrawn_or_kept(self):
        rows = ("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21",
                "2,Beta College,FR,MoU,2021-02-03,2027-02-03,ICD,02-21",
                "3,Gamma Institute,IT,MoU,2021-02-03,2027-02-03,ICD,03-21")
        self.take(*rows)
        self.take(rows[0])
        missing = [p for p in self.problems() if p["code"] == "missing_row"]
        self.assertEqual([p["agreement"] for p in missing], [2, 3])
        self.settle(missing[0], 0)
        self.settle(missing[1], 1)
        self.take(rows[0])
        self.assertEqual(self.codes(), [])
        self.assertEqual((self.agreement(2)["state"], self.agreement(3)["state"]),
                         ("withdrawn", "ending"))
        self.renewctl("reopen", "2")
        self.assertEqual(self.agreement(2)["state"], "ending")

    def test_a_last_day_six_months_later_is_a_new_term(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-08-02,ICD,01-21")
        self.assertEqual(len(self.json("show", "1")["terms"]), 1)
        file = self.take("1,Alpha University,DE,MoU,2021-02-03,2028-02-02,ICD,01-21")
        terms = self.json("show", "1")["terms"]
        self.assertEqual([term["last_day"] for term in terms], ["2027-08-02", "2028-02-02"])
        self.assertIn('"new_term": true', file.stdout)

    def test_an_earlier_last_day_is_a_correction(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2029-02-03,ICD,01-21")
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        self.assertEqual([t["last_day"] for t in self.json("show", "1")["terms"]], ["2027-02-03"])

    def test_the_most_urgent_comes_first(self):
        self.take("1,Alpha University,Korea,MoU,2021-02-03,2027-02-03,ICD,01-21",
                  "2,Beta College,FR,MoU,2021-02-03,7 years 2029-02-03,ICD,02-21",
                  "3,Gamma Institute,IT,MoU,2021-02-03,5 years 2027-02-03,ICD,03-21")
        self.assertEqual([p["agreement"] for p in self.problems()], [3, 2, 1])

    def test_an_edit_is_on_record(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        done = self.json("edit", "1", "--country", "France", "--city", "Lyon")
        self.assertEqual([change["field"] for change in done["changes"]], ["partners"])
        self.assertEqual(self.agreement()["partners"][0],
                         {"name": "Alpha University", "city": "Lyon", "country": "FR"})
        history = self.json("show", "1")["history"]
        self.assertEqual([entry["how"] for entry in history][-1], "edit")
        self.assertEqual(history[-1]["before"]["partners"][0]["country"], "DE")
        self.assertEqual(history[-1]["after"]["partners"][0]["country"], "FR")

    def test_wrong_values_are_refused_and_change_nothing(self):
        self.take("1,Alpha University,DE,MoU,2021-02-03,2027-02-03,ICD,01-21")
        before = self.json("list")
        for option, value, words in (
                ("--last-day", "31.02.2027", "--last-day \"31.02.2027\": it takes a date"),
                ("--country", "Korea", "no country is known by that name"),
                ("--renewal", "maybe", "it takes express, none, tacit"),
                ("--signed", "soon", "it takes a date"),
                ("--signed", "2030", "the signing date, 2030, is after the last day, 2027-02-03"),
                ("--last-day", "2020", "is after the last day, 2020: correct one of them"),
                ("--which", "2", "--which goes with"),
                ("--accept", "reversed_dates", "no open problem of that code"),
                ("--release", "owner", "no such field was set by hand")):
            with self.subTest(option=option):
                self.assertIn(words, self.refused("edit", "1", option, value))
        self.assertIn("--which 2 adds a partner: give its name",
                      self.refused("edit", "1", "--which", "2", "--country", "LV"))
        self.assertIn("edit needs something to set", self.refused("edit", "1"))
        self.assertEqual(self.json("list"), before)


class Output(Office):
    def test_each_problem_is_a_paragraph_with_its_cure(self):
        self.make_store()
        path = self.register("main.csv", HEADING +
                             "1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21\n")
        self.call("import", path)
        text = self.renewctl("problems", status=1)
        self.assertIn("main, line 2: agreement 1, Alpha University, ends 2026-02-03", text.replace(
            "ended", "ends"))
        self.assertIn("Settled by     renewctl edit 1 --last-day 2026-02-03", text)
        self.assertIn("or             renewctl edit 1 --last-day 2028", text)
        self.assertIn("1,Alpha University,DE,MoU,2021-02-03,5 years 2028,ICD,01-21", text)
        self.assertTrue(text.endswith("1 problem\n"))


if __name__ == "__main__":
    unittest.main()
