/* Goal: until when notice can be given is one day of each term, and never goes back. */
#include <string.h>

#include "core/notice.h"
#include "tests/core/cases.h"

static struct notice notice_of(const char *text)
{
	struct notice notice = {0};

	if (text[0] != '\0' && !notice_parse(text, &notice))
		fail_msg("no notice: %s", text);
	return notice;
}

static struct day deadline(const char *notice, const char *last_day)
{
	return notice_deadline(notice_of(notice), on(last_day));
}

static void a_period_counts_back_from_the_last_day(void **state)
{
	(void)state;
	DAY_IS(deadline("3m", "2028-08-31"), "2028-05-31");
	DAY_IS(deadline("3m", "2026-05-31"), "2026-02-28");
	DAY_IS(deadline("90d", "2026-12-31"), "2026-10-02");
	DAY_IS(deadline("", "2026-12-31"), "2026-12-31");
}

static void a_fixed_day_is_the_last_one_before_the_last_day(void **state)
{
	(void)state;
	DAY_IS(deadline("1 September", "2028-08-31"), "2027-09-01");
	DAY_IS(deadline("1 September", "2028-09-01"), "2027-09-01");
	DAY_IS(deadline("1 September", "2028-09-02"), "2028-09-01");
	DAY_IS(deadline("1 September", "2028-09-30"), "2028-09-01");
	DAY_IS(deadline("1 January", "2028-12-31"), "2028-01-01");
	DAY_IS(deadline("31 December", "2028-12-31"), "2027-12-31");
	DAY_IS(deadline("29 February", "2028-12-31"), "2028-02-29");
	DAY_IS(deadline("29 February", "2027-12-31"), "2027-02-28");
}

static void a_fixed_day_can_lie_further_ahead(void **state)
{
	(void)state;
	/* Notice by 1 September takes effect on 1 September of the next year. */
	DAY_IS(deadline("1 September, 1y ahead", "2028-08-31"), "2027-09-01");
	DAY_IS(deadline("1 September, 1y ahead", "2028-08-30"), "2026-09-01");
	DAY_IS(deadline("1 September, 1y ahead", "2028-09-30"), "2027-09-01");
	DAY_IS(deadline("1 September, 6m ahead", "2028-12-31"), "2027-09-01");
	DAY_IS(deadline("1 September, 4m ahead", "2028-12-31"), "2028-09-01");
	DAY_IS(deadline("29 February, 1y ahead", "2028-02-28"), "2027-02-28");
	DAY_IS(deadline("1 March, 1y ahead", "2028-02-29"), "2027-03-01");
}

static void it_stops_at_the_ends_of_the_calendar(void **state)
{
	(void)state;
	DAY_IS(deadline("1 September", "0001-01-01"), "0001-01-01");
	DAY_IS(deadline("1 September", "0001-08-31"), "0001-01-01");
	DAY_IS(deadline("1 September, 100y ahead", "0050-08-31"), "0001-01-01");
	DAY_IS(deadline("1 September", "9999-12-31"), "9999-09-01");
	DAY_IS(deadline("31 December", "9999-12-31"), "9998-12-31");
}

static void it_is_written_as_it_is_read(void **state)
{
	static const char *const texts[][2] = {
		{"3m", "3m"},
		{"90D", "90d"},
		{"0d", ""},
		{"1 September", "1 September"},
		{"01 sep", "1 September"},
		{"1 september, 1Y AHEAD", "1 September, 1y ahead"},
		{"30 September, 36500d ahead", "30 September, 36500d ahead"},
		{"1 May,  6m  ahead", "1 May, 6m ahead"},
		{"1 May, 0d ahead", "1 May"},
	};
	char text[NOTICE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct notice notice = notice_of(texts[i][0]);

		TEXT_IS(notice_format(notice, text), texts[i][1]);
		HOLDS(notice_equal(notice, notice_of(text)));
		HOLDS(notice_is_known(notice) == (text[0] != '\0'));
	}
	HOLDS_NOT(notice_equal(notice_of("1 May"), notice_of("1 June")));
	HOLDS_NOT(notice_equal(notice_of("1 May"), notice_of("1 May, 1y ahead")));
	HOLDS_NOT(notice_equal(notice_of("3m"), notice_of("3d")));
	HOLDS(notice_equal((struct notice){.period = {0, SPAN_YEARS}}, notice_of("")));
}

static void anything_else_is_refused(void **state)
{
	static const char *const refused[] = {"",
					      "3 months",
					      "September",
					      "31 June",
					      "1 May 1y ahead",
					      "1 May,1y ahead",
					      "1 May, 1y",
					      "1 May, ahead",
					      "1 May, 1y ahead ",
					      "1 May, 1y before",
					      "1 May,",
					      "1 May ",
					      "1 May, 1y aheads",
					      "1 May,  ",
					      "1 May, 1x ahead",
					      "by 1 May",
					      "1 May, -1y ahead",
					      "1y ahead",
					      "1 May, 36501d ahead",
					      "1 May 2028",
					      "1 May, 99999999999999999999d ahead"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct notice notice = {.period = {5, SPAN_WEEKS}};

		if (notice_parse(refused[i], &notice))
			fail_msg("read: %s", refused[i]);
		assert_true(notice.period.n == 5 && notice.by.month == 0);
	}
}

/* Halving over terms counts on it. */
static void a_later_last_day_has_no_earlier_deadline(void **state)
{
	static const char *const notices[] = {"",
					      "3m",
					      "1y",
					      "10d",
					      "1 September",
					      "31 December",
					      "29 February",
					      "1 January",
					      "31 August",
					      "1 May, 1y ahead",
					      "29 February, 1m ahead",
					      "1 September, 7m ahead"};

	(void)state;
	for (size_t i = 0; i < COUNT(notices); i++) {
		struct notice notice = notice_of(notices[i]);
		struct day last = on("0001-01-01");

		for (struct day day = on("2023-01-01"); day.n <= on("2033-01-01").n; day.n++) {
			struct day now = notice_deadline(notice, day);

			assert_true(now.n >= last.n);
			assert_true(now.n <= day.n);
			last = now;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_counts_back_from_the_last_day),
		cmocka_unit_test(a_fixed_day_is_the_last_one_before_the_last_day),
		cmocka_unit_test(a_fixed_day_can_lie_further_ahead),
		cmocka_unit_test(it_stops_at_the_ends_of_the_calendar),
		cmocka_unit_test(it_is_written_as_it_is_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(a_later_last_day_has_no_earlier_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
