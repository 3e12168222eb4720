"""renewd-policies(7) is true: its policies load, its time lines happen, its commands show that."""

import concurrent.futures
import datetime
import os
import pathlib
import re
import shlex
import unittest

import console
import play

BIN = pathlib.Path(os.environ["RENEWD_BIN"])
SOURCE = pathlib.Path(os.environ["RENEWD_SOURCE"])
PAGE = (SOURCE / "man/renewd-policies.7").read_text()
CONSOLE_CLOCK = "2026-09-01T08:00:00"  # before the run of the day since which all is known
ESCAPES = (("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\(dq", '"'), ("\\e", "\\"))


def displays():
    """All literal displays of the page, in order, each with the heading it stands under."""
    heading = None
    for heading_line, block in re.findall(
            r"^\.S[hs] ([^\n]*)|^\.Bd -literal[^\n]*\n(.*?)^\.Ed", PAGE, re.S | re.M):
        if heading_line:
            heading = heading_line
            continue
        for escape, shown in ESCAPES:
            block = block.replace(escape, shown)
        yield heading, block


def is_yaml(block):
    return re.match(r"[a-z_]+:(\s|$)", block) is not None


def sections(block):
    """The sections of a configuration: key -> text."""
    return {part.partition(":")[0]: part for part in re.split(r"^(?=[a-z_]+:)", block, flags=re.M)
            if part.strip()}


DISPLAYS = list(displays())
REGISTER = next(block for _, block in DISPLAYS if block.startswith("Number;"))
HOLIDAYS = next(block for _, block in DISPLAYS if block.startswith("BEGIN:VCALENDAR"))
BASE = {"store": "store: /var/lib/renewd/renewd.db\n",
        **sections(next(block for _, block in DISPLAYS if block.startswith("office:")))}
ESCALATING = "    escalate: {after: 3w, to: rector}\n"


def whole(block):
    """A configuration: what a sample says, and of all else what the office of the page says."""
    return "".join({**BASE, **sections(block)}.values())


def days_above(drawing):
    """The days that stand in the first two lines of a drawing: day and month over the year."""
    days, years = drawing.splitlines()[:2]
    return [str(datetime.datetime.strptime(f"{day} {year}", "%d %b %Y").date()) for day, year
            in zip(re.findall(r"\d+ [A-Z][a-z]+", days), years.split(), strict=True)]


def files(config):
    """The files that the page speaks of, beside a configuration."""
    return {"agreements.csv": REGISTER, "holidays.ics": HOLIDAYS, "new.yaml": config + ESCALATING}


def with_policies():
    """The displays that are no configuration, each with the one that stands before it."""
    policies = ""
    for heading, block in DISPLAYS:
        if is_yaml(block):
            policies = block
        else:
            yield heading, block, whole(policies)


def play_one(example):
    _, block, config = example
    line = play.TimeLine(block)
    office = play.Office(BIN, config, files(config))
    try:
        return office.play(line), line.told
    finally:
        office.done()


def shown(rows):
    return "\n".join("  ".join([play.write_day(row[0]), *row[1:]]) for row in rows)


class Policies(unittest.TestCase):
    maxDiff = None

    def office(self, config):
        office = play.Office(BIN, config, files(config))
        self.addCleanup(office.done)
        return office

    def test_every_display_fits_a_terminal_of_80_columns(self):
        for offset, block in re.findall(r"^\.Bd -literal([^\n]*)\n(.*?)^\.Ed", PAGE, re.S | re.M):
            for line in block.replace("\\&", "").splitlines():
                self.assertLess(len(line) + (11 if "indent" in offset else 5), 80, line)

    def test_every_sample_is_without_mistakes(self):
        samples = [block for _, block in DISPLAYS if is_yaml(block) and "policies:" in block]
        self.assertGreater(len(samples), 30)
        for sample in samples:
            with self.subTest(sample):
                office = self.office(whole(sample))
                office.ctl("init")
                office.ctl("check", clock=CONSOLE_CLOCK)
                self.assertEqual(office.warnings, "")

    def test_every_time_line_happens(self):
        lines = [example for example in with_policies() if play.TimeLine.is_one(example[1])]
        self.assertGreater(len(lines), 45)
        with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
            played = [pool.submit(play_one, line) for line in lines]
            for (heading, block, _), future in zip(lines, played):
                with self.subTest(heading, line=block):
                    told, wanted = future.result()
                    self.assertEqual(shown(told), shown(wanted))

    def test_notice_deadlines_are_those_of_the_table(self):
        (table,) = [block for _, block in DISPLAYS if block.startswith("Term ends")]
        office = self.office(whole(""))
        office.take_in(CONSOLE_CLOCK[:10])
        for row in table.splitlines()[1:]:
            last_day, notice, wanted = re.split(r"  +", row)
            office.ctl("edit", "23-031", "--last-day", last_day, "--renewal", "tacit every 1y",
                       "--notice", notice, clock=CONSOLE_CLOCK)
            drawn = office.json("timeline", "--all", "--ending", "36m", clock=CONSOLE_CLOCK)
            (porto,) = [row for row in drawn if row["partners"][0]["name"] == "Porto University"]
            with self.subTest(row):
                self.assertEqual(porto["deadlines"][0], {"kind": "notice", "day": wanted})

    def test_the_drawings_show_the_days_on_which_something_happens(self):
        office = self.office(whole(""))
        office.take_in("2026-03-02")
        drawn = office.json("timeline", "--all", "--ending", "24m", clock="2026-03-02")
        drawings = [block for _, block in DISPLAYS if re.match(r"\d+ [A-Z][a-z]{2} ", block)]
        for drawing, partner in zip(drawings, ("Pisa University", "Graz University"), strict=True):
            (row,) = [row for row in drawn if row["partners"][0]["name"] == partner]
            (shown_day, *days) = days_above(drawing)
            lines = [play.TimeLine(block) for heading, block in DISPLAYS
                     if heading == "THE LIFE OF ONE AGREEMENT" and block.startswith(partner)]
            known = {str(told[0]) for line in lines for told in line.told}
            known.update(row["renewals"], (deadline["day"] for deadline in row["deadlines"]))
            with self.subTest(partner):
                self.assertEqual(shown_day, office.json("show", str(row["id"]))["signed"])
                self.assertLessEqual(set(days), known)

    def test_every_console_shows_what_is_printed(self):
        consoles = [example for example in with_policies() if example[1].startswith("$ renewctl")]
        self.assertTrue(consoles)
        for heading, block, config in consoles:
            office = self.office(config)
            office.take_in(CONSOLE_CLOCK[:10])
            for command, wanted in console.commands(block):
                with self.subTest(heading, command=command):
                    output = office.ctl(*shlex.split(command), clock=CONSOLE_CLOCK)
                    self.assertIsNone(console.missing(wanted, output), output)


if __name__ == "__main__":
    unittest.main()
