"""What becomes of deliveries when servers fail: the real daemon against scripted servers."""

import os
import pathlib
import re
import signal
import time
import unittest

from http_server import HttpServer, answer
from office import OfficeTest, agreement, body
from smtp_server import DROP, HOLD, SILENCE, SmtpServer

IMPORTED = "2026-11-20"
MORNING = "2026-11-23T08:29:59"

MAIL = """\
  mail:
    type: smtp
    url: smtp://127.0.0.1:{port}
    tls: none
    from: "Agreements <agreements@example.edu>"
    timeout: {timeout}
  local:
    type: maildir
    path: {{folder}}/mail
    from: "Agreements <agreements@example.edu>"
"""

SLACK = """\
  slack:
    type: slack
    url: {{file: {{folder}}/slack-url}}
    timeout: 10
"""

CONTACTS = """\
  registry: {name: Registry, email: registry@example.edu, channels: [local]}
  law: {name: Faculty of Law, email: law@example.edu, channels: [mail]}
"""


class Picky(SmtpServer):
    """Refuses the recipients it is told to."""

    def __init__(self, refused, reply):
        super().__init__()
        self.refused, self.reply = refused, reply

    def action(self, step, connection):
        if step == "rcpt" and any(name in self.commands[-1] for name in self.refused):
            return self.reply
        return super().action(step, connection)


def recipients(server):
    return sorted(re.search("<(.*)>", mail["to"]).group(1) for mail in server.mails)


def message_ids(server):
    return [re.search(rb"(?im)^message-id: *(\S+)", mail["data"]).group(1)
            for mail in server.mails]


