"""Goal: a mail stands in the Maildir whole and once, whatever happens; what cannot be stored is
classed by whether waiting helps."""

import email
import email.policy
import os
import shutil
import stat
import subprocess
import tempfile
import unittest

import courier
from courier import Courier, job, refusal, settings


class Maildir(unittest.TestCase):
    def setUp(self):
        self.path = os.path.join(courier.WORK, f"{os.getpid()}-{self._testMethodName}")
        os.makedirs(courier.WORK, exist_ok=True)
        self.addCleanup(shutil.rmtree, self.path, ignore_errors=True)

    def channel(self, path=None, **values):
        return settings("maildir", channel="local", path=path or self.path, **values)

    def files(self, folder="new"):
        return sorted(os.listdir(os.path.join(self.path, folder)))

    def send(self, **changes):
        with Courier(self.channel()) as peer:
            return peer.send(**changes)

    def test_a_mail_is_stored_in_a_new_maildir(self):
        self.assertEqual(self.send()["class"], "sent")
        (name,) = self.files()
        self.assertIn("st-7Kq.1", name)
        self.assertEqual((self.files("tmp"), self.files("cur")), ([], []))
        for folder in ("", "new", "cur", "tmp"):
            mode = os.stat(os.path.join(self.path, folder)).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o700)
        path = os.path.join(self.path, "new", name)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with open(path, "rb") as file:
            data = file.read()
        self.assertNotIn(b"\r", data)
        mail = email.message_from_bytes(data, policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertIn("icd@example.test", mail["To"])

    def test_a_repeat_makes_no_second_file(self):
        for _ in range(2):
            self.assertEqual(self.send()["class"], "sent")
        self.assertEqual(len(self.files()), 1)
        self.assertEqual(self.send(number=2)["class"], "sent")
        self.assertEqual(len(self.files()), 2)

    def test_a_repeat_of_what_was_read_already_makes_no_second_file(self):
        self.send()
        (name,) = self.files()
        os.rename(os.path.join(self.path, "new", name),
                  os.path.join(self.path, "cur", name + ":2,RS"))
        self.assertEqual(self.send()["class"], "sent")
        self.assertEqual(self.files(), [])

    def test_two_ids_of_which_one_begins_the_other_are_two_mails(self):
        self.send(number=1)
        self.assertEqual(self.send(number=12)["class"], "sent")
        self.assertEqual(len(self.files()), 2)

    def test_a_path_that_is_no_folder_is_for_somebody_to_mend(self):
        with open(self.path, "w", encoding="ascii"):
            pass
        self.addCleanup(os.unlink, self.path)
        verdict = self.send()
        self.assertEqual(verdict["class"], "configuration")
        self.assertIn(self.path, verdict["text"])

    def test_a_missing_parent_is_for_somebody_to_mend(self):
        with Courier(self.channel(os.path.join(self.path, "a", "b"))) as peer:
            self.assertEqual(peer.send()["class"], "configuration")

    def test_a_relative_path_is_refused(self):
        self.assertIn("absolute", refusal(self.channel("mail")))

    @unittest.skipUnless(os.geteuid() == 0, "needs root to mount a small disk")
    def test_a_full_disk_is_waited_for_and_leaves_nothing_behind(self):
        os.mkdir(self.path)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", self.path],
                                 capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a small disk here")
        self.addCleanup(subprocess.run, ["umount", self.path], check=True)
        filler = os.path.join(self.path, "filler")
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        self.assertEqual(self.send()["class"], "transient")
        os.unlink(filler)
        self.assertEqual(self.send()["class"], "sent")
        self.assertEqual(len(self.files()), 1)
        self.assertEqual(self.files("tmp"), [])

    @unittest.skipUnless(os.geteuid() == 0, "needs root to become somebody else")
    def test_a_folder_of_somebody_else_is_for_somebody_to_mend(self):
        os.mkdir(self.path, 0o700)
        text = run_as_nobody(self.channel())
        self.assertIn("configuration", text)

    def test_many_mails_in_one_go(self):
        with Courier(self.channel()) as peer:
            for number in range(1, 17):
                peer.put("J", job(number))
            for number in range(1, 17):
                self.assertEqual(peer.verdict()["class"], "sent")
        self.assertEqual(len(self.files()), 16)


def run_as_nobody(channel):
    """The verdict's class of a courier without rights, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="renewd-test-") as folder:
        os.chmod(folder, 0o755)
        # The build folder may stand where only root can go.
        return verdict_as_nobody(channel, shutil.copy(courier.PROGRAM, folder))


def verdict_as_nobody(channel, program):
    pid = os.fork()
    if pid == 0:
        try:
            courier.PROGRAM = program
            os.setgid(65534)
            os.setuid(65534)
            with Courier(channel) as peer:
                kind = peer.send()["class"]
        except BaseException:  # the parent sees it by the status
            os._exit(9)
        os._exit(0 if kind == "configuration" else 1)
    _, status = os.waitpid(pid, 0)
    return {0: "configuration", 1: "another class"}.get(os.waitstatus_to_exitcode(status), "error")


if __name__ == "__main__":
    courier.main()
