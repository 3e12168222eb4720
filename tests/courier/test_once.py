"""Goal: the questions that renewctl asks the courier are answered, with nothing sent."""

import email
import email.policy
import json
import os
import subprocess
import unittest

import courier
from courier import PROGRAM, document, job, secret_file, settings

from smtp_server import SmtpServer


def run(*arguments, lines=()):
    text = "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)
    return subprocess.run([PROGRAM, *arguments], input=text, capture_output=True, text=True,
                          timeout=30, check=False)


def mail(**values):
    return settings("smtp", **{"url": "smtp://localhost:25", "tls": "none",
                               "from": "Agreements <agreements@example.test>", **values})


class Options(unittest.TestCase):
    def test_help_names_every_option(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for option in ("--idle", "--check", "--render", "--help", "--version"):
            self.assertIn(option, done.stdout)

    def test_version(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^renewd-courier \d+\.\d+\.\d+\n$")

    def test_wrong_usage(self):
        for arguments in (["--nonsense"], ["argument"], ["--idle", "0"], ["--idle", "x"],
                          ["--idle", "99999999999999999999"], ["--idle"]):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertTrue(done.stderr)

    def test_standard_input_must_be_a_socket(self):
        done = run()
        self.assertEqual(done.returncode, 2)
        self.assertIn("socket", done.stderr)


class Check(unittest.TestCase):
    def test_good_settings_are_passed_in_silence(self):
        password = {"file": secret_file("once", "password\n")}
        done = run("--check", lines=[mail(username="u", password=password), mail()])
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_all_complaints_of_all_channels_are_shown(self):
        hook = settings("webhook", channel="hook", url={"env": "NO_URL"},
                        secret={"credential": "no-key"})
        done = run("--check", lines=[hook, mail(), mail(url="nonsense")])
        self.assertEqual(done.returncode, 2)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 3, done.stderr)
        self.assertIn("hook: url:", lines[0])
        self.assertIn("hook: secret:", lines[1])
        self.assertIn("mail: url:", lines[2])

    def test_no_connection_is_made(self):
        with SmtpServer() as server:
            run("--check", lines=[mail(url=f"smtp://localhost:{server.port}")])
            self.assertEqual(server.connections, 0)

    def test_what_are_no_settings(self):
        for line in ("nonsense\n", "{}\n", "[]\n"):
            self.assertEqual(run("--check", lines=[line]).returncode, 2)

    def test_no_channel_is_no_complaint(self):
        self.assertEqual(run("--check").returncode, 0)


class Render(unittest.TestCase):
    def test_a_mail(self):
        done = run("--render", lines=[mail(password={"env": "NOT_SET"}), job()])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        message = email.message_from_string(done.stdout, policy=email.policy.default)
        self.assertIn("agreements@example.test", message["From"])
        self.assertIn("University of Latvia", message.get_body(("plain",)).get_content())

    def test_a_mail_for_a_maildir(self):
        done = run("--render", lines=[settings("maildir", path="/nowhere"), job()])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(email.message_from_string(done.stdout)["Message-ID"])

    def test_json_for_slack_and_for_a_webhook(self):
        done = run("--render", lines=[settings("slack", url={"env": "NOT_SET"}), job()])
        self.assertTrue(json.loads(done.stdout)["text"])
        done = run("--render", lines=[settings("webhook", url={"env": "NOT_SET"}), job()])
        self.assertEqual(json.loads(done.stdout)["type"], "agreement.expiring")

    def test_what_cannot_be_rendered(self):
        for lines in ([], [mail()], [mail(), "nonsense\n"], [settings("pigeon"), job()],
                      [mail(), job(document={"version": 99})], [mail(), job(address="nobody")]):
            with self.subTest(lines=lines):
                done = run("--render", lines=lines)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_a_large_document(self):
        many = [courier.entry(agreement_id=number) for number in range(1, 2001)]
        done = run("--render", lines=[mail(), job(document=document(entries=many))])
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    os.makedirs(courier.WORK, exist_ok=True)
    courier.main()
