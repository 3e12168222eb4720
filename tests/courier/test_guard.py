"""Goal: the courier ends when it must, whatever it is waiting for, and says of each job what became
of it: sent, not sent, or unknown."""

import json
import os
import signal
import socket
import struct
import subprocess
import time
import unittest

import courier
from courier import Courier, Timer, job, settings

from http_server import HOLD as HTTP_HOLD
from http_server import SILENCE as HTTP_SILENCE
from http_server import HttpServer
from smtp_server import HOLD, SILENCE, SmtpServer

SLOW_DISK = os.path.join(courier.BUILD, "tests", "courier", "libslow_disk.so")


def mail(port):
    return settings("smtp", url=f"smtp://localhost:{port}", tls="none",
                    **{"from": "agreements@example.test"})


def webhook(port):
    return settings("webhook", url=f"http://127.0.0.1:{port}/")


def maildir(name):
    return settings("maildir", path=os.path.join(courier.WORK, f"{os.getpid()}-{name}"))


class HangUp(unittest.TestCase):
    def test_it_ends_when_the_daemon_hangs_up_while_it_is_idle(self):
        with SmtpServer() as server, Courier(mail(server.port)) as peer:
            peer.sock.close()
            self.assertEqual(peer.wait(5), 0)

    def test_it_ends_when_the_daemon_hangs_up_before_the_settings(self):
        with Courier() as peer:
            peer.sock.close()
            self.assertEqual(peer.wait(5), 0)

    def test_no_orphan_goes_on_sending(self):
        for step in ("greeting", "rcpt", "dot"):
            with self.subTest(step=step), SmtpServer({step: HOLD}) as server:
                with Courier(mail(server.port)) as peer:
                    peer.put("J", job(1))
                    peer.put("J", job(2))
                    server.wait_for(step)
                    peer.sock.close()
                    with Timer() as timer:
                        self.assertEqual(peer.wait(10), 3)
                    self.assertLess(timer.seconds, 5)
                    self.assertIn("hung up", peer.log())

    def test_a_daemon_that_is_killed_takes_its_courier_with_it(self):
        with SmtpServer({"greeting": SILENCE}) as server:
            program = (
                "import sys; sys.path[:0] = sys.argv[2:]\n"
                "import courier\n"
                "from test_guard import mail\n"
                "peer = courier.Courier(mail(int(sys.argv[1])))\n"
                "peer.put('J', courier.job())\n"
                "print(peer.process.pid, flush=True)\n"
                "import time; time.sleep(60)\n")
            daemon = subprocess.Popen(
                ["/usr/bin/python3", "-c", program, str(server.port),
                 os.path.dirname(os.path.abspath(__file__))],
                stdout=subprocess.PIPE, text=True)
            pid = int(daemon.stdout.readline())
            server.wait_for("greeting")
            daemon.kill()
            daemon.wait()
            daemon.stdout.close()
            self.assertTrue(has_ended(pid, 5))


def has_ended(pid, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


class Deadline(unittest.TestCase):
    def test_a_worker_that_hangs_before_handing_over_gets_a_transient_verdict(self):
        channel = maildir("hangs-before")
        with Courier(channel, environment={"SLOW_DISK": "write"}, preload=SLOW_DISK) as peer:
            peer.put("J", job(1, timeout_ms=300))
            peer.put("J", job(2, timeout_ms=300))
            verdicts = [peer.verdict(), peer.verdict()]
            self.assertEqual([(v["id"], v["class"]) for v in verdicts],
                             [("st-7Kq.1", "transient"), ("st-7Kq.2", "aborted")])
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(5), 3)
            self.assertIn("deadline", peer.log())

    def test_a_worker_that_hangs_after_handing_over_gets_an_ambiguous_verdict(self):
        channel = maildir("hangs-after")
        with Courier(channel, environment={"SLOW_DISK": "link"}, preload=SLOW_DISK) as peer:
            peer.put("J", job(1, timeout_ms=300))
            self.assertEqual(peer.verdict()["class"], "ambiguous")
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(5), 3)

    def test_each_job_has_its_own_time(self):
        with SmtpServer({"dot": ["250 ok"]}) as server, Courier(mail(server.port)) as peer:
            server.script["greeting"] = SILENCE
            peer.put("J", job(1, timeout_ms=900))
            peer.put("J", job(2, timeout_ms=900))
            self.assertEqual(peer.verdict()["class"], "transient")
            self.assertEqual(peer.verdict()["class"], "transient")
            self.assertIsNone(peer.process.poll())


