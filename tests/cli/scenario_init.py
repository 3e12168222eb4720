"""init: a first configuration and store; check: what would keep a reminder from its reader."""

import json
import os
import stat
import unittest

from office import CONFIG, REGISTER, SOURCE, Office


class Init(Office):
    def setUp(self):
        super().setUp()
        self.config.unlink()
        self.dir = self.folder / "a #1 \"try\""

    def init(self, *args, status=0):
        return self.renewctl("init", *args, status=status, config=False, clock=None)

    def test_a_tryout_has_all_it_needs(self):
        text = self.init("--dir", self.dir)
        self.assertTrue((self.dir / "renewd.db").exists())
        config = self.dir / "renewd.yaml"
        self.assertIn("renewctl --config", text)
        self.assertIn(str(config), text)
        for command in (("check",), ("import", REGISTER), ("list",), ("preview",)):
            with self.subTest(command):
                done = self.call("--config", config, *command, config=False)
                self.assertIn(done.returncode, (0, 1), done.stderr)
        listed = self.call("--config", config, "--json", "list", config=False)
        self.assertEqual(len(json.loads(listed.stdout)), 74)

    def test_the_configuration_is_the_example_with_other_paths(self):
        plain = self.folder / "plain"
        self.init("--dir", plain)
        example = (SOURCE / "examples/renewd.yaml").read_text()
        self.assertEqual((plain / "renewd.yaml").read_text(),
                         example.replace("/var/lib/renewd", str(plain)))

    def test_nothing_is_written_over(self):
        self.init("--dir", self.dir)
        config = self.dir / "renewd.yaml"
        config.write_text(config.read_text() + "\n# mine\n")
        self.call("--config", config, "import", REGISTER, config=False)
        text = self.init("--dir", self.dir)
        self.assertEqual(text.count("left as it is"), 2)
        self.assertIn("# mine", config.read_text())
        listed = self.call("--config", config, "--json", "list", config=False)
        self.assertEqual(len(json.loads(listed.stdout)), 74)

    def test_the_store_is_for_its_group_alone(self):
        self.init("--dir", self.dir)
        mode = os.stat(self.dir / "renewd.db").st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o660)

    def test_config_and_store_may_be_named(self):
        config, store = self.folder / "c/my.yaml", self.folder / "s/my.db"
        self.init("--config", config, "--store", store)
        self.assertIn(f"store: {store}", config.read_text())
        self.assertTrue(store.exists())

    def test_a_configuration_that_is_there_names_the_store(self):
        self.write_config(CONFIG.format(folder=self.folder))
        self.init("--config", self.config)
        self.assertTrue(self.store.exists())

    def test_a_broken_configuration_is_left_and_said(self):
        self.write_config("office: [\n")
        done = self.call("init")
        self.assertEqual(done.returncode, 2)
        self.assertIn("has mistakes", done.stderr)
        self.assertEqual(self.config.read_text(), "office: [\n")
        self.assertFalse(self.store.exists())

    def test_a_foreign_file_is_no_store(self):
        self.write_config(CONFIG.format(folder=self.folder))
        self.store.write_text("Dear all,\nthis is a letter.\n" * 100)
        done = self.call("init")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(str(self.store), done.stderr)
        self.assertIn("letter", self.store.read_text())


