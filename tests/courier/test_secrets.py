"""Goal (T33): no password, token, key or secret URL is ever seen: not in a verdict, a refusal, a
log, a command line, nor when a server echoes it. Secrets come from where they should, or the cure
is named."""

import base64
import itertools
import os
import unittest

import courier
from courier import Courier, job, refusal, secret_file, settings

from http_server import DROP as HTTP_DROP
from http_server import HttpServer, answer
from smtp_server import DROP, SILENCE, SmtpServer

USER = "agreements"
PASSWORD = "s3cr3t-Horse-Battery"
TOKEN = "xoxbTOKENtoken1234"
PATH = f"/services/T0123456/{TOKEN}"
KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()

# All forms in which a server may send a password back.
FORMS = [PASSWORD, PASSWORD.upper(), base64.b64encode(PASSWORD.encode()).decode(),
         base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()]


def mail(port, **values):
    return settings("smtp", **{
        "url": f"smtp://localhost:{port}", "tls": "none", "from": "a@example.test",
        "username": USER, "password": {"file": secret_file("password", PASSWORD + "\n")},
        **values})


class Unseen(unittest.TestCase):
    def look(self, peer, *secrets):
        """Nothing that the courier gave away holds a secret."""
        pid = peer.process.pid
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            seen = file.read()
        peer.close()
        seen += peer.log().encode() + b"".join(peer.frames)
        for secret in secrets:
            self.assertNotIn(secret.lower().encode(), seen.lower(), peer.log())

    def test_a_mail_servers_echo(self):
        for step, form in itertools.product(("auth", "mail", "rcpt", "dot"), FORMS):
            reply = f"535 5.7.8 {form} is wrong, said {form}: see smtp://u:{PASSWORD}@x/"
            with self.subTest(step=step, form=form):
                with SmtpServer({step: reply}, offers=["AUTH PLAIN"]) as server:
                    with Courier(mail(server.port)) as peer:
                        self.assertNotEqual(peer.send()["class"], "sent")
                        self.look(peer, *FORMS)

    def test_an_echo_that_is_cut_by_a_limit(self):
        for length in range(380, 520, 7):
            reply = f"550 {'x' * length}{PASSWORD}{'y' * 600}"
            with SmtpServer({"rcpt": reply}, offers=["AUTH PLAIN"]) as server:
                with Courier(mail(server.port)) as peer:
                    text = peer.send()["text"]
                    self.assertLessEqual(len(text.encode()), 500)
                    self.look(peer, PASSWORD[:6])

    def test_control_characters_of_a_server(self):
        with SmtpServer({"rcpt": "550 a\x1b[31mb\x07c\x9bd\u202e"}) as server:
            with Courier(plain(server.port)) as peer:
                text = peer.send()["text"]
                self.assertFalse(any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text), text)
                self.look(peer, "\x1b")

    def test_failures_of_a_mail_channel(self):
        for script in ({"greeting": DROP}, {"auth": DROP}, {"dot": DROP}, {"greeting": SILENCE}):
            with SmtpServer(script, offers=["AUTH PLAIN"]) as server:
                with Courier(mail(server.port)) as peer:
                    peer.put("J", job(timeout_ms=700))
                    peer.verdict()
                    self.look(peer, *FORMS)

    def test_a_web_servers_echo(self):
        for status, kind in itertools.product((200, 404, 500), ("slack", "webhook")):
            body = f"no such path {PATH}; token {TOKEN}; key {KEY}"
            with self.subTest(status=status, kind=kind), HttpServer([answer(status, body)]) as server:
                with Courier(web(kind, server.port)) as peer:
                    peer.send()
                    self.look(peer, TOKEN, PATH, KEY, "http://", "127.0.0.1")

    def test_failures_of_a_web_channel(self):
        with HttpServer([HTTP_DROP]) as server:
            with Courier(web("webhook", server.port)) as peer:
                peer.send()
                self.look(peer, TOKEN, KEY, "http://")
        with Courier(web("slack", 1)) as peer:
            peer.send()
            self.look(peer, TOKEN, "http://")

    def test_refusals(self):
        for url in (f"ftp://example.test{PATH}", f"http://example.test{PATH}", TOKEN,
                    f"https://[bad{PATH}", f"https://example.test{PATH}\tx"):
            values = {"url": {"env": "HOOK"}, "secret": {"env": "KEY"}}
            text = refusal(settings("webhook", **values),
                           environment={"HOOK": url, "KEY": "whsec_" + KEY})
            self.assertNotIn(TOKEN, text)
            self.assertNotIn(KEY, text)
        text = refusal(settings("webhook", url="https://example.test/", secret={"env": "KEY"}),
                       environment={"KEY": PASSWORD})
        self.assertNotIn(PASSWORD, text)

    def test_a_secret_in_a_mail_servers_url_is_refused_without_repeating_it(self):
        text = refusal(mail(25, url=f"smtp://{USER}:{PASSWORD}@localhost"))
        self.assertNotIn(PASSWORD, text)

    def test_nobody_else_can_look_into_the_process(self):
        with SmtpServer(offers=["AUTH PLAIN"]) as server, Courier(mail(server.port)) as peer:
            with open(f"/proc/{peer.process.pid}/limits", encoding="ascii") as file:
                core = next(line for line in file if line.startswith("Max core file size"))
            self.assertEqual(core.split()[4:6], ["0", "0"])
            self.assertEqual(os.stat(f"/proc/{peer.process.pid}/mem").st_uid, 0)


