/* Goal: a deputy is one who can stand in, and where deputies lead to nobody, that is said. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define WITH(contacts)                                                                             \
	OFFICE CHANNELS "contacts:\n  registry: {email: registry@example.edu}\n" contacts

static struct day day(const char *text)
{
	struct day day = DAY_NONE;

	assert_true(day_parse(text, &day));
	return day;
}

static void an_absence_arrives(void **state)
{
	struct config *config = reader_good(
		WITH("  law: {email: l@b.c, absent: {from: 2027-07-01, until: \"2027-08-15\", "
		     "deputy: arts}}\n"
		     "  arts: {email: a@b.c, absent: {until: 2027-01-31, deputy: registry}}\n"));
	const struct contact *contacts = config->contacts.items;

	(void)state;
	assert_null(contacts[0].deputy);
	assert_ptr_equal(contacts[1].deputy, &contacts[2]);
	assert_int_equal(contacts[1].absent_from.n, day("2027-07-01").n);
	assert_int_equal(contacts[1].absent_until.n, day("2027-08-15").n);
	assert_ptr_equal(contacts[2].deputy, &contacts[0]);
	assert_true(day_is_none(contacts[2].absent_from));
	assert_ptr_equal(contact_on_duty(&contacts[1], day("2027-08-15")), &contacts[2]);
	assert_ptr_equal(contact_on_duty(&contacts[1], day("2027-08-16")), &contacts[1]);
	config_free(config);
}

static void the_keeper_may_be_absent(void **state)
{
	struct config *config = reader_good(
		OFFICE CHANNELS "contacts:\n  registry: {email: a@b.c, absent: {until: 2027-01-31, "
				"deputy: law}}\n  law: {email: l@b.c}\n");

	(void)state;
	assert_int_equal(config->contacts.keeper, 0);
	assert_string_equal(config->contacts.items[0].deputy->key, "law");
	config_free(config);
}

static void what_is_missing_or_wrong_is_named(void **state)
{
	(void)state;
	reader_complains(
		WITH("  law: {email: l@b.c, absent: {from: 1 July}}\n"
		     "  arts: {email: a@b.c, absent: {from: 2027-02-30, until: 2027-7-1, deputy: "
		     "registri}}\n"
		     "  dean: {email: d@b.c, absent: {until: 2027-07-01, deputy: owner, to: x}}\n"
		     "  hall: {email: h@b.c, absent: 2027-07-01}\n"),
		"5:23: contacts.law.absent.until: is missing (The last day of the absence)\n"
		"5:23: contacts.law.absent.deputy: is missing (The contact that is told instead)\n"
		"5:38: contacts.law.absent.from: '1 July' is no date; write it like 2026-08-31\n"
		"6:39: contacts.arts.absent.from: '2027-02-30' is no date; write it like "
		"2026-08-31\n"
		"6:58: contacts.arts.absent.until: '2027-7-1' is no date; write it like "
		"2026-08-31\n"
		"6:76: contacts.arts.absent.deputy: there is no contact 'registri' (did you mean "
		"'registry'?)\n"
		"7:60: contacts.dean.absent.deputy: 'owner' stands for whoever owns an agreement; "
		"here it takes the key of a contact\n"
		"7:67: contacts.dean.absent.to: unknown key\n"
		"8:32: contacts.hall.absent: must be a group of keys (key: value), indented below "
		"it\n");
}

static void an_absence_ends_after_it_has_begun(void **state)
{
	(void)state;
	config_free(reader_good(WITH("  law: {email: l@b.c, absent: {from: 2027-07-01, until: "
				     "2027-07-01, deputy: registry}}\n")));
	reader_complains(WITH("  law: {email: l@b.c, absent: {from: 2027-07-01, until: 2027-06-30, "
			      "deputy: registry}}\n"),
			 "5:57: contacts.law.absent.until: lies before the first day of the "
			 "absence, 2027-07-01 (from)\n");
}

static void a_deputy_is_somebody_else_who_can_be_told(void **state)
{
	(void)state;
	reader_complains(
		WITH("  law: {email: l@b.c, absent: {until: 2027-07-01, deputy: law}}\n"),
		"5:59: contacts.law.absent.deputy: a contact cannot stand in for itself\n");
	reader_complains(
		WITH("  law: {email: l@b.c, absent: {until: 2027-07-01, deputy: arts}}\n"
		     "  arts: {name: Faculty of Arts}\n"),
		"5:59: contacts.law.absent.deputy: 'arts' can be told nothing, so it cannot stand "
		"in for anybody\n"
		"6:3: warning: contacts.arts: the contact has no key 'email': it can be told "
		"nothing, and the keeper is told instead\n");
}

static void deputies_that_lead_to_nobody_are_a_warning(void **state)
{
	(void)state;
	reader_complains(
		WITH("  law: {email: l@b.c, absent: {from: 2027-07-01, until: 2027-07-31, deputy: "
		     "arts}}\n"
		     "  arts: {email: a@b.c, absent: {until: 2027-07-15, deputy: law}}\n"
		     "  hall: {email: h@b.c, absent: {until: 2027-07-02, deputy: arts}}\n"),
		"5:23: warning: contacts.law.absent: from 2027-07-01 until 2027-07-15 all who "
		"stand in for it are absent too: it is told itself then\n"
		"6:24: warning: contacts.arts.absent: from 2027-07-01 until 2027-07-15 all who "
		"stand in for it are absent too: it is told itself then\n"
		"7:24: warning: contacts.hall.absent: from 2027-07-01 until 2027-07-02 all who "
		"stand in for it are absent too: it is told itself then\n");
	reader_complains(
		WITH("  law: {email: l@b.c, absent: {until: 2027-07-31, deputy: arts}}\n"
		     "  arts: {email: a@b.c, absent: {until: 2027-07-15, deputy: law}}\n"),
		"5:23: warning: contacts.law.absent: until 2027-07-15 all who stand in for it are "
		"absent too: it is told itself then\n"
		"6:24: warning: contacts.arts.absent: until 2027-07-15 all who stand in for it "
		"are absent too: it is told itself then\n");
	/* One after the other, each can stand in for the other. */
	config_free(reader_good(
		WITH("  law: {email: l@b.c, absent: {from: 2027-07-01, until: 2027-07-31, deputy: "
		     "arts}}\n"
		     "  arts: {email: a@b.c, absent: {from: 2027-08-01, until: 2027-08-31, deputy: "
		     "law}}\n")));
}

