"""Goal: what people answer, renew and terminate is recorded as they said it, what follows is said, and
what cannot be is refused in one line with a cure. No import takes any of it back.
"""

import unittest

from office import Office

HEADING = "No,Partner,Country,Type,Signed,Valid until,Owner,Registration number\n"
DAY = "2026-11-20T12:00:00"  # a Friday

ENDS = "1,Alpha University,DE,MoU,2021-12-31,2026-12-31,ICD,01-21"
OPEN = "2,Beta University,DE,MoU,2021-02-03,open-ended,ICD,02-21"
TACIT = '3,Gamma University,DE,MoU,2021-02-03,"3 years, automatically renewed for 1 year",ICD,03-21'
UNKNOWN = "4,Delta University,DE,MoU,2021-02-03,,ICD,04-21"
VAGUE = "5,Epsilon University,DE,MoU,2021-02-03,2027,ICD,05-21"
ENDED = "6,Zeta University,DE,MoU,2021-02-03,2026-10-01,ICD,06-21"


class FollowUp(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def call(self, *args, clock=DAY, **kwargs):
        return super().call(*args, clock=clock, **kwargs)

    def take(self, *rows):
        path = self.register("main.csv", HEADING + "".join(row + "\n" for row in rows))
        done = self.call("--json", "import", path)
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def show(self, id_=1, **kwargs):
        return self.json("show", str(id_), **kwargs)

    def terms(self, id_=1):
        return [(term["kind"], term["start"], term["last_day"]) for term in self.show(id_)["terms"]]

    def codes(self):
        return [problem["code"] for problem in self.json_any("problems", clock=DAY)]

    def set_dates(self, term_ends):
        self.write_config(self.config.read_text() + f"dates: {{term_ends: {term_ends}}}\n")


class Renew(FollowUp):
    def test_a_new_term_follows_on_the_day_after_the_last_day(self):
        self.take(ENDS)
        renewed = self.json("renew", "01-21", "--until", "2030-06-30")
        self.assertEqual(renewed["last_day"], "2030-06-30")
        self.assertEqual((renewed["term"]["kind"], renewed["term"]["start"]),
                         ("renewed", "2027-01-01"))
        self.assertEqual(renewed["told"], [])
        self.assertEqual(renewed["next_reminder"]["milestone"], "2030-01-01")
        self.assertEqual(self.terms(), [("initial", "2021-12-31", "2026-12-31"),
                                        ("renewed", "2027-01-01", "2030-06-30")])
        self.assertEqual(self.show()["last_day"], "2030-06-30")

    def test_five_years_after_the_end_of_a_year_end_with_a_year(self):
        for term_ends in ("anniversary", "day_before"):
            with self.subTest(term_ends):
                self.setUp()
                self.set_dates(term_ends)
                self.take(ENDS)
                self.assertEqual(self.json("renew", "1", "--for", "5y")["last_day"], "2031-12-31")

    def test_ends_of_months_do_not_drift(self):
        for term_ends, signed, valid, span, wanted in (
                ("anniversary", "2024-02-29", "3 years", "1y", "2028-02-29"),
                ("anniversary", "2026-08-31", "6 months", "1m", "2027-03-31"),
                ("anniversary", "2022-02-28", "2027-02-28", "1y", "2028-02-28"),
                ("day_before", "2022-03-01", "2027-02-28", "1y", "2028-02-29"),
                ("day_before", "2022-03-01", "5 years", "1y", "2028-02-29"),
                ("day_before", "2022-03-01", "2026-11-30", "3m", "2027-02-28")):
            with self.subTest((term_ends, signed, valid, span)):
                self.setUp()
                self.set_dates(term_ends)
                self.take(f"1,Alpha University,DE,MoU,{signed},{valid},ICD,01-21")
                self.assertEqual(self.json("renew", "1", "--for", span)["last_day"], wanted)

    def test_a_date_is_kept_as_precise_as_it_is_known(self):
        self.take(VAGUE)
        self.assertEqual(self.json("renew", "1", "--until", "2029-05")["last_day"], "2029-05")
        self.assertEqual(self.terms()[-1], ("renewed", "2028", "2029-05"))
        self.assertEqual(self.json("renew", "1", "--for", "1y")["last_day"], "2030-05")

    def test_what_cannot_be_added_to_a_year_is_refused(self):
        self.take(VAGUE)
        self.assertIn("give the new last day with --until",
                      self.refused("renew", "1", "--for", "6m"))
        self.assertEqual(self.json("renew", "1", "--for", "2y")["last_day"], "2029")

    def test_a_day_that_is_not_after_the_last_day_is_refused(self):
        self.take(ENDS)
        for until in ("2026-12-31", "2026-12", "2020"):
            with self.subTest(until):
                said = self.refused("renew", "1", "--until", until)
                self.assertIn("is not after the last day so far, 2026-12-31", said)
                self.assertIn('"renewctl edit 1 --last-day DATE"', said)
        self.assertEqual(len(self.terms()), 1)

    def test_open_ended_and_unknown_ones_get_an_end(self):
        self.take(OPEN, UNKNOWN)
        self.assertEqual(self.json("renew", "1", "--until", "2030")["last_day"], "2030")
        self.assertEqual(self.show(1)["kind"], "fixed")
        self.assertEqual(self.show(1)["renewal"], "express")
        renewed = self.json("renew", "2", "--for", "5y", "--signed", "2026-11-02")
        self.assertEqual((renewed["term"]["start"], renewed["last_day"]),
                         ("2026-11-02", "2031-11-02"))
        self.assertEqual(self.show(2)["state"], "active")

    def test_the_signing_day_is_on_record_and_reviews_count_from_the_first(self):
        self.take(ENDS)
        self.renewctl("renew", "1", "--for", "5y", "--signed", "2026-11-02")
        shown = self.show()
        self.assertEqual(shown["signed"], "2021-12-31")
        self.assertEqual(shown["history"][-1]["how"], "renew --for 5y --signed 2026-11-02")
        self.assertIn("in the future", self.refused("renew", "1", "--for", "5y", "--signed",
                                                    "2026-11-21"))

    def test_what_is_over_is_not_renewed(self):
        self.take(ENDS, OPEN)
        self.renewctl("withdraw", "1")
        self.assertIn("agreement 1 is withdrawn", self.refused("renew", "1", "--for", "5y"))
        self.renewctl("terminate", "2", "--effective", "2026-12-01")
        said = self.refused("renew", "2", "--for", "5y")
        self.assertIn('agreement 2 is terminated: "renewctl reopen 2" first', said)

    def test_there_is_a_limit_of_terms(self):
        self.take(ENDS)
        for year in range(2027, 2126):
            self.renewctl("renew", "1", "--until", str(year))
        self.assertIn("as many as there can be", self.refused("renew", "1", "--until", "2200"))

    def test_what_renewed_itself_goes_on_from_the_term_it_is_in(self):
        self.take(TACIT)  # in its third further year, until 2027-02-03
        renewed = self.json("renew", "1", "--for", "5y")
        self.assertEqual((renewed["term"]["start"], renewed["last_day"]),
                         ("2027-02-04", "2032-02-03"))

    def test_a_register_that_says_the_old_day_does_not_take_it_back(self):
        self.take(ENDS, UNKNOWN)
        self.renewctl("renew", "1", "--for", "5y")
        self.renewctl("renew", "2", "--until", "2030-01-31")
        before = [self.show(1)["terms"], self.show(2)["terms"]]
        for _ in range(2):
            self.take(ENDS, UNKNOWN)
            self.assertNotIn("edited_differs", self.codes())
            self.assertEqual([self.show(1)["terms"], self.show(2)["terms"]], before)

    def test_a_register_that_says_the_new_day_decides_again(self):
        for said in ("2031-12-31", "10 years"):
            with self.subTest(said):
                self.setUp()
                self.take(ENDS)
                self.renewctl("renew", "1", "--for", "5y")
                before = self.show()["terms"]
                for _ in range(2):
                    self.take(ENDS.replace("2026-12-31", said))
                    self.assertEqual(self.codes(), [])
                    self.assertEqual(self.show()["terms"], before)
                    self.assertEqual(self.show()["set_by_hand"], [])
                self.take(ENDS.replace("2026-12-31", "2036-12-31"))
                self.assertEqual(self.terms()[1:][0][2], "2031-12-31")
                self.assertEqual(len(self.terms()), 3)

    def test_a_register_that_says_a_third_day_is_a_question(self):
        self.take(ENDS)
        self.renewctl("renew", "1", "--for", "5y")
        self.take(ENDS.replace("2026-12-31", "2030-12-31"))
        self.assertEqual(self.codes(), ["edited_differs"])
        self.assertEqual(self.show()["last_day"], "2031-12-31")

    def test_it_settles_that_a_renewal_was_pending(self):
        row = "1,Alpha University,DE,MoU,2021-12-31,renewal pending,ICD,01-21"
        self.take(row)
        self.assertEqual(self.codes(), ["renewal_pending"])
        self.renewctl("renew", "1", "--until", "2031-12-31")
        self.assertEqual(self.codes(), [])
        self.take(row)
        self.assertEqual(self.codes(), [])
        self.assertEqual(self.show()["last_day"], "2031-12-31")

    def test_in_words(self):
        self.take(ENDS)
        said = self.renewctl("renew", "1", "--for", "5y")
        self.assertIn("Agreement 1, Alpha University, is renewed", said)
        self.assertIn("2031-12-31, after 2026-12-31", said)
        self.assertIn("from 2031-07-04: the reminder 180 days before the last day", said)

    def test_a_new_last_day_that_has_passed_is_pointed_out(self):
        self.take(ENDS, ENDED)
        self.assertNotIn("passed already", self.renewctl("renew", "1", "--for", "5y"))
        self.assertIn('it has passed already; "renewctl edit 2 --last-day DATE" corrects it',
                      self.renewctl("renew", "2", "--until", "2026-11-19"))

    def test_show_tells_what_was_set_by_hand_before_what_follows(self):
        self.take(ENDS)
        self.renewctl("ack", "1")
        self.renewctl("renew", "1", "--for", "5y")
        said = self.renewctl("show", "1")
        places = [said.index(words) for words in ("Known since", "Set by hand", "\nTerms",
                                                  "\nResponses", "\nLine ")]
        self.assertEqual(places, sorted(places))


class Terminate(FollowUp):
    def test_what_renews_itself_ends_with_the_term_for_which_notice_can_be_given(self):
        self.take(TACIT)  # in its third further year, until 2027-02-03
        self.renewctl("edit", "1", "--notice", "1m")
        ended = self.json("terminate", "1")
        self.assertEqual((ended["terminated_on"], ended["notice_until"], ended["state"]),
                         ("2027-02-03", "2027-01-03", "active"))
        self.assertEqual(self.show()["terminated_on"], "2027-02-03")
        self.assertEqual(self.show()["reckoned_last_day"], "2027-02-03")
        self.assertEqual(self.show(clock="2027-02-04")["state"], "terminated")

    def test_why_says_through_which_day_it_is_in_force(self):
        self.take(TACIT)
        self.assertNotIn("Terminated", self.renewctl("why", "1"))
        self.renewctl("terminate", "1", "--effective", "2027-02-03")
        self.assertIn("Terminated     in force through 2027-02-03", self.renewctl("why", "1"))
        self.assertEqual(self.json("why", "1")["terminated_on"], "2027-02-03")

    def test_when_notice_is_too_late_it_is_the_term_after(self):
        self.take(TACIT)
        self.renewctl("edit", "1", "--notice", "3m")  # until 2026-11-03
        said = self.renewctl("terminate", "1")
        self.assertIn("2028-02-03", said)
        self.assertIn("in which notice can still be given, until 2027-11-03", said)

    def test_anything_else_ends_today(self):
        self.take(OPEN)
        self.assertEqual(self.json("terminate", "1")["terminated_on"], "2026-11-20")
        self.assertEqual(self.show(clock="2026-11-21")["state"], "terminated")

    def test_a_day_in_the_past_ends_it_at_once(self):
        self.take(OPEN)
        ended = self.json("terminate", "1", "--effective", "2026-11-19", "--note", "both agreed")
        self.assertEqual((ended["state"], ended["next_reminder"]), ("terminated", None))
        (listed,) = self.json("list", "--state", "terminated")
        self.assertEqual(listed["terminated_on"], "2026-11-19")
        self.assertEqual(self.show()["history"][-1]["how"],
                         "terminate --effective 2026-11-19: both agreed")

    def test_what_ends_by_itself_before_is_not_terminated(self):
        self.take(ENDS, ENDED)
        said = self.refused("terminate", "1", "--effective", "2027-01-01")
        self.assertIn("agreement 1 ends by itself on 2026-12-31, before 2027-01-01", said)
        self.assertIn('"renewctl decide 1 lapse"', said)
        self.assertIn("ends by itself on 2026-10-01", self.refused("terminate", "2"))
        self.assertIn("before agreement 1 was signed",
                      self.refused("terminate", "1", "--effective", "2020-01-01"))

    def test_where_the_last_day_is_vague_any_day_that_it_can_be_will_do(self):
        self.take(VAGUE)  # 2027, reckoned as 2027-02-03
        self.assertEqual(self.json("terminate", "1", "--effective", "2027-12-31")["terminated_on"],
                         "2027-12-31")
        self.assertIn("ends by itself on 2027-12-31",
                      self.refused("terminate", "1", "--effective", "2028-01-01"))

    def test_reopen_takes_it_back(self):
        self.take(OPEN)
        self.renewctl("terminate", "1", "--effective", "2026-11-19")
        self.assertIn("is watched again", self.renewctl("reopen", "1"))
        self.assertIsNone(self.show()["terminated_on"])
        self.renewctl("terminate", "1", "--effective", "2026-12-19")
        self.assertIn("is watched again", self.renewctl("reopen", "1"))
        self.assertEqual(self.show()["state"], "open-ended")
        self.assertIn("already", self.renewctl("reopen", "1"))

    def test_an_import_leaves_it(self):
        self.take(OPEN)
        self.renewctl("terminate", "1", "--effective", "2026-12-19")
        self.take(OPEN)
        self.assertEqual(self.show()["terminated_on"], "2026-12-19")

    def test_another_day_corrects_the_one_before(self):
        self.take(TACIT)
        self.renewctl("terminate", "1", "--effective", "2027-01-31")
        self.assertEqual(self.json("terminate", "1", "--effective", "2027-06-30")["terminated_on"],
                         "2027-06-30")

    def test_for_how_long_it_renewed_itself_must_be_known(self):
        self.take(TACIT.replace("3 years", "2025-02-03").replace(" for 1 year", ""))
        self.assertIsNone(self.show()["renews"]["every"])
        self.assertIn("say with --effective DAY", self.refused("terminate", "1"))

    def test_what_is_withdrawn_is_not_terminated(self):
        self.take(OPEN)
        self.renewctl("withdraw", "1")
        self.assertIn("is withdrawn", self.refused("terminate", "1"))


class Answers(FollowUp):
    def test_an_acknowledgement_lasts_until_the_deadline(self):
        self.take(ENDS)
        said = self.renewctl("ack", "1", "--note", "we write to them in December")
        self.assertIn("acknowledged, about the last day (31 December 2026): we write", said)
        self.assertIn("go on from", said)
        self.assertEqual(self.json("list")[0]["response"], "acknowledged")
        (response,) = self.show()["responses"]
        self.assertEqual((response["about"], response["deadline"], response["until"],
                          response["note"], response["day"]),
                         ("end", "2026-12-31", None, "we write to them in December", "2026-11-20"))

    def test_a_snooze_ends_with_a_reminder_on_the_day_after(self):
        self.take(ENDS)
        answered = self.json("ack", "1", "--until", "2026-12-06")
        self.assertEqual(answered["response"]["until"], "2026-12-06")
        self.assertEqual((answered["next_reminder"]["day"], answered["next_reminder"]["step"]),
                         ("2026-12-07", "resumes -24"))
        self.assertIn("the reminder after the time for which it was acknowledged (until 6 December "
                      "2026), 24 days before the last day (31 December 2026)",
                      answered["next_reminder"]["words"])

    def test_after_the_end_reminders_go_on_without_a_day(self):
        self.take(ENDED)
        self.assertIn("reminders go on; --until DATE puts them off", self.renewctl("ack", "1"))
        later = self.json("ack", "1", "--until", "2026-12-10")
        self.assertEqual(later["next_reminder"]["day"], "2026-12-11")

    def test_a_missing_last_day_needs_a_day(self):
        self.take(UNKNOWN)
        self.assertIn('"renewctl edit 1 --last-day DATE"', self.refused("ack", "1"))
        self.assertEqual(self.json("ack", "1", "--until", "2027-03-01")["response"]["about"],
                         "unknown")

    def test_days_and_notes_that_cannot_be_are_refused(self):
        self.take(ENDS)
        self.assertIn("--until 2026-11-19 is in the past",
                      self.refused("ack", "1", "--until", "2026-11-19"))
        self.renewctl("ack", "1", "--until", "2026-11-20")
        for note in ("two\nlines", "x" * 501):
            self.assertIn("at most 500 bytes", self.refused("ack", "1", "--note", note))
        self.renewctl("ack", "1", "--note", "x" * 500)
        for what in ("lapse", "undecided"):
            self.assertIn("leave --until out",
                          self.refused("decide", "1", what, "--until", "2026-12-01"))

    def test_decisions(self):
        self.take(ENDS)
        for what in ("renew", "renegotiate", "lapse"):
            self.renewctl("decide", "1", what)
            self.assertEqual(self.json("list")[0]["response"], what)
        lapsing = self.json("decide", "1", "lapse")
        self.assertEqual(lapsing["next_reminder"]["milestone"], "2026-12-31")
        hidden = [item for item in self.json("why", "1")["schedule"]
                  if item["outcome"] == "acknowledged"]
        self.assertEqual({item["hidden_until"] for item in hidden}, {None})
        self.renewctl("decide", "1", "undecided")
        self.assertIsNone(self.json("list")[0]["response"])
        self.assertEqual(len(self.show()["responses"]), 5)
        self.assertIn("nothing to take back", self.refused("decide", "1", "undecided"))

    def test_what_has_no_end_does_not_lapse(self):
        self.take(OPEN)
        self.assertIn("only what ends or renews itself can lapse",
                      self.refused("decide", "1", "lapse"))

    def test_what_renews_itself_lapses_with_notice_alone(self):
        self.take(TACIT)
        self.assertIn('"renewctl terminate 1" records that notice was given',
                      self.renewctl("decide", "1", "lapse"))

    def test_where_no_notice_period_is_recorded_it_is_the_day_of_renewal_that_is_told_of(self):
        self.take(TACIT)
        said = self.renewctl("why", "1") + self.renewctl("ack", "1", "--about", "notice")
        self.assertIn("before the day when it renews itself (3 February 2027)", said)
        self.assertIn("acknowledged, about the day when it renews itself", said)
        self.assertNotIn("notice deadline", said)
        self.renewctl("edit", "1", "--notice", "1m")
        self.assertIn("before the notice deadline (3 January 2027)", self.renewctl("why", "1"))

    def test_the_deadline_that_is_meant_can_be_named(self):
        self.take(TACIT)
        self.renewctl("edit", "1", "--notice", "1m")
        self.assertEqual(self.json("ack", "1")["response"]["about"], "notice")
        self.assertEqual(self.json("ack", "1", "--about", "review")["response"]["about"], "review")
        self.assertIn("--about unknown: agreement 1 has no such deadline, only: notice, review",
                      self.refused("ack", "1", "--about", "unknown", "--until", "2027-01-01"))

    def test_of_several_it_is_the_one_that_people_were_told_of_last(self):
        # A review is due every second year from 2021-02-03; notice until 2027-01-03.
        self.take(TACIT)
        self.renewctl("edit", "1", "--notice", "1m")
        daemon = self.start_daemon("2026-11-20T13:00:00")
        self.renewctl("run", clock="2026-11-20T13:00:00")
        self.stop_daemon(daemon)
        told = {d["kind"]: d for d in self.show()["deadlines"]}
        self.assertEqual(told["notice"]["first_told"], "2026-11-20")
        self.assertIsNone(told["review"]["first_told"])
        self.assertEqual(self.json("ack", "1")["response"]["about"], "notice")

    def test_what_nobody_watches_takes_no_answer(self):
        self.take(ENDS)
        self.renewctl("withdraw", "1")
        self.assertIn('"renewctl reopen 1" watches it again', self.refused("ack", "1"))

    def test_a_renewal_is_a_new_question(self):
        self.take(ENDS)
        self.renewctl("ack", "1")
        self.renewctl("renew", "1", "--for", "5y")
        self.assertIsNone(self.json("list")[0]["response"])
        self.assertEqual(len(self.show()["responses"]), 1)

    def test_without_a_configuration(self):
        self.take(ENDS)
        done = self.call("--store", self.store, "ack", "1", config=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Reminders", done.stdout)


if __name__ == "__main__":
    unittest.main()
