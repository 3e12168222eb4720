"""Goal: what people answer, renew and terminate silences what it should silence, with the real daemon,
and nothing else; and `why` said beforehand what then happened.

Built-in policy: end before 180d 90d 60d 30d 14d 7d 1d 0d, every 14d until 90d after; notice before
90d 30d 7d 0d; nothing is hidden in the last 7 days.
"""

import datetime
import unittest

from office import OfficeTest, agreement, body
from smtp_server import SmtpServer

POLICY = """\
policies:
  - name: default
    end: {before: [180d, 90d, 60d, 30d, 14d, 7d, 1d, 0d], after: {every: 14d, until: 90d}}
    notice: {before: [90d, 30d, 7d, 0d]}
"""

MAIL = """\
  mail:
    type: smtp
    url: smtp://127.0.0.1:{port}
    tls: none
    from: "Agreements <agreements@example.edu>"
  local:
    type: maildir
    path: {{folder}}/mail
    from: "Agreements <agreements@example.edu>"
"""

CONTACTS = """\
  registry: {name: Registry, email: registry@example.edu, channels: [local]}
  law: {name: Faculty of Law, email: law@example.edu, channels: [mail]}
"""


class Busy(SmtpServer):
    """Takes no mail yet."""

    def action(self, step, connection):
        if step == "rcpt":
            return "450 4.2.1 try again later"
        return super().action(step, connection)


def words(mail):
    return " ".join(body(mail).split())


