"""The service: the real daemon with couriers that misbehave, a busy store, signals, its manager."""

import os
import pathlib
import signal
import socket
import sqlite3
import time
import unittest

from http_server import HttpServer, answer
from office import SOURCE, OfficeTest, agreement, body
from smtp_server import HOLD, SmtpServer

IMPORTED = "2026-11-20"
MORNING = "2026-11-23T08:29:59"

TWO_CHANNELS = """\
  local:
    type: maildir
    path: {folder}/mail
    from: "Agreements <agreements@example.edu>"
  other:
    type: maildir
    path: {folder}/other
    from: "Agreements <agreements@example.edu>"
"""

MAIL_CONTACTS = """\
  registry: {name: Registry, email: registry@example.edu, channels: [local]}
  law: {name: Faculty of Law, email: law@example.edu, channels: [mail]}
"""

HOLIDAY = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1@test\r\n"
           b"DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261123\r\nSUMMARY:Test\r\n"
           b"END:VEVENT\r\nEND:VCALENDAR\r\n")


class Manager:
    """The socket of a service manager: what a daemon says of itself (sd_notify(3))."""

    def __init__(self, test, office):
        self.path = office.folder / "notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        test.addCleanup(self.socket.close)
        self.lines = []

    def environment(self, watchdog_us=None):
        names = {"NOTIFY_SOCKET": str(self.path)}
        if watchdog_us is not None:
            names["WATCHDOG_USEC"] = str(watchdog_us)
        return names

    def listen(self, seconds=0.0):
        """All that was said so far, and within so many seconds; a list of messages."""
        end = time.monotonic() + seconds
        while True:
            self.socket.settimeout(max(end - time.monotonic(), 0.001))
            try:
                self.lines.append(self.socket.recv(65536).decode())
            except TimeoutError:
                if time.monotonic() >= end:
                    return self.lines

    def has_said(self, text):
        return any(text in message for message in self.listen())

    def status(self):
        """The last STATUS."""
        return [line for message in self.listen() for line in message.splitlines()
                if line.startswith("STATUS=")][-1]


class ServiceTest(OfficeTest):
    def ready(self, office, clock, *arguments, **more):
        daemon = office.start(clock, *arguments, **more)
        office.until(lambda: "is watching" in daemon.text(), "the start", daemon)
        return daemon


class Notices(ServiceTest):
    def test_the_manager_hears_of_start_reload_and_end(self):
        office = self.office()
        manager = Manager(self, office)
        daemon = office.start("2026-11-23T07:00:00", environment=manager.environment())
        office.until(lambda: manager.has_said("Next run 2026-11-23T08:30"), "the status", daemon)
        self.assertTrue(manager.has_said("READY=1"))
        manager.lines.clear()
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        daemon.signal(signal.SIGHUP)
        office.until(lambda: manager.has_said("READY=1"), "the reload", daemon)
        reloading = next(m for m in manager.lines if "RELOADING=1" in m).splitlines()
        usec = next(line for line in reloading if line.startswith("MONOTONIC_USEC="))
        self.assertGreaterEqual(int(usec.partition("=")[2]), before)
        self.assertLess(*("".join(manager.lines).index(word) for word in ("RELOADING", "READY")))
        manager.lines.clear()
        self.assertEqual(daemon.stop(), 0)
        self.assertTrue(manager.has_said("STOPPING=1"))

    def test_an_idle_daemon_says_nothing_but_that_it_lives(self):
        office = self.office()
        manager = Manager(self, office)
        daemon = office.start("2026-11-23T07:00:00",
                              environment=manager.environment(watchdog_us=400_000))
        office.until(lambda: manager.has_said("Next run"), "the start", daemon)
        manager.listen(1)
        manager.lines.clear()
        office.until(lambda: len(manager.listen()) >= 6, "the watchdog", daemon)
        self.assertEqual({m.strip() for m in manager.lines}, {"WATCHDOG=1"})
        daemon.stop()

    def test_a_refused_configuration_is_said_and_ends_the_reload(self):
        office = self.office()
        manager = Manager(self, office)
        daemon = office.start("2026-11-23T07:00:00", environment=manager.environment())
        office.until(lambda: manager.has_said("Next run"), "the start", daemon)
        manager.lines.clear()
        office.config_path.write_text("office: nothing\n")
        daemon.signal(signal.SIGHUP)
        office.until(lambda: manager.has_said("READY=1"), "the end of the reload", daemon)
        self.assertIn("refused", manager.status())
        daemon.stop()


