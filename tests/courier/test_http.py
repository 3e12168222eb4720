"""Goal: whatever a web server answers, the verdict says the right thing; what is posted is signed
so that anybody can check it; no redirect is followed."""

import base64
import email.utils
import hashlib
import hmac
import json
import os
import socket
import time
import unittest

import courier
from courier import Courier, Timer, job, refusal, secret_file, settings

from smtp_authority import Authority
from smtp_server import server_context
from http_server import DROP, RESET, SILENCE, HttpServer, answer

TOKEN_PATH = "/services/T0SECRET/B0SECRET/xoxSecretToken"
KEY = base64.b64encode(b"k" * 32).decode()
OLD_KEY = base64.b64encode(b"o" * 24).decode()
SHORT_MS = 1000
SIX_HOURS_MS = 6 * 3600 * 1000


def secret(value, name="url"):
    return {"file": secret_file(name, value)}


def slack(port, path=TOKEN_PATH):
    return settings("slack", channel="slack", url=secret(f"http://127.0.0.1:{port}{path}"))


def webhook(port, **values):
    return settings("webhook", channel="hook",
                    **{"url": secret(f"http://127.0.0.1:{port}/hook"), **values})


def attempt(make, answers, **changes):
    """The verdict and the server."""
    answers = answers if isinstance(answers, list) else [answers]
    with HttpServer(answers) as server, Courier(make(server.port)) as peer:
        return peer.send(**changes), server


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return sock.getsockname()[1]


class Status(unittest.TestCase):
    """One line a case: the answer, the class, and whether the keeper hears of it at once."""

    def check(self, make, action, kind, code=0, tells=False, text="", **changes):
        with self.subTest(action=action):
            verdict, server = attempt(make, action, **changes)
            self.assertEqual((verdict["class"], verdict["code"], verdict["tell_keeper"]),
                             (kind, code, tells), verdict)
            self.assertIn(text, verdict["text"])
            self.assertEqual(verdict["retry_after_ms"], -1)
            self.assertEqual(len(server.requests), 1)

    def test_a_webhook(self):
        self.check(webhook, answer(200, "whatever"), "sent", 200)
        self.check(webhook, answer(204), "sent", 204)
        self.check(webhook, answer(301, headers={"Location": "/elsewhere"}), "permanent", 301)
        self.check(webhook, answer(302, headers={"Location": "/elsewhere"}), "permanent", 302,
                   text="not followed")
        self.check(webhook, answer(400), "permanent", 400)
        self.check(webhook, answer(401), "permanent", 401, tells=True)
        self.check(webhook, answer(403), "permanent", 403, tells=True)
        self.check(webhook, answer(404), "permanent", 404, tells=True)
        self.check(webhook, answer(408), "transient", 408)
        self.check(webhook, answer(410), "permanent", 410, tells=True)
        self.check(webhook, answer(425), "transient", 425)
        self.check(webhook, answer(429), "transient", 429)
        self.check(webhook, answer(500), "transient", 500)
        self.check(webhook, answer(503), "transient", 503)
        self.check(webhook, DROP, "ambiguous")
        self.check(webhook, RESET, "ambiguous")
        self.check(webhook, SILENCE, "ambiguous", timeout_ms=SHORT_MS)
        self.check(webhook, b"no HTTP at all\r\n\r\n", "ambiguous")

    def test_slack_means_a_success_only_by_its_ok(self):
        self.check(slack, answer(200, "ok"), "sent", 200)
        self.check(slack, answer(200, "ok\n"), "transient", 200)
        self.check(slack, answer(200, "<html>Please log in</html>"), "transient", 200)
        self.check(slack, answer(200, ""), "transient", 200)
        self.check(slack, answer(400, "invalid_payload"), "permanent", 400,
                   text="invalid_payload")
        self.check(slack, answer(403, "action_prohibited"), "permanent", 403, tells=True)
        self.check(slack, answer(404, "no_service"), "permanent", 404, tells=True,
                   text="no_service")
        self.check(slack, answer(410, "channel_is_archived"), "permanent", 410, tells=True)
        self.check(slack, answer(500, "rollup_error"), "transient", 500)

    def test_a_huge_answer_is_not_read(self):
        huge = b"x" * (8 * 1024 * 1024)
        self.check(webhook, answer(200, huge), "sent", 200)
        self.check(slack, answer(500, huge), "transient", 500)
        self.check(slack, answer(200, huge), "ambiguous", 200)

    def test_an_answer_that_is_cut(self):
        cut = answer(200, "ok").replace(b"Content-Length: 2", b"Content-Length: 20")
        with HttpServer([cut]) as server, Courier(slack(server.port)) as peer:
            peer.put("J", job(timeout_ms=SHORT_MS))
            self.assertEqual(peer.verdict()["class"], "ambiguous")

    def test_a_server_that_cannot_be_reached(self):
        with Courier(webhook(closed_port())) as peer:
            verdict = peer.send()
        self.assertEqual(verdict["class"], "transient")
        values = settings("webhook", url=secret("https://no-such-host.invalid/hook"))
        with Courier(values) as peer:
            verdict = peer.send()
        self.assertEqual(verdict["class"], "transient")
        self.assertNotIn("no-such-host", verdict["text"])

    def test_https_to_a_port_without_tls(self):
        with HttpServer([answer(400)]) as server:
            values = settings("webhook", url=secret(f"https://127.0.0.1:{server.port}/hook"))
            with Courier(values) as peer:
                peer.put("J", job(timeout_ms=3000))
                self.assertIn(peer.verdict()["class"], ("configuration", "transient"))

    def test_a_redirect_is_not_followed(self):
        with HttpServer([answer(200)]) as other:
            location = f"http://127.0.0.1:{other.port}/"
            attempt(webhook, answer(307, headers={"Location": location}))
            self.assertEqual(other.requests, [])

    def test_a_proxy_of_the_environment_is_not_used(self):
        with HttpServer([answer(200)]) as proxy, HttpServer([answer(200)]) as server:
            environment = {"http_proxy": f"http://127.0.0.1:{proxy.port}",
                           "ALL_PROXY": f"http://127.0.0.1:{proxy.port}"}
            with Courier(webhook(server.port), environment=environment) as peer:
                self.assertEqual(peer.send()["class"], "sent")
            self.assertEqual(proxy.requests, [])


