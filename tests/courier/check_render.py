"""Reads rendered documents back with parsers that are not ours.

    check_render.py PROGRAM      (render_document)

Mails are read by Python's email package with its strict policy, calendars by icalendar, bodies of
webhooks by Python's json.
"""

import datetime
import email
import email.header
import email.policy
import email.utils
import html.parser
import json
import re
import subprocess
import sys
import unittest

import icalendar

PROGRAM = sys.argv.pop(1)
CREATED_MS = 1795404600000  # 2026-11-23, 08:30 in Almaty
SENDER = "Agreements <agreements@example.edu>"
ONCE = ["Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type"]


def entry(number, **changes):
    fields = {
        "notice_id": 100 + number, "agreement_id": number, "register": "agreements.txt",
        "row": str(number), "registration_number": f"2021/{number}",
        "type": "Memorandum of understanding", "owner": "Faculty of Law",
        "partners": [partner("KU Leuven")], "partner_total": 1, "signed": "2021-12-10",
        "kind": "end", "deadline": "2026-12-10", "latest": "2026-12-10", "given": "2026-12-10",
        "milestone": "2026-11-23", "step": "before 30d", "late_days": 0, "corrected_from": None,
        "policy": "default", "fallback": "none"}
    return fields | changes


def digest(name, **changes):
    """One entry in each section, and all that a digest can tell, in a trial, named by that name."""
    told = [{"name": name, "on": "2026-11-02"}]
    response = {"kind": "lapse", "until": None, "on": "2026-11-05"}
    entries = [entry(number, section=section, told=told, first_told="2026-11-02", absent=name,
                     level=1, response=response, owner=name, partners=[partner(name)],
                     registration_number=name)
               for number, section in enumerate(["ended", "undecided", "ending", "unanswered"])]
    return document(entries, kind="digest", recipient=name, problem_total=1, undelivered_total=1,
                    problems=[{"agreement_id": 0, "register": name, "line": 3, "code": "x",
                               "text": name}],
                    undelivered=[{"channel": name, "recipient": name, "subject": name,
                                  "reason": name, "since": "2026-11-20", "given_up": True}],
                    meant={"name": name, "channel": name, "address": name}) | changes


def partner(name, city=None):
    return {"name": name, "city": city, "country": None, "country_raw": None}


def document(entries, **changes):
    fields = {
        "version": 1, "kind": "reminder",
        "office": {"name": "International Cooperation Department", "language": "en",
                   "reply_to": "registry@example.edu"},
        "recipient": "Faculty of Law", "decided_on": "2026-11-23", "part": 1, "parts": 1,
        "entries": entries, "problems": [], "problem_total": 0, "trouble": None}
    return fields | changes


def render(form, content, address="law@example.edu", sender=SENDER):
    done = subprocess.run(
        [PROGRAM, form, "9f3c0123456789ab.17", address, str(CREATED_MS), "300", "2026-11-23",
         sender],
        input=json.dumps(content).encode(), stdout=subprocess.PIPE, check=True, timeout=60)
    return done.stdout


class Outside(html.parser.HTMLParser):
    """Collects the text of a page and refuses what is not balanced or points outside."""

    VOID = {"meta", "br"}

    def __init__(self, test):
        super().__init__()
        self.test, self.open, self.text = test, [], []

    def handle_starttag(self, tag, attributes):
        self.test.assertNotIn(tag, {"script", "img", "link", "iframe", "object", "a"})
        for name, _ in attributes:
            self.test.assertNotIn(name, {"src", "href", "background", "onload"})
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.test.assertEqual(self.open.pop(), tag)

    def handle_data(self, data):
        self.text.append(data)


