"""Goal: how an agreement goes on, and until when notice can be given, is kept as the office says
it, and reminded of on the right days.
"""

import datetime
import json
import unittest

from office import Office

HEADING = "No,Partner,Country,Type,Signed,Valid until,Owner"


class Terms(Office):
    def setUp(self):
        super().setUp()
        self.make_store()

    def take(self, *rows, heading=HEADING, name="main.csv"):
        path = self.register(name, "\n".join([heading, *rows]) + "\n")
        done = self.call("--json", "import", path)
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def problems(self):
        return json.loads(self.call("--json", "problems").stdout)

    def show(self, id_=1, **kwargs):
        return self.json("show", str(id_), **kwargs)

    def told(self, day):
        """What is told on that day: kind, deadline and milestone of each notice."""
        return [(entry["deadline_kind"], entry["deadline"], entry["milestone"])
                for message in self.json("preview", "--on", day)["messages"]
                for entry in message["entries"] if entry["outcome"] == "notice"]

    def told_before(self, day):
        """What is told on that day, or on the Friday before it."""
        day = datetime.date.fromisoformat(day)
        return self.told(str(day - datetime.timedelta(max(0, day.weekday() - 4))))

    def test_a_fixed_day_of_notice_is_set_by_hand(self):
        self.take("1,Alpha University,DE,MoU,2021-09-01,2028-08-31,ICD")
        self.renewctl("edit", "1", "--renewal", "tacit every 1y",
                      "--notice", "1 sep, 1y ahead")
        self.assertEqual(self.show()["renews"],
                         {"every": "1y", "times": None, "notice": "1 September, 1y ahead",
                          "renewed": 0})
        self.assertIn("1 September, 1y ahead", self.renewctl("show", "1"))
        self.assertEqual(self.show()["history"][-1]["after"]["notice"], "1 September, 1y ahead")
        self.assertIn(("notice", "2027-09-01", "2027-09-01"), self.told("2027-09-01"))
        text = self.renewctl("preview", "--on", "2027-09-01")
        self.assertIn("Notice can be given until Wednesday 1 September 2027, today: without it the",
                      text)
        self.renewctl("edit", "1", "--notice", "unknown")
        self.assertIsNone(self.show()["renews"]["notice"])

    def test_a_notice_that_is_none_is_refused(self):
        self.take("1,Alpha University,DE,MoU,2021-09-01,2028-08-31,ICD")
        for value in ("31 June", "1 September 2027", "soon", "…"):
            self.assertIn("it takes a period such as 3m, a day such as \"1 September\"",
                          self.refused("edit", "1", "--notice", value))

    # ---- terms that follow by themselves ----------------------------------------------------

    def test_five_and_five_is_a_term_with_one_renewal(self):
        for row, then, last in (("5+5", "5y", "2033-02-03"), ("5year+1", "1y", "2029-02-03")):
            with self.subTest(row):
                name = row.replace("+", "") + ".csv"
                self.take(f"1,University of {row},DE,MoU,2023-02-03,{row},ICD", name=name)
                question = self.problems()[-1]
                self.assertEqual((question["code"], question["readings"]),
                                 ("renewal_to_confirm", ["tacit", "express"]))
                id_ = question["agreement"]
                self.renewctl("edit", str(id_), "--renewal", "tacit", "--notice", "3m")
                self.assertEqual(self.problems(), [])
                self.assertEqual(self.show(id_)["renews"],
                                 {"every": then, "times": 1, "notice": "3m", "renewed": 0})
                self.assertEqual(self.show(id_)["reckoned_last_day"], "2028-02-03")
                self.assertEqual(self.show(id_, clock="2028-02-04")["reckoned_last_day"], last)
                self.assertIn(("notice", "2027-11-03", "2027-11-03"), self.told("2027-11-03"))
                # The end is told of the last term, and of no other.
                self.assertIn(("end", last, last), self.told_before(last))
                self.assertNotIn("end", [kind for kind, *_ in self.told("2028-02-03")])
                self.renewctl("withdraw", str(id_))

    def test_renewals_without_limit_are_reviewed_and_never_end(self):
        self.take('1,Alpha University,DE,MoU,2023-02-03,"5 years, renewed automatically for 1 '
                  'year",ICD')
        self.assertEqual(self.show()["renews"]["times"], None)
        self.assertIn(("review", "2027-02-03", "2027-02-03"), self.told("2027-02-03"))
        for day in ("2028-02-03", "2029-02-02", "2040-02-03"):
            self.assertNotIn("end", [kind for kind, *_ in self.told(day)])

    def test_t14_notice_is_that_of_the_current_term(self):
        self.take('1,Alpha University,DE,MoU,2020-08-01,"36 months, renewed automatically for '
                  '12 months",3 months,ICD',
                  heading="No,Partner,Country,Type,Signed,Valid until,Notice period,Owner")
        self.assertEqual(self.show()["reckoned_last_day"], "2027-08-01")
        self.assertEqual(self.show()["renews"],
                         {"every": "12m", "times": None, "notice": "3m", "renewed": 4})
        # 1 May 2027 is a Saturday.
        self.assertIn(("notice", "2027-05-01", "2027-05-01"), self.told("2027-04-30"))
        self.assertIn(("notice", "2028-05-01", "2028-05-01"), self.told("2028-05-01"))

    # ---- academic years ---------------------------------------------------------------------

    def test_a_last_day_is_that_of_an_academic_year(self):
        self.take("1,Alpha University,DE,MoU,2021-09-01,end of 2027/28,ICD")
        self.assertIsNone(self.show()["last_day"])
        self.assertEqual([problem["readings"] for problem in self.problems()],
                         [["2028-08-31", "2028-09-30"]])
        self.assertIn("does not say when an academic year starts (office.academic_year.starts)",
                      self.refused("edit", "1", "--last-day", "2027/28"))
        self.write_config(self.config.read_text().replace(
            "keeper: registry}", "keeper: registry, academic_year: {starts: 1 September}}", 1))
        self.take("1,Alpha University,DE,MoU,2021-09-01,end of 2027/28,ICD")
        self.assertEqual(self.show()["last_day"], "2028-08-31")
        self.assertIn("(the register says: end of 2027/28)", self.renewctl("show", "1"))
        self.assertEqual(self.problems(), [])
        self.renewctl("edit", "1", "--last-day", "2028/2029")
        self.assertEqual(self.show()["last_day"], "2029-08-31")
        self.assertIn("an academic year such as 2027/28",
                      self.refused("edit", "1", "--last-day", "2027/29"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