class Log(ServiceTest):
    def test_lines_begin_with_their_level_only_in_the_journal(self):
        office = self.office()
        office.take_in([agreement("University A", "2031-12-23")], clock="2026-11-20")
        for stream, begin in (("1:2", "renewd: "), (None, "<6>")):
            with open(office.folder / "renewd.log", "ab") as log:
                status = os.fstat(log.fileno())
            daemon = self.ready(office, "2026-11-23T07:00:00", environment={
                "JOURNAL_STREAM": stream or f"{status.st_dev}:{status.st_ino}"})
            self.assertTrue(daemon.text().startswith(begin), daemon.text())
            self.assertEqual(daemon.stop(), 0)


class Times(ServiceTest):
    def test_a_holiday_moves_the_next_run_at_once(self):
        office = self.office()
        manager = Manager(self, office)
        daemon = office.start("2026-11-23T07:00:00", environment=manager.environment())
        office.until(lambda: manager.has_said("Next run 2026-11-23"), "the start", daemon)
        (office.folder / "holidays.ics").write_bytes(HOLIDAY)
        office.ctl("holidays", office.folder / "holidays.ics", clock="2026-11-23T07:00:00")
        office.until(lambda: "Next run 2026-11-24" in manager.status(), "another day", daemon)
        daemon.stop()

    def test_holidays_that_end_soon_are_said_once_a_week(self):
        office = self.office()
        # On 24 September it is 60 days to the last holiday, 23 November.
        (office.folder / "holidays.ics").write_bytes(HOLIDAY)
        office.ctl("holidays", office.folder / "holidays.ics", clock="2026-09-21")
        for day, is_said in (("2026-09-24", False), ("2026-09-25", True), ("2026-09-28", True),
                             ("2026-09-29", False), ("2026-10-08", True)):
            office.run_day(day)
            log = office.daemons[-1].text()
            with self.subTest(day):
                self.assertEqual("the last holiday that is known is 2026-11-23" in log, is_said,
                                 log)

    def test_a_clock_before_the_last_run_is_said(self):
        office = self.office()
        office.run_day("2026-11-24")
        daemon = self.ready(office, "2026-11-23T08:00:00")
        office.until(lambda: "before the last run" in daemon.text(), "a warning", daemon)
        daemon.stop()


class Reloads(ServiceTest):
    POLICY = "policies:\n  - name: default\n    end: {{before: [30d, 7d]}}\n{}"

    def test_a_reload_and_check_say_what_a_new_escalation_would_send(self):
        office = self.office(policies=self.POLICY.format(""))
        office.take_in([agreement("University A", "2026-12-23"),
                        agreement("University B", "2027-06-30")], clock=IMPORTED)
        office.run_day("2026-11-23")
        self.assertEqual(office.json("check", clock="2026-12-02T09:00")["messages"], 0)
        daemon = self.ready(office, "2026-12-02T09:00:00")
        office.policies = self.POLICY.format("    escalate: {after: 7d, to: registry}\n")
        office.write_config()
        check = office.json("check", clock="2026-12-02T09:00")
        self.assertEqual((check["reminders"], check["messages"]), (1, 1))
        daemon.signal(signal.SIGHUP)
        office.until(lambda: "a run now would send 1 notice in 1 message" in daemon.text(),
                     "the reload", daemon)
        daemon.stop()
        office.run_day("2026-12-03")
        self.assertEqual([row["notices"] for row in office.runs()][-1], 1)
        self.assertEqual([str(mail["To"]) for mail in office.mails()][-1],
                         "Registry <registry@example.edu>")
        self.assertEqual(office.json("check", clock="2026-12-03T09:00")["messages"], 0)

    def test_a_trial_is_said_by_the_daemon_and_gets_everything(self):
        office = self.office(policies=self.POLICY.format("") + "trial: {to: registry}\n")
        office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
        office.run_day("2026-11-23")
        self.assertIn("a trial is on: everything goes to Registry", office.daemons[-1].text())
        (mail,) = office.mails()
        self.assertEqual(str(mail["To"]), "Registry <registry@example.edu>")

    def test_a_digest_comes_on_its_day(self):
        office = self.office(policies=self.POLICY.format("") + "digest: {to: law, on: tue}\n")
        office.take_in([agreement("University A", "2027-01-23")], clock=IMPORTED)
        office.run_day("2026-11-23")
        self.assertEqual(office.mails(), [])
        office.run_day("2026-11-24")
        self.assertEqual([str(mail["To"]) for mail in office.mails()],
                         ["Faculty of Law <law@example.edu>"])


