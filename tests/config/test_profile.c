/* Goal: a profile is taken as it is written, and what is wrong in it is said with its place. */
#include <errno.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/profile.h"
#include "core/cleanup.h"
#include "tests/support/alloc.h"

static struct arena arena;
static struct problems problems;
static struct profile profile;

static int forget(void **state)
{
	(void)state;
	arena_done(&arena);
	problems_done(&problems);
	profile = (struct profile){0};
	return 0;
}

static int read_profile(const char *yaml)
{
	return profile_parse(yaml, strlen(yaml), "p.yaml", &arena, &problems, &profile);
}

static const char whole[] = "name: \"Partner \\\"list\\\"\"\n"
			    "format: running\n"
			    "encoding: windows-1251\n"
			    "sheet: \"MoU 2024\"\n"
			    "columns:\n"
			    "  \"Valid until\": last_day\n"
			    "  column 3: none\n"
			    "dates: {order: month/day}\n"
			    "phrases:\n"
			    "  \"as long as*\": open_ended\n"
			    "  \"standard term\": {term: 5y}\n"
			    "  \"rolls over\": {tacit: 1y}\n"
			    "  \"auto\": tacit\n"
			    "  \"c\\xFD\": nothing\n"
			    "types:\n"
			    "  - \"Project\"\n"
			    "strip:\n"
			    "  - \"Updated on*\"\n"
			    "  - \"Page *\"\n"
			    "start: \"Table 1*\"\n"
			    "stop: \"This list*\"\n"
			    "defaults:\n"
			    "  type: \"MoU\"\n"
			    "  owner: \"ICD\"\n"
			    "  country: \"KZ\"\n"
			    "  term: 5y\n";

static void check_whole(void)
{
	assert_string_equal(profile.name, "Partner \"list\"");
	assert_int_equal(profile.format, FORMAT_RUNNING);
	assert_string_equal(profile.encoding, "windows-1251");
	assert_string_equal(profile.sheet, "MoU 2024");
	assert_int_equal(profile.column_count, 2);
	assert_string_equal(profile.columns[0].heading, "Valid until");
	assert_int_equal(profile.columns[0].role, ROLE_LAST_DAY);
	assert_null(profile.columns[1].heading);
	assert_int_equal(profile.columns[1].position, 3);
	assert_int_equal(profile.columns[1].role, ROLE_NONE);
	assert_int_equal(profile.order, ORDER_MONTH_DAY);
	assert_int_equal(profile.phrase_count, 5);
	assert_int_equal(profile.phrases[0].meaning, PHRASE_OPEN_ENDED);
	assert_int_equal(profile.phrases[1].meaning, PHRASE_TERM);
	assert_int_equal(profile.phrases[1].length.n, 5);
	assert_int_equal(profile.phrases[2].meaning, PHRASE_TACIT);
	assert_int_equal(profile.phrases[2].length.n, 1);
	assert_int_equal(profile.phrases[3].meaning, PHRASE_TACIT);
	assert_int_equal(profile.phrases[3].length.n, 0);
	assert_int_equal(profile.phrases[4].meaning, PHRASE_NOTHING);
	assert_string_equal(profile.types.items[0], "Project");
	assert_int_equal(profile.strip.count, 2);
	assert_string_equal(profile.start, "Table 1*");
	assert_string_equal(profile.stop, "This list*");
	assert_string_equal(profile.defaults.type, "MoU");
	assert_string_equal(profile.defaults.owner, "ICD");
	assert_string_equal(profile.defaults.country, "KZ");
	assert_int_equal(profile.defaults.term.n, 5);
}

static void every_key_arrives(void **state)
{
	(void)state;
	assert_int_equal(read_profile(whole), 0);
	assert_int_equal(problems.count, 0);
	check_whole();
}

static void what_is_written_reads_back_as_the_same(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	assert_int_equal(read_profile(whole), 0);
	profile_write(&profile, &out);
	assert_false(text_failed(&out));
	profile = (struct profile){0};
	assert_int_equal(read_profile(text_string(&out)), 0);
	check_whole();
}

/* Line ends of YAML, quotation marks, letters that YAML refuses to hold as they are. */
static void any_heading_reads_back_as_the_same(void **state)
{
	static const char *const headings[] = {
		"a: b # c",
		" leading",
		"\"quoted\" 'too'",
		"back\\slash",
		"two\nlines\ttab",
		"- x",
		"%d",
		"\xf0\x9f\x93\x85 Тіл",
		"nel\xc2\x85 end",
		"ls\xe2\x80\xa8 end",
		"null",
		"*b &a",
		"csi\xc2\x9b end",
		"bom\xef\xbb\xbf end",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		CLEANUP(text_done) struct text out = {0};
		struct profile_column column = {.heading = headings[i], .role = ROLE_LAST_DAY};

		profile = (struct profile){.columns = &column, .column_count = 1};
		profile_write(&profile, &out);
		assert_int_equal(read_profile(text_string(&out)), 0);
		assert_int_equal(profile.column_count, 1);
		assert_string_equal(profile.columns[0].heading, headings[i]);
	}
}

