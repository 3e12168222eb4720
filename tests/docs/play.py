"""Time lines of a manual page, played by the real programs.

A time line says since when an agreement is watched, and then what happens, a line each: who is
told on which day and why, or which command is typed.

    Pisa University, since Tue  1 Sep 2026
    Wed 30 Sep 2026  law  6 months before
    Thu 15 Oct 2026  $ renewctl ack 22-014
    Wed 31 Mar 2027  law  on the last day

Whatever stands in no line must not happen either, for more than a year after the last one; a last
line "..." says that it goes on. Up to the last command the daemon makes the runs; what follows is
simulated.
"""

import datetime
import json
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds until a condition that never comes is an error
ONE_DAY = datetime.timedelta(days=1)
# Between two runs, at most: after more than 60 days a run tells the keeper alone.
GAP = datetime.timedelta(days=50)
# After the last line, how long nothing more may come.
AFTERWARDS = datetime.timedelta(days=500)

UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
DEADLINES = {"end": "the last day", "notice": "the deadline", "review": "the review"}

_DAY = r"[A-Z][a-z]{2} [ \d]\d [A-Z][a-z]{2} \d{4}"
_OFF = re.compile(rf"\(renewd is off until ({_DAY})\)")


def read_day(text):
    day = datetime.datetime.strptime(" ".join(text.split()), "%a %d %b %Y").date()
    assert write_day(day) == text, f"{text} is {write_day(day)}"
    return day


def write_day(day):
    return f"{day:%a} {day.day:2} {day:%b} {day:%Y}"


def working_day(day):
    """The day, or the next one that is no Saturday or Sunday."""
    return day + datetime.timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _span(text, times=1):
    count, unit = int(text[:-1]) * times, UNITS[text[-1]]
    return f"{count} {unit}{'' if count == 1 else 's'}"


def words_of(kind, step):
    """What a time line says of a reminder: "6 months before", "the window opens"."""
    name, _, rest = step.partition(" ")
    if name in ("escalates", "resumes", "renewed"):
        return {"escalates": "nobody has responded", "resumes": "it comes back",
                "renewed": "it was renewed"}[name]
    if name in ("opens", "closes"):
        return f"the window {name}, {_span(rest)} before"
    times, _, span = rest.rpartition("x")
    if kind == "unknown":
        return "no last day is known"
    if span == "0d":
        return f"on {DEADLINES[kind]}" if kind != "review" else "the review"
    about = "" if kind == "end" else f" {DEADLINES[kind]}"
    return f"{_span(span, int(times or 1))} {name}{about}"


def _remarks(entry):
    late, corrected = entry["late_days"], entry.get("corrected_from")
    if late:
        yield f"{late} day{'' if late == 1 else 's'} late"
    if corrected:
        day = datetime.date.fromisoformat(corrected)
        yield f"corrected from {day.day} {day:%b %Y}"


def _line(day, recipients, entry, kind="reminder"):
    what = {"intake": "had passed before it was known", "gap": "what the next run will send"}.get(
        kind) or ", ".join([words_of(entry["deadline_kind"], entry["step"]), *_remarks(entry)])
    return datetime.date.fromisoformat(day), ", ".join(recipients), what


class TimeLine:
    """A display of the page. Rows are (day, command) or (day, recipients, words)."""

    def __init__(self, block):
        lines = [line.rstrip() for line in block.splitlines() if line.strip()]
        head = re.fullmatch(rf"(.+), since ({_DAY})", lines[0])
        assert head, lines[0]
        self.partner, self.since = head.group(1), read_day(head.group(2))
        self.goes_on = lines[-1].strip() == "..."
        self.rows = [self._row(line) for line in lines[1:len(lines) - self.goes_on]]
        self.told = [row for row in self.rows if len(row) == 3]
        self.events = [row for row in self.rows if len(row) == 2]

    @staticmethod
    def _row(line):
        day, rest = re.fullmatch(rf"({_DAY})  (\S.*)", line).groups()
        if rest.startswith("$ ") or _OFF.fullmatch(rest):
            return read_day(day), rest
        recipients, what = re.split(r"  +", rest, maxsplit=1)
        return read_day(day), recipients, what

    @staticmethod
    def is_one(block):
        return re.fullmatch(rf".+, since {_DAY}", block.partition("\n")[0]) is not None

    @property
    def last_day(self):
        return self.rows[-1][0] if self.rows else self.since


