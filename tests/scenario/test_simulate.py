"""simulate beside the real daemon: what it tells of the days to come is what those days bring."""

import datetime
import unittest

from office import OfficeTest, agreement

CONTACTS = """\
  registry: {name: Registry, email: registry@example.edu, channels: [local]}
  law: {name: Faculty of Law, email: [law@example.edu, dean@example.edu], channels: [local]}
  arts: {name: School of Arts, email: arts@example.edu, channels: [local]}
  rector:
    name: Rector
    email: rector@example.edu
    channels: [local]
    absent: {from: 2026-12-03, until: 2026-12-09, deputy: arts}
"""

POLICIES = """\
policies:
  - name: exchange
    match: {type: "*exchange*"}
    end: {before: [2m, 30d, 14d, 7d, 3d, 1d, 0d], after: {every: 5d, until: 30d}}
    window: {opens: 21d, closes: 10d}
    to: [owner, registry]
    escalate:
      - {after: 4d, to: rector}
      - {after: 9d, to: arts}
  - name: default
    end: {before: [30d, 7d, 0d], after: {every: 7d, until: 30d}}
    notice: {before: [14d, 0d]}
    review: {every: 12m}
    unknown: {every: 1m, to: [registry]}
    group: agreement
    escalate: {after: 6d, to: [rector, registry]}
digest: {to: [registry, rector], on: wed}
"""

HOLIDAY = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\n"
           b"UID:1@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261201\r\n"
           b"SUMMARY:A holiday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")

FIRST, LAST = datetime.date(2026, 11, 23), datetime.date(2026, 12, 14)


def register():
    """Deadlines of all kinds around the days that are played."""
    rows = [agreement(f"University {n}", (FIRST + datetime.timedelta(days=n * 3 - 40)).isoformat(),
                      Type=["Exchange", "Memorandum"][n % 2],
                      Owner=["Faculty of Law", "School of Arts", "Nobody", ""][n % 4])
            for n in range(30)]
    rows += [
        agreement("University of Ever", "3 years, automatically renewed for 1 year"),
        agreement("University of Review", "permanent", Signed="2021-12-03"),
        agreement("University of Doubt", "", Owner="School of Arts"),
        agreement("University of February", "2026-02-30"),
        agreement("University of Years", "2027"),
    ]
    return rows


