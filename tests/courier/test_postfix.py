"""Goal: a real mail server takes what the courier sends, over both kinds of encryption and with a
login, and what it delivers reads as it should. Needs the private Postfix (tests/support/postfix)."""

import email
import email.policy
import json
import os
import sys
import time
import unittest
import uuid

import courier
from courier import Courier, document, entry, job, secret_file, settings

STRICT = email.policy.SMTP + email.policy.strict
PATIENCE_S = 20


def load_server():
    path = os.path.join(courier.BUILD, "postfix", "server.json")
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        if os.geteuid() != 0:
            print("skipped: a private Postfix needs root", file=sys.stderr)
            sys.exit(77)
        sys.exit(f"there is no {path}: run tests/support/postfix start {os.path.dirname(path)}")


SERVER = load_server()


def channel(scheme="smtp", **values):
    port = SERVER["starttls" if scheme == "smtp" else "smtps"]
    password = secret_file("postfix", values.pop("password", SERVER["password"]))
    return settings("smtp", **{
        "url": f"{scheme}://{SERVER['host']}:{port}", "tls": "required", "auth": "any",
        "from": "Agreements Office <agreements@example.test>", "username": SERVER["username"],
        "password": {"file": password}, "ca_file": SERVER["ca_file"], "timeout": 30, **values})


def find(identity):
    """The mail with that delivery's ID, parsed strictly, when it has arrived; and its bytes."""
    folder = os.path.join(SERVER["maildir"], "new")
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read()
            head = data.split(b"\n\n", 1)[0].decode("utf-8")
            if any(line.lower().startswith("message-id:") and identity in line
                   for line in head.split("\n")):
                return email.message_from_bytes(data, policy=STRICT), data
        time.sleep(0.05)
    raise AssertionError(f"no mail {identity} arrived; see {SERVER['log']}")


class Delivery(unittest.TestCase):
    def setUp(self):
        self.name = "t-" + uuid.uuid4().hex[:12]

    def job(self, number=1, **changes):
        return job(**{"id": f"{self.name}.{number}", "address": "icd@example.test", **changes})

    def send(self, values, **changes):
        with Courier(values) as peer:
            peer.put("J", self.job(**changes))
            return peer.verdict()

    def check_mail(self, mail, data):
        for header in ("Date", "From", "To", "Message-ID", "Subject", "MIME-Version"):
            self.assertEqual(len(mail.get_all(header)), 1, header)
        self.assertEqual(mail["From"].addresses[0].addr_spec, "agreements@example.test")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertTrue(all(len(line) <= 998 for line in data.split(b"\n")))
        text = mail.get_body(("plain",)).get_content()
        self.assertIn("University of Latvia", text)
        self.assertIn("University of Latvia", mail.get_body(("html",)).get_content())
        calendars = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        self.assertEqual(len(calendars), 1)
        self.assertIn("20261210", calendars[0].get_content())

    def test_a_mail_arrives_over_starttls_with_a_login(self):
        verdict = self.send(channel())
        self.assertEqual((verdict["class"], verdict["code"]), ("sent", 250), verdict)
        self.check_mail(*find(f"{self.name}.1"))

    def test_a_mail_arrives_over_smtps_with_a_login(self):
        verdict = self.send(channel("smtps", auth="login"))
        self.assertEqual((verdict["class"], verdict["code"]), ("sent", 250), verdict)
        self.check_mail(*find(f"{self.name}.1"))

    def test_names_outside_of_ascii_arrive_as_they_are(self):
        partner = {"name": "Université de Lübeck — Қазақ <b>", "city": "Lübeck", "country": "DE",
                   "country_raw": "Германия"}
        changes = {"recipient": "Халықаралық бөлім",
                   "document": document(entries=[entry(partners=[partner])])}
        self.assertEqual(self.send(channel(), **changes)["class"], "sent")
        mail, data = find(f"{self.name}.1")
        self.assertIn(partner["name"], mail.get_body(("plain",)).get_content())
        self.assertTrue(data.split(b"\n\n", 1)[0].isascii())

    def test_a_list_of_600_agreements_arrives_whole(self):
        entries = [entry(agreement_id=number, notice_id=number,
                         partners=[{"name": f"Partner N-{number}-X", "city": None,
                                    "country": None, "country_raw": None}])
                   for number in range(1, 601)]
        verdict = self.send(channel(), document=document(entries=entries))
        self.assertEqual(verdict["class"], "sent", verdict)
        mail, _ = find(f"{self.name}.1")
        text = "".join(part.get_content() for part in mail.walk()
                       if part.get_content_type() == "text/plain")
        self.assertEqual([n for n in range(1, 601) if f"N-{n}-X" not in text], [])

    def test_an_address_outside_of_ascii_is_delivered(self):
        verdict = self.send(channel(), address="үйлестіруші@example.test")
        self.assertEqual(verdict["class"], "sent", verdict)
        find(f"{self.name}.1")

    def test_one_refused_recipient_among_many_stops_nobody(self):
        with Courier(channel()) as peer:
            for number in range(1, 17):
                address = "far@elsewhere.test" if number == 7 else f"user{number}@example.test"
                peer.put("J", self.job(number, address=address))
            classes = {verdict["id"].rsplit(".", 1)[1]: verdict["class"]
                       for verdict in (peer.verdict() for _ in range(16))}
        self.assertEqual(classes, {str(n): "permanent" if n == 7 else "sent"
                                   for n in range(1, 17)})
        for number in (1, 16):
            find(f"{self.name}.{number}")

    def test_a_wrong_password_is_for_somebody_to_mend(self):
        verdict = self.send(channel(password="wrong-Password-9"))
        self.assertEqual((verdict["class"], verdict["code"]), ("configuration", 535), verdict)
        self.assertNotIn("wrong-Password-9", verdict["text"])

    def test_a_server_that_wants_a_login_and_gets_none(self):
        values = channel()
        del values["settings"]["username"], values["settings"]["password"]
        self.assertEqual(self.send(values)["class"], "permanent")

    def test_an_unknown_authority_is_not_trusted(self):
        values = channel()
        del values["settings"]["ca_file"]
        self.assertEqual(self.send(values)["class"], "configuration")

    def test_smtps_spoken_to_the_other_port(self):
        values = channel("smtps", url=f"smtps://{SERVER['host']}:{SERVER['starttls']}")
        self.assertEqual(self.send(values)["class"], "configuration")


if __name__ == "__main__":
    courier.main()
