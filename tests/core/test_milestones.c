/* Goal: a rule gives the milestones that it says, each with the working day on which it is sent. */
#include "core/milestones.h"
#include "tests/core/cases.h"
#include <stdio.h>

static const struct calendar mon_to_fri = {.weekdays = WEEKDAYS_MON_TO_FRI};
static const struct calendar all_days = {.weekdays = WEEKDAYS_ALL};

/* "2026-12-30 before 1d, 2026-12-26>2026-12-25 before 0d": where it differs, the sending day. */
static const char *listed(const struct milestones *milestones)
{
	static char line[4096];
	size_t used = 0;

	line[0] = '\0';
	for (size_t i = 0; i < milestones->count; i++) {
		const struct milestone *item = &milestones->items[i];
		char day[DAY_TEXT_SIZE], sent[DAY_TEXT_SIZE], step[STEP_TEXT_SIZE];
		bool moved = day_compare(item->day, item->sending_day) != 0;

		used += (size_t)snprintf(line + used, sizeof(line) - used, "%s%s%s%s %s",
					 i == 0 ? "" : ", ", day_format(item->day, day),
					 moved ? ">" : "",
					 moved ? day_format(item->sending_day, sent) : "",
					 step_format(item->step, step));
		assert_true(used < sizeof(line));
		assert_true(item->step.kind == STEP_AFTER || item->step.times == 1);
	}
	return line;
}

static struct milestones of(const struct rule *rule, const struct window *window, bool with_after,
			    const struct calendar *calendar, const char *deadline)
{
	struct milestones milestones;

	milestones_of(&milestones, rule, window, with_after, calendar, on(deadline));
	return milestones;
}

static void offsets_come_in_order_however_they_are_written(void **state)
{
	const struct span before[] = {lasting("0d"), lasting("2w"), lasting("1m"), lasting("1d")};
	const struct rule rule = {.before = before, .before_count = COUNT(before)};
	struct milestones milestones = of(&rule, NULL, true, &all_days, "2026-12-31");

	(void)state;
	TEXT_IS(listed(&milestones), "2026-11-30 before 1m, 2026-12-17 before 2w, "
				     "2026-12-30 before 1d, 2026-12-31 before 0d");
	DAY_IS(milestones.items[0].deadline, "2026-12-31");
}

static void two_on_one_day_are_one(void **state)
{
	const struct span before[] = {lasting("7d"), lasting("1w"), lasting("31d"), lasting("1m")};
	const struct rule rule = {.before = before, .before_count = COUNT(before)};
	struct milestones milestones = of(&rule, NULL, true, &all_days, "2026-12-31");

	(void)state;
	TEXT_IS(listed(&milestones), "2026-11-30 before 31d, 2026-12-24 before 7d");
	/* February is shorter: there they are two. */
	milestones = of(&rule, NULL, true, &all_days, "2026-03-10");
	TEXT_IS(listed(&milestones),
		"2026-02-07 before 31d, 2026-02-10 before 1m, 2026-03-03 before 7d");
}

static void the_days_after_are_the_next_day_and_a_bounded_cadence(void **state)
{
	const struct rule rule = {.every = lasting("14d"), .until = lasting("42d")};
	const struct rule daily = {.every = lasting("1d"), .until = lasting("3d")};
	const struct rule monthly = {.every = lasting("1m"), .until = lasting("4m")};
	const struct rule none = {.until = lasting("90d")};
	struct milestones milestones = of(&rule, NULL, true, &all_days, "2026-12-31");

	(void)state;
	TEXT_IS(listed(&milestones), "2027-01-01 after 1d, 2027-01-14 after 14d, "
				     "2027-01-28 after 2x14d, 2027-02-11 after 3x14d");
	milestones = of(&daily, NULL, true, &all_days, "2026-12-31");
	TEXT_IS(listed(&milestones),
		"2027-01-01 after 1d, 2027-01-02 after 2x1d, 2027-01-03 after 3x1d");
	milestones = of(&monthly, NULL, true, &all_days, "2026-10-31");
	TEXT_IS(listed(&milestones), "2026-11-01 after 1d, 2026-11-30 after 1m, "
				     "2026-12-31 after 2x1m, 2027-01-31 after 3x1m, "
				     "2027-02-28 after 4x1m");
	milestones = of(&none, NULL, true, &all_days, "2026-12-31");
	TEXT_IS(listed(&milestones), "");
	milestones = of(&rule, NULL, false, &all_days, "2026-12-31");
	TEXT_IS(listed(&milestones), "");
}

static void nothing_comes_after_until(void **state)
{
	const struct rule rule = {.every = lasting("14d"), .until = lasting("0d")};
	const struct rule short_one = {.every = lasting("14d"), .until = lasting("13d")};
	struct milestones milestones = of(&rule, NULL, true, &all_days, "2026-12-31");

	(void)state;
	TEXT_IS(listed(&milestones), "");
	milestones = of(&short_one, NULL, true, &all_days, "2026-12-31");
	TEXT_IS(listed(&milestones), "2027-01-01 after 1d");
}

