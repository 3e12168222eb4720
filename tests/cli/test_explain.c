/* Steps in words: what a date stands beside, and several steps at once. */
#include "cli/explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/support/alloc.h"

static struct step step_of(const char *text)
{
	struct step step;

	assert_true(step_parse(text, &step));
	return step;
}

static struct day the_day(void)
{
	struct day day;

	assert_true(day_parse("2026-12-10", &day));
	return day;
}

static const struct notice not_known = {0};

static const char *last_day(void)
{
	return explain_deadline(DEADLINE_END, not_known);
}

static void assert_step(int line, const char *step, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};

	explain_step(&out, last_day(), step_of(step), the_day());
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: %s\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
}

#define STEP(step, expected) assert_step(__LINE__, step, expected)

static void a_date_stands_beside_the_day_that_it_is(void **state)
{
	(void)state;
	STEP("before 60d", "60 days before the last day (10 December 2026)");
	STEP("before 1m", "1 month before the last day (10 December 2026)");
	STEP("before 0d", "on the last day (10 December 2026)");
	STEP("after 3x14d", "42 days after the last day (10 December 2026)");
	STEP("opens 180d", "180 days before the last day (10 December 2026), when work on a "
			   "renewal should start");
	STEP("closes 30d", "30 days before the last day (10 December 2026), when the renewal "
			   "should be done");
	STEP("closes 0d", "on the last day (10 December 2026)");
}

static void follow_up_is_said_by_its_occasion(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	STEP("resumes -30", "after the time for which it was acknowledged (until 9 November 2026)");
	STEP("escalates -17", "because nobody had responded");
	STEP("renewed -28", "of the new term");
	explain_step(&out, last_day(), step_of("resumes -30"), DAY_NONE);
	assert_string_equal(text_string(&out), "after the time for which it was acknowledged");
	assert_false(explain_steps_fit(step_of("resumes -30"), step_of("before 30d")));
	assert_false(explain_steps_fit(step_of("before 30d"), step_of("escalates -17")));
	assert_false(explain_has_clause(step_of("resumes -30")));
}

static void a_clause_is_said_where_there_is_one(void **state)
{
	(void)state;
	assert_true(explain_has_clause(step_of("opens 180d")));
	assert_true(explain_has_clause(step_of("closes 30d")));
	assert_false(explain_has_clause(step_of("closes 0d")));
	assert_false(explain_has_clause(step_of("before 30d")));
}

static void without_a_date_none_is_said(void **state)
{
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	explain_step(&out, explain_deadline(DEADLINE_REVIEW, not_known), step_of("before 7d"),
		     DAY_NONE);
	assert_string_equal(text_string(&out), "7 days before the review");
}

static void without_a_notice_period_it_is_the_day_of_renewal(void **state)
{
	const struct notice notice = {.period = {3, SPAN_MONTHS}};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	assert_string_equal(explain_deadline(DEADLINE_NOTICE, notice), "the notice deadline");
	assert_string_equal(explain_deadline(DEADLINE_END, not_known), "the last day");
	explain_reminder(&out, explain_deadline(DEADLINE_NOTICE, not_known), step_of("before 2m"),
			 the_day());
	assert_string_equal(
		text_string(&out),
		"the reminder 2 months before the day when it renews itself (10 December 2026)");
}

static void assert_steps(int line, const char *steps, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *copy = strdup(steps);
	struct step list[8];
	size_t count = 0;
	char *rest = NULL;

	assert_non_null(copy);
	for (char *one = strtok_r(copy, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest))
		list[count++] = step_of(one);
	explain_steps(&out, last_day(), list, count, the_day());
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: %s\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
}

#define STEPS(steps, expected) assert_steps(__LINE__, steps, expected)

static void of_several_steps_the_unit_is_said_once(void **state)
{
	(void)state;
	STEPS("opens 180d,before 90d,before 60d",
	      "180, 90 and 60 days before the last day (10 December 2026)");
	STEPS("before 12m,before 9m,before 30d,before 7d",
	      "12 months, 9 months, 30 days and 7 days before the last day (10 December 2026)");
	STEPS("before 1m,before 7d", "1 month and 7 days before the last day (10 December 2026)");
	STEPS("after 14d,after 2x14d", "14 and 28 days after the last day (10 December 2026)");
}

static void steps_on_both_sides_of_a_day_do_not_fit(void **state)
{
	(void)state;
	assert_true(explain_steps_fit(step_of("opens 180d"), step_of("before 60d")));
	assert_false(explain_steps_fit(step_of("before 60d"), step_of("before 0d")));
	assert_false(explain_steps_fit(step_of("before 60d"), step_of("after 14d")));
}

static void assert_reminder(int line, const char *step, const char *expected)
{
	CLEANUP(text_done) struct text out = {0};

	explain_reminder(&out, last_day(), step_of(step), the_day());
	if (strcmp(text_string(&out), expected) != 0)
		print_error("line %d: %s\n", line, text_string(&out));
	assert_string_equal(text_string(&out), expected);
}

#define REMINDER(step, expected) assert_reminder(__LINE__, step, expected)

static void a_reminder_is_said_with_where_it_stands(void **state)
{
	(void)state;
	REMINDER("before 60d", "the reminder 60 days before the last day (10 December 2026)");
	REMINDER("resumes -30", "the reminder after the time for which it was acknowledged (until "
				"9 November 2026), "
				"30 days before the last day (10 December 2026)");
	REMINDER("resumes 1", "the reminder after the time for which it was acknowledged (until 10 "
			      "December 2026), 1 day after the last day (10 December 2026)");
	REMINDER("escalates -9", "the escalation 9 days before the last day (10 December 2026)");
	REMINDER("escalates 0", "the escalation on the last day (10 December 2026)");
	REMINDER("renewed -20", "word of the new term to those who were told of the last day (10 "
				"December 2026)");
}

static int explain_with_little_memory(void *context)
{
	CLEANUP(text_done) struct text out = {0};

	(void)context;
	explain_step(&out, last_day(), step_of("opens 180d"), the_day());
	return text_failed(&out) ? -12 : 0;
}

static void lack_of_memory_shows_in_the_text(void **state)
{
	(void)state;
	alloc_each_fails(explain_with_little_memory, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_stands_beside_the_day_that_it_is),
		cmocka_unit_test(follow_up_is_said_by_its_occasion),
		cmocka_unit_test(a_clause_is_said_where_there_is_one),
		cmocka_unit_test(without_a_date_none_is_said),
		cmocka_unit_test(without_a_notice_period_it_is_the_day_of_renewal),
		cmocka_unit_test(of_several_steps_the_unit_is_said_once),
		cmocka_unit_test(steps_on_both_sides_of_a_day_do_not_fit),
		cmocka_unit_test(a_reminder_is_said_with_where_it_stands),
		cmocka_unit_test(lack_of_memory_shows_in_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
