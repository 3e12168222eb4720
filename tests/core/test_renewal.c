/* Goal: an agreement that renews itself is always in the term that people would say it is in. */
#include "core/renewal.h"
#include "tests/core/cases.h"

static const struct dates usual = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
static const struct dates day_before = {VAGUE_ANNIVERSARY, TERM_ENDS_DAY_BEFORE};

/* An agreement of one term; "" is what is not recorded. */
struct example {
	struct agreement agreement;
	struct term terms[3];
	const struct dates *dates;
};

static struct span lasting_or_none(const char *text)
{
	return text[0] == '\0' ? (struct span){0} : lasting(text);
}

static void example_init(struct example *example, const char *start, const char *length,
			 const char *last_day, const char *every, int times)
{
	*example = (struct example){.dates = &usual};
	example->terms[0] = (struct term){.start = given(start),
					  .length = lasting_or_none(length),
					  .last_day = given(last_day)};
	example->agreement = (struct agreement){.renewal = RENEWAL_TACIT,
						.renews = {lasting_or_none(every), times},
						.signed_on = given(start),
						.terms = example->terms,
						.term_count = 1};
}

/* The last day of the term that is current on a day. */
static struct day last_day(const struct example *example, const char *day)
{
	return agreement_last_day(&example->agreement, example->dates, on(day)).reckoned;
}

/* The same of a term from start, without limit. */
static struct day rolled(const char *start, const char *length, const char *every, const char *day)
{
	struct example example;

	example_init(&example, start, length, "", every, 0);
	return last_day(&example, day);
}

static struct day rolled_on(const char *given_day, const char *every, const char *day)
{
	struct example example;

	example_init(&example, "", "", given_day, every, 0);
	return last_day(&example, day);
}

static struct day rolled_day_before(const char *start, const char *length, const char *given_day,
				    const char *every, const char *day)
{
	struct example example;

	example_init(&example, start, length, given_day, every, 0);
	example.dates = &day_before;
	return last_day(&example, day);
}

static void t14_each_term_follows_the_one_before(void **state)
{
	(void)state;
	DAY_IS(rolled("2020-08-01", "36m", "12m", "2020-08-01"), "2023-08-01");
	DAY_IS(rolled("2020-08-01", "36m", "12m", "2023-08-01"), "2023-08-01");
	DAY_IS(rolled("2020-08-01", "36m", "12m", "2023-08-02"), "2024-08-01");
	DAY_IS(rolled("2020-08-01", "36m", "12m", "2024-08-01"), "2024-08-01");
	DAY_IS(rolled("2020-08-01", "36m", "12m", "2051-01-01"), "2051-08-01");
	DAY_IS(rolled("2020-08-01", "3y", "1y", "2030-08-02"), "2031-08-01");
	DAY_IS(rolled("2020-08-01", "3y", "6m", "2024-01-01"), "2024-02-01");
}

static void ends_of_months_do_not_drift(void **state)
{
	(void)state;
	DAY_IS(rolled("2021-01-31", "1m", "1m", "2021-02-01"), "2021-02-28");
	DAY_IS(rolled("2021-01-31", "1m", "1m", "2021-03-01"), "2021-03-31");
	DAY_IS(rolled("2021-01-31", "1m", "1m", "2021-04-01"), "2021-04-30");
	DAY_IS(rolled("2024-02-29", "1y", "1y", "2025-03-01"), "2026-02-28");
	DAY_IS(rolled("2024-02-29", "1y", "1y", "2027-03-01"), "2028-02-29");
	DAY_IS(rolled_on("2024-02-29", "1y", "2027-03-01"), "2028-02-29");
	DAY_IS(rolled_on("2026-01-31", "1m", "2026-02-01"), "2026-02-28");
	DAY_IS(rolled_on("2026-01-31", "1m", "2026-03-01"), "2026-03-31");
	DAY_IS(rolled("2026-01-10", "3m", "2w", "2026-04-11"), "2026-04-24");
	DAY_IS(rolled("2026-01-31", "30d", "1m", "2026-03-03"), "2026-04-02");
	DAY_IS(rolled("2026-01-31", "4w", "10d", "2026-03-01"), "2026-03-10");
}

static void terms_that_end_the_day_before_go_on_so(void **state)
{
	(void)state;
	DAY_IS(rolled_day_before("2020-08-01", "36m", "", "12m", "2023-08-01"), "2024-07-31");
	DAY_IS(rolled_day_before("", "", "2026-06-30", "6m", "2026-07-01"), "2026-12-31");
	DAY_IS(rolled_day_before("", "", "2026-12-31", "2m", "2027-01-01"), "2027-02-28");
	DAY_IS(rolled_day_before("2026-01-01", "30d", "", "1m", "2026-01-31"), "2026-02-28");
}