class Check(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def findings(self, status=1):
        """The lines that check says on standard error."""
        done = self.call("check")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stderr.splitlines()

    def change(self, *changes):
        text = CONFIG.format(folder=self.folder)
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.write_config(text)

    def test_nothing_is_wrong(self):
        text = self.renewctl("check")
        self.assertIn("Nothing is wrong.", text)

    def test_it_says_how_much_the_next_run_would_send(self):
        self.renewctl("import", REGISTER)
        done = self.call("check")
        self.assertIn("74 agreements", done.stdout)
        self.assertIn("would send 2 messages with 14 reminders", done.stdout)

    def test_mistakes_are_named_with_line_and_column(self):
        self.change(("timezone: Asia/Almaty", "timezone: Asia/Almatty"), ("keeper:", "keper:"))
        lines = self.findings(status=2)
        self.assertGreaterEqual(len(lines), 2)
        for line in lines:
            self.assertRegex(line, rf"^{self.config}:1:[0-9]+: ")

    def test_an_owner_whom_no_contact_knows_is_found(self):
        self.renewctl("import", REGISTER)
        lines = self.findings()
        self.assertTrue(any('"Department"' in line and "1 agreement:" in line for line in lines))
        self.assertTrue(any("3 agreements have no owner" in line for line in lines))

    def test_a_policy_that_decides_about_nothing_is_found(self):
        self.change(("policies:\n", "policies:\n"
                     "  - name: exchange\n"
                     "    match: {type: \"*exchange*\"}\n"
                     "    end: {before: [30d]}\n"))
        self.assertNotIn("exchange", self.renewctl("check"))
        self.renewctl("import", REGISTER)
        lines = self.findings()
        self.assertTrue(any('policy "exchange" decides about no agreement: its match fits none of '
                            "the 74" in line for line in lines))

    def test_a_policy_that_never_gets_its_turn_is_found(self):
        self.change(("policies:\n", "policies:\n"
                     "  - name: abroad\n"
                     "    match: {country: [\"LV\"], type: \"*\"}\n"
                     "    end: {before: [30d]}\n"
                     "    review: {every: 1y}\n"
                     "    unknown: {every: 1y}\n"
                     "  - name: riga\n"
                     "    match: {country: [LV], register: ai*}\n"
                     "    end: {before: [60d]}\n"))
        self.call("import", REGISTER)
        done = self.call("check")
        self.assertIn('policy "riga" decides about no agreement: earlier policies decide',
                      done.stderr)

    def test_a_secret_that_is_not_there_is_found(self):
        self.change(("contacts:\n", "  mail:\n"
                     "    type: smtp\n"
                     "    url: smtp://mail.example.edu:587\n"
                     "    from: agreements@example.edu\n"
                     "    username: agreements\n"
                     f"    password: {{file: {self.folder}/secret}}\n"
                     "contacts:\n"), ("icd@example.edu\n    channels: [local]",
                                     "icd@example.edu\n    channels: [mail]"))
        (line,) = self.findings()
        self.assertIn("channel mail: password", line)
        secret = self.folder / "secret"
        secret.write_text("hunter2\n")
        secret.chmod(0o600)
        done = self.call("check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("hunter2", done.stdout + done.stderr)

    def test_a_credential_is_the_services_affair(self):
        self.change(("contacts:\n", "  mail:\n"
                     "    type: smtp\n"
                     "    url: smtp://mail.example.edu:587\n"
                     "    from: agreements@example.edu\n"
                     "    username: agreements\n"
                     "    password: {credential: smtp-password}\n"
                     "contacts:\n"), ("icd@example.edu\n    channels: [local]",
                                     "icd@example.edu\n    channels: [mail]"))
        self.assertIn("channel mail: password: credential smtp-password is given to the service "
                      "alone", self.renewctl("check"))
        value = self.json("check")
        self.assertEqual([note["code"] for note in value["notes"]], ["credential"])
        self.assertEqual(value["findings"], [])

    def test_the_environment_is_that_of_the_service(self):
        self.change(("contacts:\n", "  chat:\n"
                     "    type: slack\n"
                     "    url: {env: CHAT_URL}\n"
                     "contacts:\n"), ("icd@example.edu\n    channels: [local]",
                                     "icd@example.edu\n    channels: [chat]"))
        self.assertIn("channel chat: url: environment variable CHAT_URL is given to the service "
                      "alone", self.renewctl("check"))
        self.assertEqual([note["code"] for note in self.json("check")["notes"]], ["environment"])

    def test_an_owner_that_is_an_address_or_a_list_is_explained(self):
        path = self.register("own.csv", "Partner,Valid until,Owner\n"
                             "Alpha,2027-12-01,registry@example.edu\n"
                             "Beta,2027-12-02,ICD & Registry\n")
        self.call("import", path)
        lines = "\n".join(self.findings())
        self.assertIn('it is the address of "Registry"', lines)
        self.assertIn('it names "International Cooperation Department" and "Registry"', lines)

    def test_a_missing_courier_is_said(self):
        line = self.refused("check", "--courier", self.folder / "none", status=3)
        self.assertIn("--courier", line)

    def test_a_missing_store_is_found(self):
        self.store.unlink()
        (line,) = self.findings()
        self.assertIn("renewctl init", line)

    def test_a_trial_is_said_and_is_no_finding(self):
        self.assertIsNone(self.json("check")["trial"])
        self.change(("policies:\n", "trial: {to: icd}\npolicies:\n"))
        text = self.renewctl("check")
        self.assertIn("A trial is on: everything goes to International Cooperation Department, "
                      "whomever it is for", text)
        self.assertIn("Nothing is wrong.", text)
        self.assertEqual(self.json("check")["trial"], "icd")

    def test_an_absence_that_is_long_over_is_found(self):
        for until, is_found in (("2026-10-23", False), ("2026-10-22", True)):
            with self.subTest(until):
                self.change(("email: icd@example.edu\n", "email: icd@example.edu\n"
                             f"    absent: {{until: {until}, deputy: registry}}\n"))
                if is_found:
                    (line,) = self.findings()
                    self.assertIn("contacts.icd.absent: it ended on 2026-10-22", line)
                else:
                    self.assertIn("Nothing is wrong.", self.renewctl("check"))

    def test_holidays_that_end_soon_are_found(self):
        def read(day):
            path = self.register("h.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
                                 "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A day off\r\n"
                                 f"DTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n"
                                 "END:VCALENDAR\r\n")
            self.renewctl("holidays", path)

        read("20270120")  # 60 days after today
        self.assertIn("Nothing is wrong.", self.renewctl("check"))
        read("20270119")
        (line,) = self.findings()
        self.assertIn("holidays: the last one that is known is on 19 January 2027; read those",
                      line)
        read("20261120")
        (line,) = self.findings()
        self.assertIn("the last one that is known was on 20 November 2026; read those", line)
        self.assertEqual([finding["code"] for finding in self.json_any("check")["findings"]],
                         ["holidays_end"])

    def test_findings_as_json(self):
        self.renewctl("import", REGISTER)
        done = self.call("--json", "check")
        self.assertEqual(done.returncode, 1)
        value = json.loads(done.stdout)
        self.assertEqual({finding["code"] for finding in value["findings"]},
                         {"unknown_owner", "no_owner"})
        self.assertEqual((value["reminders"], value["messages"]), (14, 2))


if __name__ == "__main__":
    unittest.main()
