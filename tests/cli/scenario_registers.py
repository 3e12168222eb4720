"""Goal: five registers as offices really keep them come out row by row as a human reads them, and
every line of each is accounted for.

The expected rows were transcribed by reading the registers, apart from the program.
"""

import csv
import json
import unittest

from office import SOURCE, Office

REGISTERS = SOURCE / "examples/registers"
EXPECTED = SOURCE / "tests/cli/expected"


def expected_rows(name):
    with open(EXPECTED / f"{name}.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def as_read(agreement, columns):
    """An agreement of `list --json` in the form of the expected rows."""
    partners = agreement["partners"]
    said = {
        "row": agreement["row"],
        "partner": " / ".join(partner["name"] for partner in partners),
        "country": " / ".join(partner["country"] or "" for partner in partners),
        "type": agreement["type"],
        "signed": agreement["signed"],
        "last_day": agreement["last_day"],
        "kind": agreement["kind"],
        "registration_number": agreement["registration_number"],
    }
    return {column: "" if said[column] is None else str(said[column]) for column in columns}


class Registers(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def take(self, name, *options):
        """Imports a register; gives what was said of its file."""
        done = self.call("--json", "import", *options, REGISTERS / f"{name}.txt")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)["files"][0]

    def compare(self, name, *options):
        rows = expected_rows(name)
        columns = [column for column in rows[0] if column != "line"]
        file = self.take(name, *options)
        agreements = sorted(self.json("list"), key=lambda agreement: agreement["id"])
        self.assertEqual([as_read(agreement, columns) for agreement in agreements],
                         [{column: row[column] for column in columns} for row in rows])
        self.check_lines(name, file)
        self.check_sources(rows, agreements)
        return file

    def check_lines(self, name, file):
        """Every line of the file is a row, a continuation, a heading, furniture, blank, a problem."""
        text = (REGISTERS / f"{name}.txt").read_text(encoding="utf-8")
        self.assertEqual(sum(file["lines"].values()), len(text.splitlines()), file["lines"])

    def check_sources(self, rows, agreements):
        """Each agreement can show the line it came from."""
        for row, agreement in zip(rows, agreements):
            if not row["line"]:
                continue
            source = self.json("show", str(agreement["id"]))["source"]
            self.assertEqual(source["line"], int(row["line"]), row)

    def codes(self, file):
        return sorted({problem["code"] for problem in file["problems"]})

    def test_years_as_last_days(self):
        file = self.compare("partners2024")
        self.assertEqual((file["agreements"], file["with_last_day"]), (62, 62))

    def test_american_dates_and_permanent_agreements(self):
        file = self.compare("aitu")
        self.assertEqual((file["with_last_day"], file["open_ended"]), (70, 4))

    def test_no_last_days_at_all(self):
        file = self.compare("aztu")
        self.assertEqual((file["agreements"], file["unknown"]), (121, 121))

    def test_text_out_of_a_pdf_with_a_second_table_beside_the_first(self):
        file = self.compare("must", "--profile", SOURCE / "examples/profiles/must.yaml")
        self.assertEqual((file["with_last_day"], file["open_ended"], file["unknown"]),
                         (69, 56, 2))

    def test_the_same_text_without_a_profile(self):
        self.compare("must")

    def test_partners_named_in_prose(self):
        file = self.compare("khazar")
        self.assertEqual(file["unknown"], file["agreements"])

    def test_a_second_import_changes_nothing(self):
        for name in ("partners2024", "aitu", "aztu", "must", "khazar"):
            first = self.take(name)
            again = self.take(name)
            self.assertEqual(again["unchanged"], first["agreements"], name)
            self.assertEqual((again["added"], again["changed"], again["missing"]), (0, [], []), name)

    def test_a_dry_run_says_the_same_and_writes_nothing(self):
        for name in ("partners2024", "aitu", "aztu", "must", "khazar"):
            dry = self.take(name, "--dry-run")
            self.assertEqual(self.json("list"), [])
            self.assertEqual(dry["agreements"], dry["added"], name)


if __name__ == "__main__":
    unittest.main()