/* As many as contact_on_duty() follows, and one more. */
static void deputies_of_deputies_are_followed_as_far_as_the_core_does(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};
	struct config *config;

	(void)state;
	text_add(&yaml, WITH(""));
	for (int i = 1; i < CONTACT_DEPUTIES_MAX; i++)
		text_addf(&yaml, "  c%d: {email: c@b.c, absent: {until: 2027-07-31, deputy: %s}}\n",
			  i, i == 1 ? "registry" : "c1");
	config = reader_good(text_string(&yaml));
	config_free(config);
	text_clear(&yaml);
	text_add(&yaml, WITH(""));
	for (int i = 1; i <= CONTACT_DEPUTIES_MAX; i++)
		text_addf(&yaml,
			  "  c%d: {email: c@b.c, absent: {until: 2027-07-31, deputy: c%d}}\n", i,
			  i + 1);
	text_addf(&yaml, "  c%d: {email: c@b.c}\n", CONTACT_DEPUTIES_MAX + 1);
	reader_complains(text_string(&yaml),
			 "5:22: warning: contacts.c1.absent: until 2027-07-31 all who stand in for "
			 "it are absent too: it is told itself then\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_absence_arrives),
		cmocka_unit_test(the_keeper_may_be_absent),
		cmocka_unit_test(what_is_missing_or_wrong_is_named),
		cmocka_unit_test(an_absence_ends_after_it_has_begun),
		cmocka_unit_test(a_deputy_is_somebody_else_who_can_be_told),
		cmocka_unit_test(deputies_that_lead_to_nobody_are_a_warning),
		cmocka_unit_test(deputies_of_deputies_are_followed_as_far_as_the_core_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
