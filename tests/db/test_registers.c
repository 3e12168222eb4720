/* Imports, their lines and problems; holidays. */
#include "db/registers.h"

#include <errno.h>

#include "db/agreements.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static int64_t begin(struct fixture *fixture, const char *register_name, int64_t at_ms)
{
	int64_t import;

	done(fixture->store,
	     store_import_begin(fixture->store, register_name, "a/реестр.csv",
				&(struct author){"keeper", "import a/реестр.csv", at_ms}, &import));
	return import;
}

static int64_t add_line(struct fixture *fixture, int64_t import, unsigned int line,
			const char *text)
{
	int64_t source;

	done(fixture->store,
	     store_add_source(
		     fixture->store, import,
		     &(struct store_source){.line = line, .lines = 1, .kind = "row", .text = text},
		     &source));
	return source;
}

static void add_problem(struct fixture *fixture, int64_t import, unsigned int line,
			const char *code, const char *text)
{
	const struct store_problem problem = {
		.line = line, .column = 3, .code = code, .text = text};

	done(fixture->store, store_add_problem(fixture->store, import, &problem));
}

static size_t list(struct fixture *fixture, int64_t agreement_id, bool only_untold, size_t limit,
		   struct store_problem **ret_problems)
{
	size_t count;

	done(fixture->store, store_problems(fixture->store, agreement_id, only_untold, limit,
					    &fixture->arena, ret_problems, &count));
	return count;
}

static void an_agreement_knows_the_line_it_came_from(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	int64_t import = begin(fixture, "Қазақстан", 1795000000777);
	int64_t line = add_line(fixture, import, 12, "1;\"КУ \"\"Лёвен\"\"\";\t<b>");
	struct store_origin source;
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, &agreement, line, &author, &id));
	done(fixture->store, store_source(fixture->store, id, &fixture->arena, &source));
	assert_string_equal(source.register_name, "Қазақстан");
	assert_string_equal(source.path, "a/реестр.csv");
	assert_int_equal(source.line, 12);
	assert_string_equal(source.text, "1;\"КУ \"\"Лёвен\"\"\";\t<b>");
	assert_int_equal(source.imported_ms, 1795000000777);
}

static void a_row_of_several_lines_of_a_sheet_comes_back(void **state)
{
	struct fixture *fixture = *state;
	const struct store_source row = {
		.line = 7, .lines = 3, .part = "Лист 2", .kind = "row", .text = "a\nb\nc"};
	struct agreement agreement = full_agreement();
	struct store_origin source;
	int64_t line, id;

	done(fixture->store, store_add_source(fixture->store, begin(fixture, "R", 1), &row, &line));
	done(fixture->store, store_add_agreement(fixture->store, &agreement, line, &author, &id));
	done(fixture->store, store_source(fixture->store, id, &fixture->arena, &source));
	assert_int_equal(source.line, 7);
	assert_int_equal(source.lines, 3);
	assert_string_equal(source.part, "Лист 2");
	assert_string_equal(source.text, "a\nb\nc");
}

static void an_agreement_made_by_hand_has_no_line(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	struct store_origin source;

	assert_int_equal(store_source(fixture->store, id, &fixture->arena, &source),
			 STORE_NOT_FOUND);
	says(fixture->store, "agreement 1");
	assert_int_equal(store_source(fixture->store, 99, &fixture->arena, &source),
			 STORE_NOT_FOUND);
}

static void an_update_can_change_or_keep_the_line(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	struct agreement agreement = full_agreement();
	int64_t first = add_line(fixture, begin(fixture, "R", 1), 1, "first");
	int64_t second;
	struct store_origin source;

	done(store, store_add_agreement(store, &agreement, first, &author, &agreement.id));
	agreement.owner = "edited";
	done(store, store_update_agreement(store, &agreement, 0, on("2026-11-25"), &author));
	done(store, store_source(store, agreement.id, &fixture->arena, &source));
	assert_string_equal(source.text, "first");
	second = add_line(fixture, begin(fixture, "R", 2), 1, "second");
	done(store, store_update_agreement(store, &agreement, second, on("2026-11-25"), &author));
	done(store, store_source(store, agreement.id, &fixture->arena, &source));
	assert_string_equal(source.text, "second");
}