static void a_vague_last_day_stays_as_vague(void **state)
{
	struct example example;
	char text[DAY_TEXT_SIZE];

	(void)state;
	example_init(&example, "2023-03-30", "", "2028", "1y", 0);
	DAY_IS(last_day(&example, "2028-03-30"), "2028-03-30");
	DAY_IS(last_day(&example, "2028-03-31"), "2029-03-30");
	TEXT_IS(vague_format(agreement_last_day(&example.agreement, &usual, on("2028-03-31")).given,
			     text),
		"2029");
	DAY_IS(rolled_on("2028", "2y", "2031-01-01"), "2032-12-31");
	DAY_IS(rolled_on("2028-02", "1m", "2028-03-01"), "2028-03-31");
}

static enum condition condition(const struct example *example, const char *day)
{
	return agreement_condition(&example->agreement, example->dates, DAY_NONE, on(day));
}

static void when_it_has_renewed_itself_so_many_times_it_ends(void **state)
{
	struct example example;

	(void)state;
	example_init(&example, "2020-08-01", "36m", "", "12m", 2);
	DAY_IS(last_day(&example, "2040-01-01"), "2025-08-01");
	NUMBER_IS(condition(&example, "2023-08-02"), CONDITION_ACTIVE);
	NUMBER_IS(condition(&example, "2025-08-01"), CONDITION_ACTIVE);
	NUMBER_IS(condition(&example, "2025-08-02"), CONDITION_ENDED);
	example.agreement.renews.times = 0;
	NUMBER_IS(condition(&example, "2525-08-02"), CONDITION_ACTIVE);
	example.agreement.renewal = RENEWAL_EXPRESS;
	NUMBER_IS(condition(&example, "2023-08-02"), CONDITION_ENDED);
}

static void a_length_that_is_not_recorded_is_that_of_the_term(void **state)
{
	struct example example;

	(void)state;
	DAY_IS(rolled("2020-01-10", "5y", "", "2025-01-11"), "2030-01-10");
	example_init(&example, "2020-01-10", "", "2026-01-10", "", 0);
	DAY_IS(last_day(&example, "2026-01-10"), "2026-01-10");
	DAY_IS(last_day(&example, "2026-01-11"), "-");
	NUMBER_IS(condition(&example, "2026-01-11"), CONDITION_ACTIVE);
}

static void a_renewal_that_was_recorded_counts(void **state)
{
	struct example example;

	(void)state;
	example_init(&example, "2020-08-01", "36m", "", "12m", 2);
	example.terms[1] = (struct term){.seq = 1, .last_day = given("2024-07-31")};
	example.agreement.term_count = 2;
	DAY_IS(last_day(&example, "2040-01-01"), "2025-07-31");
	example.terms[2] = (struct term){.seq = 2, .last_day = given("2025-08-01")};
	example.agreement.term_count = 3;
	DAY_IS(last_day(&example, "2040-01-01"), "2025-08-01");
	/* Something else was agreed. */
	example.terms[2].last_day = given("2029-12-31");
	DAY_IS(last_day(&example, "2040-01-01"), "2031-12-31");
}

static void a_day_far_away_is_reckoned_and_not_walked_to(void **state)
{
	(void)state;
	DAY_IS(rolled("1900-01-01", "1d", "1d", "9999-12-30"), "9999-12-30");
	DAY_IS(rolled("0001-01-01", "1d", "1d", "9999-12-31"), "9999-12-31");
	DAY_IS(rolled("1900-01-01", "1d", "1d", "2026-11-22"), "2026-11-22");
	DAY_IS(rolled("1900-01-31", "1m", "1m", "9999-12-31"), "9999-12-31");
	DAY_IS(rolled("1900-01-01", "100y", "100y", "9999-01-01"), "9999-12-31");
}