class Delivery(OfficeTest):
    def mail_office(self, server, timeout=10, **arguments):
        return self.office(channels=MAIL.format(port=server.port, timeout=timeout),
                           contacts=arguments.pop("contacts", CONTACTS), **arguments)

    def begin(self, office, rows=None):
        office.take_in(rows or [agreement("University A", "2026-12-23")], clock=IMPORTED)
        return office.start(MORNING)

    def states_of(self, office, channel):
        return [row["state"] for row in office.rows(
            "SELECT state FROM delivery WHERE channel = ? ORDER BY number", channel)]

    def attempts(self, office):
        return office.rows("SELECT * FROM attempt ORDER BY delivery, seq")

    def test_t07_no_failure_is_booked_as_sent(self):
        for script, text in (({"rcpt": "451 later"}, "retrying"),
                             ({"data": "452 full"}, "retrying"),
                             ({"dot": "451 later"}, "retrying"),
                             ({"greeting": "421 busy"}, "retrying"),
                             ({"greeting": DROP}, "retrying"),
                             ({"mail": "550 no"}, "dead"),
                             ({"dot": "554 spam"}, "dead")):
            with self.subTest(script=script), SmtpServer(script) as server:
                office = self.mail_office(server)
                daemon = self.begin(office)
                office.until(lambda: text in self.states_of(office, "mail"), text, daemon)
                self.assertEqual(daemon.stop(), 0)
                self.assertEqual(self.states_of(office, "mail"), [text])
                row = office.rows("SELECT * FROM delivery WHERE channel = 'mail'")[0]
                if text == "retrying":
                    self.assertGreaterEqual(row["next_ms"] - row["last_ms"], 10 * 60 * 1000)

    def test_t07_a_failure_survives_a_restart_and_is_sent_under_the_same_id(self):
        with SmtpServer({"rcpt": ["451 later", None]}) as server:
            office = self.mail_office(server)
            daemon = self.begin(office)
            office.until(lambda: "retrying" in self.states_of(office, "mail"), "a retry", daemon)
            daemon.stop()
            number = office.rows("SELECT number FROM delivery")[0]["number"]
            daemon = office.start("2026-11-23T12:00:00")
            office.until(office.is_quiet, "the second attempt", daemon)
            daemon.stop()
            self.assertEqual(self.states_of(office, "mail"), ["sent"])
            self.assertEqual(recipients(server), ["law@example.edu"])
            self.assertIn(f".{number}@".encode(), message_ids(server)[0])

    def test_t08_only_the_channel_that_failed_is_tried_again(self):
        with SmtpServer() as mail, HttpServer([answer(500, "oops"),
                                              answer(429, headers={"Retry-After": "1800"}),
                                              answer(200, "ok")]) as slack:
            office = self.office(
                channels=MAIL.format(port=mail.port, timeout=10) + SLACK.format(),
                contacts=CONTACTS.replace("channels: [mail]", "channels: [mail, slack]"))
            url = office.folder / "slack-url"
            url.write_text(f"http://127.0.0.1:{slack.port}/services/T0/B0/hushhush\n")
            url.chmod(0o600)
            daemon = self.begin(office)
            # The second attempt comes 5 s after the first.
            office.until(lambda: len(slack.requests) == 2, "two requests", daemon)
            office.until(lambda: "retrying" in self.states_of(office, "slack"), "waiting", daemon)
            row = office.rows("SELECT * FROM delivery WHERE channel = 'slack'")[0]
            self.assertGreaterEqual(row["next_ms"] - row["last_ms"], 1800 * 1000)
            daemon.stop()
            daemon = office.start("2026-11-23T12:00:00")
            office.until(office.is_quiet, "the third", daemon)
            daemon.stop()
            self.assertEqual(self.states_of(office, "slack"), ["sent"])
            self.assertEqual(recipients(mail), ["law@example.edu"])

    def test_t09_one_bad_recipient_of_a_hundred_leaves_ninety_nine(self):
        with Picky(["owner42@"], "550 no such user") as server:
            contacts = CONTACTS + "".join(
                f"  o{n}: {{name: Owner {n}, email: owner{n}@example.edu, channels: [mail]}}\n"
                for n in range(100))
            office = self.mail_office(server, contacts=contacts)
            daemon = self.begin(office, [agreement(f"University {n}", "2026-12-23",
                                                   Owner=f"Owner {n}") for n in range(100)])
            office.until(lambda: office.runs() and office.is_quiet(), "all", daemon)
            daemon.stop()
            self.assertEqual(recipients(server), sorted(
                f"owner{n}@example.edu" for n in range(100) if n != 42))
            states = self.states_of(office, "mail")
            self.assertEqual((states.count("sent"), states.count("dead")), (99, 1))

    def test_t31_a_permanent_error_is_tried_once_and_told_to_the_keeper_once(self):
        with Picky(["law@"], "550 5.1.1 no such user") as server:
            office = self.mail_office(server)
            daemon = self.begin(office)
            office.until(lambda: office.mails("registry@example.edu"), "word to the keeper",
                         daemon)
            daemon.stop()
            office.run_day("2026-11-24")
            office.run_day("2026-11-25")
            self.assertEqual(len([c for c in server.commands if c.startswith("RCPT")]), 1)
            mails = office.mails("registry@example.edu")
            self.assertEqual(len(mails), 1)
            self.assertIn("University A", body(mails[0]))
            self.assertIn("550", body(mails[0]))

    def test_t28_kill_while_sending_loses_nothing_and_keeps_the_id(self):
        with SmtpServer({"dot": [HOLD, None]}) as server:
            office = self.mail_office(server, timeout=60)
            daemon = self.begin(office)
            server.wait_for("dot", 30)
            daemon.kill()
            server.release.set()
            daemon = office.start("2026-11-23T09:00:00")
            office.until(office.is_quiet, "delivery", daemon)
            daemon.stop()
            self.assertEqual(self.states_of(office, "mail"), ["sent"])
            self.assertEqual(len(set(message_ids(server))), 1)
            row = office.rows("SELECT * FROM delivery")[0]
            self.assertEqual(row["ambiguous"], 1)

    def test_t29_a_reload_while_sending_neither_repeats_nor_cancels(self):
        with SmtpServer({"dot": [HOLD, None]}) as server:
            office = self.mail_office(server, timeout=60)
            daemon = self.begin(office)
            server.wait_for("dot", 30)
            daemon.signal(signal.SIGHUP)
            office.until(lambda: "configuration reloaded" in daemon.text(), "the reload", daemon)
            server.release.set()
            office.until(office.is_quiet, "delivery", daemon)
            daemon.stop()
            self.assertEqual(recipients(server), ["law@example.edu"])
            self.assertEqual(self.states_of(office, "mail"), ["sent"])
            self.assertEqual(len(self.attempts(office)), 1)

    def test_t30_a_server_silent_at_the_greeting_does_not_hold_up_the_end(self):
        with SmtpServer({"greeting": SILENCE}) as server:
            office = self.mail_office(server, timeout=60)
            daemon = self.begin(office)
            server.wait_for("greeting", 30)
            # The daemon still answers while the courier waits.
            self.assertEqual(office.ctl("run", clock="2026-11-23T08:31:00").returncode, 0)
            begin = time.monotonic()
            self.assertEqual(daemon.stop(), 0)
            # The promise is a second; the bound leaves room for a slow machine, yet is far
            # below the 10 s after which a courier would be killed.
            self.assertLess(time.monotonic() - begin, 5)
            self.assertEqual(self.states_of(office, "mail"), ["queued"])
            row = office.rows("SELECT * FROM delivery")[0]
            self.assertEqual((row["attempts"], row["ambiguous"]), (0, 0))

    def test_a_stop_waits_for_the_answer_to_the_final_dot(self):
        with SmtpServer({"dot": HOLD}) as server:
            office = self.mail_office(server, timeout=60)
            daemon = self.begin(office)
            server.wait_for("dot", 30)
            daemon.process.terminate()
            office.until(lambda: "ending" in daemon.text(), "the signal")
            server.release.set()
            self.assertEqual(daemon.stop(), 0)
            self.assertEqual(self.states_of(office, "mail"), ["sent"])

    def test_a_courier_that_is_killed_is_replaced(self):
        with SmtpServer({"greeting": [SILENCE, None]}) as server:
            office = self.mail_office(server, timeout=60)
            daemon = self.begin(office)
            server.wait_for("greeting", 30)
            pid = daemon.process.pid
            pids = [int(word) for word in
                    pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            self.assertEqual(len(pids), 1)
            os.kill(pids[0], signal.SIGKILL)
            office.until(lambda: "retrying" in self.states_of(office, "mail"), "the loss", daemon)
            daemon.stop()
            daemon = office.start("2026-11-23T12:00:00")
            office.until(office.is_quiet, "delivery", daemon)
            daemon.stop()
            self.assertEqual(self.states_of(office, "mail"), ["sent"])

    def test_t33_no_secret_is_logged_or_stored(self):
        with SmtpServer({"auth": "535 5.7.8 wrong: tr0ub4dor"}, offers=["AUTH PLAIN LOGIN"]) \
                as mail, HttpServer([answer(404, "no_service hushhush")]) as slack:
            office = self.office(
                channels=MAIL.format(port=mail.port, timeout=10).replace(
                    "    tls: none\n", "    tls: none\n    username: office\n"
                    "    password: {file: {folder}/password}\n") + SLACK.format(),
                contacts=CONTACTS.replace("channels: [mail]", "channels: [mail, slack]"))
            for name, secret in (("password", "tr0ub4dor"), (
                    "slack-url", f"http://127.0.0.1:{slack.port}/services/T0/B0/hushhush")):
                (office.folder / name).write_text(secret)
                (office.folder / name).chmod(0o600)
            daemon = self.begin(office)
            office.until(lambda: len(office.mails("registry@example.edu")) >= 2,
                         "word of both channels", daemon)
            commands = pathlib.Path(f"/proc/{daemon.process.pid}/cmdline").read_text()
            outputs = [office.ctl(*words, clock="2026-11-23T09:00:00", status=None)
                       for words in (["status"], ["deliveries"], ["check"], ["why", "1"],
                                     ["--json", "deliveries"])]
            daemon.stop()
            texts = [daemon.text(), commands, *(o.stdout + o.stderr for o in outputs),
                     *(mail.as_string() for mail in office.mails())]
            with open(office.store_path, "rb") as store:
                texts.append(store.read().decode("latin-1"))
            for text in texts:
                self.assertNotIn("tr0ub4dor", text)
                self.assertNotIn("hushhush", text)

    def test_a_later_reminder_takes_the_place_of_one_that_waits(self):
        with SmtpServer({"rcpt": ["451 later", None]}) as server:
            office = self.mail_office(server)
            # 30 days before 2026-12-23 is Monday the 23rd, 14 days before is 2026-12-09; the
            # mail server is down for that long, and the service is stopped meanwhile.
            daemon = self.begin(office)
            office.until(lambda: "retrying" in self.states_of(office, "mail"), "a retry", daemon)
            daemon.stop()
            daemon = office.start("2026-12-09T08:30:10")
            office.until(lambda: len(office.runs()) == 2 and office.is_quiet(), "delivery", daemon)
            daemon.stop()
            states = self.states_of(office, "mail")
            self.assertEqual(states.count("sent"), 1)
            self.assertEqual(len(server.mails), 1)

    def test_t11_a_change_takes_the_queued_notice_out(self):
        with SmtpServer({"rcpt": "451 later"}) as server:
            office = self.mail_office(server)
            rows = [agreement("University A", "2026-12-23", **{"Registration number": "1"}),
                    agreement("University B", "2026-12-23", **{"Registration number": "2"})]
            daemon = self.begin(office, rows)
            office.until(lambda: "retrying" in self.states_of(office, "mail"), "a retry", daemon)
            rows[0]["Valid until"] = "2031-12-23"
            office.take_in(rows, clock="2026-11-23T09:00:00")
            office.until(lambda: "withdrawn" in self.states_of(office, "mail"), "replaced", daemon)
            daemon.stop()
            documents = office.rows("SELECT document FROM delivery WHERE state <> 'withdrawn'")
            self.assertEqual(len(documents), 1)
            self.assertNotIn("University A", documents[0]["document"])
            self.assertIn("University B", documents[0]["document"])

    def test_what_a_human_changes_takes_the_queued_notice_out(self):
        commands = (("withdraw", "1"), ("supersede", "1", "--by", "2"),
                    ("edit", "1", "--last-day", "2028-12-23"),
                    ("edit", "1", "--last-day", "open-ended"))
        for command in commands:
            with self.subTest(command), SmtpServer({"rcpt": "451 later"}) as server:
                office = self.mail_office(server)
                rows = [agreement("University A", "2026-12-23", **{"Registration number": "A"}),
                        agreement("University B", "2026-12-23", **{"Registration number": "B"})]
                daemon = self.begin(office, rows)
                office.until(lambda: "retrying" in self.states_of(office, "mail"), "a retry",
                             daemon)
                office.ctl(*command, clock="2026-11-23T09:00:00")
                office.until(lambda: "withdrawn" in self.states_of(office, "mail"), "replaced",
                             daemon)
                daemon.stop()
                documents = office.rows("SELECT document FROM delivery WHERE state <> 'withdrawn'")
                self.assertEqual(len(documents), 1)
                self.assertNotIn("University A", documents[0]["document"])
                self.assertIn("University B", documents[0]["document"])


if __name__ == "__main__":
    unittest.main()
