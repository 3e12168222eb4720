/*
 * Goal: whatever the policy, the calendar and the days on which a run takes place, each milestone
 * is settled exactly once, and what is told agrees with the rules, worked out another way here.
 */
#include <string.h>

#include "tests/core/planned.h"

#define OFFSETS_MAX   8
#define HOLIDAYS_MAX  40
#define SCHEDULES_MAX 64

/* A generated office: the pointers of a policy and a calendar lead into it. */
struct office {
	struct span before[OFFSETS_MAX];
	struct day holidays[HOLIDAYS_MAX];
	struct policy policy;
	struct calendar calendar;
};

static struct span generate_span(struct generator *generator, int32_t days_max)
{
	static const int32_t lengths[] = {1, 7, 31, 366};
	struct span span = {.unit = (enum span_unit)generate(generator, 4)};

	span.n = generate_between(generator, 0, days_max / lengths[span.unit]);
	return span;
}

static void generate_policy(struct generator *generator, struct office *office)
{
	struct rule *end = &office->policy.rules[DEADLINE_END];
	struct rule *review = &office->policy.rules[DEADLINE_REVIEW];
	struct rule *unknown = &office->policy.rules[DEADLINE_UNKNOWN];

	office->policy = (struct policy){0};
	for (size_t i = 0; i < OFFSETS_MAX; i++)
		office->before[i] = generate_span(generator, i % 2 == 0 ? 40 : 400);
	*end = (struct rule){.state = RULE_SET,
			     .before = office->before,
			     .before_count = generate(generator, OFFSETS_MAX + 1),
			     .every = {generate_between(generator, 0, 30), SPAN_DAYS},
			     .until = {generate_between(generator, 0, 90), SPAN_DAYS}};
	if (generate(generator, 2) == 0)
		office->policy.window = (struct window){true, generate_span(generator, 400),
							generate_span(generator, 90)};
	*review = (struct rule){.state = RULE_SET,
				.before = office->before,
				.before_count = 1 + generate(generator, 3),
				.every = {generate_between(generator, 14, 36), SPAN_MONTHS}};
	*unknown = (struct rule){.state = RULE_SET,
				 .every = {generate_between(generator, 1, 12), SPAN_MONTHS}};
}

static void generate_calendar(struct generator *generator, struct office *office)
{
	office->holidays[0] = on("2024-12-16");
	for (size_t i = 1; i < HOLIDAYS_MAX; i++)
		office->holidays[i] =
			day_add_days(office->holidays[i - 1], generate_between(generator, 1, 60));
	office->calendar = (struct calendar){.weekdays = WEEKDAYS_MON_TO_FRI,
					     .holidays = office->holidays,
					     .holiday_count = HOLIDAYS_MAX};
	if (generate(generator, 4) == 0)
		office->calendar.weekdays = (uint8_t)generate_between(generator, 1, WEEKDAYS_ALL);
}

static void begin(struct planned *planned, struct generator *generator, struct office *office)
{
	char text[DAY_TEXT_SIZE];
	struct day last_day = day_add_days(on("2025-12-01"), generate_between(generator, 0, 500));
	struct day known = day_add_days(on("2025-06-01"), generate_between(generator, 0, 1000));

	generate_policy(generator, office);
	generate_calendar(generator, office);
	planned_init(planned, day_format(last_day, text));
	planned->agreement.known_on = planned->terms[0].known_on = known;
	planned->rules.calendar = office->calendar;
	planned_use(planned, &office->policy, 1);
}

/* ---- the rules, another way ------------------------------------------------------------------ */

/* A milestone and its sending day. */
struct due {
	struct day day, sent;
};

struct schedule {
	struct due items[SCHEDULES_MAX * 8];
	size_t count;
};

static void put(struct schedule *schedule, const struct calendar *calendar, struct day deadline,
		struct day day)
{
	struct due due = {day, day};
	int step = day.n <= deadline.n ? -1 : 1;

	for (size_t i = 0; i < schedule->count; i++) {
		if (schedule->items[i].day.n == day.n)
			return;
	}
	while (!calendar_is_working_day(calendar, due.sent))
		due.sent.n += step;
	assert_true(schedule->count < COUNT(schedule->items));
	schedule->items[schedule->count++] = due;
}

static struct schedule schedule_of(const struct planned *planned, struct day deadline)
{
	const struct policy *policy = &planned->rules.policies.items[0];
	const struct rule *rule = &policy->rules[DEADLINE_END];
	const struct calendar *calendar = &planned->rules.calendar;
	struct schedule schedule = {.count = 0};