class Signals(ServiceTest):
    def test_a_stop_while_somebody_writes_to_the_store_takes_no_time(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
        writer = sqlite3.connect(office.store_path, isolation_level=None)
        self.addCleanup(writer.close)
        for begin in ("2026-11-23T08:00:00", "2026-11-23T12:00:00"):
            writer.execute("BEGIN IMMEDIATE")
            daemon = office.start(begin)
            time.sleep(1)
            start = time.monotonic()
            self.assertEqual(daemon.stop(), 0, daemon.text())
            self.assertLess(time.monotonic() - start, 5)
            self.assertNotIn("error", daemon.text())
            writer.execute("ROLLBACK")

    def test_a_run_waits_for_somebody_who_writes(self):
        office = self.office()
        office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
        daemon = self.ready(office, "2026-11-23T08:29:57")
        with office.writer() as writer:
            writer.execute("BEGIN IMMEDIATE")
            time.sleep(5)  # past the time of the run
            writer.rollback()
        office.until(lambda: office.runs() and office.is_quiet(), "the run", daemon)
        self.assertEqual(daemon.stop(), 0)
        self.assertNotIn("error", daemon.text())
        self.assertEqual(len(office.mails()), 1)


class Couriers(ServiceTest):
    def scripted(self, word, **arguments):
        """An office whose courier of the channel mail is scripted, and its daemon."""
        office = self.office(**arguments)
        office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
        office.script = office.folder / "script"
        office.script.write_text(word)
        office.starts = office.folder / "starts"
        office.starts.write_text("")
        daemon = office.start(MORNING, "--courier",
                              SOURCE / "tests" / "support" / "scripted_courier.py",
                              environment={"COURIER_SCRIPT": str(office.script),
                                           "COURIER_STARTS": str(office.starts)})
        return office, daemon

    def starts(self, office):
        return office.starts.read_text().count("start")

    def test_a_courier_that_ends_at_once_is_not_started_over_and_over(self):
        for word in ("die", "garbage"):
            with self.subTest(word=word):
                office, daemon = self.scripted(word)
                office.until(lambda: self.starts(office) >= 1 and "15 min" in daemon.text(),
                             "the failure", daemon)
                time.sleep(2)
                self.assertEqual(self.starts(office), 1)
                self.assertEqual(office.states(), ["queued"])
                # A reload tries again at once.
                office.script.write_text("send")
                daemon.signal(signal.SIGHUP)
                office.until(office.is_quiet, "delivery after the reload", daemon)
                self.assertEqual(daemon.stop(), 0)

    def test_a_courier_that_refuses_its_settings_and_stays_is_ended(self):
        office, daemon = self.scripted("refuse")
        office.until(lambda: "the password is missing" in daemon.text(), "the refusal", daemon)
        office.script.write_text("send")
        daemon.signal(signal.SIGHUP)
        office.until(office.is_quiet, "delivery after the reload", daemon)
        self.assertEqual(daemon.stop(), 0)

    def test_a_courier_that_dies_with_a_job_leaves_it_unknown(self):
        office, daemon = self.scripted("crash")
        office.until(lambda: office.runs() and "retrying" in office.states(), "the loss", daemon)
        self.assertEqual([row["ambiguous"] for row in office.rows("SELECT * FROM delivery")], [1])
        self.assertEqual(daemon.stop(), 0)

    def test_the_last_words_of_a_courier_are_heard(self):
        office, daemon = self.scripted("last")
        office.until(lambda: "job" in office.starts.read_text(), "the job", daemon)
        # The daemon finds the answer and the end of the process at the same moment.
        daemon.signal(signal.SIGSTOP)
        pid = office.starts.read_text().split()[1]
        office.script.write_text("send")
        office.until(lambda: pathlib.Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z",
                     "the courier's end")
        daemon.signal(signal.SIGCONT)
        office.until(office.is_quiet, "the delivery", daemon)
        self.assertEqual(office.rows("SELECT state, attempts FROM delivery"),
                         [{"state": "sent", "attempts": 1}])
        self.assertEqual(daemon.stop(), 0)

    def test_a_second_answer_ends_the_courier_and_changes_nothing(self):
        office, daemon = self.scripted("twice")
        office.until(lambda: "does not keep to the protocol" in daemon.text(), "the end", daemon)
        office.until(office.is_quiet, "the delivery", daemon)
        self.assertEqual(office.states(), ["sent"])
        self.assertEqual(daemon.stop(), 0)

    def test_a_courier_that_says_twice_that_it_is_ready_is_ended(self):
        office, daemon = self.scripted("again")
        office.until(lambda: "does not keep to the protocol" in daemon.text(), "the end", daemon)
        office.until(lambda: "retrying" in office.states(), "the loss", daemon)
        self.assertEqual(daemon.stop(), 0)

    def test_a_job_that_is_never_answered_is_taken_away_in_time(self):
        office, daemon = self.scripted("deaf", channels=TWO_CHANNELS + (
            "  mail:\n    type: smtp\n    url: smtp://127.0.0.1:9\n    tls: none\n"
            "    timeout: 5\n    from: \"Agreements <agreements@example.edu>\"\n"),
            contacts=MAIL_CONTACTS)
        office.until(lambda: "retrying" in office.states(), "the loss", daemon)
        self.assertIn("no answer in time", daemon.text())
        self.assertEqual(daemon.stop(), 0)


class Channels(ServiceTest):
    def mail(self, server):
        return TWO_CHANNELS + (f"  mail:\n    type: smtp\n    url: smtp://127.0.0.1:{server.port}\n"
                               "    tls: none\n    from: \"Agreements <agreements@example.edu>\"\n"
                               "    timeout: 60\n")

    def remove_mail(self, office):
        office.channels = TWO_CHANNELS
        office.contacts = office.contacts.replace("[mail]", "[local]")
        office.write_config()

    def test_a_channel_that_goes_while_it_sends_strands_nothing(self):
        with SmtpServer({"dot": [HOLD]}) as server:
            office = self.office(channels=self.mail(server), contacts=MAIL_CONTACTS)
            office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
            daemon = office.start(MORNING)
            server.wait_for("dot", 30)
            self.remove_mail(office)
            daemon.signal(signal.SIGHUP)
            office.until(lambda: "configuration reloaded" in daemon.text(), "the reload", daemon)
            # Its courier dies now, and nobody is left who would try again.
            pid = daemon.process.pid
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            self.assertEqual(len(children), 1)
            os.kill(int(children[0]), signal.SIGKILL)
            office.until(lambda: "dead" in office.states() and office.is_quiet(), "the end", daemon)
            self.assertEqual(daemon.stop(), 0)
            self.assertIn("University A", body(office.mails("registry@example.edu")[0]))

    def test_a_dead_message_of_a_channel_that_is_gone_cannot_be_retried(self):
        with SmtpServer({"rcpt": "550 no such user"}) as server:
            office = self.office(channels=self.mail(server), contacts=MAIL_CONTACTS)
            office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
            daemon = office.start(MORNING)
            office.until(lambda: "dead" in office.states() and office.is_quiet(), "dead", daemon)
            self.remove_mail(office)
            daemon.signal(signal.SIGHUP)
            office.until(lambda: "configuration reloaded" in daemon.text(), "the reload", daemon)
            done = office.ctl("retry", "1", clock="2026-11-23T09:00:00", status=1)
            self.assertIn("not configured", done.stdout + done.stderr)
            self.assertTrue(office.is_quiet())
            daemon.stop()

    def test_a_store_with_messages_of_an_unknown_channel_gives_them_to_the_keeper(self):
        with SmtpServer({"rcpt": "451 later"}) as server:
            office = self.office(channels=self.mail(server), contacts=MAIL_CONTACTS)
            office.take_in([agreement("University A", "2026-12-23")], clock=IMPORTED)
            daemon = office.start(MORNING)
            office.until(lambda: "retrying" in office.states(), "a retry", daemon)
            daemon.stop()
            self.remove_mail(office)
            # Somebody writes to the store while the daemon starts; it must not forget.
            daemon = self.ready(office, "2026-11-23T09:00:00")
            office.until(lambda: "dead" in office.states() and office.is_quiet(), "dead", daemon)
            daemon.stop()
            self.assertEqual(len(office.mails("registry@example.edu")), 1)

    def test_what_reached_nobody_goes_to_the_keeper_though_its_neighbours_arrived(self):
        with HttpServer([answer(400, "invalid_payload")]) as slack:
            office = self.office(
                channels=TWO_CHANNELS + "  slack:\n    type: slack\n"
                                        "    url: {file: {folder}/slack-url}\n",
                contacts="  registry: {name: Registry, email: registry@example.edu,"
                         " channels: [local]}\n"
                         "  law: {name: Faculty of Law, email: law@example.edu,"
                         " channels: [local, slack]}\n"
                         "  art: {name: Faculty of Art, channels: [slack]}\n")
            url = office.folder / "slack-url"
            url.write_text(f"http://127.0.0.1:{slack.port}/services/T0/B0/x\n")
            url.chmod(0o600)
            office.take_in([agreement("University A", "2026-12-23"),
                            agreement("University B", "2026-12-23", Owner="Faculty of Art")],
                           clock=IMPORTED)
            daemon = office.start(MORNING)
            office.until(lambda: "dead" in office.states() and office.is_quiet(), "dead", daemon)
            self.assertEqual(daemon.stop(), 0)
            keeper = office.mails("registry@example.edu")
            self.assertEqual(len(keeper), 1)
            self.assertIn("University B", body(keeper[0]))


if __name__ == "__main__":
    unittest.main()
