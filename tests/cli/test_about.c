/* Goal: an answer is about the deadline that whoever answers has in mind. */
#include "cli/about.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct day on(const char *text)
{
	struct day day = DAY_NONE;

	assert_true(day_parse(text, &day));
	return day;
}

static struct open_deadline open_of(enum deadline_kind kind, const char *deadline, const char *told,
				    int64_t response)
{
	return (struct open_deadline){.kind = kind,
				      .deadline = on(deadline),
				      .first_told = told == NULL ? DAY_NONE : on(told),
				      .response = {.id = response}};
}

static struct settled notice_of(int64_t number, enum deadline_kind kind, const char *deadline,
				int level)
{
	return (struct settled){.number = number,
				.kind = kind,
				.deadline = on(deadline),
				.outcome = OUTCOME_NOTICE,
				.level = level};
}

static const struct about_wish anything = {.response = RESPONSE_ACKNOWLEDGED};

/* The kind that is chosen on 2026-11-23; -1: none. */
static int chosen(const struct open_deadline *open, size_t count, const struct settled *settled,
		  size_t settled_count, struct about_wish wish)
{
	const struct history history = {.settled = settled, .settled_count = settled_count};
	const struct open_deadline *found =
		about_choose(open, count, &history, on("2026-11-23"), &wish);

	return found == NULL ? -1 : (int)found->kind;
}

static void what_people_were_told_last_without_an_answer_comes_first(void **state)
{
	struct open_deadline open[] = {
		open_of(DEADLINE_END, "2027-06-01", "2026-11-02", 0),
		open_of(DEADLINE_NOTICE, "2026-12-01", "2026-11-01", 0),
	};
	const struct settled settled[] = {notice_of(9, DEADLINE_END, "2027-06-01", 0),
					  notice_of(8, DEADLINE_NOTICE, "2026-12-01", 0)};

	(void)state;
	assert_int_equal(chosen(open, 2, settled, COUNT(settled), anything), DEADLINE_END);
	open[0].response.id = 1;
	assert_int_equal(chosen(open, 2, settled, COUNT(settled), anything), DEADLINE_NOTICE);
}

static void else_it_is_the_next_to_come_or_the_last_that_passed(void **state)
{
	struct open_deadline open[] = {
		open_of(DEADLINE_END, "2031-06-01", NULL, 0),
		open_of(DEADLINE_NOTICE, "2026-12-01", NULL, 0),
		open_of(DEADLINE_REVIEW, "2026-11-22", NULL, 0),
	};

	(void)state;
	assert_int_equal(chosen(open, 3, NULL, 0, anything), DEADLINE_NOTICE);
	open[0].deadline = on("2026-10-01");
	open[1].deadline = on("2026-09-01");
	assert_int_equal(chosen(open, 3, NULL, 0, anything), DEADLINE_REVIEW);
	assert_int_equal(chosen(open, 2, NULL, 0, anything), DEADLINE_END);
	assert_int_equal(chosen(NULL, 0, NULL, 0, anything), -1);
}

static void a_kind_that_is_named_is_taken(void **state)
{
	const struct open_deadline open[] = {open_of(DEADLINE_END, "2026-12-01", "2026-11-02", 0),
					     open_of(DEADLINE_REVIEW, "2027-12-01", NULL, 4)};
	struct about_wish wish = {.by_kind = true, .kind = DEADLINE_REVIEW};

	(void)state;
	assert_int_equal(chosen(open, 2, NULL, 0, wish), DEADLINE_REVIEW);
	wish.kind = DEADLINE_UNKNOWN;
	assert_int_equal(chosen(open, 2, NULL, 0, wish), -1);
}

static void only_what_ends_lapses_and_only_an_answer_is_taken_back(void **state)
{
	struct open_deadline open[] = {open_of(DEADLINE_REVIEW, "2026-12-01", NULL, 2),
				       open_of(DEADLINE_END, "2031-12-01", NULL, 3)};
	const struct about_wish lapse = {.response = RESPONSE_LAPSE};
	const struct about_wish undecided = {.response = RESPONSE_UNDECIDED};

	(void)state;
	assert_int_equal(chosen(open, 2, NULL, 0, lapse), DEADLINE_END);
	assert_int_equal(chosen(open, 1, NULL, 0, lapse), -1);
	assert_int_equal(chosen(open, 2, NULL, 0, undecided), DEADLINE_END);
	open[0].response.id = 5;
	assert_int_equal(chosen(open, 2, NULL, 0, undecided), DEADLINE_REVIEW);
	open[0].response.id = 0;
	open[1].response.id = 0;
	assert_int_equal(chosen(open, 2, NULL, 0, undecided), -1);
}

static void the_level_is_the_highest_that_was_told_of_it(void **state)
{
	const struct open_deadline open = open_of(DEADLINE_END, "2026-12-10", "2026-11-02", 0);
	const struct settled settled[] = {
		notice_of(1, DEADLINE_END, "2026-12-08", 1), /* corrected since */
		notice_of(2, DEADLINE_END, "2026-12-10", 0),
		notice_of(3, DEADLINE_NOTICE, "2026-12-10", 3),
		notice_of(4, DEADLINE_END, "2025-12-10", 4),
	};
	const struct history history = {.settled = settled, .settled_count = COUNT(settled)};

	(void)state;
	assert_int_equal(about_level(&open, &history), 1);
	assert_int_equal(about_level(&open, &(struct history){0}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_were_told_last_without_an_answer_comes_first),
		cmocka_unit_test(else_it_is_the_next_to_come_or_the_last_that_passed),
		cmocka_unit_test(a_kind_that_is_named_is_taken),
		cmocka_unit_test(only_what_ends_lapses_and_only_an_answer_is_taken_back),
		cmocka_unit_test(the_level_is_the_highest_that_was_told_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
