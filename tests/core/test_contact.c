/* Goal: an owner is found however the register spells the name. */
#include "core/contact.h"
#include "tests/core/cases.h"

static const char *const icd_aliases[] = {"ICD", "International Cooperation Dept."};
static const char *const arts_aliases[] = {"Школа творческих индустрий", "registry"};

static const struct contact items[] = {
	{.key = "registry", .name = "Registry"},
	{.key = "icd",
	 .name = "International Cooperation Department",
	 .aliases = icd_aliases,
	 .alias_count = COUNT(icd_aliases)},
	{.key = "arts",
	 .name = "School of Creative Industries",
	 .aliases = arts_aliases,
	 .alias_count = COUNT(arts_aliases)},
};
static const struct contacts contacts = {.items = items, .count = COUNT(items)};

static void key_name_and_aliases_find_a_contact(void **state)
{
	(void)state;
	NUMBER_IS(contacts_find(&contacts, "icd"), 1);
	NUMBER_IS(contacts_find(&contacts, "International Cooperation Department"), 1);
	NUMBER_IS(contacts_find(&contacts, "International Cooperation Dept."), 1);
	NUMBER_IS(contacts_find(&contacts, "School of Creative Industries"), 2);
}

static void case_and_white_space_do_not_matter(void **state)
{
	(void)state;
	NUMBER_IS(contacts_find(&contacts, "ICD"), 1);
	NUMBER_IS(contacts_find(&contacts, "  INTERNATIONAL  cooperation\tdepartment "), 1);
	NUMBER_IS(contacts_find(&contacts, "ШКОЛА ТВОРЧЕСКИХ  ИНДУСТРИЙ"), 2);
}

static void the_first_of_two_with_one_name_is_taken(void **state)
{
	(void)state;
	NUMBER_IS(contacts_find(&contacts, "registry"), 0);
}

static void nobody_is_found_for_anything_else(void **state)
{
	(void)state;
	HOLDS(contacts_find(&contacts, NULL) == CONTACT_NOT_FOUND);
	HOLDS(contacts_find(&contacts, "") == CONTACT_NOT_FOUND);
	HOLDS(contacts_find(&contacts, "Department") == CONTACT_NOT_FOUND);
	HOLDS(contacts_find(&contacts, "ic") == CONTACT_NOT_FOUND);
	HOLDS(contacts_find(&contacts, "*") == CONTACT_NOT_FOUND);
	HOLDS(contacts_find(&contacts, "InternationalCooperationDepartment") == CONTACT_NOT_FOUND);
}

static void a_key_is_found_exactly(void **state)
{
	(void)state;
	NUMBER_IS(contacts_by_key(&contacts, "arts"), 2);
	HOLDS(contacts_by_key(&contacts, "Arts") == CONTACT_NOT_FOUND);
	HOLDS(contacts_by_key(&contacts, "ICD") == CONTACT_NOT_FOUND);
	HOLDS(contacts_by_key(&contacts, "") == CONTACT_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(key_name_and_aliases_find_a_contact),
		cmocka_unit_test(case_and_white_space_do_not_matter),
		cmocka_unit_test(the_first_of_two_with_one_name_is_taken),
		cmocka_unit_test(nobody_is_found_for_anything_else),
		cmocka_unit_test(a_key_is_found_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
