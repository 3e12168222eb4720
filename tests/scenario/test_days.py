"""What is due on which day: the real daemon on played days, mail in a local Maildir."""

import signal
import unittest

from office import Office, OfficeTest, agreement, body

# Built-in policy: end before 180d 90d 60d 30d 14d 7d 1d 0d, every 14d until 90d after.


class Days(OfficeTest):
    def test_t02_a_thousand_runs_and_twenty_kills_send_each_notice_once(self):
        office = self.office()
        office.take_in([agreement(f"University {n}", "2026-12-23") for n in range(5)],
                       clock="2026-11-20")
        office.run_day("2026-11-23")
        self.assertEqual(len(office.mails()), 1)
        for restart in range(20):
            daemon = office.start(f"2026-11-23T10:{restart:02}:00")
            office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
            runs = len(office.runs())
            # Fifty requests at once; the daemon makes a run for each of them.
            office.ctl("status", clock="2026-11-23T10:00:00", status=None)
            with office.writer() as store:
                for _ in range(50):
                    store.execute("INSERT INTO request (kind, asked_ms) VALUES ('run', 0)")
            office.until(lambda: len(office.runs()) >= runs + 50, "fifty runs", daemon)
            daemon.kill()
        self.assertGreaterEqual(len(office.runs()), 1001)
        self.assertEqual(len(office.mails()), 1)
        self.assertEqual(office.rows("SELECT count(*) AS n FROM delivery")[0]["n"], 1)

    def test_t03_nine_days_off_give_one_notice_that_says_so(self):
        office = self.office()
        # The 30 day milestone of 2026-12-16 is Monday 2026-11-16.
        office.take_in([agreement("University of Late", "2026-12-16")], clock="2026-11-09")
        office.run_day("2026-11-10")
        sent = len(office.mails())
        office.run_day("2026-11-25", time_of_day="12:00:00")
        mails = office.mails()
        self.assertEqual(len(mails), sent + 1)
        self.assertIn("9 days late", " ".join(body(mails[-1]).split()))
        self.assertEqual(office.runs()[-1]["kind"], "catch-up")

    def test_t04_an_import_two_days_before_the_end_gives_one_notice(self):
        office = self.office()
        office.take_in([agreement("University of Haste", "2026-11-25")], clock="2026-11-23")
        self.assertEqual(office.mails() if (office.folder / "mail").exists() else [], [])
        office.run_day("2026-11-23")
        self.assertEqual(len(office.mails()), 1)
        self.assertIn("in 2 days", body(office.mails()[0]))
        settled = office.rows("SELECT outcome, count(*) AS n FROM ledger GROUP BY outcome")
        self.assertEqual({row["outcome"]: row["n"] for row in settled},
                         {"notice": 1, "superseded": 5})

    def test_t06_the_day_before_the_day_and_the_day_after_each_fire(self):
        office = self.office()
        office.take_in([agreement("University of Days", "2026-11-25")], clock="2026-11-20")
        said = []
        for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"):
            before = len(office.mails())
            office.run_day(day)
            said += [(day, " ".join(body(mail).split())) for mail in office.mails()[before:]]
        self.assertEqual([day for day, _ in said],
                         ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"])
        self.assertIn("tomorrow", said[1][1])
        self.assertIn("today", said[2][1])
        self.assertIn("yesterday", said[3][1])

    def test_t17_weekends_and_holidays_move_to_the_working_day_before(self):
        office = self.office()
        # Independence Day of Kazakhstan, 16 December, a Wednesday in 2026.
        (office.folder / "holidays.ics").write_bytes(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\n"
            b"UID:1@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261216\r\n"
            b"RRULE:FREQ=YEARLY\r\nSUMMARY:Independence Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        office.take_in([agreement("University A", "2026-12-17")], clock="2026-12-10")
        office.ctl("holidays", office.folder / "holidays.ics", clock="2026-12-10")
        said = {}
        for day in ("11", "14", "15", "17", "18"):
            before = len(office.mails())
            office.run_day(f"2026-12-{day}")
            said[day] = len(office.mails()) - before
        # 7 days before is Thursday the 10th, told by the run of the 11th; 1 day before is the
        # holiday, so that it is told on the 15th.
        self.assertEqual(said, {"11": 1, "14": 0, "15": 1, "17": 1, "18": 1})

    def test_t18_what_renews_itself_is_told_as_that_beside_what_ends(self):
        office = self.office()
        # In its third further year by now: until 2027-03-01.
        office.take_in([agreement("University of Ever", "3 years, automatically renewed for 1 year"),
                        agreement("University of Once", "2026-12-01")], clock="2026-11-20")
        office.ctl("edit", "1", "--notice", "3m", clock="2026-11-20")
        office.run_day("2026-11-24")
        said = " ".join(body(office.mails()[-1]).split())
        self.assertIn("Notice can be given until Tuesday 1 December 2026, in 7 days: without it "
                      "the agreement renews itself on 1 March 2027 for 1 year.", said)
        self.assertIn("Ends in 7 days, on Tuesday 1 December 2026.", said)
        before = len(office.mails())
        office.run_day("2026-12-01")
        office.run_day("2026-12-02")
        said = [" ".join(body(mail).split()) for mail in office.mails()[before:]]
        self.assertEqual(len(said), 2)
        self.assertIn("Notice can be given until Tuesday 1 December 2026, today", said[0])
        self.assertIn("University of Once", said[1])
        self.assertNotIn("University of Ever", said[1])
        settled = office.rows("SELECT kind, deadline, term_seq FROM ledger WHERE agreement_id = 1 "
                              "AND outcome = 'notice' ORDER BY id")
        self.assertEqual({row["kind"] for row in settled}, {"notice"})
        self.assertEqual({row["term_seq"] for row in settled}, {300})

    def test_t19_a_last_day_that_flaps_sends_nothing_twice(self):
        office = self.office()
        a, b = "2026-12-23", "2027-03-15"
        row = agreement("University of Doubt", a, **{"Registration number": "01-21"})
        days = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]
        for day, last_day in zip(days, [a, b, a, b, a]):
            office.take_in([{**row, "Valid until": last_day}], clock=f"{day}T07:00:00")
            office.run_day(day)
        told = office.rows("SELECT deadline, milestone, count(*) AS n FROM ledger"
                           " WHERE outcome = 'notice' GROUP BY 1, 2")
        self.assertTrue(told)
        self.assertEqual([row["n"] for row in told], [1] * len(told))
        self.assertEqual(len(office.mails()), len(told))
        self.assertEqual(len(told), 2)

    def test_t26_a_clock_set_back_repeats_nothing_and_forward_gives_one_catch_up(self):
        office = self.office()
        office.take_in([agreement("University of Time", "2026-12-23")], clock="2026-11-20")
        office.run_day("2026-11-23")
        runs, mails = len(office.runs()), len(office.mails())
        daemon = office.start("2026-11-22T08:29:59")
        office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
        done = office.ctl("run", clock="2026-11-22T09:00:00", status=1)
        self.assertIn("before the last run", done.stdout + done.stderr)
        daemon.stop()
        self.assertEqual((len(office.runs()), len(office.mails())), (runs, mails))
        # Ten days on: the milestone 14 days before the end has passed, one catch-up.
        office.run_day("2026-12-03")
        office.run_day("2026-12-10")
        self.assertEqual(len(office.mails()), mails + 1)

    def test_t27_a_milestone_of_a_year_fires_once_across_restarts(self):
        office = self.office(policies="policies:\n"
                                      "  - name: long\n"
                                      "    end: {before: [365d, 30d]}\n")
        office.take_in([agreement("University of Patience", "2027-11-23")], clock="2026-11-20")
        for day in ("2026-11-23", "2026-11-24", "2026-12-01", "2026-12-29", "2027-02-01",
                    "2027-03-30", "2027-05-28", "2027-07-26", "2027-09-20"):
            office.run_day(day)
        self.assertEqual(len(office.mails()), 1)
        office.run_day("2027-10-25")
        self.assertEqual(len(office.mails()), 2)

    def test_after_a_long_gap_only_the_keeper_is_told_that_day(self):
        office = self.office()
        office.take_in([agreement("University of Sleep", "2027-06-30")], clock="2026-11-20")
        office.run_day("2026-11-23")
        self.assertEqual(office.mails(), [])
        # 70 days later, a second before the time of the run; 180 days before the end was
        # 2027-01-01.
        daemon = office.start("2027-02-01T08:29:59")
        office.until(lambda: len(office.runs()) == 2 and office.is_quiet(), "the gap", daemon)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual([mail["To"].addresses[0].addr_spec for mail in office.mails()],
                         ["registry@example.edu"])
        self.assertEqual(office.rows("SELECT * FROM ledger"), [])
        # Started again on the same day, long after the time of the run: still nothing.
        daemon = office.start("2027-02-01T15:00:00")
        office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(len(office.runs()), 2)
        office.run_day("2027-02-02")
        self.assertEqual(len(office.mails("law@example.edu")), 1)


class Recipients(OfficeTest):
    def test_t05_dates_that_are_missing_impossible_or_reversed_reach_the_keeper(self):
        office = self.office()
        office.take_in([
            agreement("University of Nothing", ""),
            agreement("University of February", "2026-02-30"),
            agreement("University of Reverse", "2020-01-01"),
            agreement("University of Order", "2030-01-01"),
        ], clock="2026-11-20", status=1)
        preview = office.ctl("preview", "--as", "local", clock="2026-11-23", status=None).stdout
        office.run_day("2026-11-23")
        text = " ".join(" ".join(body(mail).split())
                        for mail in office.mails("registry@example.edu"))
        for name in ("Nothing", "February"):
            self.assertIn(f"University of {name}: ", " ".join(preview.split()),
                          "the preview says what the mail says")
            self.assertIn(f"University of {name}: ", text)
        for name in ("Nothing", "February", "Reverse"):
            self.assertIn(f"University of {name}", text)
        self.assertIn("2026-02-30", text)
        self.assertEqual(office.json("list", clock="2026-11-23").__len__(), 4)

    def test_t22_what_nobody_owns_goes_to_the_keeper(self):
        office = self.office()
        office.take_in([
            agreement("University A", "2026-12-23", Owner=""),
            agreement("University B", "2026-12-23", Owner="Department of Nowhere"),
            agreement("University C", "2026-12-23"),
        ], clock="2026-11-20", status=None)
        office.run_day("2026-11-23")
        keeper = body(office.mails("registry@example.edu")[0])
        self.assertIn("University A", keeper)
        self.assertIn("University B", keeper)
        self.assertIn("Department of Nowhere", keeper)
        self.assertNotIn("University C", keeper)
        self.assertIn("University C", body(office.mails("law@example.edu")[0]))

    def test_t23_six_hundred_agreements_that_end_on_one_day_are_all_listed(self):
        office = self.office()
        office.take_in([agreement(f"University {n:03} of Many", "2026-12-23")
                        for n in range(600)], clock="2026-11-20")
        office.run_day("2026-11-23")
        mails = office.mails()
        self.assertEqual(len(mails), 1)
        html = mails[0].get_body(("html",)).get_content()
        for n in range(600):
            self.assertIn(f"University {n:03} of Many", body(mails[0]))
            self.assertIn(f"University {n:03} of Many", html)

    def test_t25_hostile_names_are_harmless(self):
        office = self.office()
        names = ["Evil\r\nBcc: all@example.org", "<script>alert(1)</script>", "<!channel> Ltd",
                 "=cmd|'/c calc'!A1", "a\x1b[31mred"]
        office.take_in([agreement(name, "2026-12-23") for name in names], clock="2026-11-20",
                       status=None)
        office.run_day("2026-11-23")
        mails = office.mails("law@example.edu")
        self.assertEqual(len(mails), 1)
        self.assertEqual(mails[0].defects, [])
        self.assertIsNone(mails[0]["Bcc"])
        self.assertNotIn("<script>", mails[0].get_body(("html",)).get_content())
        self.assertNotIn("\x1b", mails[0].as_string())
        listing = office.ctl("list", clock="2026-11-23").stdout
        self.assertNotIn("\x1b", listing)
        self.assertNotIn("\r", listing)


class Service(OfficeTest):
    def test_t01_a_second_daemon_on_one_store_is_refused_and_told_the_first(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock="2026-11-20")
        first = office.start("2026-11-23T08:29:58")
        office.until(lambda: "is watching" in first.text(), "the start", first)
        second = office.start("2026-11-23T08:29:58")
        self.assertEqual(second.process.wait(timeout=30), 3)
        self.assertIn(f"process {first.process.pid}", second.text())
        office.until(lambda: office.runs() and office.is_quiet(), "the run", first)
        self.assertEqual(first.stop(), 0)
        self.assertEqual(len(office.mails()), 1)

    def test_t20_status_fails_after_a_missed_run(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock="2026-11-20")
        office.run_day("2026-11-23")
        missed = office.ctl("status", clock="2026-11-25T12:00:00", status=1)
        self.assertIn("missed", missed.stdout + missed.stderr)

    def test_a_bad_new_configuration_keeps_the_old_one(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock="2026-11-20")
        daemon = office.start("2026-11-23T08:00:00")
        office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
        good = office.config_path.read_text()
        office.config_path.write_text(good.replace("schedule:", "shedule:"))
        daemon.signal(signal.SIGHUP)
        office.until(lambda: "going on with the old one" in daemon.text(), "the refusal", daemon)
        self.assertIn("renewd.yaml:6:1: ", daemon.text())
        self.assertIn("did you mean 'schedule'", daemon.text())
        office.config_path.write_text(good)
        daemon.signal(signal.SIGHUP)
        office.until(lambda: "configuration reloaded" in daemon.text(), "the reload", daemon)
        self.assertEqual(office.ctl("run", clock="2026-11-23T08:00:10").returncode, 0)
        office.until(office.is_quiet, "delivery", daemon)
        self.assertEqual(len(office.mails()), 1)
        self.assertEqual(daemon.stop(), 0)

    def test_a_stop_takes_less_than_a_second_when_nothing_is_under_way(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock="2026-11-20")
        daemon = office.start("2026-11-23T08:00:00")
        office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
        self.assertEqual(daemon.stop(within=30), 0)

    def test_a_channel_that_left_the_configuration_sends_its_mail_to_the_keeper(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock="2026-11-20")
        office.channels += ("  broken:\n    type: maildir\n    path: /proc/nowhere\n"
                            "    from: \"Agreements <agreements@example.edu>\"\n")
        office.contacts = ("  registry: {name: Registry, email: registry@example.edu,"
                           " channels: [local]}\n"
                           "  law: {name: Faculty of Law, email: law@example.edu,"
                           " channels: [broken]}\n")
        office.write_config()
        daemon = office.start("2026-11-23T08:29:59")
        office.until(lambda: office.store_path.exists() and "retrying" in office.states(),
                     "the failure", daemon)
        office.until(lambda: office.mails("registry@example.edu"),
                     "word to the keeper of the channel", daemon)
        daemon.stop()
        office.channels = office.channels[:office.channels.index("  broken:")]
        office.contacts = office.contacts.replace("[broken]", "[local]")
        office.write_config()
        daemon = office.start("2026-11-23T10:00:00")
        office.until(lambda: "dead" in office.states() and office.is_quiet(), "the end", daemon)
        daemon.stop()
        text = " ".join(body(mail) for mail in office.mails("registry@example.edu"))
        self.assertIn("University A", text)


if __name__ == "__main__":
    unittest.main()