class Mail(unittest.TestCase):
    def read(self, raw):
        """Parses strictly; checks lines, headers and parts."""
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        self.assertNotIn(b"\r", raw.replace(b"\r\n", b""))
        self.assertNotIn(b"\0", raw)
        for line in raw.split(b"\r\n"):
            self.assertLessEqual(len(line), 78)
        head = raw.split(b"\r\n\r\n", 1)[0]
        for line in head.split(b"\r\n"):
            self.assertLessEqual(len(line), 76)
        for word in re.findall(rb"=\?[^ \r\n]*\?=", head):
            self.assertLessEqual(len(word), 75)
        policy = email.policy.strict.clone(header_factory=email.policy.default.header_factory)
        message = email.message_from_bytes(raw, policy=policy)
        for part in message.walk():
            self.assertEqual(part.defects, [])
            for name in part.keys():
                self.assertEqual(part[name].defects, ())
        for name in ONCE + ["Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress"]:
            self.assertEqual(len(message.get_all(name)), 1, name)
        return message

    def display_name(self, message, header):
        """Of the raw header: message["To"] of Python 3.11 keeps the blank between two encoded
        words, which RFC 2047, 6.2, says to drop."""
        raw = dict(message.raw_items())[header]
        phrase = email.utils.parseaddr("".join(raw.splitlines()))[0]
        return str(email.header.make_header(email.header.decode_header(phrase)))

    def parts(self, message):
        return [part.get_content_type() for part in message.walk()]

    def test_headers_are_there_once_and_say_who_and_when(self):
        message = self.read(render("mail", document([entry(1)])))
        self.assertEqual(message["Message-ID"], "<9f3c0123456789ab.17@example.edu>")
        self.assertEqual(message["Date"].datetime.isoformat(), "2026-11-23T08:30:00+05:00")
        self.assertEqual(message["From"].addresses[0].display_name, "Agreements")
        self.assertEqual(message["To"].addresses[0].addr_spec, "law@example.edu")
        self.assertEqual(message["To"].addresses[0].display_name, "Faculty of Law")
        self.assertEqual(message["Reply-To"].addresses[0].addr_spec, "registry@example.edu")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertEqual(message["X-Auto-Response-Suppress"], "All")
        self.assertEqual(message["Subject"], "Agreement with KU Leuven ends in 17 days")

    def test_later_reminders_answer_the_one_that_began_the_thread(self):
        root = self.read(render("mail", document([entry(1)])))
        self.assertIsNone(root["In-Reply-To"])
        self.assertIsNone(root["References"])
        long = f"Agreements <a@{'long-' * 10}.{'name-' * 10}.example.edu>"
        for sender, first in ((SENDER, "9f3c0123456789ab.3"), (long, "9f3c0123456789ab.3")):
            raw = render("mail", document([entry(1)], in_reply_to=first), sender=sender)
            message = email.message_from_bytes(raw, policy=email.policy.default)
            domain = message["From"].addresses[0].domain
            for header in ("In-Reply-To", "References"):
                self.assertEqual(message.get_all(header), [f"<{first}@{domain}>"])
            self.assertEqual(message["Message-ID"], f"<9f3c0123456789ab.17@{domain}>")
        self.read(render("mail", document([entry(1)], in_reply_to="9f3c0123456789ab.3")))

    def test_a_trial_says_so_in_subject_and_body(self):
        content = document([entry(1)], meant={"name": "Dean", "channel": "mail",
                                              "address": "dean@example.edu"})
        message = self.read(render("mail", content))
        said = "Trial: this would have gone to Dean <dean@example.edu> over mail."
        self.assertTrue(message["Subject"].startswith("[Trial] "))
        plain, page, calendar = [part for part in message.walk() if not part.is_multipart()]
        self.assertEqual(plain.get_content().splitlines()[0], said)
        reader = Outside(self)
        reader.feed(page.get_content())
        self.assertIn(said, "".join(reader.text))
        self.assertIn(said.replace(" over mail.", ""), calendar.get_content().replace("\r\n ", ""))

    def test_a_digest_is_whole_in_both_parts_and_has_no_calendar(self):
        message = self.read(render("mail", digest("Dean")))
        self.assertEqual(self.parts(message),
                         ["multipart/alternative", "text/plain", "text/html"])
        plain, page = [part.get_content() for part in message.walk() if not part.is_multipart()]
        reader = Outside(self)
        reader.feed(page)
        reader.close()
        self.assertEqual(reader.open, [])
        for heading in ("Ended since the last digest", "Ended before, undecided",
                        "End within 90 days", "Nobody has responded", "Could not be delivered",
                        "Open problems"):
            self.assertIn(f"{heading}:\n", plain.replace("\r\n", "\n"))
            self.assertIn(heading, reader.text)

    def test_parts_stand_in_order(self):
        message = self.read(render("mail", document([entry(1)])))
        self.assertEqual(self.parts(message),
                         ["multipart/mixed", "multipart/alternative", "text/plain", "text/html",
                          "text/calendar"])
        plain, page, calendar = [part for part in message.walk() if not part.is_multipart()]
        self.assertEqual(plain.get_content_charset(), "utf-8")
        self.assertEqual(page.get_content_charset(), "utf-8")
        self.assertEqual(calendar.get_param("method"), "PUBLISH")
        self.assertEqual(calendar.get_filename(), "agreements.ics")
        self.assertEqual(plain.get_content().replace("\r\n", "\n"),
                         render("text", document([entry(1)])).decode())

    def test_without_a_day_there_is_no_calendar(self):
        content = document([entry(1, kind="unknown", given=None)])
        message = self.read(render("mail", content))
        self.assertEqual(self.parts(message),
                         ["multipart/alternative", "text/plain", "text/html"])

    def test_names_of_every_alphabet_come_back_whole(self):
        names = ["Смирнова, Анна @home \"x\"", "Université de Genève", "東京大学 国際部 " * 8,
                 "Smith, J.", "A" * 150, "\U0001f600\U0001f468\u200d\U0001f469" * 12,
                 "e\u0301" * 70, "=?utf-8?q?x?=", "plain", "a.b", "(comment) here", "x;y:z"]
        for name in names:
            name = name.strip()
            content = document([entry(1, partners=[partner(name[:60])])], recipient=name)
            message = self.read(render("mail", content, sender=f"{name} <a@example.edu>"
                                       if '"' not in name else SENDER))
            self.assertEqual(self.display_name(message, "To"), name)
            self.assertIn(name[:40], str(message["Subject"]))

    def test_a_foreign_domain_is_an_a_label(self):
        message = self.read(render("mail", document([entry(1)]), address="a@bücher.example"))
        self.assertEqual(message["To"].addresses[0].addr_spec, "a@xn--bcher-kva.example")

    def test_t23_six_hundred_agreements_are_all_listed_in_both_parts(self):
        entries = [entry(i, partners=[partner(f"Серіктес {i:03}")]) for i in range(600)]
        message = self.read(render("mail", document(entries)))
        plain, page, calendar = [part for part in message.walk() if not part.is_multipart()]
        for number in range(600):
            self.assertIn(f"Серіктес {number:03}", plain.get_content())
            self.assertIn(f"Серіктес {number:03}", page.get_content())
        events = icalendar.Calendar.from_ical(calendar.get_content()).walk("VEVENT")
        self.assertEqual(len({str(event["UID"]) for event in events}), 600)
        for line in plain.get_content().splitlines():
            self.assertLessEqual(len(line), 76)

    def test_t25_hostile_names_stay_text(self):
        names = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "</td></table>", "&lt;b&gt;",
                 "<!channel>", "\\n\\r\\0", "BEGIN:VEVENT", "a;b,c:d\\e", "--=_51ca6e598eb2d202_m",
                 ".", "From me"]
        content = document([entry(i, partners=[partner(name, name)], owner=name, type=name,
                                  register=name) for i, name in enumerate(names)])
        content["office"]["name"] = content["recipient"] = "<b>\"'&"
        message = self.read(render("mail", content))
        plain, page, calendar = [part for part in message.walk() if not part.is_multipart()]
        reader = Outside(self)
        reader.feed(page.get_content())
        reader.close()
        self.assertEqual(reader.open, [])
        shown = "".join(reader.text)
        for name in names:
            self.assertIn(name, plain.get_content())
            self.assertIn(name, shown)
        events = icalendar.Calendar.from_ical(calendar.get_content()).walk("VEVENT")
        self.assertEqual(len(events), len(names))
        for name, event in zip(names, events):
            if "\\n" in name:  # icalendar 4 takes an escaped backslash before n for a line end
                self.assertIn(r"\\n\\r\\0", calendar.get_content())
                continue
            self.assertEqual(str(event["SUMMARY"]),
                             f"Last day of the agreement with {name} ({name})")

    def test_t25_hostile_names_stay_text_in_a_digest(self):
        for name in ("<script>alert(1)</script>", "</td></table></h2>", "&lt;b&gt;", "a;b,c:d\\e"):
            message = self.read(render("mail", digest(name)))
            plain, page = [part.get_content() for part in message.walk()
                           if not part.is_multipart()]
            reader = Outside(self)
            reader.feed(page)
            reader.close()
            self.assertEqual(reader.open, [])
            # Partners, told and number of four entries; the rest of it once or twice.
            self.assertGreaterEqual("".join(reader.text).count(name), 18)
            self.assertGreaterEqual(" ".join(plain.split()).count(name), 18)

    def test_t34_names_of_any_length_fit_into_lines(self):
        for name in ("x" * 400, "Қ" * 200, "東京 " * 50, "\U0001f600" * 100):
            self.read(render("mail", digest(name.strip())))

    def test_page_is_balanced_and_asks_for_nothing(self):
        entries = [entry(i, kind=kind) for i, kind in enumerate(["end", "review"] * 8)]
        content = document(entries, kind="intake", problem_total=1, problems=[
            {"agreement_id": 0, "register": "a.txt", "line": 3, "code": "x", "text": "no <day>"}])
        for kind in ("intake", "reminder"):
            content["kind"] = kind
            reader = Outside(self)
            reader.feed(render("html", content).decode())
            reader.close()
            self.assertEqual(reader.open, [])
            self.assertIn("no <day>", "".join(reader.text))