static void a_window_wins_over_an_offset_on_its_day(void **state)
{
	const struct span before[] = {lasting("180d"), lasting("30d"), lasting("0d")};
	const struct rule rule = {.before = before, .before_count = COUNT(before)};
	struct window window = {true, lasting("180d"), lasting("60d")};
	struct milestones milestones = of(&rule, &window, true, &all_days, "2026-12-31");

	(void)state;
	TEXT_IS(listed(&milestones), "2026-07-04 opens 180d, 2026-11-01 closes 60d, "
				     "2026-12-01 before 30d, 2026-12-31 before 0d");
	window.is_set = false;
	milestones = of(&rule, &window, true, &all_days, "2026-12-31");
	TEXT_IS(listed(&milestones),
		"2026-07-04 before 180d, 2026-12-01 before 30d, 2026-12-31 before 0d");
}

static void before_the_deadline_they_are_sent_earlier_after_it_later(void **state)
{
	const struct span before[] = {lasting("3w"), lasting("1d"), lasting("0d")};
	const struct rule rule = {.before = before,
				  .before_count = COUNT(before),
				  .every = lasting("6d"),
				  .until = lasting("6d")};
	struct milestones milestones;

	(void)state;
	/* A Sunday. */
	milestones = of(&rule, NULL, true, &mon_to_fri, "2026-11-29");
	TEXT_IS(listed(&milestones), "2026-11-08>2026-11-06 before 3w, "
				     "2026-11-28>2026-11-27 before 1d, "
				     "2026-11-29>2026-11-27 before 0d, 2026-11-30 after 1d, "
				     "2026-12-05>2026-12-07 after 6d");
	/* A Friday: that it has ended is not said before Monday. */
	milestones = of(&rule, NULL, true, &mon_to_fri, "2026-11-27");
	TEXT_IS(listed(&milestones), "2026-11-06 before 3w, 2026-11-26 before 1d, "
				     "2026-11-27 before 0d, 2026-11-28>2026-11-30 after 1d, "
				     "2026-12-03 after 6d");
}

static void the_most_that_a_rule_may_hold_is_kept(void **state)
{
	struct span before[POLICY_OFFSETS_MAX];
	const struct rule rule = {.before = before,
				  .before_count = COUNT(before),
				  .every = lasting("3d"),
				  .until = lasting("36500d")};
	const struct window window = {true, lasting("1000d"), lasting("999d")};
	struct milestones milestones;

	(void)state;
	for (size_t i = 0; i < COUNT(before); i++)
		before[i] = (struct span){(int32_t)i, SPAN_DAYS};
	milestones = of(&rule, &window, true, &all_days, "2026-12-31");
	NUMBER_IS(milestones.count, MILESTONES_MAX - 1); /* one is left for a response */
	DAY_IS(milestones.items[0].day, "2024-04-05");
	DAY_IS(milestones.items[MILESTONES_MAX - 2].day, "2030-04-14");
	for (size_t i = 1; i < milestones.count; i++)
		HOLDS(day_compare(milestones.items[i - 1].day, milestones.items[i].day) < 0);
}

static void the_first_that_is_not_before_a_day_is_found(void **state)
{
	(void)state;
	NUMBER_IS(milestones_first_times(on("2024-01-31"), lasting("1m"), 0, on("2024-01-31")), 0);
	NUMBER_IS(milestones_first_times(on("2024-01-31"), lasting("1m"), 1, on("2024-01-31")), 1);
	NUMBER_IS(milestones_first_times(on("2024-01-31"), lasting("1m"), 0, on("2024-02-29")), 1);
	NUMBER_IS(milestones_first_times(on("2024-01-31"), lasting("1m"), 0, on("2024-03-01")), 2);
	NUMBER_IS(milestones_first_times(on("2019-06-28"), lasting("24m"), 1, on("2026-11-23")), 4);
	NUMBER_IS(milestones_first_times(on("2030-01-01"), lasting("24m"), 1, on("2026-11-23")), 1);
	NUMBER_IS(milestones_first_times(on("0001-01-01"), lasting("1d"), 0, on("9999-12-31")),
		  3652058);
	NUMBER_IS(milestones_first_times(on("2026-01-01"), lasting("0d"), 3, on("2030-01-01")), 3);
}

static void no_earlier_one_would_do(void **state)
{
	static const int32_t most[] = {4000, 500, 120, 30};
	struct generator generator = {17};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct day origin = {generate_between(&generator, -30000, 40000)};
		struct day from = {generate_between(&generator, -30000, 40000)};
		int32_t least = generate_between(&generator, 0, 3), times;
		struct span span = {.unit = (enum span_unit)generate(&generator, 4)};

		span.n = generate_between(&generator, 1, most[span.unit]);
		times = milestones_first_times(origin, span, least, from);
		assert_true(times >= least);
		assert_true(day_compare(span_after(origin, span, times), from) >= 0);
		if (times > least)
			assert_true(day_compare(span_after(origin, span, times - 1), from) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_come_in_order_however_they_are_written),
		cmocka_unit_test(two_on_one_day_are_one),
		cmocka_unit_test(the_days_after_are_the_next_day_and_a_bounded_cadence),
		cmocka_unit_test(nothing_comes_after_until),
		cmocka_unit_test(a_window_wins_over_an_offset_on_its_day),
		cmocka_unit_test(before_the_deadline_they_are_sent_earlier_after_it_later),
		cmocka_unit_test(the_most_that_a_rule_may_hold_is_kept),
		cmocka_unit_test(the_first_that_is_not_before_a_day_is_found),
		cmocka_unit_test(no_earlier_one_would_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