static void lines_stay_as_long_as_an_agreement_refers_to_them(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	int64_t import = begin(fixture, "R", 1);
	int64_t line = add_line(fixture, import, 1, "used");
	int64_t id;

	add_line(fixture, import, 2, "unused");
	add_line(fixture, begin(fixture, "Other", 1), 1, "of another register");
	done(fixture->store, store_add_agreement(fixture->store, &agreement, line, &author, &id));
	import = begin(fixture, "R", 2);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 3);
	add_line(fixture, import, 1, "of the last import");
	done(fixture->store, store_import_end(fixture->store, import));
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 3);
	assert_int_equal(
		raw_int(fixture->store, "SELECT count(*) FROM source_row WHERE text = 'unused'"),
		0);
}

static void of_many_lines_those_that_are_needed_stay(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	struct agreement agreement = full_agreement();
	int64_t last, id;

	/* Three imports of ten lines; every third line is that of an agreement that stays behind. */
	for (int i = 0; i < 3; i++) {
		int64_t import = begin(fixture, "R", i);

		for (unsigned int n = 0; n < 10; n++) {
			int64_t line = add_line(fixture, import, n, n % 3 == 0 ? "used" : "not");

			if (n % 3 == 0)
				done(store,
				     store_add_agreement(store, &agreement, line, &author, &id));
		}
	}
	last = begin(fixture, "R", 3);
	add_line(fixture, last, 1, "of the last import");
	done(store, store_import_end(store, last));
	assert_int_equal(raw_int(store, "SELECT count(*) FROM source_row WHERE text = 'used'"), 12);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM source_row"), 13);
	/* Nothing more goes when nothing has changed. */
	done(store, store_import_end(store, last));
	assert_int_equal(raw_int(store, "SELECT count(*) FROM source_row"), 13);
}

static void a_line_needs_its_import(void **state)
{
	struct fixture *fixture = *state;
	const struct store_problem problem = {.code = "c", .text = "t"};
	const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = "x"};
	int64_t source = -1;

	assert_int_equal(store_add_source(fixture->store, 5, &line, &source), STORE_NOT_FOUND);
	assert_int_equal(store_add_problem(fixture->store, 5, &problem), STORE_NOT_FOUND);
	assert_int_equal(source, -1);
}

static void every_field_of_a_problem_comes_back(void **state)
{
	struct fixture *fixture = *state;
	int64_t id = add_agreement(fixture->store);
	int64_t other_id = add_agreement(fixture->store);
	const struct store_problem problem = {
		.agreement_id = id,
		.other_id = other_id,
		.part = "Лист 2",
		.field = "last_day",
		.reading = {"2026-02-28", "2026-03-02"},
		.line = 4000000,
		.column = 17,
		.code = "impossible_date",
		.text = "30 февраля \"2026\" is no day",
		.is_told = true,
	};
	struct store_problem *back;

	done(fixture->store,
	     store_add_problem(fixture->store, begin(fixture, "Қазақстан", 1), &problem));
	assert_int_equal(list(fixture, 0, false, 0, &back), 1);
	assert_int_equal(back->agreement_id, id);
	assert_string_equal(back->register_name, "Қазақстан");
	assert_int_equal(back->line, 4000000);
	assert_int_equal(back->column, 17);
	assert_string_equal(back->code, problem.code);
	assert_string_equal(back->text, problem.text);
	assert_true(back->is_told);
	assert_int_equal(back->other_id, other_id);
	assert_string_equal(back->part, "Лист 2");
	assert_string_equal(back->field, "last_day");
	assert_string_equal(back->reading[0], "2026-02-28");
	assert_string_equal(back->reading[1], "2026-03-02");
}