class FollowUp(OfficeTest):
    def run_days(self, office, days):
        """The text of the mails of each day that had one."""
        said = {}
        for day in days:
            before = len(office.mails())
            office.run_day(day)
            said[day] = [words(mail) for mail in office.mails()[before:]]
        return {day: texts for day, texts in said.items() if texts}

    def run_all(self, office, days, since):
        """Runs those days, and some between, so that no gap is a long one."""
        last = datetime.date.fromisoformat(since[:10])
        for day in days:
            while (datetime.date.fromisoformat(day) - last).days > 56:
                last += datetime.timedelta(days=56 if last.weekday() < 5 else 54)
                office.run_day(last.isoformat())
            office.run_day(day)
            last = datetime.date.fromisoformat(day)

    def play_schedule(self, office, clock, identifier=1):
        """Runs the days that `why` names; each decision of the ledger is one that it foretold."""
        foretold = office.json("why", identifier, clock=clock)["schedule"]
        known = len(office.json("why", identifier, clock=clock)["ledger"])
        self.run_all(office, dict.fromkeys(item["day"] for item in foretold), clock)
        happened = office.json("why", identifier, clock=f"{foretold[-1]['day']}T09:00:00")
        keys = ("day", "outcome", "deadline_kind", "deadline", "milestone", "step", "sending_day",
                "late_days", "policy", "level")
        self.assertEqual([[line[key] for key in keys] for line in happened["ledger"][known:]],
                         [[item[key] for key in keys] for item in foretold])
        for line, item in zip(happened["ledger"][known:], foretold):
            self.assertEqual([(m["channel"], m["address"]) for m in line["messages"]],
                             [(r["channel"], r["address"]) for r in item["recipients"]])
        return foretold

    def test_t32_acknowledged_before_the_window_nothing_comes_until_the_last_week(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-06-01")
        office.run_day("2026-06-01")
        self.assertEqual(len(office.mails()), 0)
        office.ctl("ack", "1", "--note", "we know", clock="2026-06-02")
        foretold = self.play_schedule(office, "2026-06-02")
        sent = [item["day"] for item in foretold if item["outcome"] == "notice"]
        self.assertEqual(sent[:3], ["2026-12-24", "2026-12-30", "2026-12-31"])
        hidden = [item for item in foretold if item["outcome"] == "acknowledged"]
        self.assertEqual([item["step"] for item in hidden],
                         ["before 180d", "before 90d", "before 60d", "before 30d", "before 14d"])
        self.assertEqual({item["hidden_until"] for item in hidden}, {"2026-12-31"})
        self.assertIn("will not be sent: acknowledged until 31 December 2026", hidden[0]["words"])
        # What comes after the end comes back by itself.
        self.assertEqual(sent[3:5], ["2027-01-01", "2027-01-14"])
        self.assertEqual(len(office.mails()), len(sent))
        why = office.ctl("why", "1", clock="2027-06-01").stdout
        self.assertIn("acknowledged, about the last day (31 December 2026): we know", why)
        self.assertRegex(why, r"over local: sent on [-\d]+ [:\d]+: stored\n")
        self.assertRegex(why, r"\w+ had responded on 2026-06-02: acknowledged until 31 December")

    def test_t10_a_renewal_arms_the_whole_schedule_again(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        office.run_day("2026-12-01")
        self.assertEqual(len(office.mails()), 1)
        renewed = office.json("renew", "1", "--for", "1y", clock="2026-12-02")
        self.assertEqual([told["address"] for told in renewed["told"]], ["law@example.edu"])
        foretold = self.play_schedule(office, "2026-12-02")
        self.assertEqual(foretold[0]["step"].split()[0], "renewed")
        self.assertEqual([item["step"] for item in foretold[1:9]],
                         ["before 180d", "before 90d", "before 60d", "before 30d", "before 14d",
                          "before 7d", "before 1d", "before 0d"])
        self.assertEqual({item["deadline"] for item in foretold[1:]}, {"2027-12-31"})
        self.assertEqual(renewed["next_reminder"]["day"], foretold[1]["day"])
        self.assertIn("Renewed", " ".join(words(mail) for mail in office.mails()))
        self.assertIn("31 December 2027", " ".join(words(mail) for mail in office.mails()[:2]))

    def test_word_of_a_new_term_goes_once_to_exactly_those_who_were_told(self):
        office = self.office(policies=POLICY)
        rows = [agreement("University A", "2026-12-31"),
                agreement("University B", "2027-12-31", Owner="Registry")]
        office.take_in(rows, clock="2026-11-20")
        office.run_day("2026-12-01")
        said = [office.ctl("renew", identifier, "--until", "2032", clock="2026-12-02").stdout
                for identifier in ("1", "2")]
        self.assertIn("over local, who had been told of it", said[0])
        self.assertNotIn("Word of it", said[1])
        before = len(office.mails())
        office.run_day("2026-12-02")
        office.run_day("2026-12-03")
        office.run_day("2026-12-17")
        mails = office.mails()[before:]
        self.assertEqual([mail["To"].addresses[0].addr_spec for mail in mails],
                         ["law@example.edu"])
        self.assertIn("University A", words(mails[0]))
        self.assertNotIn("University B", words(mails[0]))
        why = office.ctl("why", "1", clock="2026-12-18").stdout
        self.assertIn("word of the new term to those who were told of the last day (31 December "
                      "2026) was given out", why)

    def queued(self):
        """An office where a reminder waits, as the server takes none."""
        server = self.enterContext(Busy())
        office = self.office(channels=MAIL.format(port=server.port), contacts=CONTACTS,
                             policies=POLICY)
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        daemon = office.start("2026-12-01T08:29:59")
        office.until(lambda: office.states() == ["retrying"], "a message that waits", daemon)
        return office, daemon

    def withdrawn(self, office, daemon):
        office.until(lambda: office.states()[-1] == "withdrawn", "its withdrawal", daemon)
        self.assertEqual(daemon.stop(), 0)
        why = office.ctl("why", "1", clock="2026-12-01T10:00:00").stdout
        self.assertIn("withdrawn on 2026-12-01", why)
        self.assertIn(": the agreement was changed, or somebody responded", why)

    def test_t11_a_renewal_withdraws_what_is_queued(self):
        office, daemon = self.queued()
        renewed = office.json("renew", "1", "--for", "1y", clock="2026-12-01T09:00:00")
        self.withdrawn(office, daemon)
        # Nobody was reached, so that nobody gets word of it.
        self.assertEqual(renewed["told"], [])
        office.run_day("2026-12-02")
        self.assertEqual(office.states(), ["withdrawn"])

    def test_t11_an_acknowledgement_withdraws_what_is_queued(self):
        office, daemon = self.queued()
        office.ctl("ack", "1", clock="2026-12-01T09:00:00")
        self.withdrawn(office, daemon)

    def test_t11_a_termination_withdraws_what_is_queued(self):
        office, daemon = self.queued()
        office.ctl("terminate", "1", "--effective", "2026-12-10", clock="2026-12-01T09:00:00")
        self.withdrawn(office, daemon)

    def test_t12_what_was_terminated_in_the_past_is_silent(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        office.run_day("2026-12-01")
        office.ctl("terminate", "1", "--effective", "2026-11-30", clock="2026-12-02")
        self.assertEqual(self.run_days(office, ["2026-12-02", "2026-12-17", "2026-12-31",
                                                "2027-01-01"]), {})
        why = office.json("why", "1", clock="2027-01-02")
        self.assertEqual((why["state"], why["next"], why["schedule"]), ("terminated", None, []))

    def test_the_last_day_for_which_notice_was_given_is_not_foretold_to_be_late(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-27")
        office.run_day("2026-11-27")
        ended = office.json("terminate", "1", clock="2026-11-27T10:00:00")  # a Friday, after its run
        self.assertEqual((ended["next_reminder"]["day"], ended["next_reminder"]["late_days"]),
                         ("2026-11-30", 0))

    def test_what_is_to_lapse_is_told_on_its_last_day_alone(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        office.run_day("2026-12-01")
        office.ctl("decide", "1", "lapse", "--note", "no exchange any more", clock="2026-12-02")
        foretold = self.play_schedule(office, "2026-12-02")
        self.assertEqual([item["day"] for item in foretold if item["outcome"] == "notice"],
                         ["2026-12-31"])
        self.assertEqual(len(office.mails()), 2)
        self.assertIn("the reminder 7 days before the last day (31 December 2026) was not sent",
                      office.ctl("why", "1", clock="2027-06-01").stdout)

    def test_what_renews_itself_goes_on_until_it_is_terminated(self):
        office = self.office()
        # In its third further year by now: until 2027-03-01; notice until 2026-12-01.
        office.take_in([agreement("University of Ever",
                                  "3 years, automatically renewed for 1 year")],
                       clock="2026-11-20")
        office.ctl("edit", "1", "--notice", "3m", clock="2026-11-20")
        office.ctl("decide", "1", "lapse", clock="2026-11-20")
        said = self.run_days(office, ["2026-11-23", "2026-11-24"])
        self.assertIn("Notice can be given until Tuesday 1 December 2026", said["2026-11-24"][0])
        ended = office.json("terminate", "1", clock="2026-11-25")
        self.assertEqual(ended["terminated_on"], "2027-03-01")
        said = self.run_days(office, ["2026-11-25", "2026-12-01", "2026-12-02"])
        self.assertNotIn("Notice can be given", " ".join(sum(said.values(), [])))
        # It ends now: on its last day, and nothing after it.
        foretold = office.json("why", "1", clock="2026-12-02T09:00:00")["schedule"]
        self.assertEqual({item["deadline_kind"] for item in foretold}, {"end"})
        self.assertEqual(foretold[-1]["milestone"], "2027-03-01")
        self.run_all(office, ["2027-03-01"], "2026-12-02")
        self.assertEqual(self.run_days(office, ["2027-03-02", "2027-03-15"]), {})
        (listed,) = office.json("list", clock="2027-03-02")
        self.assertEqual((listed["state"], listed["terminated_on"]), ("terminated", "2027-03-01"))

    def test_who_is_told_when_nobody_answers_is_foretold_too(self):
        office = self.office(policies=POLICY + "    escalate: [{after: 5d, to: registry}]\n")
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        foretold = self.play_schedule(office, "2026-11-20T08:00:00")
        told = [(item["day"], item["step"].split()[0], item["level"],
                 [recipient["contact"] for recipient in item["recipients"]])
                for item in foretold if item["outcome"] == "notice"]
        self.assertEqual(told[:3], [("2026-11-20", "before", 0, ["law"]),
                                    ("2026-11-25", "escalates", 1, ["registry"]),
                                    ("2026-12-01", "before", 1, ["law", "registry"])])
        self.assertEqual(office.json("show", "1", clock="2026-12-02")["deadlines"][0]["level"], 1)
        why = office.ctl("why", "1", clock="2026-12-02").stdout
        self.assertIn("the escalation 36 days before the last day (31 December 2026) was given "
                      "out; others were told with it, as nobody had responded for 5 days", why)
        self.assertIn("to Registry <registry@example.edu>", why)

    def test_an_answer_stops_that_others_are_told(self):
        office = self.office(policies=POLICY + "    escalate: [{after: 5d, to: registry}]\n")
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        office.run_day("2026-11-20")
        office.ctl("decide", "1", "renew", "--until", "2026-12-13", clock="2026-11-23")
        foretold = self.play_schedule(office, "2026-11-23")
        # On the day after it the count begins anew.
        self.assertEqual([(item["day"], item["level"]) for item in foretold
                          if item["outcome"] == "notice"][:3],
                         [("2026-12-14", 0), ("2026-12-17", 0), ("2026-12-21", 1)])

    def test_who_stands_in_is_foretold_too(self):
        contacts = CONTACTS.replace("channels: [mail]", "channels: [local], absent: "
                                    "{from: 2026-11-27, until: 2026-12-10, deputy: registry}")
        office = self.office(contacts=contacts, policies=POLICY)
        office.take_in([agreement("University A", "2026-12-31")], clock="2026-11-20")
        foretold = self.play_schedule(office, "2026-11-20T08:00:00")
        self.assertEqual([(item["day"], item["recipients"][0]["contact"],
                           item["recipients"][0]["instead_of"])
                          for item in foretold if item["outcome"] == "notice"][:3],
                         [("2026-11-20", "law", None), ("2026-12-01", "registry", "Faculty of Law"),
                          ("2026-12-17", "law", None)])

    def test_after_a_long_gap_what_follows_the_run_for_the_keeper_is_foretold(self):
        office = self.office()
        office.take_in([agreement("University A", "2027-06-30")], clock="2026-11-20")
        office.run_day("2026-11-23")
        clock = "2027-02-01T07:00:00"
        self.assertEqual(office.json("why", "1", clock=clock)["gap_run"], "2027-02-01")
        foretold = office.json("why", "1", clock=clock)["next"]
        self.assertEqual(foretold["day"], "2027-02-02")
        office.run_day("2027-02-01")
        self.assertEqual(office.json("why", "1", clock="2027-02-01T12:00:00")["gap_run"], None)
        self.play_schedule(office, "2027-02-01T12:00:00")
        told = office.json("why", "1", clock="2027-10-01")["ledger"]
        self.assertEqual([line["step"] for line in told if line["day"] == "2027-02-02"],
                         [item["step"] for item in foretold["reminders"]])

    def test_an_answer_after_the_end_puts_off_what_follows(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-11-30")], clock="2026-11-20")
        office.run_day("2026-12-01")
        office.ctl("ack", "1", "--until", "2027-01-06", clock="2026-12-02")
        foretold = self.play_schedule(office, "2026-12-02")
        self.assertEqual([item["day"] for item in foretold if item["outcome"] == "notice"][:2],
                         ["2027-01-07", "2027-01-11"])
        self.assertEqual(foretold[2]["step"], "resumes 38")


if __name__ == "__main__":
    unittest.main()