def plain(port):
    return settings("smtp", url=f"smtp://localhost:{port}", tls="none",
                    **{"from": "a@example.test"})


def web(kind, port):
    values = {"url": {"file": secret_file("hook", f"http://127.0.0.1:{port}{PATH}")}}
    if kind == "webhook":
        values["secret"] = {"file": secret_file("key", "whsec_" + KEY)}
    return settings(kind, **values)


class Sources(unittest.TestCase):
    """One line a case: a reference, and a word of the refusal."""

    def login(self, reference, environment=None):
        with SmtpServer(offers=["AUTH PLAIN"]) as server:
            with Courier(mail(server.port, password=reference), environment=environment) as peer:
                self.assertEqual(peer.send()["class"], "sent")
        return server.logins[0].split("\0")[2]

    def test_a_file(self):
        for text in (PASSWORD, PASSWORD + "\n", PASSWORD + "\r\n"):
            self.assertEqual(self.login({"file": secret_file("some", text)}), PASSWORD)

    def test_a_credential(self):
        path = secret_file("smtp-password", PASSWORD + "\n")
        folder, name = os.path.split(os.path.abspath(path))
        self.assertEqual(self.login({"credential": name}, {"CREDENTIALS_DIRECTORY": folder}),
                         PASSWORD)

    def test_an_environment_variable(self):
        self.assertEqual(self.login({"env": "MAIL_PASSWORD"}, {"MAIL_PASSWORD": PASSWORD}),
                         PASSWORD)

    def test_a_secret_with_letters_outside_of_ascii(self):
        self.assertEqual(self.login({"file": secret_file("some", "пароль 7\n")}), "пароль 7")

    def refused(self, reference, word, environment=None):
        with self.subTest(reference=reference):
            text = refusal(mail(25, password=reference), environment=environment)
            self.assertTrue(text.startswith("password:"), text)
            self.assertIn(word, text)

    def test_what_cannot_be_had_is_refused_with_the_cure(self):
        self.refused({"credential": "smtp"}, "LoadCredential=smtp")
        self.refused({"credential": "../shadow"}, "no name", {"CREDENTIALS_DIRECTORY": "/etc"})
        self.refused({"credential": "gone"}, "No such file", {"CREDENTIALS_DIRECTORY": "/etc"})
        self.refused({"file": "/no/such/file"}, "No such file")
        self.refused({"file": "relative"}, "absolute")
        self.refused({"file": "/"}, "regular file")
        self.refused({"file": "/dev/null"}, "regular file")
        self.refused({"file": secret_file("some", "")}, "empty")
        self.refused({"file": secret_file("some", "\n")}, "empty")
        self.refused({"file": secret_file("some", "a\nb")}, "control character")
        self.refused({"file": secret_file("some", "a\0b")}, "control character")
        self.refused({"file": secret_file("some", "x" * 4097)}, "4096")
        self.refused({"env": "NO_SUCH"}, "NO_SUCH")
        self.refused({"env": "EMPTY"}, "empty", {"EMPTY": ""})

    def test_a_file_that_everybody_can_read_is_refused_with_the_cure(self):
        path = secret_file("open", PASSWORD)
        os.chmod(path, 0o644)
        self.refused({"file": path}, "chmod o= " + path)

    def test_a_fifo_in_the_place_of_a_secret_stops_nothing(self):
        path = os.path.join(courier.WORK, f"{os.getpid()}-fifo")
        os.mkfifo(path, 0o600)
        self.addCleanup(os.unlink, path)
        self.refused({"file": path}, "regular file")


if __name__ == "__main__":
    os.makedirs(courier.WORK, exist_ok=True)
    courier.main()