static void problems_are_listed_by_register_and_line(void **state)
{
	struct fixture *fixture = *state;
	int64_t b = begin(fixture, "B", 1);
	int64_t a = begin(fixture, "A", 2);
	struct store_problem *problems;

	add_problem(fixture, b, 2, "x", "b2");
	add_problem(fixture, b, 1, "x", "b1");
	add_problem(fixture, a, 9, "x", "a9");
	assert_int_equal(list(fixture, 0, false, 0, &problems), 3);
	assert_string_equal(problems[0].text, "a9");
	assert_string_equal(problems[1].text, "b1");
	assert_string_equal(problems[2].text, "b2");
	assert_int_equal(list(fixture, 0, false, 2, &problems), 2);
}

static void problems_of_one_agreement_are_listed_alone(void **state)
{
	struct fixture *fixture = *state;
	struct store_problem problem = {.code = "c", .text = "t"};
	int64_t import = begin(fixture, "R", 1);
	struct store_problem *problems;

	problem.agreement_id = add_agreement(fixture->store);
	done(fixture->store, store_add_problem(fixture->store, import, &problem));
	problem.agreement_id = add_agreement(fixture->store);
	done(fixture->store, store_add_problem(fixture->store, import, &problem));
	add_problem(fixture, import, 1, "c", "of none");
	assert_int_equal(list(fixture, 2, false, 0, &problems), 1);
	assert_int_equal(problems[0].agreement_id, 2);
	assert_non_null(problems[0].partner);
	assert_int_equal(list(fixture, 0, false, 0, &problems), 3);
	assert_int_equal(problems[2].agreement_id, 0);
	assert_null(problems[2].partner);
	problem.agreement_id = 99;
	assert_int_equal(store_add_problem(fixture->store, import, &problem), STORE_NOT_FOUND);
}

static void a_told_problem_is_told_only_once(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, "R", 1);
	struct store_problem *problems;

	add_problem(fixture, import, 1, "code", "same");
	add_problem(fixture, import, 2, "code", "gone");
	assert_int_equal(list(fixture, 0, true, 0, &problems), 2);
	done(fixture->store,
	     store_problems_told(
		     fixture->store,
		     (const struct run_problem[]){{.id = problems[0].id}, {.id = problems[1].id}},
		     2));
	assert_int_equal(list(fixture, 0, true, 0, &problems), 0);

	/* The next import has one of them again, elsewhere, and two that only look like it. */
	import = begin(fixture, "R", 2);
	assert_int_equal(list(fixture, 0, false, 0, &problems), 0);
	add_problem(fixture, import, 7, "code", "same");
	add_problem(fixture, import, 8, "other", "same");
	add_problem(fixture, begin(fixture, "R2", 2), 9, "code", "same");
	assert_int_equal(list(fixture, 0, false, 0, &problems), 3);
	assert_int_equal(list(fixture, 0, true, 0, &problems), 2);
	assert_string_equal(problems[0].code, "other");
	assert_string_equal(problems[1].register_name, "R2");

	/* And once more: what was told through two imports stays told, what came back is new. */
	import = begin(fixture, "R", 3);
	add_problem(fixture, import, 1, "code", "same");
	add_problem(fixture, import, 2, "code", "gone");
	assert_int_equal(list(fixture, 2, true, 0, &problems), 0);
	assert_int_equal(list(fixture, 0, true, 0, &problems), 2);
	assert_string_equal(problems[0].text, "gone");
}