	for (size_t i = 0; i < rule->before_count; i++)
		put(&schedule, calendar, deadline, span_before(deadline, rule->before[i]));
	if (policy->window.is_set) {
		put(&schedule, calendar, deadline, span_before(deadline, policy->window.opens));
		put(&schedule, calendar, deadline, span_before(deadline, policy->window.closes));
	}
	if (rule->every.n == 0)
		return schedule;
	for (int32_t n = 1; n <= rule->until.n; n++) {
		if (n == 1 || n % rule->every.n == 0)
			put(&schedule, calendar, deadline, day_add_days(deadline, n));
	}
	return schedule;
}

static bool is_settled(const struct planned *planned, struct day deadline, struct day day)
{
	for (size_t i = 0; i < planned->settled_count; i++) {
		if (planned->settled[i].deadline.n == deadline.n &&
		    planned->settled[i].milestone.n == day.n)
			return true;
	}
	return false;
}

/* The last milestone that a run on today finds due, and how many there are. */
static size_t find_due(const struct planned *planned, const struct schedule *schedule,
		       struct day deadline, struct day today, struct due *ret_last)
{
	size_t count = 0;

	for (size_t i = 0; i < schedule->count; i++) {
		const struct due *due = &schedule->items[i];

		if (due->sent.n > today.n || is_settled(planned, deadline, due->day))
			continue;
		if (count++ == 0 || due->day.n > ret_last->day.n)
			*ret_last = *due;
	}
	return count;
}

static bool had_passed(const struct planned *planned, const struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->count; i++) {
		if (schedule->items[i].sent.n >= planned->terms[0].known_on.n)
			return false;
	}
	return planned->settled_count == 0 && schedule->count > 0;
}

static void next_agrees(const struct planned *planned, const struct schedule *schedule,
			struct day deadline, struct day today)
{
	struct day next = DAY_NONE;

	for (size_t i = 0; i < schedule->count; i++) {
		const struct due *due = &schedule->items[i];

		if (is_settled(planned, deadline, due->day))
			continue;
		assert_true(due->sent.n > today.n); /* all that was due is settled */
		if (day_is_none(next) || due->sent.n < next.n)
			next = due->sent;
	}
	assert_int_equal(planned->plan.next.n, next.n);
}

/* Runs, and holds what is decided against the rules. */
static void run_agrees(struct planned *planned, struct day today)
{
	struct day deadline = planned->terms[0].last_day.first, seen = planned->terms[0].seen_on;
	struct schedule schedule = schedule_of(planned, deadline);
	bool passed = had_passed(planned, &schedule);
	struct due last = {DAY_NONE, DAY_NONE};
	size_t count = find_due(planned, &schedule, deadline, today, &last);
	const struct decision *notice;
	int32_t late;

	planned_run_on(planned, today);
	notice = planned_notice(planned);
	assert_int_equal(planned->plan.count, passed ? schedule.count : count);
	next_agrees(planned, &schedule, deadline, today);
	if (passed || count == 0) {
		assert_null(notice);
		return;
	}
	assert_non_null(notice);
	assert_int_equal(notice->milestone.n, last.day.n);
	assert_int_equal(notice->sending_day.n, last.sent.n);
	late = day_is_none(seen) ? 0 : day_diff(day_later(seen, last.sent), today);
	assert_int_equal(notice->late_days, late);
}

static void runs_with_any_gaps_decide_by_the_rules(void **state)
{
	struct generator generator = {101};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct office office;
		struct planned planned;
		struct day today;
		int32_t gap = generate_between(&generator, 1, 120);

		begin(&planned, &generator, &office);
		today = planned.terms[0].known_on;
		for (int run = 0; run < 60; run++) {
			run_agrees(&planned, today);
			today = day_add_days(today, generate_between(&generator, 0, gap));
		}
		planned_done(&planned);
	}
}

/* ---- which days matter ----------------------------------------------------------------------- */

enum pace { EVERY_DAY, WORKING_DAYS, NEXT_DAYS };

static void play(struct planned *planned, enum pace pace, struct day from, int days)
{
	planned_run_on(planned, from);
	for (struct day day = day_add_days(from, 1); day.n < from.n + days; day.n++) {
		if (pace == WORKING_DAYS && !calendar_is_working_day(&planned->rules.calendar, day))
			continue;
		if (pace == NEXT_DAYS && day.n != planned->plan.next.n)
			continue;
		planned_run_on(planned, day);
	}
}