class Terminate(unittest.TestCase):
    """SIGTERM at each phase of a mail."""

    def stop(self, peer, jobs):
        """The verdicts after SIGTERM, and the seconds until the end."""
        with Timer() as timer:
            peer.terminate()
            verdicts = [peer.verdict() for _ in range(jobs)]
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(15), 0)
        return [(v["id"], v["class"]) for v in verdicts], timer.seconds

    def test_idle_it_just_ends(self):
        with SmtpServer() as server, Courier(mail(server.port)) as peer:
            peer.send()
            _, seconds = self.stop(peer, 0)
            self.assertLess(seconds, 2)

    def test_before_the_settings_it_just_ends(self):
        with Courier() as peer:
            peer.terminate()
            # It may not even have begun to look for signals.
            self.assertIn(peer.wait(5), (0, -signal.SIGTERM))

    def test_before_the_mail_is_handed_over_all_jobs_come_back(self):
        for step in ("greeting", "ehlo", "mail", "rcpt", "data"):
            with self.subTest(step=step), SmtpServer({step: SILENCE}) as server:
                with Courier(mail(server.port)) as peer:
                    for number in (1, 2, 3):
                        peer.put("J", job(number))
                    server.wait_for(step)
                    verdicts, seconds = self.stop(peer, 3)
                self.assertEqual(sorted(verdicts), [(f"st-7Kq.{n}", "aborted") for n in (1, 2, 3)])
                self.assertLess(seconds, 2)
                self.assertEqual(server.mails, [])

    def test_a_mail_that_awaits_its_reply_gets_it(self):
        with SmtpServer({"dot": HOLD}) as server, Courier(mail(server.port)) as peer:
            peer.put("J", job(1))
            peer.put("J", job(2))
            server.wait_for("dot")
            peer.terminate()
            self.assertEqual(peer.verdict()["class"], "aborted")  # the second
            self.assertTrue(peer.is_quiet())
            server.release.set()
            verdict = peer.verdict()
            self.assertEqual((verdict["id"], verdict["class"]), ("st-7Kq.1", "sent"))
            self.assertEqual(peer.wait(5), 0)

    def test_a_mail_whose_reply_does_not_come_is_ambiguous_within_ten_seconds(self):
        with SmtpServer({"dot": SILENCE}) as server, Courier(mail(server.port)) as peer:
            peer.put("J", job(1, timeout_ms=60000))
            server.wait_for("dot")
            verdicts, seconds = self.stop(peer, 1)
            self.assertEqual(verdicts, [("st-7Kq.1", "ambiguous")])
            self.assertGreater(seconds, 8)
            self.assertLess(seconds, 12)  # 9, and a busy machine

    def test_a_job_that_comes_after_the_signal_comes_back(self):
        with SmtpServer({"dot": HOLD}) as server, Courier(mail(server.port)) as peer:
            peer.put("J", job(1))
            server.wait_for("dot")
            peer.terminate()
            self.assertTrue(peer.is_quiet())
            peer.put("J", job(2))
            verdict = peer.verdict()
            self.assertEqual((verdict["id"], verdict["class"]), ("st-7Kq.2", "aborted"))
            server.release.set()
            self.assertEqual(peer.verdict()["class"], "sent")

    def test_a_request_without_an_answer_is_ambiguous_within_a_second(self):
        with HttpServer([HTTP_SILENCE]) as server, Courier(webhook(server.port)) as peer:
            peer.put("J", job(1))
            self.assertTrue(server.requested.wait(10))
            verdicts, seconds = self.stop(peer, 1)
            self.assertEqual(verdicts, [("st-7Kq.1", "ambiguous")])
            self.assertLess(seconds, 2)

    def test_a_request_whose_answer_is_near_gets_it(self):
        with HttpServer([HTTP_HOLD]) as server, Courier(webhook(server.port)) as peer:
            peer.put("J", job(1))
            self.assertTrue(server.requested.wait(10))
            peer.terminate()
            server.release.set()
            self.assertEqual(peer.verdict()["class"], "sent")
            self.assertEqual(peer.wait(5), 0)

    def test_it_can_be_killed_and_replaced(self):
        with SmtpServer({"dot": [SILENCE, "250 ok"]}) as server:
            with Courier(mail(server.port)) as peer:
                peer.put("J", job(1))
                server.wait_for("dot")
                peer.process.send_signal(signal.SIGKILL)
                self.assertEqual(peer.get(), (None, None))
            with Courier(mail(server.port)) as peer:
                self.assertEqual(peer.send(number=1)["class"], "sent")
            identities = {line for mail_ in server.mails for line in mail_["data"].split(b"\r\n")
                          if line.lower().startswith(b"message-id:")}
            self.assertEqual((len(server.mails), len(identities)), (2, 1))