static void what_was_told_of_one_agreement_was_not_told_of_another(void **state)
{
	struct fixture *fixture = *state;
	struct store_problem problem = {.code = "c", .text = "t"};
	struct store_problem *problems;
	int64_t first = add_agreement(fixture->store);
	int64_t second = add_agreement(fixture->store);
	int64_t import = begin(fixture, "R", 1);

	problem.agreement_id = first;
	problem.is_told = true;
	done(fixture->store, store_add_problem(fixture->store, import, &problem));
	import = begin(fixture, "R", 2);
	problem.is_told = false;
	done(fixture->store, store_add_problem(fixture->store, import, &problem));
	problem.agreement_id = second;
	done(fixture->store, store_add_problem(fixture->store, import, &problem));
	assert_int_equal(list(fixture, 0, true, 0, &problems), 1);
	assert_int_equal(problems[0].agreement_id, second);
}

static void holidays_come_back_in_order_and_once(void **state)
{
	struct fixture *fixture = *state;
	const struct day given[] = {on("2026-12-16"), on("2026-03-08"), on("2026-12-16"), DAY_MIN,
				    DAY_MAX};
	static const char *const names[] = {"Тәуелсіздік күні", NULL, "again", "first", "last"};
	struct day *days;
	size_t count;

	done(fixture->store, store_holidays(fixture->store, &fixture->arena, &days, &count));
	assert_int_equal(count, 0);
	done(fixture->store, store_set_holidays(fixture->store, given, names, 5));
	done(fixture->store, store_holidays(fixture->store, &fixture->arena, &days, &count));
	assert_int_equal(count, 4);
	assert_int_equal(days[0].n, DAY_MIN.n);
	assert_int_equal(days[1].n, on("2026-03-08").n);
	assert_int_equal(days[2].n, on("2026-12-16").n);
	assert_int_equal(days[3].n, DAY_MAX.n);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM holiday "
						 "WHERE name = 'Тәуелсіздік күні'"),
			 1);
	done(fixture->store, store_set_holidays(fixture->store, given, NULL, 1));
	done(fixture->store, store_holidays(fixture->store, &fixture->arena, &days, &count));
	assert_int_equal(count, 1);
	done(fixture->store, store_set_holidays(fixture->store, NULL, NULL, 0));
	done(fixture->store, store_holidays(fixture->store, &fixture->arena, &days, &count));
	assert_int_equal(count, 0);
}

static int use_all(void *context)
{
	struct fixture *fixture = context;
	const struct day days[] = {on("2026-12-16"), on("2026-12-17")};
	struct store_problem *problems;
	struct store_origin source;
	struct day *holidays;
	size_t count;
	int r = store_problems(fixture->store, 0, false, 0, &fixture->arena, &problems, &count);

	if (r == 0)
		r = store_source(fixture->store, 1, &fixture->arena, &source);
	if (r == 0)
		r = store_set_holidays(fixture->store, days, NULL, 2);
	if (r == 0)
		r = store_holidays(fixture->store, &fixture->arena, &holidays, &count);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	int64_t import = begin(fixture, "R", 1);
	int64_t line = add_line(fixture, import, 1, "x");
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, &agreement, line, &author, &id));
	add_problem(fixture, import, 1, "code", "text");
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_agreement_knows_the_line_it_came_from),
		FIXTURE_TEST(a_row_of_several_lines_of_a_sheet_comes_back),
		FIXTURE_TEST(an_agreement_made_by_hand_has_no_line),
		FIXTURE_TEST(an_update_can_change_or_keep_the_line),
		FIXTURE_TEST(lines_stay_as_long_as_an_agreement_refers_to_them),
		FIXTURE_TEST(of_many_lines_those_that_are_needed_stay),
		FIXTURE_TEST(a_line_needs_its_import),
		FIXTURE_TEST(every_field_of_a_problem_comes_back),
		FIXTURE_TEST(problems_are_listed_by_register_and_line),
		FIXTURE_TEST(problems_of_one_agreement_are_listed_alone),
		FIXTURE_TEST(a_told_problem_is_told_only_once),
		FIXTURE_TEST(what_was_told_of_one_agreement_was_not_told_of_another),
		FIXTURE_TEST(holidays_come_back_in_order_and_once),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