static void same_settled(const struct settled *a, const struct settled *b)
{
	char step_a[STEP_TEXT_SIZE], step_b[STEP_TEXT_SIZE];

	assert_int_equal(a->number, b->number);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->term_seq, b->term_seq);
	assert_int_equal(a->deadline.n, b->deadline.n);
	assert_int_equal(a->milestone.n, b->milestone.n);
	assert_string_equal(step_format(a->step, step_a), step_format(b->step, step_b));
	assert_int_equal(a->outcome, b->outcome);
}

static void the_days_that_a_plan_names_are_enough(void **state)
{
	struct generator generator = {211};

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct generator again = generator;
		struct planned planned[3];
		struct office office;

		for (int pace = EVERY_DAY; pace <= NEXT_DAYS; pace++) {
			struct planned *one = &planned[pace];

			generator = again;
			begin(one, &generator, &office);
			if (i % 3 != 0) {
				one->terms[0].last_day = given("");
				one->agreement.kind = i % 3 == 1 ? KIND_OPEN_ENDED : KIND_UNKNOWN;
			}
			play(one, (enum pace)pace,
			     calendar_on_or_after(&office.calendar, one->terms[0].known_on), 1500);
			assert_int_equal(one->settled_count, planned[0].settled_count);
			assert_true(i % 3 == 0 || one->settled_count > 0);
			for (size_t k = 0; k < one->settled_count; k++)
				same_settled(&one->settled[k], &planned[0].settled[k]);
		}
		for (int pace = EVERY_DAY; pace <= NEXT_DAYS; pace++)
			planned_done(&planned[pace]);
	}
}

/* ---- deadlines that move --------------------------------------------------------------------- */

/* A last day near the one before, far away, or one that was there before. */
static void move_last_day(struct planned *planned, struct generator *generator, struct day *before,
			  struct day today)
{
	struct day now = planned->terms[0].last_day.first, moved = *before;
	char text[DAY_TEXT_SIZE], day[DAY_TEXT_SIZE];
	uint32_t how = generate(generator, 3);

	if (how == 0)
		moved = day_add_days(now, generate_between(generator, -7, 7));
	else if (how == 1)
		moved = day_add_days(now, generate_between(generator, -300, 300));
	*before = now;
	planned_correct(planned, day_format(moved, text), day_format(today, day));
}

static bool is_same_step(struct step a, struct step b)
{
	char one[STEP_TEXT_SIZE], other[STEP_TEXT_SIZE];

	return strcmp(step_format(a, one), step_format(b, other)) == 0;
}

/* A notice is new: later than all that was settled, and no step of it was told a few days off. */
static void notice_is_new(const struct planned *planned, const struct decision *notice)
{
	for (size_t i = 0; i < planned->settled_count - planned->plan.count; i++) {
		const struct settled *settled = &planned->settled[i];
		int32_t moved = day_diff(settled->deadline, notice->deadline);

		if (moved == 0)
			assert_true(notice->milestone.n > settled->milestone.n);
		if (moved >= -7 && moved <= 7)
			assert_false(is_same_step(notice->step, settled->step));
	}
}

static void a_last_day_that_moves_is_told_of_once_at_each_step(void **state)
{
	struct generator generator = {307};
	size_t notices = 0, corrections = 0;

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct office office;
		struct planned planned;
		struct day today, before;

		begin(&planned, &generator, &office);
		today = planned.terms[0].known_on;
		before = planned.terms[0].last_day.first;
		for (int run = 0; run < 100; run++) {
			struct day deadline, seen;
			struct schedule schedule;
			const struct decision *notice;

			today = day_add_days(today, generate_between(&generator, 0, 9));
			if (generate(&generator, 6) == 0)
				move_last_day(&planned, &generator, &before, today);
			if (generate(&generator, 20) == 0)
				generate_policy(&generator, &office);
			deadline = planned.terms[0].last_day.first;
			seen = planned.terms[0].seen_on;
			planned_run_on(&planned, today); /* holds: once each, one notice */
			schedule = schedule_of(&planned, deadline);
			next_agrees(&planned, &schedule, deadline, today);
			notice = planned_notice(&planned);
			if (notice == NULL)
				continue;
			notices++;
			corrections += !day_is_none(notice->corrected_from);
			notice_is_new(&planned, notice);
			assert_true(notice->sending_day.n <= today.n);
			if (notice->sending_day.n < today.n && notice->late_days == 0)
				assert_true(day_is_none(seen) || seen.n == today.n);
		}
		planned_done(&planned);
	}
	assert_true(notices > 2500); /* the histories are no empty ones */
	assert_true(corrections > 250);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_with_any_gaps_decide_by_the_rules),
		cmocka_unit_test(the_days_that_a_plan_names_are_enough),
		cmocka_unit_test(a_last_day_that_moves_is_told_of_once_at_each_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
