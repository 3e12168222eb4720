"""Goal: how an agreement goes on, and until when notice can be given, is kept as the office says
it, and reminded of on the right days.
"""

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
