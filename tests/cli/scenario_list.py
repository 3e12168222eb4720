"""list: its filters, its order, its JSON; tables on a terminal and elsewhere."""

import datetime
import json
import unittest

from office import REGISTER, Office, without_colours

FIELDS = {
    "id": int, "register": str, "row": (int, str, type(None)),
    "registration_number": (str, type(None)), "partners": list, "type": (str, type(None)),
    "type_raw": (str, type(None)), "signed": (str, type(None)), "last_day": (str, type(None)),
    "last_day_raw": (str, type(None)), "reckoned_last_day": (str, type(None)),
    "latest_last_day": (str, type(None)), "kind": str, "renewal": str,
    "owner": (str, type(None)), "state": str, "days_left": (int, type(None)), "problems": list,
    "terminated_on": (str, type(None)), "response": (str, type(None)),
}


class List(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.renewctl("import", REGISTER)

    def count(self, *args, **kwargs):
        return len(self.json("list", *args, **kwargs))

    def test_the_register_counts_as_it_does_by_hand(self):
        self.assertEqual(self.count(), 74)
        self.assertEqual(self.count("--state", "ended"), 22)
        self.assertEqual(self.count("--state", "open-ended"), 4)
        self.assertEqual(self.count("--ending", "30d"), 5)
        self.assertEqual(self.count("--ending", "90d"), 7)
        self.assertEqual(self.count("--ending", "180d"), 12)

    def test_every_object_has_every_field_of_its_type(self):
        for agreement in self.json("list"):
            with self.subTest(agreement["id"]):
                self.assertEqual(set(agreement), set(FIELDS))
                for name, type_ in FIELDS.items():
                    self.assertIsInstance(agreement[name], type_, name)
                for partner in agreement["partners"]:
                    self.assertEqual(set(partner), {"name", "city", "country"})
                self.assertIn(agreement["kind"], ("fixed", "term", "open_ended", "unknown"))
                self.assertIn(agreement["renewal"], ("express", "tacit", "none"))

    def test_days_left_count_from_the_day_asked_about(self):
        today = datetime.date(2026, 11, 21)
        for agreement in self.json("list"):
            if agreement["reckoned_last_day"] is None:
                self.assertIsNone(agreement["days_left"])
                continue
            last = datetime.date.fromisoformat(agreement["reckoned_last_day"])
            self.assertEqual(agreement["days_left"], (last - today).days)

    def test_sorted_by_last_day_with_those_without_one_at_the_end(self):
        days = [agreement["reckoned_last_day"] for agreement in self.json("list")]
        known = [day for day in days if day is not None]
        self.assertEqual(days, sorted(known) + [None] * 4)

    def test_both_ends_of_ending_count(self):
        # 07-21 ends on 2026-11-29.
        self.assertEqual(self.count("--ending", "0d", "--as-of", "2026-11-29"), 1)
        self.assertEqual(self.count("--ending", "8d", "--as-of", "2026-11-21"), 1)
        self.assertEqual(self.count("--ending", "7d", "--as-of", "2026-11-21"), 0)
        self.assertEqual(self.count("--ending", "1d", "--as-of", "2026-11-30"), 0)

    def test_as_of_moves_days_and_states(self):
        (latvia,) = [agreement for agreement in self.json("list", "--as-of", "2025-02-12")
                     if agreement["registration_number"] == "01-20"]
        self.assertEqual((latvia["days_left"], latvia["state"]), (0, "ending"))
        (latvia,) = [agreement for agreement in self.json("list", "--as-of", "2025-02-13")
                     if agreement["registration_number"] == "01-20"]
        self.assertEqual((latvia["days_left"], latvia["state"]), (-1, "ended"))

    def test_owner_is_a_name_a_pattern_or_a_contact(self):
        by_name = self.count("--owner", "international cooperation  department")
        self.assertGreater(by_name, 50)
        self.assertEqual(self.count("--owner", "icd"), by_name)
        self.assertEqual(self.count("--owner", "ICD"), by_name)
        self.assertGreaterEqual(self.count("--owner", "*department*"), by_name)
        self.assertEqual(self.count("--owner", "nobody"), 0)

    def test_country_is_a_code_or_a_name(self):
        latvian = self.json("list", "--country", "lv")
        self.assertEqual([agreement["partners"][0]["city"] for agreement in latvian], ["Riga"])
        self.assertEqual(latvian, self.json("list", "--country", "Latvia"))
        turkish = self.json("list", "--country", "TR")
        self.assertGreater(len(turkish), 5)
        self.assertTrue(all(agreement["partners"][0]["country"] == "TR"
                            for agreement in turkish))

    def test_register_is_a_name_or_a_pattern(self):
        self.assertEqual(self.count("--register", "aitu"), 74)
        self.assertEqual(self.count("--register", "ai*"), 74)
        self.assertEqual(self.count("--register", "other"), 0)

    def test_store_alone_will_do(self):
        done = self.call("--store", self.store, "--json", "list", "--ending", "90d",
                         config=False, clock="2026-11-21")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)), 7)

    def test_a_pipe_gets_whole_cells_and_no_colours(self):
        text = self.renewctl("list")
        self.assertNotIn("\033", text)
        self.assertNotIn("…", text)
        self.assertIn("Tajik Technical University named after academician M.S.Osimi", text)

    def test_a_terminal_gets_colours_and_lines_that_fit(self):
        text = self.on_terminal("list", columns=90)
        self.assertIn("\033[31mended\033[0m", text)
        self.assertIn("…", text)
        lines = without_colours(text).splitlines()
        self.assertEqual(len(lines), 75)
        self.assertLessEqual(max(map(len, lines)), 90)

    def test_on_a_narrow_terminal_every_line_fits(self):
        path = self.register("vague.csv", "Partner,Date of agreement,Valid until\n"
                                          "Vague University,30.03.2023,2028\n")
        self.call("import", path)
        for columns in (120, 80, 60, 40, 20, 3):
            with self.subTest(columns):
                lines = without_colours(self.on_terminal("list", columns=columns)).splitlines()
                self.assertEqual(len(lines), 76)
                self.assertLessEqual(max(map(len, lines)), columns)
        # At the usual width all columns are there, on half of it those that tell most.
        self.assertEqual(without_colours(self.on_terminal("list")).splitlines()[0].split(),
                         "ID LAST DAY DAYS STATE PARTNER COUNTRY NUMBER OWNER".split())
        narrow = without_colours(self.on_terminal("list", columns=40)).splitlines()[0].split()
        self.assertEqual(narrow, "ID LAST DAY STATE PARTNER".split())

    def test_no_color_is_honoured(self):
        text = self.on_terminal("list", columns=90, environment={"NO_COLOR": "1"})
        self.assertNotIn("\033", text)
        self.assertIn("…", text)

    def test_nothing_that_fits_is_said(self):
        self.assertEqual(self.renewctl("list", "--state", "unknown"), "No agreement fits.\n")
        self.assertEqual(self.json("list", "--state", "unknown"), [])

    def test_what_is_superseded_or_withdrawn_can_be_listed(self):
        first, second, third = (str(entry["id"]) for entry in self.json("list")[:3])
        self.renewctl("supersede", first, "--by", second)
        self.renewctl("withdraw", third)
        for state, wanted in (("superseded", first), ("withdrawn", third)):
            with self.subTest(state):
                listed = self.json("list", "--state", state)
                self.assertEqual([str(entry["id"]) for entry in listed], [wanted])
        self.renewctl("reopen", third)
        self.assertEqual(self.json("list", "--state", "withdrawn"), [])

    def test_a_state_that_no_agreement_can_have_is_refused(self):
        for state in ("over", "gone"):
            with self.subTest(state):
                self.assertIn(f'--state "{state}": there is no such state',
                              self.refused("list", "--state", state))

    def test_vague_last_days_are_shown_with_what_is_reckoned(self):
        path = self.register("vague.csv", "Partner,Date of agreement,Valid until\n"
                                          "Vague University,30.03.2023,2028\n"
                                          "Month University,2020-05-14,2023-05\n")
        self.call("import", path)
        vague, month = sorted(self.json("list", "--register", "vague"),
                              key=lambda agreement: agreement["id"])
        self.assertEqual(vague["last_day"], "2028")
        self.assertEqual(vague["reckoned_last_day"], "2028-03-30")
        self.assertEqual(vague["latest_last_day"], "2028-12-31")
        self.assertEqual((month["last_day"], month["reckoned_last_day"]),
                         ("2023-05", "2023-05-14"))
        self.assertIn("2028 (reckoned 2028-03-30)", self.renewctl("list"))
        (vague,) = self.json("list", "--register", "vague", "--as-of", "2028-06-01", "--state",
                             "may-have-ended")
        self.assertEqual(vague["last_day"], "2028")


if __name__ == "__main__":
    unittest.main()
