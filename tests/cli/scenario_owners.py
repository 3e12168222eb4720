"""edit without an ID: all agreements of one owner get another, in one step, and imports keep it."""

import unittest

from office import Office

HEADINGS = "Partner,Signed,Valid until,Owner,Registration number\n"
ROWS = ["Alpha,2021-02-03,2027-02-03,Faculty A,01-21",
        "Beta,2021-02-04,2027-02-04,faculty a,02-21",
        "Gamma,2021-02-05,2027-02-05,ICD,03-21",
        "Delta,2021-02-06,2027-02-06,International Cooperation Department,04-21",
        "Epsilon,2021-02-07,2027-02-07,,05-21"]


class Owners(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.take(ROWS)

    def take(self, rows, clock="2026-11-21T12:00:00"):
        path = self.register("owners.csv", HEADINGS + "\n".join(rows) + "\n")
        return self.call("import", path, clock=clock)

    def owners(self):
        return {agreement["id"]: agreement["owner"] for agreement in self.json("list")}

    def test_every_agreement_of_the_owner_gets_the_other_one(self):
        before = self.owners()
        text = self.renewctl("edit", "--owner", "FACULTY A", "--to", "Registry")
        self.assertEqual(self.owners(), {**before, 1: "Registry", 2: "Registry"})
        self.assertIn("2 agreements have the owner Registry now.\n", text)
        self.assertRegex(text, r"(?m)^ *1 +01-21 +Alpha +Faculty A$")
        self.assertRegex(text, r"(?m)^ *2 +02-21 +Beta +faculty a$")

    def test_a_contact_is_meant_with_all_its_names(self):
        done = self.json("edit", "--owner", "icd", "--to", "Registry")
        self.assertEqual(done, {"owner": "Registry", "dry_run": False, "agreements": [
            {"id": 3, "registration_number": "03-21", "before": "ICD"},
            {"id": 4, "registration_number": "04-21",
             "before": "International Cooperation Department"}]})
        self.assertEqual((self.owners()[3], self.owners()[4]), ("Registry", "Registry"))

    def test_it_is_on_record_and_kept_by_imports(self):
        self.renewctl("edit", "--owner", "Faculty A", "--to", "Registry")
        for number in (1, 2):
            entry = self.json("show", str(number))["history"][-1]
            self.assertEqual((entry["how"], entry["before"]["owner"].lower(),
                              entry["after"]["owner"]), ("edit", "faculty a", "Registry"))
            self.assertTrue(entry["who"])
        self.assertEqual(self.take(ROWS, clock="2026-11-22T12:00:00").returncode, 0)
        self.assertEqual(self.owners()[1], "Registry")
        # Something new in the register is a question, as after an edit of one agreement.
        rows = [ROWS[0].replace("Faculty A", "Faculty C"), *ROWS[1:]]
        self.assertEqual(self.take(rows, clock="2026-11-23T12:00:00").returncode, 1)
        self.assertEqual(self.owners()[1], "Registry")
        codes = [problem["code"] for problem in self.json("problems", status=1)]
        self.assertEqual(codes, ["edited_differs"])

    def test_a_dry_run_changes_nothing(self):
        before = self.owners()
        text = self.renewctl("edit", "--owner", "Faculty A", "--to", "Registry", "--dry-run")
        self.assertIn("2 agreements would have the owner Registry; nothing is changed.\n", text)
        self.assertIn("Alpha", text)
        done = self.json("edit", "--owner", "Faculty A", "--to", "Registry", "--dry-run")
        self.assertTrue(done["dry_run"])
        self.assertEqual(len(done["agreements"]), 2)
        self.assertEqual(self.owners(), before)
        self.assertEqual(len(self.json("show", "1")["history"]), 1)

    def test_what_is_so_already_is_left_alone(self):
        self.renewctl("edit", "--owner", "ICD", "--to", "International Cooperation Department")
        self.assertEqual(len(self.json("show", "4")["history"]), 1)
        self.assertEqual(len(self.json("show", "3")["history"]), 2)
        text = self.renewctl("edit", "--owner", "ICD", "--to",
                             "International Cooperation Department")
        self.assertIn("nothing changed: 2 agreements are so already", text)

    def test_none_is_no_owner(self):
        self.renewctl("edit", "--owner", "none", "--to", "Registry")
        self.assertEqual(self.owners()[5], "Registry")
        text = self.renewctl("edit", "--owner", "Faculty A", "--to", "none")
        self.assertIn("2 agreements have no owner now.\n", text)
        self.assertIsNone(self.owners()[1])

    def test_a_new_owner_whom_no_contact_knows_is_said(self):
        done = self.call("edit", "--owner", "Faculty A", "--to", "Registri")
        self.assertEqual(done.returncode, 1)
        self.assertIn('no contact is called "Registri": Registry gets the reminders; did you mean '
                      '"Registry"?', done.stderr)
        self.assertEqual(self.owners()[1], "Registri")
        # Without a configuration nothing is known of contacts.
        self.renewctl("--store", self.store, "edit", "--owner", "Registri", "--to", "X",
                      config=False)

    def test_an_owner_of_nothing_is_refused_with_those_that_there_are(self):
        before = self.owners()
        self.assertIn('no agreement has that owner (did you mean "Faculty A"?)',
                      self.refused("edit", "--owner", "Faculty Aa", "--to", "Registry"))
        line = self.refused("edit", "--owner", "Registry", "--to", "ICD")
        self.assertIn('--owner "Registry": no agreement has that owner; there are "Faculty A", '
                      '"faculty a", "ICD", "International Cooperation Department"\n', line)
        self.assertEqual(self.owners(), before)

    def test_what_does_not_go_together_is_refused(self):
        for args, said in (
                (("edit",), "edit needs the ID of an agreement; or --owner NAME and --to NAME"),
                (("edit", "--owner", "ICD"), "or --owner NAME and --to NAME"),
                (("edit", "--to", "ICD"), "or --owner NAME and --to NAME"),
                (("edit", "--dry-run"), "or --owner NAME and --to NAME"),
                (("edit", "--owner", "ICD", "--to", "X", "--type", "MoU"),
                 "--type takes the ID of an agreement"),
                (("edit", "--owner", "ICD", "--to", "…"), "--to \"…\": put what is right"),
                (("edit", "1", "--owner", "ICD", "--to", "X"), "--to goes without an ID"),
                (("edit", "1", "--owner", "ICD", "--dry-run"), "--dry-run goes without an ID")):
            with self.subTest(args):
                self.assertIn(said, self.refused(*args))


if __name__ == "__main__":
    unittest.main()