static void every_mistake_is_told_with_its_place(void **state)
{
	static const struct {
		int line;
		const char *yaml;
		const char *complaint;
	} cases[] = {
		{__LINE__, "colums: {a: note}\n",
		 "p.yaml:1:1: colums: unknown key (did you mean 'columns'?)"},
		{__LINE__, "columns: {Until: last_dya}\n",
		 "p.yaml:1:18: columns.Until: 'last_dya' is none of: none, number, "
		 "registration_number, partner, city, country, type, signed, effective, last_day, "
		 "term, renewal, notice, owner, status, link, note (did you mean 'last_day'?)"},
		{__LINE__, "columns: {Until: }\n",
		 "p.yaml:1:11: columns.Until: has no role; write none for a column that is not to "
		 "be used"},
		{__LINE__, "columns: {Until: note, until: owner}\n",
		 "p.yaml:1:24: columns.until: the same column is there twice"},
		{__LINE__, "columns: {column 3: note, column 3 : owner}\n",
		 "p.yaml:1:27: columns.column 3: is there twice; the first is on line 1"},
		{__LINE__, "columns: {column 9999999: note}\n",
		 "p.yaml:1:11: columns.column 9999999: no register has so many columns"},
		{__LINE__, "columns: [a, b]\n",
		 "p.yaml:1:10: columns: must be headings with their roles (Valid until: last_day), "
		 "one a line"},
		{__LINE__, "dates: {order: european}\n",
		 "p.yaml:1:16: dates.order: 'european' is none of: day/month, month/day"},
		{__LINE__, "phrases: {auto: {tacit: 1 year}}\n",
		 "p.yaml:1:25: phrases.auto.tacit: '1 year' is no span; write 1y"},
		{__LINE__, "phrases: {auto: {every: 1y}}\n",
		 "p.yaml:1:17: phrases.auto: must be {term: LENGTH} or {tacit: LENGTH}, such as "
		 "{term: 5y}"},
		{__LINE__, "phrases: {\"**\": nothing}\n",
		 "p.yaml:1:11: phrases.**: matches every cell"},
		{__LINE__, "phrases: {x: }\n",
		 "p.yaml:1:11: phrases.x: has no meaning; write nothing for a phrase to pass over"},
		{__LINE__, "encoding: latin1\n",
		 "p.yaml:1:11: encoding: 'latin1' is none of: utf-8, utf-16le, utf-16be, "
		 "windows-1251, windows-1252, windows-1254"},
		{__LINE__, "defaults: {country: [KZ, DE]}\n",
		 "p.yaml:1:21: defaults.country: holds 2 values; at most 1 are allowed"},
		{__LINE__, "defaults: {term: 200y}\n",
		 "p.yaml:1:18: defaults.term: '200y' is no span; write a number of days, weeks, "
		 "months or years like 14d, 6w, 3m, 2y"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(text_done) struct text said = {0};

		forget(NULL);
		assert_int_equal(read_profile(cases[i].yaml), 1);
		problem_format(&problems.items[0], &said);
		if (strcmp(text_string(&said), cases[i].complaint) != 0)
			fail_msg("line %d: %s", cases[i].line, text_string(&said));
	}
}

static void a_column_of_the_command_line_is_split_at_its_last_sign(void **state)
{
	struct profile_column column;

	(void)state;
	assert_int_equal(profile_read_column("A = B=last_day", &arena, &problems, &column), 0);
	assert_string_equal(column.heading, "A = B");
	assert_int_equal(column.role, ROLE_LAST_DAY);
	assert_int_equal(profile_read_column("column 4=owner", &arena, &problems, &column), 0);
	assert_null(column.heading);
	assert_int_equal(column.position, 4);
	assert_int_equal(profile_read_column("Until", &arena, &problems, &column), 1);
	assert_int_equal(profile_read_column("Until=", &arena, &problems, &column), 1);
	assert_int_equal(profile_read_column("=owner", &arena, &problems, &column), 1);
	assert_int_equal(profile_read_column("column 400=owner", &arena, &problems, &column), 1);
	assert_int_equal(problems.count, 4);
}

static void roles_of_profiles_are_those_of_columns(void **state)
{
	(void)state;
	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
		CLEANUP(text_done) struct text map = {0};
		struct profile_column column;

		text_addf(&map, "columns: {Heading: %s}\n", role_name(role));
		forget(NULL);
		assert_int_equal(read_profile(text_string(&map)), 0);
		column = profile.columns[0];
		assert_int_equal(column.role, role);
	}
}

static int read_whole(void *context)
{
	int result = read_profile(whole);

	(void)context;
	forget(NULL);
	return result;
}

static void short_memory_is_told(void **state)
{
	(void)state;
	alloc_each_fails(read_whole, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_key_arrives, forget),
		cmocka_unit_test_teardown(what_is_written_reads_back_as_the_same, forget),
		cmocka_unit_test_teardown(any_heading_reads_back_as_the_same, forget),
		cmocka_unit_test_teardown(every_mistake_is_told_with_its_place, forget),
		cmocka_unit_test_teardown(a_column_of_the_command_line_is_split_at_its_last_sign,
					  forget),
		cmocka_unit_test_teardown(roles_of_profiles_are_those_of_columns, forget),
		cmocka_unit_test_teardown(short_memory_is_told, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
