"""Goal: whatever a mail server does at whatever step, the verdict says the right thing, and a mail
counts as sent only when the server has accepted it."""

import email.policy
import os
import socket
import unittest

import courier
from courier import Courier, job, refusal, secret_file, settings

from smtp_authority import Authority
from smtp_server import DROP, HOLD, INJECT, RESET, SILENCE, SmtpServer, server_context

PASSWORD = "correct-horse battery"
AUTHORITY = Authority(os.path.join(courier.WORK, "authority"))
SHORT_MS = 1000  # silent servers


def channel(port, scheme="smtp", **values):
    if scheme == "smtp":
        values.setdefault("tls", "none")
    return settings("smtp", **{"url": f"{scheme}://localhost:{port}",
                               "from": "Agreements <agreements@example.test>",
                               "ca_file": AUTHORITY.ca_file, **values})


def login(**values):
    return {"username": "agreements", "password": {"file": secret_file("password", PASSWORD)},
            **values}


def attempt(server, scheme="smtp", values=None, **changes):
    with Courier(channel(server.port, scheme, **(values or {}))) as peer:
        return peer.send(**changes)


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return sock.getsockname()[1]


class Table(unittest.TestCase):
    """One line a case: what the server does, the class and the code of the verdict."""

    def check(self, script, kind, code=0, text="", mails=0, **values):
        changes = {}
        if SILENCE in script.values():
            changes["timeout_ms"] = SHORT_MS
        with self.subTest(script=script), SmtpServer(script) as server:
            verdict = attempt(server, values=values, **changes)
            self.assertEqual((verdict["class"], verdict["code"]), (kind, code), verdict)
            self.assertIn(text, verdict["text"])
            self.assertEqual(len(server.mails), mails)

    def test_each_step_of_a_plain_talk(self):
        self.check({}, "sent", 250, "queued", mails=1)
        self.check({"greeting": "421 4.3.2 busy"}, "transient", 421, "busy")
        self.check({"greeting": "554 5.7.1 go away"}, "configuration", 554, "go away")
        self.check({"greeting": DROP}, "transient")
        self.check({"greeting": SILENCE}, "transient", text="in time")
        self.check({"ehlo": DROP}, "transient")
        self.check({"ehlo": SILENCE}, "transient")
        self.check({"mail": "451 4.7.1 greylisted"}, "transient", 451, "greylisted")
        self.check({"mail": "550 5.1.8 no such sender"}, "permanent", 550, "no such sender")
        self.check({"mail": "530 5.7.0 authentication required"}, "configuration", 530)
        self.check({"mail": DROP}, "transient")
        self.check({"mail": SILENCE}, "transient")
        self.check({"rcpt": "450 4.2.1 busy"}, "transient", 450)
        self.check({"rcpt": "552 5.5.3 too many"}, "transient", 552)
        self.check({"rcpt": "550 5.1.1 unknown user"}, "permanent", 550, "unknown user")
        self.check({"rcpt": DROP}, "transient")
        self.check({"rcpt": RESET}, "transient")
        self.check({"rcpt": SILENCE}, "transient")
        self.check({"data": "452 4.3.1 disk full"}, "transient", 452)
        self.check({"data": "554 5.7.1 no"}, "permanent", 554)
        self.check({"data": DROP}, "transient")
        self.check({"data": SILENCE}, "transient")

    def test_after_the_final_dot(self):
        self.check({"dot": "451 4.3.0 try again"}, "transient", 451, "try again", mails=1)
        self.check({"dot": "421 4.3.0 closing"}, "transient", 421, mails=1)
        self.check({"dot": "550 5.7.1 spam"}, "permanent", 550, "spam", mails=1)
        self.check({"dot": DROP}, "ambiguous", mails=1)
        self.check({"dot": RESET}, "ambiguous", mails=1)
        self.check({"dot": SILENCE}, "ambiguous", mails=1)
        self.check({"quit": DROP}, "sent", 250, mails=1)
        self.check({"quit": SILENCE}, "sent", 250, mails=1)
        self.check({"quit": "500 what"}, "sent", 250, mails=1)

    def test_a_refusal_stays_one_when_the_goodbye_fails(self):
        for goodbye in (DROP, SILENCE, "500 what"):
            with self.subTest(goodbye=goodbye):
                with SmtpServer({"rcpt": "550 5.1.1 unknown", "quit": goodbye}) as server:
                    verdict = attempt(server, timeout_ms=5000)
                self.assertEqual((verdict["class"], verdict["code"]), ("permanent", 550))

    def test_a_server_that_cannot_be_reached(self):
        with Courier(channel(closed_port())) as peer:
            self.assertEqual(peer.send()["class"], "transient")
        values = channel(25)
        values["settings"]["url"] = "smtp://no-such-host.invalid"
        values["settings"]["tls"] = "required"
        with Courier(values) as peer:
            verdict = peer.send()
        self.assertEqual(verdict["class"], "transient")
        self.assertIn("not found", verdict["text"])