class Protocol(unittest.TestCase):
    def refuse(self, data, status=3):
        with Courier() as peer:
            peer.put_bytes(data)
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(5), status)

    def test_nonsense_ends_it(self):
        self.refuse(b"GET / HTTP/1.1\r\n\r\n")
        self.refuse(struct.pack(">IB", 0xffffffff, ord("S")))
        self.refuse(struct.pack(">IB", 2, ord("S")) + b"[]")
        self.refuse(struct.pack(">IB", 2, ord("J")) + b"{}")
        self.refuse(struct.pack(">IB", 0, ord("R")))

    def test_a_job_that_is_none_ends_it(self):
        with SmtpServer() as server, Courier(mail(server.port)) as peer:
            peer.put("J", job(id="a\r\nb"))
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(5), 3)

    def test_settings_come_once(self):
        with SmtpServer() as server, Courier(mail(server.port)) as peer:
            peer.put("S", mail(server.port))
            self.assertEqual(peer.wait(5), 3)

    def test_more_jobs_than_agreed_end_it(self):
        with SmtpServer({"greeting": SILENCE}) as server, Courier(mail(server.port)) as peer:
            for number in range(17):
                peer.put("J", job(number))
            self.assertEqual(peer.get(), (None, None))

    def test_frames_may_come_in_pieces(self):
        with SmtpServer() as server, Courier() as peer:
            for kind, payload in (("S", mail(server.port)), ("J", job())):
                data = json.dumps(payload).encode()
                data = struct.pack(">IB", len(data), ord(kind)) + data
                for at in range(0, len(data), 97):
                    peer.put_bytes(data[at:at + 97])
                    time.sleep(0.001)
            self.assertEqual(peer.get()[0], "R")
            self.assertEqual(peer.verdict()["class"], "sent")

    def test_a_peer_that_does_not_read_blocks_nothing(self):
        path = maildir("unread")
        with Courier(path) as peer:
            peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            for number in range(16):
                peer.put("J", job(number))
            time.sleep(0.2)
            peer.terminate()
            self.assertIn(peer.wait(5), (0, 3))

    def test_settings_that_are_refused_take_the_jobs_behind_them_along(self):
        with Courier() as peer:
            peer.put("S", settings("pigeon"))
            peer.put("J", job())
            self.assertEqual(peer.get()[0], "E")
            self.assertEqual(peer.get(), (None, None))
            self.assertEqual(peer.wait(5), 2)

    def test_an_unknown_type_is_refused(self):
        self.assertIn("pigeon", courier.refusal(settings("pigeon")))

    def test_a_document_that_cannot_be_read_is_a_permanent_failure(self):
        with SmtpServer() as server, Courier(mail(server.port)) as peer:
            self.assertEqual(peer.send(document={"version": 99})["class"], "permanent")
            self.assertEqual(peer.send()["class"], "sent")

    def test_after_a_time_without_work_it_ends(self):
        with SmtpServer() as server:
            with Courier(mail(server.port), arguments=["--idle", "1"]) as peer:
                self.assertEqual(peer.send()["class"], "sent")
                self.assertEqual(peer.get(), (None, None))
                self.assertEqual(peer.wait(5), 0)
            server.wait_for("quit")


if __name__ == "__main__":
    courier.main()
