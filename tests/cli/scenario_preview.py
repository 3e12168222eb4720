"""preview: what the next run would send, to whom and why; and the very bytes of it."""

import email
import email.policy
import json
import re
import sqlite3
import unittest

from office import CONFIG, MONDAY, REGISTER, Office, without_colours


class Preview(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.renewctl("import", REGISTER)

    def preview(self, *args, clock=MONDAY):
        return self.json("preview", *args, clock=clock)

    def test_the_first_run_on_the_register(self):
        preview = self.preview()
        self.assertEqual((preview["on"], preview["reminders"], preview["gap"]),
                         ("2026-11-23", 14, False))
        reminder, intake = sorted(preview["messages"], key=lambda message: message["kind"],
                                  reverse=True)
        self.assertEqual((reminder["kind"], reminder["address"], len(reminder["entries"])),
                         ("reminder", "icd@example.edu", 14))
        self.assertEqual((intake["kind"], intake["address"], len(intake["entries"])),
                         ("intake", "registry@example.edu", 20))
        ended = [entry for entry in reminder["entries"] if entry["deadline"] < "2026-11-23"]
        self.assertEqual(len(ended), 2)
        self.assertEqual({entry["outcome"] for entry in intake["entries"]}, {"unwatched"})
        first = reminder["entries"][0]
        for name in ("agreement", "partners", "deadline_kind", "deadline", "milestone", "step",
                     "sending_day", "late_days", "policy", "fallback", "matter", "why"):
            self.assertIn(name, first)

    def test_the_default_is_the_day_of_the_next_run(self):
        self.assertEqual(self.preview(clock="2026-11-21T12:00:00")["on"], "2026-11-23")
        self.assertEqual(self.preview(clock="2026-11-20T08:00:00")["on"], "2026-11-20")
        self.assertEqual(self.preview(clock="2026-11-20T08:31:00")["on"], "2026-11-23")

    def test_any_day_can_be_asked_about(self):
        preview = self.preview("--on", "2027-06-01")
        self.assertEqual(preview["on"], "2027-06-01")
        told = [(entry["agreement"], entry["deadline_kind"]) for message in preview["messages"]
                for entry in message["entries"] if entry["outcome"] == "notice"]
        self.assertGreater(len(told), 14)
        self.assertEqual(len(told), len(set(told)))  # of each deadline the latest only

    def test_of_a_later_day_it_is_said_that_runs_come_before(self):
        said = ("It is shown as if no run came before it; the runs from Monday 23 November 2026 "
                "on will have sent part of it by then")
        text = self.renewctl("preview", "--on", "2026-11-26", clock=MONDAY)
        self.assertEqual(text.splitlines()[1], said + ".")
        self.assertEqual(self.preview("--on", "2026-11-26")["run_before"], "2026-11-23")
        done = self.call("preview", "--on", "2026-11-26", "--as", "local", clock=MONDAY)
        self.assertEqual((done.returncode, done.stderr), (0, f"renewctl: {said}\n"))
        # None comes between: the day itself, and the next working day once today's run is over.
        for args, clock in (((), MONDAY), (("--on", "2026-11-23"), MONDAY),
                            (("--on", "2026-11-22"), "2026-11-21T12:00"),
                            (("--on", "2026-11-24"), "2026-11-23T08:31")):
            with self.subTest((args, clock)):
                self.assertNotIn("as if no run",
                                 self.renewctl("preview", *args, clock=clock))
                self.assertIsNone(self.preview(*args, clock=clock)["run_before"])

    def test_a_day_before_the_last_run_is_refused(self):
        daemon = self.start_daemon()
        self.renewctl("run", clock=MONDAY)
        self.stop_daemon(daemon)
        self.assertIn("before the last run", self.refused("preview", "--on", "2026-11-20",
                                                          clock="2026-11-20"))

    def test_a_day_before_today_is_refused(self):
        line = self.refused("preview", "--on", "2026-11-20")
        self.assertIn("--on 2026-11-20 is before today, 2026-11-21", line)
        self.assertEqual(self.preview("--on", "2026-11-23")["on"], "2026-11-23")

    def test_on_a_day_that_is_no_working_day_the_next_run_is_shown(self):
        calendar = self.register("h.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
                                 "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261130\r\n"
                                 "SUMMARY:A day off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        self.renewctl("holidays", calendar)
        then = self.preview("--on", "2026-12-01")
        for asked, name in (("2026-11-28", "Saturday 28"), ("2026-11-30", "Monday 30")):
            with self.subTest(asked):
                self.assertEqual(self.preview("--on", asked), then | {"asked": asked})
                text = self.renewctl("preview", "--on", asked, clock=MONDAY)
                self.assertIn(f"{name} November 2026 is no working day: no run is made; the next "
                              "is on Tuesday 1 December 2026.\nA run on Tuesday 1 December", text)
        done = self.call("preview", "--on", "2026-11-28", "--as", "local", clock=MONDAY)
        self.assertEqual(done.returncode, 0)
        self.assertIn("is no working day", done.stderr)
        self.assertIn("Date: Tue, 01 Dec 2026 08:30", done.stdout)

    def test_a_missed_run_is_caught_up_with_on_any_day(self):
        daemon = self.start_daemon()
        self.renewctl("run", clock=MONDAY)
        self.stop_daemon(daemon)
        self.assertEqual(self.preview("--on", "2026-11-28", clock="2026-11-28T12:00")["on"],
                         "2026-11-28")

    def test_after_a_long_gap_the_keeper_alone_is_told(self):
        daemon = self.start_daemon()
        self.renewctl("run", clock=MONDAY)
        self.stop_daemon(daemon)
        preview = self.preview(clock="2027-03-01T08:00:00")
        self.assertTrue(preview["gap"])
        (message,) = preview["messages"]
        self.assertEqual((message["kind"], message["address"]), ("gap", "registry@example.edu"))

    def test_after_the_keeper_alone_was_told_the_next_working_day_is_next(self):
        self.stop_daemon(self.start_daemon())
        connection = sqlite3.connect(self.store)
        with connection:  # the run of a long time ago
            connection.execute(
                "INSERT INTO run (day, kind, at_ms, planned, notices, deliveries) "
                "VALUES (20500, 'scheduled', 1771200000000, 74, 0, 0)")
        connection.close()
        early = "2026-11-23T08:00:00"
        daemon = self.start_daemon(clock=early)
        self.wait_until(lambda: self.json_any("status")["last_run"]["kind"] == "gap", daemon)
        status = self.json("status", clock=early)
        self.assertEqual((status["missed"], status["missed_run"], status["next_run"]),
                         (False, None, "2026-11-24T08:30:00+05:00"))
        for clock in (early, "2026-11-23T12:00:00", "2026-11-23T23:59:30"):
            with self.subTest(clock):
                self.assertEqual(self.json("status", clock=clock)["next_run"],
                                 "2026-11-24T08:30:00+05:00")
                preview = self.preview(clock=clock)
                self.assertEqual((preview["on"], preview["gap"]), ("2026-11-24", False))
        self.assertGreater(preview["reminders"], 0)
        self.assertTrue(self.json_any("status", clock="2026-11-24T09:00:00")["missed"])

    def test_a_preview_changes_nothing(self):
        before = self.preview()
        self.assertEqual(self.preview(), before)
        self.assertEqual(self.json("deliveries"), [])
        self.assertEqual(self.json("why", "07-21", clock=MONDAY)["ledger"], [])

    def test_a_changed_configuration_shows_at_once(self):
        self.write_config(CONFIG.format(folder=self.folder).replace(
            "[180d, 90d, 60d, 30d, 14d, 7d, 1d, 0d], after: {every: 14d, until: 90d}",
            "[3d]"))
        self.assertEqual(self.preview()["reminders"], 0)

    def test_as_text_it_names_reader_subject_and_reason(self):
        text = self.renewctl("preview", clock=MONDAY)
        self.assertIn("A run on Monday 23 November 2026 would send 2 messages with 14 reminders",
                      text)
        self.assertIn("To International Cooperation Department <icd@example.edu> over local", text)
        self.assertIn("7 days before the last day; Sunday 22 November 2026 is no working day, "
                      "so its day is Friday 20 November 2026 (policy default)", text)

    def configure(self, more, old="", new=""):
        self.write_config(CONFIG.format(folder=self.folder).replace(old, new) + more)

    def test_a_digest_is_shown_by_its_sections(self):
        self.configure("digest: {on: mon}\n")
        (digest,) = [message for message in self.preview()["messages"]
                     if message["kind"] == "digest"]
        self.assertEqual(digest["address"], "registry@example.edu")
        self.assertTrue(digest["subject"].startswith("Digest: "))
        sections = [entry["section"] for entry in digest["entries"]]
        self.assertEqual(sorted(set(sections)), ["ending", "undecided"])
        self.assertEqual(sections, sorted(sections, reverse=True))
        self.assertEqual(digest["entries"][0]["told"], [])
        self.assertIsNone(digest["entries"][0]["response"])
        self.assertEqual(digest["entries"][0]["why"], "Told first on 23 November 2026.")
        text = self.renewctl("preview", clock=MONDAY)
        self.assertIn("   Ended before, undecided:\n", text)
        self.assertIn("   End within 90 days:\n", text)
        mail = self.renewctl("preview", "--as", "local", clock=MONDAY)
        self.assertIn("\nSubject: Digest: ", mail)
        self.assertEqual(self.preview("--on", "2026-11-24")["messages"][0]["kind"], "reminder")

    def test_a_trial_shows_for_whom_a_message_is(self):
        self.configure("trial: {to: registry}\n")
        messages = self.preview()["messages"]
        self.assertEqual({message["address"] for message in messages}, {"registry@example.edu"})
        (reminder,) = [message for message in messages if message["kind"] == "reminder"]
        self.assertTrue(reminder["subject"].startswith("[Trial] 14 agreements"))
        self.assertEqual(reminder["meant"], {
            "recipient": "International Cooperation Department", "channel": "local",
            "address": "icd@example.edu"})
        self.assertIn("   Trial: this would have gone to International Cooperation Department "
                      "<icd@example.edu> over local.\n",
                      self.renewctl("preview", clock=MONDAY))

    def test_an_escalation_says_why_its_reader_is_told(self):
        self.configure("    escalate: [{after: 2d, to: registry}]\n")
        daemon = self.start_daemon()
        self.renewctl("run", clock=MONDAY)
        self.wait_until(lambda: {delivery["state"] for delivery in self.json("deliveries")} ==
                        {"sent"}, daemon)
        self.stop_daemon(daemon)
        later = "2026-11-25T08:29:00"
        told = [entry for message in self.preview(clock=later)["messages"]
                for entry in message["entries"] if entry["level"] == 1]
        self.assertGreater(len(told), 0)
        for entry in told:
            self.assertEqual([who["name"] for who in entry["told"]],
                             ["International Cooperation Department"])
            self.assertIn("International Cooperation Department was told on 23 November 2026 and "
                          "nobody has responded since.", entry["remarks"])
            self.assertTrue(entry["why"].startswith("because nobody had responded"), entry["why"])
        self.assertIn("because nobody had responded (policy default)",
                      " ".join(self.renewctl("preview", clock=later).split()))

    def test_a_deputy_is_told_for_whom(self):
        self.configure("", "    channels: [local]\npolicies", "    channels: [local]\n"
                       "    absent: {until: 2026-12-31, deputy: registry}\npolicies")
        (reminder,) = [message for message in self.preview()["messages"]
                       if message["kind"] == "reminder"]
        self.assertEqual(reminder["address"], "registry@example.edu")
        entry = reminder["entries"][0]
        self.assertEqual(entry["absent"], "International Cooperation Department")
        self.assertIn("in place of International Cooperation Department, who is absent",
                      entry["why"])

    def test_an_agreement_of_nobody_goes_to_the_keeper_and_says_why(self):
        path = self.register("own.csv", "Partner,Valid until,Owner\nAlpha,2026-12-01,Nobody\n")
        self.call("import", path)
        entries = [entry | {"address": message["address"]}
                   for message in self.preview()["messages"] for entry in message["entries"]
                   if entry["partners"][0]["name"] == "Alpha"]
        self.assertEqual([(entry["address"], entry["fallback"]) for entry in entries],
                         [("registry@example.edu", "unknown_owner")])

    def test_problems_of_a_register_are_told_to_the_keeper(self):
        path = self.register("bad.csv", "Partner,Valid until\nAlpha,2026-02-30\n")
        self.assertEqual(self.call("import", path).returncode, 1)
        (intake,) = [message for message in self.preview()["messages"]
                     if message["kind"] == "intake"]
        self.assertGreaterEqual(intake["problems"], 1)

    def test_the_bytes_of_a_mail(self):
        done = self.renewctl("preview", "--as", "local", clock=MONDAY)
        parts = done.split("=== ")
        self.assertEqual(len(parts), 3)
        head, _, text = parts[1].partition("\n")
        self.assertEqual(head, "1 of 2: to International Cooperation Department")
        mail = email.message_from_string(text, policy=email.policy.default)
        self.assertEqual(mail["To"], "International Cooperation Department <icd@example.edu>")
        self.assertEqual(mail["Date"], "Mon, 23 Nov 2026 08:30:00 +0500")
        self.assertIn("14 agreements", mail["Subject"])
        self.assertIn("Lawrence Technological University",
                      mail.get_body(("plain",)).get_content())

    def test_a_single_mail_is_its_bytes_alone(self):
        path = self.register("one.csv", "Partner,Signed,Valid until,Owner\n"
                             "Alpha,2021,2026-12-01,ICD\n")
        self.store.unlink()
        self.make_store()
        self.renewctl("import", path)
        text = self.renewctl("preview", "--as", "local", clock=MONDAY)
        self.assertTrue(text.startswith("Date: "), text[:80])

    def test_a_channel_that_nothing_goes_over_is_said(self):
        text = CONFIG.format(folder=self.folder).replace("contacts:\n", "  other:\n"
                                                         "    type: maildir\n"
                                                         f"    path: {self.folder}/other\n"
                                                         "contacts:\n")
        self.write_config(text)
        done = self.call("preview", "--as", "other", clock=MONDAY)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("nothing would go over other", done.stderr)

    def test_on_a_terminal_rows_of_tables_fit(self):
        for columns in (80, 40):
            with self.subTest(columns):
                lines = self.on_terminal("preview", columns=columns).splitlines()
                rows = [without_colours(line) for line in lines
                        if re.match(r" *[0-9]+  |.*AGREEMENT", without_colours(line))]
                self.assertEqual(len(rows), 14 + 20 + 2)
                self.assertLessEqual(max(map(len, rows)), columns)

    def test_on_a_terminal_the_bytes_are_harmless_and_on_lines(self):
        text = self.on_terminal("preview", "--as", "local")
        self.assertNotIn("\033", text)
        self.assertNotIn("\r", text)
        self.assertIn("\nSubject: 14 agreements", text)


if __name__ == "__main__":
    unittest.main()