class Encryption(unittest.TestCase):
    def serve(self, script=None, name="localhost", **options):
        options.setdefault("offers", ["STARTTLS"])
        return SmtpServer(script, server_context(AUTHORITY, name), **options)

    def check(self, server, kind, code=0, text="", scheme="smtp", **changes):
        with server:
            verdict = attempt(server, scheme, {"tls": "required"}, **changes)
        self.assertEqual((verdict["class"], verdict["code"]), (kind, code), verdict)
        self.assertIn(text, verdict["text"])
        self.assertEqual(len(server.mails), 1 if kind == "sent" else 0)

    def test_starttls_is_used(self):
        self.check(self.serve(), "sent", 250)

    def test_smtps_is_used(self):
        self.check(self.serve(implicit=True), "sent", 250, scheme="smtps")

    def test_nothing_is_sent_in_clear_when_starttls_is_missing(self):
        server = self.serve(offers=[])
        self.check(server, "configuration", 0, "no encryption")
        self.assertNotIn("MAIL", " ".join(server.commands))

    def test_starttls_refused(self):
        self.check(self.serve({"starttls": "454 4.7.0 not now"}), "transient", 454)
        self.check(self.serve({"starttls": "502 5.5.1 never"}), "configuration", 502)
        self.check(self.serve({"starttls": DROP}), "transient")
        self.check(self.serve({"starttls": SILENCE}), "transient", timeout_ms=SHORT_MS)

    def test_ehlo_refused(self):
        self.check(self.serve({"ehlo": "421 4.3.2 closing"}), "transient", 421)
        self.check(self.serve({"ehlo": "550 5.7.1 no"}), "configuration", 550)

    def test_data_injected_before_the_encryption_is_an_attack(self):
        self.check(self.serve({"starttls": INJECT}), "security", 0, "tampering")

    def test_a_certificate_for_another_name_is_refused(self):
        self.check(self.serve(name="other.example"), "configuration", 0, "certificate")
        self.check(self.serve(name="other.example", implicit=True), "configuration", 0,
                   "certificate", scheme="smtps")

    def test_a_certificate_of_a_stranger_is_refused(self):
        stranger = Authority(os.path.join(courier.WORK, "stranger"))
        server = SmtpServer(None, server_context(stranger), offers=["STARTTLS"])
        self.check(server, "configuration", 0, "certificate")

    def test_certificates_that_cannot_be_read(self):
        with self.serve() as server:
            verdict = attempt(server, values={"tls": "required", "ca_file": "/no/such/file"})
        self.assertEqual(verdict["class"], "configuration", verdict)

    def test_smtps_to_a_port_without_tls_gets_a_hint(self):
        self.check(self.serve(offers=[]), "configuration", 0, "smtp", scheme="smtps",
                   timeout_ms=3000)

    def test_smtp_to_a_port_with_tls_gets_a_hint(self):
        self.check(self.serve(implicit=True), "transient", 0, "smtps", timeout_ms=SHORT_MS)


class Login(unittest.TestCase):
    OFFERS = ["AUTH PLAIN LOGIN", "SIZE"]

    def check(self, kind, code=0, text="", script=None, offers=None, auth="any"):
        with SmtpServer(script, offers=self.OFFERS if offers is None else offers) as server:
            verdict = attempt(server, values=login(auth=auth))
        self.assertEqual((verdict["class"], verdict["code"]), (kind, code), verdict)
        self.assertIn(text, verdict["text"])
        self.assertEqual(len(server.mails), 1 if kind == "sent" else 0)
        return server

    def test_the_login_that_is_wanted_is_used(self):
        server = self.check("sent", 250, auth="plain")
        self.assertTrue(any(line.startswith("AUTH PLAIN") for line in server.commands))
        server = self.check("sent", 250, auth="login")
        self.assertTrue(any(line.startswith("AUTH LOGIN") for line in server.commands))

    def test_refused_logins(self):
        self.check("configuration", 535, "login", {"auth": "535 5.7.8 bad credentials"})
        self.check("transient", 454, "login", {"auth": "454 4.7.0 later"})
        self.check("transient", 0, "", {"auth": DROP})

    def test_a_login_that_the_server_does_not_know(self):
        self.check("configuration", 0, "auth", offers=["AUTH GSSAPI"], auth="plain")
        self.check("configuration", 0, "auth", offers=["AUTH LOGIN"], auth="plain")

    def test_nothing_is_sent_when_there_is_a_password_but_no_login(self):
        server = self.check("configuration", 0, "no login", offers=["SIZE"])
        self.assertFalse(any(line.startswith(("MAIL", "DATA")) for line in server.commands))

    def test_the_offer_is_taken_from_behind_the_encryption(self):
        context = server_context(AUTHORITY)
        with SmtpServer(None, context, offers=["STARTTLS", "AUTH PLAIN"]) as server:
            verdict = attempt(server, values=login(tls="required"))
        self.assertEqual(verdict["class"], "sent")


