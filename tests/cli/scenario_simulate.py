"""simulate: what would go to whom in the days to come, with one configuration or with two."""

import datetime
import time
import unittest

from office import CONFIG, MONDAY, REGISTER, Office

FLOOD = CONFIG.replace("    review:", "    group: agreement\n    review:")


class Simulate(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.renewctl("import", REGISTER)

    def simulate(self, *args, clock=MONDAY):
        return self.json("simulate", *args, clock=clock)

    def write_other(self, text):
        path = self.folder / "other.yaml"
        path.write_text(text.format(folder=self.folder))
        return path

    def test_its_first_day_is_what_preview_shows(self):
        course = self.simulate("--to", "2026-11-23")
        preview = self.json("preview", clock=MONDAY)
        self.assertEqual((course["from"], course["to"], course["runs"]),
                         ("2026-11-23", "2026-11-23", 1))
        self.assertEqual(course["reminders"], preview["reminders"])
        keys = ("kind", "channel", "address", "contact", "recipient", "part", "parts")
        entry_keys = ("agreement", "outcome", "deadline_kind", "deadline", "milestone", "step",
                      "sending_day", "late_days", "policy", "fallback")

        def picked(messages):
            return [([message[key] for key in keys],
                     [[entry[key] for key in entry_keys] for entry in message["entries"]])
                    for message in messages]
        self.assertEqual(picked(course["calendar"]), picked(preview["messages"]))

    def test_it_goes_a_year_from_today_by_default_and_writes_nothing(self):
        before = self.store.read_bytes()
        course = self.simulate()
        self.assertEqual(self.store.read_bytes(), before)
        self.assertEqual((course["from"], course["to"], course["as_if_known"]),
                         ("2026-11-23", "2027-11-22", False))
        self.assertIsNone(course["other"])
        self.assertIsNone(course["differences"])

    def test_counts_are_the_calendar_counted(self):
        course = self.simulate("--to", "2029-12-31")
        self.assertEqual(sum(count["messages"] for count in course["counts"]), course["messages"])
        counted = {}
        for message in course["calendar"]:
            reminders = sum(entry["outcome"] == "notice" for entry in message["entries"]
                            if message["kind"] == "reminder")
            key = (message["channel"], message["address"], message["day"][:7])
            had = counted.get(key, (0, 0))
            counted[key] = (had[0] + 1, had[1] + reminders)
        self.assertEqual({(count["channel"], count["address"], count["month"]):
                          (count["messages"], count["reminders"]) for count in course["counts"]},
                         counted)
        days = [message["day"] for message in course["calendar"]]
        self.assertEqual(days, sorted(days))
        busiest = max(sorted(set(days)), key=days.count)
        self.assertEqual((course["busiest"]["day"], course["busiest"]["messages"]),
                         (busiest, days.count(busiest)))
        self.assertIsNone(self.simulate("--to", "2029-12-31", "--counts")["calendar"])

    def test_no_reminder_comes_twice_and_each_comes_on_a_working_day(self):
        course = self.simulate("--to", "2034-12-31")
        told = [(message["channel"], message["address"], entry["agreement"],
                 entry["deadline_kind"], entry["deadline"], entry["milestone"])
                for message in course["calendar"] for entry in message["entries"]]
        self.assertGreater(len(told), 500)
        self.assertEqual(len(told), len(set(told)))
        for message in course["calendar"]:
            self.assertLess(datetime.date.fromisoformat(message["day"]).weekday(), 5)
        late = [entry["late_days"] for message in course["calendar"][2:]
                for entry in message["entries"]]
        self.assertEqual(set(late), {0})

    def test_a_later_start_plays_what_comes_before_it(self):
        whole = self.simulate("--to", "2027-06-30")
        part = self.simulate("--from", "2027-03-01", "--to", "2027-06-30")
        self.assertEqual(part["calendar"], [message for message in whole["calendar"]
                                            if message["day"] >= "2027-03-01"])

    def test_years_take_seconds(self):
        begin = time.monotonic()
        course = self.simulate("--to", "2076-11-23", "--counts")
        self.assertLess(time.monotonic() - begin, 30)
        self.assertGreater(course["runs"], 13000)

    def test_a_time_before_today_is_played_as_if_it_was_known(self):
        course = self.simulate("--from", "2024-01-01", "--to", "2024-12-31")
        self.assertTrue(course["as_if_known"])
        self.assertEqual({message["day"][:4] for message in course["calendar"]}, {"2024"})
        self.assertGreater(course["reminders"], 0)

    def test_what_was_answered_and_recorded_since_is_left_aside_in_a_time_before_it(self):
        past = ("--from", "2026-08-03", "--to", "2027-03-31")
        before = self.simulate(*past)
        ahead = self.simulate("--to", "2027-03-31")
        told = {entry["agreement"] for message in ahead["calendar"]
                for entry in message["entries"] if entry["deadline_kind"] == "end"}
        for agreement in sorted(told):
            self.renewctl("ack", str(agreement), "--about", "end", clock=MONDAY)
        self.assertLess(self.simulate("--to", "2027-03-31")["reminders"], ahead["reminders"])
        self.assertEqual(self.simulate(*past), before)

    def test_the_text_has_a_calendar_and_counts(self):
        text = self.renewctl("simulate", "--to", "2027-01-31", clock=MONDAY)
        course = self.simulate("--to", "2027-01-31")
        lines = text.splitlines()
        self.assertEqual(lines[0], "From Monday 23 November 2026 to Sunday 31 January 2027: "
                         f"{course['runs']} runs would send {course['messages']} messages with "
                         f"{course['reminders']} reminders about {course['agreements']} "
                         "agreements.")
        calendar = [line for line in lines if line[:5] in ("2026-", "2027-")]
        self.assertEqual([line[:10] for line in calendar],
                         [message["day"] for message in course["calendar"]])
        self.assertIn("International Cooperation Department", calendar[0] + calendar[1])
        self.assertRegex(text, r"(?m)^International Cooperation Department +local +2026-12 +\d+ +\d")
        self.assertRegex(text, r"(?m)^Registry +local +all +\d+ +\d+$")
        self.assertRegex(text, r"(?m)^The busiest day is \w+ \d+ \w+ 202\d: \d+ message")
        counts = self.renewctl("simulate", "--to", "2027-01-31", "--counts", clock=MONDAY)
        self.assertNotIn("DAY", counts)
        self.assertIn("MONTH", counts)

    def test_a_long_calendar_is_shown_when_it_is_asked_for(self):
        self.write_config(FLOOD.format(folder=self.folder))
        text = self.renewctl("simulate", "--to", "2034-12-31", clock=MONDAY)
        count = self.simulate("--to", "2034-12-31")["messages"]
        self.assertIn(f"The calendar has {count} lines: --calendar shows it.", text)
        shown = self.renewctl("simulate", "--to", "2034-12-31", "--calendar", clock=MONDAY)
        self.assertEqual(len([line for line in shown.splitlines() if line.startswith("20")]),
                         count)

    def test_what_is_odd_is_pointed_out(self):
        other = self.write_other(FLOOD.replace("  - name: default", "  - name: never\n"
                                               "    match: {{type: nothing}}\n"
                                               "    end: {{before: [1d]}}\n"
                                               "  - name: default"))
        course = self.simulate("--policy-file", other)["other"]
        self.assertIn("Policy never tells nobody anything in this time.", course["remarks"])
        self.assertIn("International Cooperation Department would get 14 messages over local on "
                      "Monday 23 November 2026.", course["remarks"])
        off = self.write_other(CONFIG[:CONFIG.index("policies")] +
                               "policies:\n  - {{name: off, end: off, notice: off, review: off,"
                               " unknown: off}}\n")
        self.assertEqual(self.simulate("--policy-file", off)["other"]["remarks"],
                         ["Nobody is reminded of anything in this time."])

    def test_two_configurations_stand_beside_each_other(self):
        other = self.write_other(CONFIG.replace("180d, 90d, 60d, 30d, 14d, 7d, 1d, 0d", "30d"))
        both = self.simulate("--policy-file", other)
        alone = self.simulate()
        self.assertEqual({key: value for key, value in both.items()
                          if key not in ("other", "differences")},
                         {key: value for key, value in alone.items()
                          if key not in ("other", "differences")})
        self.assertEqual(both["other"]["configuration"], str(other))
        self.assertLess(both["other"]["reminders"], both["reminders"])
        with_other = {(count["address"], count["month"]): count["reminders"]
                      for count in both["other"]["counts"]}
        self.assertTrue(both["differences"])
        for difference in both["differences"]:
            key = (difference["address"], difference["month"])
            self.assertEqual(difference["reminders"][1], with_other.get(key, 0))
        text = self.renewctl("simulate", "--policy-file", other, clock=MONDAY)
        self.assertIn("WITH FILE", text)
        change = both["other"]["messages"] - both["messages"]
        self.assertLess(change, 0)
        self.assertRegex(text, r"(?m)^International Cooperation Department +local +all .* -\d+$")
        same = self.simulate("--policy-file", self.config)
        self.assertEqual(same["differences"], [])

    def test_a_recipient_of_one_configuration_alone_is_shown(self):
        other = self.write_other(CONFIG.replace("icd@example.edu", "new@example.edu"))
        both = self.simulate("--policy-file", other)
        changed = {difference["address"] for difference in both["differences"]}
        self.assertEqual(changed, {"icd@example.edu", "new@example.edu"})

    def test_on_trial_it_says_for_whom_each_message_is(self):
        trial = self.write_other(CONFIG + "trial: {{to: registry}}\n")
        other = self.simulate("--policy-file", trial)["other"]
        alone = self.simulate()
        self.assertEqual({message["address"] for message in other["calendar"]},
                         {"registry@example.edu"})
        self.assertEqual(sorted((m["day"], m["meant"]) for m in other["calendar"]),
                         sorted((m["day"], m["recipient"]) for m in alone["calendar"]))
        self.assertEqual({m["meant"] for m in alone["calendar"]}, {None})
        text = self.renewctl("simulate", "--policy-file", trial, "--calendar", clock=MONDAY)
        self.assertIn("Registry for International Cooperation Department", text)

    def test_what_is_wrong_is_said_and_what_would_be_right(self):
        broken = self.write_other(CONFIG.replace("schedule:", "shedule:"))
        for args, words in (
                (("--to", "2026-01-01"), "--to 2026-01-01 is before --from 2026-11-23"),
                (("--to", "2077-01-01"), "more than 50 years after --from 2026-11-23: simulate "
                                         "them in parts"),
                (("--calendar", "--counts"), "--calendar and --counts: give one of them"),
                (("--from", "tomorrow"), "--from"),
                (("--policy-file", self.folder / "nothing.yaml"), "cannot be read"),
                (("--policy-file", broken), "did you mean 'schedule'")):
            with self.subTest(args):
                done = self.call("simulate", *args, clock=MONDAY)
                self.assertEqual(done.returncode, 2)
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_a_calendar_without_a_working_day_is_refused(self):
        days = "".join(f"BEGIN:VEVENT\r\nUID:{n}@test\r\nDTSTAMP:20260101T000000Z\r\n"
                       f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
                       for n in range(800)
                       for day in [datetime.date(2026, 11, 1) + datetime.timedelta(days=n)])
        (self.folder / "all.ics").write_bytes(
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{days}END:VCALENDAR\r\n"
            .encode())
        self.renewctl("holidays", self.folder / "all.ics")
        self.assertIn("no day within a year is a working day",
                      self.refused("simulate", clock=MONDAY))


if __name__ == "__main__":
    unittest.main()