class Office:
    """A folder with a configuration, a store and the register of the page."""

    def __init__(self, programs, config, files):
        self.programs = programs
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="renewd-test-"))
        self.config = self.folder / "renewd.yaml"
        self.store = self.folder / "renewd.db"
        self.last_run = None
        self.warnings = ""  # of the last command
        for name, text in {**files, "renewd.yaml": config}.items():
            (self.folder / name).write_text(text.replace("/var/lib/renewd", str(self.folder)))

    def done(self):
        shutil.rmtree(self.folder)

    def ctl(self, *arguments, clock=None, statuses=(0, 1)):
        command = [self.programs / "renewctl", "--config", self.config, *arguments]
        if clock:
            command += ["--clock", clock]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True,
                              timeout=PATIENCE * 2)
        if done.returncode not in statuses:
            raise AssertionError(f"renewctl {arguments}: {done.returncode}\n{done.stdout}"
                                 f"{done.stderr}")
        self.warnings = done.stderr
        return done.stdout

    def json(self, *arguments, clock=None):
        return json.loads(self.ctl("--json", *arguments, clock=clock))

    def take_in(self, day):
        """A new store with the register, in the morning before the run."""
        self.ctl("init")
        self.ctl("import", "agreements.csv", clock=f"{day}T08:00:00")

    def id_of(self, partner, day):
        ids = [agreement["id"] for agreement in self.json("list", clock=str(day))
               if any(partner == named["name"] for named in agreement["partners"])]
        assert len(ids) == 1, (partner, ids)
        return ids[0]

    # ---- runs of the daemon -------------------------------------------------------------------

    def _rows(self, sql):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=20) as store:
            return store.execute(sql).fetchall()

    def _next_day(self):
        """The next day on which anything can be due: before the first run, today."""
        (days,), = self._rows("SELECT min(next_on) FROM agreement WHERE state = 'active'")
        return datetime.date(1970, 1, 1) + datetime.timedelta(days=days)

    def _is_quiet(self, runs):
        (count,), = self._rows("SELECT count(*) FROM run")
        return count > runs and not self._rows(
            "SELECT 1 FROM delivery WHERE state IN ('queued', 'sending', 'retrying')")

    def run(self, day):
        """The run of a day, and all that it sends."""
        (runs,), = self._rows("SELECT count(*) FROM run")
        # After the first run the service need not wait for the time: what was missed is made.
        clock = f"{day}T08:29:59" if self.last_run is None else f"{day}T08:30:01"
        log = self.folder / "renewd.log"
        with open(log, "ab") as output:
            daemon = subprocess.Popen(
                [self.programs / "renewd", "--config", self.config, "--clock", clock],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        end = time.monotonic() + PATIENCE
        while not self._is_quiet(runs):
            if daemon.poll() is not None or time.monotonic() > end:
                daemon.kill()
                raise AssertionError(f"the run of {day}\n{log.read_text()}")
            time.sleep(0.02)
        daemon.terminate()
        assert daemon.wait(timeout=PATIENCE) == 0, log.read_text()
        self.last_run = day

    def run_until(self, day):
        """All runs up to a day on which anything is due, and the one of that day."""
        while True:
            due = self._next_day()
            if self.last_run is not None:
                due = min(max(due, self.last_run + ONE_DAY), self.last_run + GAP)
            due = working_day(due)
            if due >= day:
                break
            self.run(due)
        if day == working_day(day) and self.last_run != day:
            self.run(day)

    # ---- what happens --------------------------------------------------------------------------

    def told(self, agreement):
        """What the runs that were made told."""
        for line in self.json("why", str(agreement), clock=f"{self.last_run}T12:00:00")["ledger"]:
            if line["outcome"] == "notice":
                yield _line(line["day"], [message["contact"] for message in line["messages"]], line)

    def simulated(self, agreement, first, last):
        """What the runs to come would tell."""
        course = self.json("simulate", "--from", str(first), "--to", str(last),
                           clock=f"{first}T08:00:00")
        entries = {}
        for message in course["calendar"]:
            for entry in message["entries"]:
                if entry["agreement"] == agreement:
                    key = (message["day"], message["kind"], entry["deadline_kind"], entry["step"])
                    entries.setdefault(key, ([], entry))[0].append(message["contact"])
        for (day, kind, *_), (recipients, entry) in entries.items():
            yield _line(day, recipients, entry, kind)

    def play(self, line):
        """What really happens, as the rows of a time line. The register is taken in first."""
        self.take_in(line.since)
        agreement = self.id_of(line.partner, line.since)
        first, told = line.since, []
        for day, event in line.events:
            self.run_until(day)
            off = _OFF.fullmatch(event)
            if off:
                first = read_day(off.group(1))
                continue
            program, *words = shlex.split(event[2:])
            assert program == "renewctl", event
            self.ctl(*words, clock=f"{day}T12:00:00", statuses=(0,))
            first = day + ONE_DAY
        # From which day a deadline was corrected is known when it is told, not before.
        for day, _, what in line.told:
            if "corrected from" in what:
                self.run_until(day)
                first = day + ONE_DAY
        if self.last_run is not None:
            told = list(self.told(agreement))
        last = line.last_day if line.goes_on else line.last_day + AFTERWARDS
        return told + list(self.simulated(agreement, first, last))