class Connections(unittest.TestCase):
    def test_one_connection_carries_many_mails(self):
        with SmtpServer(offers=["AUTH PLAIN"]) as server:
            with Courier(channel(server.port, **login())) as peer:
                for number in range(1, 17):
                    peer.put("J", job(number))
                for number in range(1, 17):
                    verdict = peer.verdict()
                    self.assertEqual((verdict["id"], verdict["class"]),
                                     (f"st-7Kq.{number}", "sent"))
            self.assertEqual((server.connections, len(server.mails)), (1, 16))

    def test_a_connection_that_the_server_gave_up_is_made_anew_at_once(self):
        for farewell in (DROP, "421 4.7.0 too many mails"):
            with self.subTest(farewell=farewell):
                with SmtpServer({"rcpt": ["250 ok", "250 ok"]}) as server:
                    with Courier(channel(server.port)) as peer:
                        self.assertEqual(peer.send(number=1)["class"], "sent")
                        server.script["mail"] = [farewell, "250 ok"]
                        self.assertEqual(peer.send(number=2)["class"], "sent")
                    self.assertEqual((server.connections, len(server.mails)), (2, 2))

    def test_a_refused_recipient_does_not_stop_the_others(self):
        with SmtpServer({"rcpt": ["550 5.1.1 unknown", "250 ok"]}) as server:
            with Courier(channel(server.port)) as peer:
                self.assertEqual(peer.send(number=1)["class"], "permanent")
                self.assertEqual(peer.send(number=2)["class"], "sent")

    def test_a_late_answer_is_not_taken_for_that_to_the_next_mail(self):
        with SmtpServer({"dot": [HOLD, "451 4.3.0 the second"]}) as server:
            with Courier(channel(server.port)) as peer:
                peer.put("J", job(1, timeout_ms=SHORT_MS))
                self.assertEqual(peer.verdict()["class"], "ambiguous")
                server.release.set()
                verdict = peer.send(number=2)
                self.assertEqual((verdict["class"], verdict["code"]), ("transient", 451))
            self.assertEqual(server.connections, 2)

    def test_quit_is_said_at_the_end(self):
        with SmtpServer() as server:
            with Courier(channel(server.port)) as peer:
                peer.send()
            server.wait_for("quit")
            self.assertEqual(peer.process.returncode, 0)

    def test_the_name_to_greet_with_is_configurable(self):
        with SmtpServer() as server:
            attempt(server, values={"ehlo": "office.example.test"})
        self.assertEqual(server.commands[0], "EHLO office.example.test")


class Addresses(unittest.TestCase):
    def test_the_envelope_is_the_senders_and_the_recipients(self):
        with SmtpServer() as server:
            attempt(server)
        self.assertIn("<agreements@example.test>", server.mails[0]["from"])
        self.assertIn("<icd@example.test>", server.mails[0]["to"])

    def test_an_address_outside_of_ascii_needs_a_server_that_takes_it(self):
        with SmtpServer() as server:
            verdict = attempt(server, address="үйлестіруші@example.test")
        self.assertEqual((verdict["class"], server.mails), ("permanent", []))
        self.assertIn("SMTPUTF8", verdict["text"])
        with SmtpServer(offers=["SMTPUTF8", "8BITMIME"]) as server:
            verdict = attempt(server, address="үйлестіруші@example.test")
        self.assertEqual(verdict["class"], "sent", verdict)
        self.assertIn("SMTPUTF8", server.mails[0]["from"])

    def test_a_domain_outside_of_ascii_goes_out_as_an_a_label(self):
        with SmtpServer() as server:
            self.assertEqual(attempt(server, address="a@bücher.example")["class"], "sent")
        self.assertIn("<a@xn--bcher-kva.example>", server.mails[0]["to"])

    def test_what_is_no_address_is_refused(self):
        with SmtpServer() as server:
            with Courier(channel(server.port)) as peer:
                for address in ("", "nobody", "a@b@c", "a@example.test, b@example.test",
                                "a b@example.test", "x" * 65 + "@example.test"):
                    with self.subTest(address=address):
                        self.assertEqual(peer.send(address=address)["class"], "permanent")
            self.assertEqual(server.commands, [])

    def test_the_mail_arrives_as_it_was_written(self):
        with SmtpServer() as server:
            attempt(server)
        mail = email.message_from_bytes(server.mails[0]["data"], policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertIn("University of Latvia", mail.get_body(("plain",)).get_content())


class Settings(unittest.TestCase):
    def test_settings_that_cannot_work_are_refused_with_the_key(self):
        good = channel(25)["settings"]
        for key, value in (("url", None), ("url", "http://localhost"), ("url", "localhost:25"),
                           ("url", "smtp://u:p@localhost"), ("url", "smtp://localhost/x"),
                           ("from", None), ("from", "nobody"), ("from", "a\r\nb@example.test")):
            with self.subTest(key=key, value=value):
                values = {**good, key: value}
                if value is None:
                    del values[key]
                self.assertTrue(refusal(settings("smtp", **values)).startswith(key + ":"))

    def test_clear_text_is_for_this_machine_only(self):
        values = channel(25)
        values["settings"]["url"] = "smtp://mail.example.test"
        self.assertIn("tls", refusal(values))

    def test_a_login_needs_both_parts(self):
        values = channel(25, username="agreements")
        self.assertIn("password", refusal(values))


if __name__ == "__main__":
    courier.main()