class Simulate(OfficeTest):
    def delivered(self, office):
        """What the daemon queued, by day."""
        told = {}
        for row in office.rows(
                "SELECT r.day, d.number, d.kind, d.channel, d.address, d.contact, l.agreement_id,"
                " l.kind AS about, l.deadline, l.milestone FROM delivery d"
                " JOIN run r ON r.id = d.run_id"
                " LEFT JOIN delivery_notice n ON n.delivery = d.number"
                " LEFT JOIN ledger l ON l.id = n.notice_id"):
            day = datetime.date(1970, 1, 1) + datetime.timedelta(days=row["day"])
            key = (day.isoformat(), row["number"], row["kind"], row["channel"], row["address"],
                   row["contact"])
            entries = told.setdefault(key, [])
            if row["agreement_id"] is not None:
                entries.append((row["agreement_id"], row["about"], row["deadline"],
                                row["milestone"]))
        return sorted((day, kind, channel, address, contact, sorted(entries))
                      for (day, _, kind, channel, address, contact), entries in told.items())

    def simulated(self, course):
        def number(day):
            return (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days
        return sorted((message["day"], message["kind"], message["channel"], message["address"],
                       message["contact"],
                       sorted((entry["agreement"], entry["deadline_kind"],
                               number(entry["deadline"]), number(entry["milestone"]))
                              for entry in message["entries"]))
                      for message in course["calendar"])

    def play(self, office, days):
        for day in days:
            office.run_day(day.isoformat())

    def test_the_simulation_of_weeks_is_what_the_daemon_does_in_them(self):
        office = self.office(contacts=CONTACTS, policies=POLICIES)
        (office.folder / "holidays.ics").write_bytes(HOLIDAY)
        office.ctl("holidays", office.folder / "holidays.ics", clock="2026-11-20")
        office.take_in(register(), clock="2026-11-20", status=None)
        office.ctl("edit", "31", "--notice", "3m", clock="2026-11-20")
        before = office.store_path.read_bytes()
        arguments = ("simulate", "--from", FIRST, "--to", LAST)
        course = office.json(*arguments, clock="2026-11-20T12:00")
        self.assertEqual(office.store_path.read_bytes(), before, "it writes nothing")
        days = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        days = [day for day in days if day.weekday() < 5 and day.isoformat() != "2026-12-01"]
        self.assertEqual(course["runs"], len(days))
        self.play(office, days[:8])
        # What is left of it, from what the store knows by then.
        rest = office.json("simulate", "--from", days[8], "--to", LAST,
                           clock=f"{days[7]}T12:00")
        self.play(office, days[8:])
        delivered = self.delivered(office)
        self.assertGreater(len(delivered), 50)
        self.assertEqual({kind for _, kind, *_ in delivered}, {"reminder", "intake", "digest"})
        self.assertGreater(office.rows("SELECT count(*) AS n FROM ledger"
                                       " WHERE step LIKE 'escalates%'")[0]["n"], 10)
        self.assertEqual(self.simulated(course), delivered)
        self.assertEqual(self.simulated(rest),
                         [told for told in delivered if told[0] >= days[8].isoformat()])
        # Looked at afterwards, the same days are the same.
        past = office.json(*arguments, clock="2027-01-11")
        self.assertTrue(past["as_if_known"])
        reminders = [told for told in delivered if told[1] == "reminder"]
        self.assertEqual([told for told in self.simulated(past) if told[1] == "reminder"],
                         reminders)

    def test_what_people_answered_and_recorded_is_where_it_begins(self):
        office = self.office(contacts=CONTACTS, policies=POLICIES)
        office.take_in(register(), clock="2026-11-20", status=None)
        days = [datetime.date(2026, 12, day) for day in (1, 2, 3, 4, 7, 8, 9, 10, 11)]
        self.play(office, days[:2])
        now = f"{days[1]}T12:00"
        office.ctl("ack", "16", "--until", "2026-12-07", clock=now)
        office.ctl("ack", "17", clock=now)
        office.ctl("decide", "18", "lapse", clock=now)
        office.ctl("decide", "19", "renew", clock=now)
        office.ctl("renew", "20", "--until", "2031-06-30", clock=now)
        office.ctl("renew", "12", "--for", "2y", clock=now)
        office.ctl("terminate", "21", "--effective", "2026-12-09", clock=now)
        office.ctl("edit", "22", "--last-day", "2026-12-18", clock=now)
        office.ctl("supersede", "23", "--by", "24", clock=now)
        course = office.json("simulate", "--to", days[-1], clock=now)
        self.play(office, days[2:])
        delivered = [told for told in self.delivered(office)
                     if told[0] >= days[2].isoformat()]
        self.assertEqual(self.simulated(course), delivered)
        steps = {row["step"].split()[0] for row in office.rows("SELECT step FROM ledger")}
        self.assertLessEqual({"resumes", "renewed", "escalates"}, steps)
        self.assertTrue(office.rows("SELECT 1 FROM ledger WHERE outcome = 'acknowledged'"))

    def test_after_a_long_gap_it_tells_that_the_keeper_alone_is_told_first(self):
        office = self.office()
        office.take_in([agreement("University of Sleep", "2027-06-30")], clock="2026-11-20")
        office.run_day("2026-11-23")
        course = office.json("simulate", "--to", "2027-02-05", clock="2027-02-01T08:00")
        self.play(office, [datetime.date(2027, 2, day) for day in range(1, 6)])
        delivered = self.delivered(office)
        self.assertEqual([(told[0], told[1]) for told in delivered],
                         [("2027-02-01", "gap"), ("2027-02-02", "reminder")])
        self.assertEqual([(m["day"], m["kind"], m["address"]) for m in course["calendar"]],
                         [(day, kind, address) for day, kind, _, address, *_ in delivered])


if __name__ == "__main__":
    unittest.main()
