"""timeline: which agreements are drawn and how, on a terminal, as SVG, as JSON."""

import datetime
import os
import stat
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree

from office import REGISTER, SOURCE, TODAY, Office, without_colours

SVG = "{http://www.w3.org/2000/svg}"
TACIT = """\
Number,Partner,Country,Signed,Valid until
T-1,Riga,Latvia,2020-03-01,2027-03-01
T-2,Quebec,Canada,2022-06-15,2027
T-3,Berlin,Germany,2022-06-15,permanent
T-4,Paris,France,2022-06-15,
"""

FIELDS = {"id", "register", "partners", "owner", "kind", "renewal", "state", "last_day",
          "earliest_last_day", "reckoned_last_day", "latest_last_day", "days_left", "terms",
          "window", "first_reminder", "renewals", "deadlines"}


def width(text):
    return sum(0 if unicodedata.combining(character) else
               2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class Timeline(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def take(self, path):
        self.assertIn(self.call("import", path).returncode, (0, 1))

    def picture(self, *args):
        """The picture that is drawn, parsed."""
        path = self.folder / "timeline.svg"
        self.renewctl("timeline", "--svg", path, *args)
        return ElementTree.parse(path).getroot()

    def texts(self, root):
        return [element.text for element in root.iter(SVG + "text")]

    def test_rows_are_those_of_list_by_their_last_day(self):
        self.take(REGISTER)
        drawn = self.json("timeline")
        listed = self.json("list", "--ending", "24m")
        self.assertEqual([row["id"] for row in drawn], [entry["id"] for entry in listed])
        self.assertEqual([row["id"] for row in self.json("timeline", "--ending", "30d")],
                         [entry["id"] for entry in self.json("list", "--ending", "30d")])
        self.assertEqual([row["id"] for row in self.json("timeline", "--all")],
                         [entry["id"] for entry in self.json("list")])
        for option, value in (("--owner", "icd"), ("--country", "Turkey"), ("--register", "a*")):
            with self.subTest(option):
                rows = self.json("timeline", "--all", option, value)
                self.assertEqual([row["id"] for row in rows],
                                 [entry["id"] for entry in self.json("list", option, value)])
                self.assertGreater(len(rows), 5)

    def test_every_object_has_every_field(self):
        for name in ("aitu", "must", "partners2024"):
            self.take(SOURCE / f"examples/registers/{name}.txt")
        rows = self.json("timeline", "--all")
        self.assertGreater(len(rows), 250)
        for row in rows:
            with self.subTest(row["id"]):
                self.assertEqual(set(row), FIELDS)
                self.assertTrue(row["terms"])
                for term in row["terms"]:
                    self.assertEqual(set(term), {"from", "to", "status"})
                    self.assertIn(term["status"], ("past", "in_force", "to_come", "unknown"))
                if row["reckoned_last_day"]:
                    self.assertLessEqual(row["earliest_last_day"], row["reckoned_last_day"])
                    self.assertLessEqual(row["reckoned_last_day"], row["latest_last_day"])
                    self.assertIn({"kind": "end", "day": row["reckoned_last_day"]},
                                  row["deadlines"])

    def test_what_is_left_out_is_counted(self):
        self.take(self.register("tacit.csv", TACIT))
        text = self.renewctl("timeline", "--ending", "1m")
        self.assertEqual(text, "No agreement fits. Not shown: 1 open-ended, 1 without a known last "
                               "day, 2 that end or renew\nthemselves later (--all shows all that "
                               "are watched).\n")
        text = self.renewctl("timeline")
        self.assertIn("\n2 agreements. Not shown: 1 open-ended, 1 without a known last day (--all",
                      text)
        text = self.renewctl("timeline", "--all")
        self.assertTrue(text.endswith("\n4 agreements.\n"), text)
        self.renewctl("withdraw", self.json("list")[0]["registration_number"])
        self.assertIn("1 no longer watched", self.renewctl("timeline", "--all"))

    def test_a_tacit_renewal_shows_its_notices(self):
        self.take(self.register("tacit.csv", TACIT))
        self.renewctl("edit", "T-1", "--renewal", "tacit every 1y", "--notice", "3m")
        (row,) = self.json("timeline", "--country", "LV")
        self.assertEqual(row["renewals"], ["2027-03-01", "2028-03-01"])
        self.assertEqual(row["deadlines"], [{"kind": "notice", "day": "2026-12-01"},
                                            {"kind": "notice", "day": "2027-12-01"}])
        self.assertEqual([(term["from"], term["to"], term["status"]) for term in row["terms"]],
                         [("2020-03-01", "2027-03-01", "in_force"),
                          ("2027-03-02", "2028-03-01", "to_come"),
                          ("2028-03-02", "2029-03-01", "to_come")])
        text = self.renewctl("timeline", "--ascii", "--country", "LV")
        self.assertIn("! last day for notice", text)
        self.assertIn("@ renews itself", text)
        # It is drawn for its last day for notice, before its last day is near.
        rows = self.json("timeline", "--ending", "20d", "--country", "LV")
        self.assertEqual(len(rows), 1)

    def test_the_window_is_that_of_the_policy(self):
        self.write_config(self.config.read_text() + "    window: {opens: 180d, closes: 30d}\n")
        self.take(self.register("tacit.csv", TACIT))
        row = self.json("timeline")[0]
        self.assertEqual(row["window"], {"opens": "2026-09-02", "closes": "2027-01-30"})
        self.assertEqual(row["first_reminder"], "2026-09-02")

    def test_as_of_moves_the_whole_drawing(self):
        self.take(self.register("tacit.csv", TACIT))
        text = self.renewctl("timeline", "--as-of", "2030-01-01")
        self.assertIn("2 ended", text)
        text = self.renewctl("timeline", "--ascii", "--as-of", "2026-01-01")
        self.assertIn("v 2026-01-01\n", text)

    def test_drawn_with_unicode_where_the_locale_has_it(self):
        self.take(REGISTER)
        for variable, value, is_unicode in (
                ("LANG", "C.UTF-8", True), ("LC_CTYPE", "xx_XX.utf8", True), ("LANG", "C", False),
                ("LANG", "xx_XX.ISO-8859-1", False)):
            with self.subTest(value):
                text = self.on_terminal("timeline", environment={variable: value})
                self.assertEqual("━" in text, is_unicode)
                self.assertEqual("=" in text, not is_unicode)
        text = self.on_terminal("timeline", "--ascii", environment={"LANG": "C.UTF-8"})
        self.assertNotIn("━", text)
        self.assertNotIn("…", text)
        self.assertEqual(self.on_terminal("timeline", environment={"LANG": "C.UTF-8",
                                                                   "LC_ALL": "C"}),
                         self.on_terminal("timeline", environment={"LANG": "C"}))

    def test_every_line_fits(self):
        for name in ("aitu", "must"):
            self.take(SOURCE / f"examples/registers/{name}.txt")
        for columns in (200, 80, 40, 20, 3):
            with self.subTest(columns):
                text = self.on_terminal("timeline", "--all", columns=columns,
                                        environment={"LANG": "C.UTF-8"})
                lines = without_colours(text).splitlines()
                self.assertGreater(len(lines), 200)
                self.assertLessEqual(max(map(width, lines)), columns)
        lines = self.renewctl("timeline").splitlines()
        self.assertLessEqual(max(map(width, lines)), 100)

    def test_a_pipe_gets_no_colours_and_neither_does_no_color(self):
        self.take(REGISTER)
        self.assertNotIn("\033", self.renewctl("timeline"))
        self.assertNotIn("\033", self.on_terminal("timeline", environment={"NO_COLOR": "1"}))
        self.assertIn("\033", self.on_terminal("timeline"))

    def test_the_picture_has_a_row_for_each_and_is_complete(self):
        self.take(REGISTER)
        root = self.picture()
        self.assertEqual(root.tag, SVG + "svg")
        self.assertEqual(root.find(SVG + "title").text,
                         "Agreements of Office: terms, windows and deadlines")
        self.assertIn("as of 2026-11-21", root.find(SVG + "desc").text)
        rows = self.json("timeline")
        titles = [group.find(SVG + "title").text for group in root.iter(SVG + "g")
                  if group.find(SVG + "title") is not None]
        self.assertEqual([title.split(",")[0] for title in titles],
                         [str(row["id"]) for row in rows])
        height = float(root.get("height"))
        for element in root.iter():
            self.assertNotIn(element.tag, (SVG + "script", SVG + "style", SVG + "image"))
            for name, value in element.attrib.items():
                self.assertFalse(name.endswith("href") or name.startswith("on"), name)
                self.assertTrue("url(" not in value or "url(#" in value, value)
            if "y" in element.attrib:
                self.assertLessEqual(float(element.get("y")), height)

    def test_hostile_names_are_text(self):
        name = "<script>alert(1)</script> & \"x\" 'y' ]]> [31m\u202e\uffff"
        self.take(self.register("hostile.csv", "Partner,Signed,Valid until,Owner\n"
                                               "Plain,2022-06-15,2027-06-15,Office\n"))
        self.renewctl("edit", "1", "--partner", name)
        root = self.picture()
        self.assertIsNone(root.find(".//" + SVG + "script"))
        title = root.find(".//" + SVG + "g/" + SVG + "title").text
        self.assertIn("<script>alert(1)</script> & \"x\" 'y' ]]> [31m??", title)
        self.assertTrue(any(text.startswith("<script>alert(1)") for text in self.texts(root)
                            if text))
        text = self.on_terminal("timeline", columns=200, environment={"LANG": "C.UTF-8"})
        self.assertNotIn("\u202e", text)

    def test_a_picture_of_nothing_says_so(self):
        self.assertIn("No agreement fits.", self.texts(self.picture()))

    def test_more_rows_than_a_picture_has_are_said(self):
        lines = "".join(f"University {n},2022-06-15,2027-06-15\n" for n in range(512))
        self.take(self.register("many.csv", "Partner,Signed,Valid until\n" + lines))
        path = self.folder / "many.svg"
        done = self.call("timeline", "--svg", path)
        self.assertEqual(done.returncode, 0)
        self.assertIn("the first 500 agreements; for the other 12 ", done.stderr)
        root = ElementTree.parse(path).getroot()
        self.assertIn("The first 500 are drawn; 12 more are not.", self.texts(root))
        self.assertEqual(len(self.json("timeline")), 512)

    def test_a_file_is_replaced_whole_with_its_mode_and_through_a_link(self):
        self.take(REGISTER)
        path = self.folder / "report.svg"
        path.write_text("old")
        path.chmod(0o640)
        link = self.folder / "link.svg"
        link.symlink_to(path)
        said = self.renewctl("timeline", "--svg", link)
        self.assertRegex(said, r"^\d+ agreements\. Not shown: ")
        self.assertTrue(link.is_symlink())
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
        self.assertTrue(path.read_text().startswith("<?xml"))
        self.assertEqual(self.renewctl("timeline", "--svg", "-"), path.read_text())
        self.assertEqual([name for name in os.listdir(self.folder) if ".svg." in name], [])

    def test_where_no_file_can_be_is_said(self):
        self.take(REGISTER)
        self.assertIn("writing ", self.refused("timeline", "--svg", self.folder / "no/x.svg",
                                               status=3))
        self.assertIn("writing ", self.refused("timeline", "--svg", self.folder, status=3))

    def test_what_makes_no_sense_is_refused(self):
        self.assertIn("one of them", self.refused("--json", "timeline", "--svg", "x.svg"))
        self.assertIn("no such country", self.refused("timeline", "--country", "Atlantis"))
        self.assertIn("90d, 6w", self.refused("timeline", "--back", "soon"))

    def test_store_alone_will_do(self):
        self.take(REGISTER)
        done = self.call("--store", self.store, "timeline", config=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("agreements.", done.stdout)

    def test_any_length_of_time_can_be_drawn(self):
        self.take(REGISTER)
        today = datetime.datetime.fromisoformat(TODAY).date().isoformat()
        for ending, back in (("0d", "0d"), ("1d", "100y"), ("100y", "0d"), ("100y", "100y")):
            with self.subTest(ending + back):
                text = self.renewctl("timeline", "--all", "--ending", ending, "--back", back)
                self.assertIn(today, text)
                self.picture("--all", "--ending", ending, "--back", back)


if __name__ == "__main__":
    unittest.main()