/* The number of the current term is the only one whose neighbours do not hold the day. */
static void the_current_term_is_the_first_that_has_not_ended(void **state)
{
	static const char *const lengths[] = {"1d", "6d", "2w", "1m", "6m", "1y", "5y"};
	struct generator generator = {17};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct example example;
		struct self_renewal renewal;
		struct day day =
			day_add_days(on("2000-01-01"), generate_between(&generator, 0, 20000));
		char start[DAY_TEXT_SIZE];
		int32_t number;

		day_format(day_add_days(on("1999-12-31"), generate_between(&generator, -900, 900)),
			   start);
		example_init(&example, start, lengths[generate(&generator, COUNT(lengths))], "",
			     lengths[generate(&generator, COUNT(lengths))],
			     (int)generate(&generator, 4));
		renewal = renewal_of(&example.agreement, &usual);
		number = renewal_number_on(&renewal, day);
		assert_in_range(number, 0, renewal.most);
		if (number < renewal.most)
			assert_true(renewal_last_day(&renewal, number).reckoned.n >= day.n);
		if (number > 0)
			assert_true(renewal_last_day(&renewal, number - 1).reckoned.n < day.n);
	}
}

/* The deadline of the current term, and of no term before it. */
static void the_notice_deadline_is_that_of_its_own_term(void **state)
{
	static const char *const lengths[] = {"6d", "2w", "1m", "3m", "1y", "5y", "18m"};
	static const char *const notices[] = {"3m",
					      "1y",
					      "10d",
					      "1 September",
					      "31 December",
					      "29 February",
					      "1 September, 1y ahead",
					      "31 May, 2m ahead"};
	struct generator generator = {23};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct example example;
		struct self_renewal renewal;
		struct day day =
			day_add_days(on("2000-01-01"), generate_between(&generator, 0, 20000));
		struct day deadline = DAY_MIN;
		char start[DAY_TEXT_SIZE];
		int32_t number;

		day_format(day_add_days(on("1999-12-31"), generate_between(&generator, -900, 900)),
			   start);
		example_init(&example, start, lengths[generate(&generator, COUNT(lengths))], "",
			     lengths[generate(&generator, COUNT(lengths))],
			     (int)generate(&generator, 40));
		assert_true(notice_parse(notices[generate(&generator, COUNT(notices))],
					 &example.agreement.notice));
		example.dates = generate(&generator, 2) == 0 ? &usual : &day_before;
		renewal = renewal_of(&example.agreement, example.dates);
		number = renewal_number_due(&renewal, day);
		assert_in_range(number, 0, renewal.most);
		if (number < renewal.most)
			assert_true(renewal_deadline(&renewal, number).n >= day.n);
		if (number > 0)
			assert_true(renewal_deadline(&renewal, number - 1).n < day.n);
		for (int32_t k = 0; k <= renewal.most && k < 60; k++) {
			struct day next = renewal_deadline(&renewal, k);

			assert_true(next.n >= deadline.n);
			assert_true(next.n <= renewal_last_day(&renewal, k).reckoned.n);
			deadline = next;
		}
	}
}

static void thirty_renewals_do_not_drift(void **state)
{
	struct example example;
	struct self_renewal renewal;

	(void)state;
	example_init(&example, "2020-01-31", "1m", "", "1m", 0);
	example.agreement.notice.period = lasting("1m");
	renewal = renewal_of(&example.agreement, &usual);
	for (int32_t k = 0; k <= 30; k++) {
		struct day last = renewal_last_day(&renewal, k).reckoned;
		struct civil civil = day_civil(last);

		NUMBER_IS(civil.day, day_month_length(civil.year, civil.month));
		NUMBER_IS(renewal_deadline(&renewal, k).n, day_add_months(last, -1).n);
	}
	DAY_IS(renewal_last_day(&renewal, 30).reckoned, "2022-08-31");
	example_init(&example, "2024-02-29", "1y", "", "1y", 30);
	renewal = renewal_of(&example.agreement, &usual);
	DAY_IS(renewal_last_day(&renewal, 30).reckoned, "2055-02-28");
	DAY_IS(renewal_last_day(&renewal, 27).reckoned, "2052-02-29");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(t14_each_term_follows_the_one_before),
		cmocka_unit_test(ends_of_months_do_not_drift),
		cmocka_unit_test(terms_that_end_the_day_before_go_on_so),
		cmocka_unit_test(a_vague_last_day_stays_as_vague),
		cmocka_unit_test(when_it_has_renewed_itself_so_many_times_it_ends),
		cmocka_unit_test(a_length_that_is_not_recorded_is_that_of_the_term),
		cmocka_unit_test(a_renewal_that_was_recorded_counts),
		cmocka_unit_test(a_day_far_away_is_reckoned_and_not_walked_to),
		cmocka_unit_test(the_current_term_is_the_first_that_has_not_ended),
		cmocka_unit_test(the_notice_deadline_is_that_of_its_own_term),
		cmocka_unit_test(thirty_renewals_do_not_drift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
