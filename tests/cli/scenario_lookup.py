"""show, why, deliveries, status, run, retry, holidays: one agreement and the whole service."""

import base64
import http.server
import json
import sqlite3
import threading
import unittest

from office import CONFIG, MONDAY, REGISTER, Office, without_colours

AFTER = "2026-11-23T08:29:30"


class Show(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.renewctl("import", REGISTER)

    def test_an_agreement_by_id_or_registration_number(self):
        text = self.renewctl("show", "01-20")
        self.assertIn("University of Latvia, Riga, Latvia (LV)", text)
        self.assertIn("2025-02-12 (the register says: 2/12/2025)", text)
        self.assertIn("ended, last day 647 days ago", text)
        self.assertIn("Line 5 of", text)
        number = self.json("show", "01-20")["id"]
        self.assertEqual(self.renewctl("show", str(number)), text)

    def test_as_json_it_is_what_list_gives_and_more(self):
        shown = self.json("show", "01-20")
        (listed,) = [agreement for agreement in self.json("list")
                     if agreement["registration_number"] == "01-20"]
        self.assertEqual({name: shown[name] for name in listed}, listed)
        self.assertEqual(shown["source"]["line"], 5)
        self.assertIn("University of Latvia\tRiga", shown["source"]["text"])
        self.assertEqual(shown["known_on"], "2026-11-21")
        self.assertEqual([term["last_day"] for term in shown["terms"]], ["2025-02-12"])

    def test_store_alone_will_do(self):
        for command in ("show", "why"):
            done = self.call("--store", self.store, command, "01-20", config=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("University of Latvia", done.stdout)

    def test_why_looks_ahead_before_any_run(self):
        why = self.json("why", "07-21")  # its last day is 2026-11-29, a Sunday
        self.assertEqual(why["ledger"], [])
        self.assertEqual(why["next"]["day"], "2026-11-23")
        (reminder,) = why["next"]["reminders"]
        self.assertEqual((reminder["milestone"], reminder["sending_day"], reminder["policy"]),
                         ("2026-11-22", "2026-11-20", "default"))
        (recipient,) = why["next"]["recipients"]
        self.assertEqual(recipient["address"], "icd@example.edu")

    def test_why_puts_a_date_beside_what_it_is_of(self):
        self.write_config(CONFIG.format(folder=self.folder) +
                          "    window: {opens: 180d, closes: 30d}\n")
        why = self.renewctl("why", "08-21")  # its last day is 2026-12-10
        self.assertIn("30 days before the last day (10 December 2026), when the renewal should be "
                      "done (policy default)", why)

    def test_why_says_that_an_unknown_owner_means_the_keeper(self):
        path = self.register("own.csv", "Partner,Valid until,Owner\nAlpha,2026-12-01,Nobody\n")
        self.call("import", path)
        text = self.renewctl("why", "75")
        self.assertIn("its owner is no contact, so the keeper gets it", text)
        self.assertIn("registry@example.edu", text)


class Service(Office):
    def setUp(self):
        super().setUp()
        self.make_store()
        self.renewctl("import", REGISTER)

    def test_without_a_daemon_run_says_how_to_start_it(self):
        line = self.refused("run", status=3)
        self.assertIn(f'start it with "renewd --config {self.config}"\n', line)
        self.assertNotIn("systemctl", line)
        line = self.refused("--store", self.store, "run", status=3)
        self.assertIn(f'"renewd --config {self.config} --store {self.store}"', line)
        self.assertEqual(self.json_any("deliveries"), [])

    def test_status_before_the_first_start(self):
        done = self.call("--json", "status", clock=MONDAY)
        self.assertEqual(done.returncode, 1)
        status = json.loads(done.stdout)
        self.assertEqual((status["running"], status["agreements"], status["last_run"]),
                         (False, 74, None))
        self.assertEqual((status["missed"], status["next_run"]),
                         (False, "2026-11-23T08:30:00+05:00"))

    def test_a_run_and_all_that_is_told_of_it(self):
        preview = self.json("preview", clock=AFTER)
        daemon = self.start_daemon()
        self.assertIn("14 notices in 2 messages", self.renewctl("run", clock=AFTER))
        self.wait_until(lambda: {delivery["state"] for delivery in self.json_any("deliveries")}
                        == {"sent"}, daemon)

        deliveries = self.json("deliveries", clock=AFTER)
        self.assertEqual([delivery["number"] for delivery in deliveries], [2, 1])
        self.assertEqual({delivery["subject"] for delivery in deliveries},
                         {message["subject"] for message in preview["messages"]})
        self.assertEqual({delivery["address"] for delivery in deliveries},
                         {"icd@example.edu", "registry@example.edu"})
        self.assertEqual(len(self.json("deliveries", "--limit", "1")), 1)
        self.assertEqual(self.json("deliveries", "--state", "dead"), [])

        status = self.json("status", clock=AFTER)
        self.assertTrue(status["running"])
        self.assertEqual(status["process"], daemon.pid)
        self.assertEqual(status["last_run"]["reminders"], 14)
        self.assertEqual(status["deliveries"]["sent"], 2)
        self.assertIn("2 sent", self.renewctl("status", clock=AFTER))

        for columns in (80, 40):
            lines = without_colours(self.on_terminal("deliveries", columns=columns)).splitlines()
            self.assertEqual(len(lines), 3)
            self.assertLessEqual(max(map(len, lines)), columns)

        # What had been sent is not sent again.
        self.assertIn("0 notices", self.renewctl("run", clock=AFTER))
        self.assertEqual(self.json("preview", clock=AFTER)["messages"], [])
        self.assertEqual(len(self.json("deliveries")), 2)
        self.assertIn("only a dead", self.refused("retry", "1", status=1, clock=AFTER))

        why = self.json("why", "07-21", clock=AFTER)
        sent = [line for line in why["ledger"] if line["outcome"] == "notice"]
        self.assertEqual([line["milestone"] for line in sent], ["2026-11-22"])
        ((message,),) = [line["messages"] for line in sent]
        self.assertEqual((message["state"], len(message["history"])), ("sent", 1))
        self.assertEqual([(line["outcome"], line["milestone"]) for line in why["ledger"]],
                         [("superseded", "2026-06-02"), ("superseded", "2026-08-31"),
                          ("superseded", "2026-09-30"), ("superseded", "2026-10-30"),
                          ("superseded", "2026-11-15"), ("notice", "2026-11-22")])
        self.assertEqual(why["next"]["day"], "2026-11-27")  # the Friday before the 29th
        text = self.renewctl("why", "07-21", clock=AFTER)
        self.assertIn("7 days before the last day (29 November 2026) was given out", text)
        self.assertIn("message 1 to International Cooperation Department "
                      "<icd@example.edu> over local: sent on 2026-11-23", text)
        # What is the same of several is said once.
        self.assertIn("the reminders 180, 90, 60, 30 and 14 days before the last day (29 November "
                      "2026) were not sent: a later one about the same day took their place: "
                      "the reminder 7 days before the last day, given out on 2026-11-23 "
                      "(policy default)\n", text)
        self.assertEqual(text.count("  2026-11-23     "), 2)

        latvia = self.renewctl("why", "01-20", clock=AFTER)
        self.assertIn("  2026-11-23     all 15 reminders about the last day (12 February 2025) had "
                      "passed before renewd knew of it: the keeper was told once", latvia)
        self.assertEqual(latvia.count("knew of it"), 1)
        self.assertIn("message 2 to Registry", latvia)
        self.assertIn("nothing: no reminder is to come", latvia)

    def test_t20_a_missed_run_makes_status_fail(self):
        daemon = self.start_daemon()
        self.renewctl("run", clock=AFTER)
        self.renewctl("status", clock=AFTER)
        self.stop_daemon(daemon)
        # On the next day, four minutes after its time: not yet missed, but nothing runs.
        status = json.loads(self.call("--json", "status", clock="2026-11-24T08:34:00").stdout)
        self.assertEqual((status["missed"], status["missed_run"]),
                         (False, "2026-11-24T08:30:00+05:00"))
        done = self.call("--json", "status", clock="2026-11-24T08:36:00")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(json.loads(done.stdout)["missed"])
        self.assertIn("missed", self.renewctl("status", clock="2026-11-24T09:00:00", status=1))
        # A preview then is for the day on which the run will be caught up with.
        self.assertEqual(self.json("preview", clock="2026-11-24T09:00:00")["on"], "2026-11-24")

    def hook(self, answer):
        """The department is told over a webhook that answers so; gives what holds the answer."""
        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(Receiver.answer)
                self.end_headers()

            def log_message(self, *args):
                pass

        Receiver.answer = answer
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        secret = self.folder / "secret"
        secret.write_text("whsec_" + base64.b64encode(bytes(range(32))).decode())
        secret.chmod(0o600)
        self.write_config(CONFIG.format(folder=self.folder).replace(
            "contacts:\n", f"  hook: {{type: webhook, url: \"http://127.0.0.1:"
            f"{server.server_address[1]}/\", secret: {{file: {secret}}}}}\ncontacts:\n").replace(
            "email: icd@example.edu\n    channels: [local]", "channels: [hook]"))
        return Receiver

    def test_a_dead_message_is_told_and_tried_again(self):
        receiver = self.hook(400)
        daemon = self.start_daemon()
        self.renewctl("run", clock=AFTER)
        self.wait_until(lambda: self.json_any("deliveries", "--state", "dead"), daemon)
        (dead,) = self.json("deliveries", "--state", "dead", clock=AFTER)
        self.assertEqual((dead["channel"], dead["last_code"]), ("hook", 400))
        self.assertIn("1 dead", self.renewctl("status", status=1, clock=AFTER))
        self.assertIn("400", self.renewctl("why", "07-21", clock=AFTER))

        receiver.answer = 204
        number = str(dead["number"])
        self.assertEqual(self.renewctl("retry", number, clock=AFTER), "queued again\n")
        self.wait_until(lambda: not self.json_any("deliveries", "--state", "queued") and
                        not self.json_any("deliveries", "--state", "sending"), daemon)
        self.assertEqual(self.json("deliveries", "--state", "dead", clock=AFTER), [])
        text = self.renewctl("why", "07-21", clock=AFTER)
        self.assertIn(f"message {number} to International Cooperation Department over hook: sent",
                      text)
        self.assertIn("permanent 400", text)  # each attempt is told when there are several

    def test_a_channel_that_refuses_everything_makes_status_fail(self):
        receiver = self.hook(401)
        daemon = self.start_daemon()
        self.renewctl("run", clock=AFTER)
        self.wait_until(lambda: self.json_any("status")["troubles"], daemon)
        done = self.call("status", clock=AFTER)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"\n  Channel +hook refuses everything since 2026-11-23 "
                                      r"08:\d\d: 401 ")
        (trouble,) = self.json_any("status", clock=AFTER)["troubles"]
        self.assertEqual((trouble["channel"], trouble["last_delivery"]["last_code"]),
                         ("hook", 401))
        self.assertRegex(trouble["since"], r"^2026-11-23T08:")
        receiver.answer = 204
        self.renewctl("retry", str(trouble["last_delivery"]["number"]), clock=AFTER)
        self.wait_until(lambda: not self.json_any("status")["troubles"], daemon)
        self.assertNotIn("refuses", self.renewctl("status", clock=AFTER))

    def test_a_store_without_agreements_makes_status_fail(self):
        self.store.unlink()
        self.make_store()
        self.start_daemon()
        text = self.renewctl("status", status=1, clock=MONDAY)
        self.assertIn("no agreements: nobody will be told anything; import a register\n", text)
        self.renewctl("import", REGISTER)
        self.assertNotIn("no agreements", self.renewctl("status", clock=MONDAY))

    def test_one_of_each_is_told_in_the_singular(self):
        self.store.unlink()
        self.make_store()
        self.renewctl("import", self.register("one.csv", "Partner,Signed,Valid until,Owner\n"
                                              "Alpha,2021,2026-12-01,ICD\n"))
        self.start_daemon()
        self.renewctl("run", clock=AFTER)
        self.assertIn(": 1 agreement planned, 1 reminder, 1 message\n",
                      self.renewctl("status", clock=AFTER))

    def test_a_message_that_waits_for_long_makes_status_fail(self):
        self.hook(503)
        daemon = self.start_daemon()
        self.renewctl("run", clock=AFTER)
        self.wait_until(lambda: self.json_any("deliveries", "--state", "retrying"), daemon)
        (waiting,) = self.json("deliveries", "--state", "retrying")
        text = self.renewctl("status", clock=AFTER)
        self.assertRegex(text, f"the oldest that is retrying, number {waiting['number']} over "
                               r"hook, waits for \d+ minutes?: 503")
        status = self.json("status", clock=AFTER)
        self.assertEqual((status["retrying_since"], status["waits_long"]),
                         (waiting["created"], False))
        connection = sqlite3.connect(self.store, timeout=10)
        with connection:
            connection.execute("UPDATE delivery SET created_ms = created_ms - 90000000 "
                               "WHERE number = ?", (waiting["number"],))
        connection.close()
        self.assertIn("waits for 25 hours", self.renewctl("status", status=1, clock=AFTER))
        self.assertTrue(self.json_any("status", clock=AFTER)["waits_long"])

    def test_status_lists_the_problems_of_registers(self):
        path = self.register("bad.csv", "Partner,Signed,Valid until,Owner\n"
                             "Alpha,2021,2026-02-30,ICD\n")
        self.assertEqual(self.call("import", path).returncode, 1)
        (number,) = [agreement["id"] for agreement in self.json("list", "--register", "bad")]
        plain = self.call("status").stdout
        self.assertIn('"renewctl status --problems" lists them', plain)
        self.assertNotIn("bad, line 2", plain)
        text = self.call("status", "--problems").stdout
        status = self.json_any("status", "--problems")
        self.assertEqual(len(status["problem_details"]), status["problems"])
        problem = status["problem_details"][0]
        self.assertEqual((problem["register"], problem["line"], problem["agreement"],
                          problem["code"]), ("bad", 2, number, "impossible_date"))
        self.assertIn(f"\n  bad, line 2, agreement {number}: {problem['text']}\n", text)
        self.assertNotIn("problem_details", self.json_any("status"))

    CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"
    EVENT = ("BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART;VALUE=DATE:{1}\r\nSUMMARY:{2}\r\n{3}"
             "END:VEVENT\r\n")

    def calendar(self, *events):
        return self.register("h.ics", self.CALENDAR.format("".join(
            self.EVENT.format(number, *event) for number, event in enumerate(events))))

    def test_on_a_holiday_there_is_no_run(self):
        path = self.calendar(("20261123", "A day off", ""))
        self.assertEqual(self.json("holidays", path), [{"day": "2026-11-23", "name": "A day off"}])
        self.assertEqual(self.json("preview", clock=MONDAY)["on"], "2026-11-24")

    def test_holidays_replace_those_before(self):
        self.renewctl("holidays", self.calendar(("20261123", "A day off", "")))
        text = self.renewctl("holidays", self.calendar(("20261124", "Another", ""),
                                                       ("20270101", "New Year", "")))
        self.assertIn("2 holidays, from 24 November 2026 to 1 January 2027", text)
        self.assertEqual(self.json("preview", clock=MONDAY)["on"], "2026-11-23")

    def test_status_says_that_holidays_end_and_that_a_trial_is_on(self):
        self.renewctl("holidays", self.calendar(("20270120", "A day off", "")))
        status = self.json_any("status")
        self.assertEqual((status["holidays_end"], status["trial"]), (None, None))
        text = self.call("status").stdout
        self.assertNotIn("Holidays", text)
        self.assertNotIn("Trial", text)
        self.renewctl("holidays", self.calendar(("20270119", "A day off", "")))
        self.write_config(self.config.read_text() + "trial: {to: registry}\n")
        status = self.json_any("status")
        self.assertEqual((status["holidays_end"], status["trial"]), ("2027-01-19", "registry"))
        text = self.call("status").stdout
        self.assertRegex(text, "Holidays +the last one that is known is on 19 January 2027; read")
        self.assertRegex(text, "Trial +everything goes to Registry, whomever it is for")

    def test_recurring_holidays_are_read_as_far_as_asked(self):
        path = self.calendar(("20200101", "New Year", "RRULE:FREQ=YEARLY\r\n"))
        # The first one stands in the file as it is, whenever it was.
        years = [holiday["day"][:4] for holiday in self.json("holidays", path)]
        self.assertEqual(years, ["2020", "2026", "2027", "2028", "2029", "2030", "2031"])
        years = [holiday["day"][:4] for holiday in
                 self.json("holidays", path, "--from", "2022-01-01", "--to", "2023-12-31")]
        self.assertEqual(years, ["2020", "2022", "2023"])
        self.assertIn("--from", self.refused("holidays", path, "--from", "2027-01-01", "--to",
                                             "2026-01-01"))

    def test_a_calendar_that_cannot_be_used_changes_nothing(self):
        self.renewctl("holidays", self.calendar(("20261123", "A day off", "")))
        for path in (self.calendar(), self.register("x.ics", "no calendar"), self.folder):
            with self.subTest(path):
                self.assertEqual(self.call("holidays", path).returncode, 2)
        self.assertEqual(self.json("preview", clock=MONDAY)["on"], "2026-11-24")

    def test_a_newer_store_is_refused(self):
        connection = sqlite3.connect(self.store)
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
        for command in (("list",), ("status",), ("import", REGISTER)):
            with self.subTest(command):
                self.assertIn(str(self.store), self.refused(*command))


if __name__ == "__main__":
    unittest.main()