class RetryAfter(unittest.TestCase):
    def check(self, value, lowest, highest, status=429):
        with self.subTest(value=value):
            verdict, _ = attempt(webhook, answer(status, headers={"Retry-After": value}))
            self.assertEqual(verdict["class"], "transient")
            self.assertTrue(lowest <= verdict["retry_after_ms"] <= highest, verdict)

    def test_what_the_server_asks_for_is_passed_on_within_limits(self):
        self.check("120", 120000, 120000)
        self.check("120", 120000, 120000, status=503)
        self.check("0", -1, -1)
        self.check("-5", -1, -1)
        self.check("soon", -1, -1)
        self.check("99999999", SIX_HOURS_MS, SIX_HOURS_MS)
        self.check("99999999999999999999999", -1, SIX_HOURS_MS)
        self.check(email.utils.formatdate(time.time() + 600, usegmt=True), 590000, 600000)
        self.check(email.utils.formatdate(time.time() - 600, usegmt=True), -1, -1)
        self.check(email.utils.formatdate(time.time() + 999999, usegmt=True), SIX_HOURS_MS,
                   SIX_HOURS_MS)


def expected_signature(key, request):
    headers = request["headers"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode()
    digest = hmac.new(base64.b64decode(key), signed + request["body"], hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


class Signature(unittest.TestCase):
    def request(self, **values):
        with HttpServer([answer(200)]) as server:
            with Courier(webhook(server.port, **values)) as peer:
                self.assertEqual(peer.send(number=3)["class"], "sent")
        return server.requests[0]

    def test_the_headers_are_those_of_standard_webhooks(self):
        before = int(time.time())
        request = self.request(secret=secret("whsec_" + KEY, "key"))
        headers = request["headers"]
        self.assertEqual((request["method"], request["path"]), ("POST", "/hook"))
        self.assertEqual(headers["content-type"], "application/json")
        self.assertEqual(headers["webhook-id"], "st-7Kq.3")
        self.assertTrue(before <= int(headers["webhook-timestamp"]) <= time.time() + 1)
        self.assertEqual(headers["webhook-signature"], expected_signature(KEY, request))
        self.assertEqual(json.loads(request["body"])["type"], "agreement.expiring")

    def test_two_keys_sign_while_they_are_changed(self):
        request = self.request(secret=secret("whsec_" + KEY, "key"),
                               previous_secret=secret("whsec_" + OLD_KEY, "old-key"))
        self.assertEqual(request["headers"]["webhook-signature"].split(" "),
                         [expected_signature(KEY, request), expected_signature(OLD_KEY, request)])

    def test_without_a_key_nothing_is_signed(self):
        self.assertNotIn("webhook-signature", self.request()["headers"])

    def test_a_repeat_has_the_same_id_and_the_same_body(self):
        with HttpServer([answer(503), answer(200)]) as server:
            with Courier(webhook(server.port)) as peer:
                peer.send()
                peer.send()
        first, second = server.requests
        self.assertEqual(first["headers"]["webhook-id"], second["headers"]["webhook-id"])
        self.assertEqual(first["body"], second["body"])


class Connections(unittest.TestCase):
    def test_one_connection_carries_many_requests(self):
        with HttpServer([answer(200)]) as server:
            with Courier(webhook(server.port)) as peer:
                for number in range(1, 11):
                    self.assertEqual(peer.send(number=number)["class"], "sent")
            self.assertEqual((server.connections, len(server.requests)), (1, 10))

    def test_slack_gets_one_message_a_second(self):
        with HttpServer([answer(200, "ok")]) as server:
            with Courier(slack(server.port)) as peer, Timer() as timer:
                for number in (1, 2):
                    self.assertEqual(peer.send(number=number)["class"], "sent")
        self.assertGreaterEqual(timer.seconds, 1)

    def test_what_slack_gets_is_json_with_a_text(self):
        _, server = attempt(slack, answer(200, "ok"))
        request = server.requests[0]
        self.assertEqual(request["path"], TOKEN_PATH)
        self.assertTrue(json.loads(request["body"])["text"])


class Encryption(unittest.TestCase):
    AUTHORITY = Authority(os.path.join(courier.WORK, "authority"))

    def attempt(self, name="localhost", ca_file=None):
        context = server_context(self.AUTHORITY, name)
        with HttpServer([answer(200)], context) as server:
            values = {"ca_file": ca_file} if ca_file else {}
            values["url"] = secret(f"https://localhost:{server.port}/hook")
            with Courier(settings("webhook", **values)) as peer:
                return peer.send(), server

    def test_a_trusted_server_gets_the_request(self):
        verdict, server = self.attempt(ca_file=self.AUTHORITY.ca_file)
        self.assertEqual((verdict["class"], len(server.requests)), ("sent", 1), verdict)

    def test_others_get_nothing(self):
        for case in ({}, {"name": "other.example", "ca_file": self.AUTHORITY.ca_file},
                     {"ca_file": "/no/such/file"}):
            with self.subTest(case=case):
                verdict, server = self.attempt(**case)
                self.assertEqual((verdict["class"], server.requests), ("configuration", []))
                self.assertIn("certificate", verdict["text"])


class Settings(unittest.TestCase):
    def test_settings_that_cannot_work_are_refused_with_the_key(self):
        good = {"url": "https://example.test/hook"}
        for key, value in (("url", None), ("url", "ftp://example.test/x"),
                           ("url", "http://example.test/clear-text"), ("url", "nonsense"),
                           ("secret", "no-prefix"), ("secret", "whsec_%%%"),
                           ("secret", "whsec_" + base64.b64encode(b"short").decode()),
                           ("previous_secret", "whsec_" + "A" * 400)):
            with self.subTest(key=key, value=value):
                values = {**good, key: value}
                values = {name: secret(text, name) for name, text in values.items() if text}
                text = refusal(settings("webhook", **values))
                self.assertTrue(text.startswith(key + ":"), text)
                self.assertNotIn(str(value), text)

    def test_slack_needs_a_url(self):
        self.assertIn("url", refusal(settings("slack")))


if __name__ == "__main__":
    os.makedirs(courier.WORK, exist_ok=True)
    courier.main()
