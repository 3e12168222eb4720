/* Owners that are no contact: what is suggested. */
#include "cli/owner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/support/alloc.h"

static const struct address registry_addresses[] = {{"mail", "registry@example.edu"},
						    {"mail", "office@example.edu"}};
static const char *const aliases[] = {"ICD"};
static const struct contact items[] = {
	{.key = "registry",
	 .name = "Registry",
	 .addresses = registry_addresses,
	 .address_count = 2},
	{.key = "coop",
	 .name = "International Cooperation Department",
	 .aliases = aliases,
	 .alias_count = 1},
};
static const struct contacts contacts = {.items = items, .count = 2};

static void assert_cure(int line, const char *owner, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};

	owner_cure(&out, &contacts, owner);
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: %s\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
}

#define CURE(owner, expected) assert_cure(__LINE__, owner, expected)

static void an_address_is_that_of_its_contact(void **state)
{
	(void)state;
	CURE("Office@example.edu", "it is the address of \"Registry\": write that name into the "
				   "register, or add an alias");
	CURE("other@example.edu", "add a contact or an alias");
}

static void a_list_names_its_contacts(void **state)
{
	static const char expected[] =
		"it names \"International Cooperation Department\" and \"Registry\": write one of "
		"them into the register, or add a contact of that name";

	(void)state;
	CURE("ICD, Registry", expected);
	CURE("icd/registry@example.edu", expected);
	CURE("coop and Registry;", expected);
	CURE("ICD, Nobody", "add a contact or an alias");
	CURE("a,b,c,d,e,f,g,h,i", "add a contact or an alias");
	CURE(",", "add a contact or an alias");
	CURE("ICD,ICD,ICD,ICD,ICD,ICD,ICD,ICD,ICD", "add a contact or an alias");
}

static void a_name_that_is_near_is_suggested(void **state)
{
	(void)state;
	CURE("Internatonal Cooperation Department",
	     "did you mean \"International Cooperation Department\"? Mend the register, or add an "
	     "alias");
	CURE("Regstry", "did you mean \"Registry\"? Mend the register, or add an alias");
	CURE("ICE", "add a contact or an alias");
	CURE("Library", "add a contact or an alias");
}

static int cure_with_little_memory(void *context)
{
	CLEANUP(text_done) struct text out = {0};

	(void)context;
	owner_cure(&out, &contacts, "ICD, Registry");
	return text_failed(&out) ? -12 : 0;
}

static void lack_of_memory_shows_in_the_text(void **state)
{
	(void)state;
	alloc_each_fails(cure_with_little_memory, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_that_of_its_contact),
		cmocka_unit_test(a_list_names_its_contacts),
		cmocka_unit_test(a_name_that_is_near_is_suggested),
		cmocka_unit_test(lack_of_memory_shows_in_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