class Calendar(unittest.TestCase):
    def test_t24_is_read_back_by_another_parser(self):
        long = "Қазақ ұлттық университеті \U0001f600; " * 5
        content = document([entry(1, deadline="2026-12-31", latest="2026-12-31"),
                            entry(2, kind="review", deadline="2028-02-29", latest="2028-02-29"),
                            entry(3, kind="unknown"),
                            entry(4, given="2028", deadline="2028-03-30", latest="2028-12-31",
                                  partners=[partner(long.strip())])])
        raw = render("calendar", content)
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        for line in raw.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode("utf-8")
        calendar = icalendar.Calendar.from_ical(raw)
        self.assertEqual(calendar["VERSION"], "2.0")
        self.assertEqual(calendar["METHOD"], "PUBLISH")
        events = calendar.walk("VEVENT")
        self.assertEqual([str(event["UID"]) for event in events],
                         ["1-end@9f3c0123456789ab.renewd", "2-review@9f3c0123456789ab.renewd",
                          "4-end@9f3c0123456789ab.renewd"])
        spans = [(event["DTSTART"].dt, event["DTEND"].dt) for event in events]
        day = datetime.date
        self.assertEqual(spans, [(day(2026, 12, 31), day(2027, 1, 1)),
                                 (day(2028, 2, 29), day(2028, 3, 1)),
                                 (day(2028, 3, 30), day(2028, 3, 31))])
        for event in events:
            self.assertEqual(event.errors, [])
            self.assertEqual(event["TRANSP"], "TRANSPARENT")
            self.assertEqual(event.walk("VALARM"), [])
            self.assertEqual(event["DTSTAMP"].dt.isoformat(), "2026-11-23T03:30:00+00:00")
        self.assertIn(long.strip(), str(events[2]["SUMMARY"]))
        self.assertIn("Recorded as 2028, without a day\n", str(events[2]["DESCRIPTION"]))


