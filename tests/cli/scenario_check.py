"""renewctl check: a configuration that silently does less than it says is found out."""

import unittest

from office import CONFIG, Office

# Its owners are all known, so that nothing but the configuration can be complained of.
REGISTER = """\
No,Partner,Type,Signed,Valid until,Owner
1,KU Leuven,Exchange,2021-12-31,2026-12-31,ICD
"""


class Check(Office):
    def setUp(self):
        super().setUp()
        self.renewctl("init")
        path = self.folder / "register.csv"
        path.write_text(REGISTER)
        self.renewctl("import", path)

    def found(self, old, new, status):
        """What check says of the configuration with that change, each complaint a line."""
        text = CONFIG.format(folder=self.folder)
        self.assertIn(old, text)
        self.write_config(text.replace(old, new))
        done = self.call("check")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return " ".join((done.stdout + done.stderr).split())

    def test_a_configuration_that_does_what_it_says_is_all_right(self):
        self.assertNotIn("warning", self.found("Office", "Office", 0))

    def test_t21_a_policy_that_never_applies_is_found(self):
        said = self.found("    unknown: {every: 6m, to: registry}\n",
                          "    unknown: {every: 6m, to: registry}\n"
                          "  - name: later\n    end: {before: [30d]}\n", 1)
        self.assertIn("the policy 'later' never applies", said)

    def test_t21_a_policy_that_says_nothing_is_found(self):
        said = self.found("policies:\n", "policies:\n  - {name: silent, to: icd}\n", 1)
        self.assertIn("the policy says nothing about end, notice, review or unknown", said)

    def test_t21_a_policy_that_no_agreement_matches_is_found(self):
        said = self.found("policies:\n", "policies:\n  - name: moon\n    match: {type: moonwalk}\n"
                          "    end: {before: [30d]}\n", 1)
        self.assertIn("moon", said)

    def test_t21_a_recipient_that_is_missing_or_cannot_be_told_is_found(self):
        said = self.found("to: registry", "to: regsitry", 2)
        self.assertIn("regsitry", said)
        self.assertIn("did you mean 'registry'", said)
        said = self.found("    email: icd@example.edu\n    channels: [local]\n", "", 1)
        self.assertIn("contacts.icd", said)

    def test_t21_an_unknown_key_is_found_with_what_was_meant(self):
        for wrong, right in (("escalte: {after: 21d, to: registry}", "escalate"),
                             ("windw: {opens: 90d, closes: 30d}", "window")):
            said = self.found("    review:", f"    {wrong}\n    review:", 2)
            self.assertIn(f"did you mean '{right}'", said)

    def test_t21_a_step_of_escalation_that_tells_nobody_new_is_found(self):
        said = self.found("  - name: default\n", "  - name: default\n    to: registry\n"
                          "    escalate: {after: 21d, to: registry}\n", 1)
        self.assertIn("escalate", said)

    def test_t21_a_digest_and_a_trial_need_somebody_who_can_be_told(self):
        for key in ("digest: {on: mon, to: nobody}", "trial: {to: nobody}"):
            said = self.found("policies:\n", f"{key}\npolicies:\n", 2)
            self.assertIn("nobody", said)


if __name__ == "__main__":
    unittest.main()