class Bodies(unittest.TestCase):
    def test_t25_slack_and_webhook_hold_hostile_names(self):
        name = "<!channel> \"x\" \\ </script> \U0001f600"
        content = document([entry(1, partners=[partner(name)])])
        slack = render("slack", content).decode()
        json.loads(slack)
        self.assertNotIn("<", slack)
        body = json.loads(render("webhook", content))
        self.assertEqual(body["data"]["entries"][0]["partners"][0]["name"], name)

    def test_t25_a_digest_in_slack_and_a_webhook_holds_hostile_names(self):
        name = "<!channel> \"x\" \\ </script> \U0001f600"
        slack = render("slack", digest(name)).decode()
        json.loads(slack)
        self.assertNotIn("<", slack)
        body = json.loads(render("webhook", digest(name)))
        self.assertEqual(body["type"], "agreement.digest")
        self.assertEqual(body["data"]["meant"]["name"], name)
        self.assertEqual(body["data"]["undelivered"][0]["reason"], name)

    def test_a_webhook_follows_the_standard(self):
        body = json.loads(render("webhook", document([entry(1)])))
        self.assertEqual(list(body), ["type", "timestamp", "data"])
        self.assertRegex(body["type"], r"^[a-zA-Z0-9_.]+$")
        when = datetime.datetime.fromisoformat(body["timestamp"].replace("Z", "+00:00"))
        self.assertEqual(when.timestamp() * 1000, CREATED_MS)


if __name__ == "__main__":
    unittest.main()
