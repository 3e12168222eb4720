/* Goal: the office's clock is right in every zone, also on the days on which a zone changes. */
#include "config/clock.h"

#include <stdlib.h>
#include <string.h>

#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define EVERY_DAY	((struct calendar){.weekdays = WEEKDAYS_ALL})
#define MINUTES_PER_DAY 1440

static struct day day_of(const char *text)
{
	struct day day;

	assert_true(day_parse(text, &day));
	return day;
}

static void set_zone(const char *zone)
{
	if (!clock_set_zone(zone))
		print_error("%s\n", zone);
	assert_true(clock_set_zone(zone));
}

/* Days on which zones changed their offset, and one on which nothing happens. */
static const struct {
	const char *zone;
	const char *day;
} changes[] = {
	{"Europe/Berlin", "2026-03-29"},       {"Europe/Berlin", "2026-10-25"},
	{"America/New_York", "2026-03-08"},    {"America/New_York", "2026-11-01"},
	{"Asia/Almaty", "2024-03-01"},	       {"Asia/Almaty", "2026-11-23"},
	{"Pacific/Apia", "2011-12-31"},	       {"Africa/Casablanca", "2026-02-15"},
	{"Africa/Casablanca", "2026-03-22"},   {"Australia/Lord_Howe", "2026-04-05"},
	{"Australia/Lord_Howe", "2026-10-04"}, {"America/Sao_Paulo", "2018-11-04"},
	{"America/Sao_Paulo", "2019-02-17"},   {"Asia/Kathmandu", "1986-01-01"},
};

static void gaps_end_at_once_and_of_repeated_hours_the_first_counts(void **state)
{
	static const struct {
		const char *zone;
		const char *day;
		int hour, minute;
		const char *expected;
	} cases[] = {
		{"UTC", "1970-01-01", 0, 0, "1970-01-01T00:00:00+00:00"},
		{"UTC", "9999-12-30", 23, 59, "9999-12-30T23:59:00+00:00"},
		{"UTC", "0001-01-02", 0, 0, "0001-01-02T00:00:00+00:00"},
		{"Asia/Almaty", "2026-11-23", 8, 30, "2026-11-23T08:30:00+05:00"},
		{"Europe/Berlin", "2026-03-29", 1, 59, "2026-03-29T01:59:00+01:00"},
		{"Europe/Berlin", "2026-03-29", 2, 0, "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-03-29", 3, 0, "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T02:30:00+02:00"},
		{"Europe/Berlin", "2026-10-25", 3, 0, "2026-10-25T03:00:00+01:00"},
		{"America/New_York", "2026-03-08", 2, 30, "2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-11-01", 1, 30, "2026-11-01T01:30:00-04:00"},
		{"America/New_York", "2026-11-01", 2, 0, "2026-11-01T02:00:00-05:00"},
		{"Asia/Almaty", "2024-02-29", 23, 30, "2024-02-29T23:30:00+06:00"},
		{"Asia/Almaty", "2024-03-01", 0, 0, "2024-03-01T00:00:00+05:00"},
		{"Pacific/Apia", "2011-12-29", 23, 59, "2011-12-29T23:59:00-10:00"},
		{"Pacific/Apia", "2011-12-30", 0, 0, "2011-12-31T00:00:00+14:00"},
		{"Pacific/Apia", "2011-12-30", 8, 30, "2011-12-31T00:00:00+14:00"},
		{"Pacific/Apia", "2011-12-30", 23, 59, "2011-12-31T00:00:00+14:00"},
		{"Pacific/Apia", "2011-12-31", 0, 1, "2011-12-31T00:01:00+14:00"},
		{"Africa/Casablanca", "2026-02-15", 2, 30, "2026-02-15T02:30:00+01:00"},
		{"Africa/Casablanca", "2026-03-22", 2, 30, "2026-03-22T03:00:00+01:00"},
		{"Australia/Lord_Howe", "2026-04-05", 1, 45, "2026-04-05T01:45:00+11:00"},
		{"Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-04T02:30:00+11:00"},
		{"America/Sao_Paulo", "2018-11-04", 0, 0, "2018-11-04T01:00:00-02:00"},
		{"America/Sao_Paulo", "2018-11-04", 0, 59, "2018-11-04T01:00:00-02:00"},
		{"America/Sao_Paulo", "2019-02-16", 23, 30, "2019-02-16T23:30:00-02:00"},
		{"Asia/Kathmandu", "1986-01-01", 0, 10, "1986-01-01T00:15:00+05:45"},
		{"Asia/Kathmandu", "2026-11-23", 8, 30, "2026-11-23T08:30:00+05:45"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[CLOCK_TEXT_SIZE];

		set_zone(cases[i].zone);
		clock_format(clock_at(day_of(cases[i].day), cases[i].hour * 60 + cases[i].minute),
			     text);
		if (strcmp(text, cases[i].expected) != 0)
			print_error("%s %s %02d:%02d\n", cases[i].zone, cases[i].day, cases[i].hour,
				    cases[i].minute);
		assert_string_equal(text, cases[i].expected);
	}
}

/*
 * 30 December 2011 in Apia, the first hour of a summer in Sao Paulo, a quarter in Kathmandu: there
 * is no such minute.
 */
static bool is_skipped(const char *zone, struct day day, int minute)
{
	static const struct {
		const char *zone;
		const char *day;
		int until; /* minute of the day */
	} gaps[] = {
		{"Pacific/Apia", "2011-12-30", MINUTES_PER_DAY},
		{"America/Sao_Paulo", "2018-11-04", 60},
		{"Asia/Kathmandu", "1986-01-01", 15},
	};

	for (size_t i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		if (strcmp(gaps[i].zone, zone) == 0 && day_compare(day_of(gaps[i].day), day) == 0)
			return minute < gaps[i].until;
	}
	return false;
}

static void expect_minute(const char *zone, struct day day, int minute)
{
	struct moment moment = clock_moment(clock_at(day, minute));
	bool is_there = day_compare(moment.day, day) == 0 && moment.minute == minute;
	char text[DAY_TEXT_SIZE];

	if (is_there == is_skipped(zone, day, minute))
		print_error("%s %s minute %d\n", zone, day_format(day, text), minute);
	assert_int_equal(is_there, !is_skipped(zone, day, minute));
}

/* T16: one minute before and one after midnight are on the days on which they are. */
static void t16_midnight_is_where_it_is_in_every_zone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		set_zone(changes[i].zone);
		for (int offset = -1; offset <= 1; offset++) {
			struct day day = day_add_days(day_of(changes[i].day), offset);

			expect_minute(changes[i].zone, day, 1);
			expect_minute(changes[i].zone, day, MINUTES_PER_DAY - 1);
		}
	}
}

/* Every minute around a change: what the clock shows again is that minute, or the first after it. */
static void every_minute_of_a_day_of_change_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct day first = day_add_days(day_of(changes[i].day), -1);
		int64_t previous;

		set_zone(changes[i].zone);
		previous = clock_at(first, 0);
		for (int minute = 1; minute < 2 * MINUTES_PER_DAY; minute++) {
			struct day day = day_add_days(first, minute / MINUTES_PER_DAY);
			int64_t at = clock_at(day, minute % MINUTES_PER_DAY);
			struct moment shown = clock_moment(at);
			struct moment before = clock_moment(at - 1);
			bool is_exact = day_compare(shown.day, day) == 0 &&
					shown.minute == minute % MINUTES_PER_DAY &&
					shown.second == 0;
			/* In a gap: what comes just before is earlier than what was asked for. */
			bool is_after_gap = day_compare(before.day, day) < 0 ||
					    before.minute < minute % MINUTES_PER_DAY;

			if (!is_exact && !is_after_gap)
				print_error("%s %s minute %d\n", changes[i].zone, changes[i].day,
					    minute);
			assert_true(is_exact || is_after_gap);
			assert_true(at >= previous);
			previous = at;
		}
	}
}

/* The next day that the zone has. */
static struct day day_after(struct day day, int minute)
{
	do {
		day = day_add_days(day, 1);
	} while (day_compare(clock_moment(clock_at(day, minute)).day, day) != 0);
	return day;
}

static void expect_runs_around(struct day change, int minute)
{
	struct schedule schedule = {minute, WEEKDAYS_ALL};
	struct calendar calendar = EVERY_DAY;
	struct day day = day_add_days(change, -4);
	int64_t at = clock_at(day, minute);

	for (int n = 0; n < 8; n++) {
		int64_t next = clock_next_run(&schedule, &calendar, at);

		day = day_after(day, minute);
		assert_int_equal(next, clock_at(day, minute));
		assert_true(next > at);
		assert_int_equal(clock_next_run(&schedule, &calendar, next - 1), next);
		assert_int_equal(clock_last_run(&schedule, &calendar, next), next);
		assert_int_equal(clock_last_run(&schedule, &calendar, next - 1), at);
		at = next;
	}
}

static void each_scheduled_day_has_one_run(void **state)
{
	static const int minutes[] = {0, 1, 150, 510, 1410, 1439};

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		set_zone(changes[i].zone);
		for (size_t k = 0; k < sizeof(minutes) / sizeof(minutes[0]); k++)
			expect_runs_around(day_of(changes[i].day), minutes[k]);
	}
}

static void a_day_that_a_zone_skipped_has_no_run(void **state)
{
	struct schedule schedule = {510, WEEKDAYS_ALL};
	struct calendar calendar = EVERY_DAY;
	char text[CLOCK_TEXT_SIZE];
	int64_t thursday;

	(void)state;
	set_zone("Pacific/Apia");
	thursday = clock_at(day_of("2011-12-29"), 510);
	clock_format(clock_next_run(&schedule, &calendar, thursday), text);
	assert_string_equal(text, "2011-12-31T08:30:00+14:00");
}

static void weekends_and_holidays_have_no_run(void **state)
{
	/* A Monday. */
	const struct day holidays[] = {day_of("2026-11-23")};
	struct schedule schedule = {510, WEEKDAYS_MON_TO_FRI};
	struct calendar calendar = {WEEKDAYS_ALL, holidays, 1};
	char text[CLOCK_TEXT_SIZE];
	int64_t friday;

	(void)state;
	set_zone("Asia/Almaty");
	friday = clock_at(day_of("2026-11-20"), 510);
	clock_format(clock_next_run(&schedule, &calendar, friday), text);
	assert_string_equal(text, "2026-11-24T08:30:00+05:00");
	clock_format(clock_next_run(&schedule, &calendar, friday - 1), text);
	assert_string_equal(text, "2026-11-20T08:30:00+05:00");
	assert_int_equal(
		clock_last_run(&schedule, &calendar, clock_at(day_of("2026-11-24"), 510) - 1),
		friday);
}

static void a_calendar_without_working_days_has_no_run(void **state)
{
	struct day holidays[800];
	struct schedule schedule = {510, WEEKDAYS_ALL};
	struct calendar calendar = {WEEKDAYS_ALL, holidays, 800};
	struct day first = day_of("2026-01-01");
	int64_t ms;

	(void)state;
	set_zone("UTC");
	for (int i = 0; i < 800; i++)
		holidays[i] = day_add_days(first, i);
	ms = clock_at(day_add_days(first, 400), 510);
	assert_true(clock_next_run(&schedule, &calendar, ms) == INT64_MAX);
	assert_true(clock_last_run(&schedule, &calendar, ms) == INT64_MIN);
}

static void an_unknown_zone_changes_nothing(void **state)
{
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	set_zone("Asia/Almaty");
	assert_false(clock_set_zone("Asia/Nowhere"));
	assert_false(clock_set_zone(""));
	assert_false(clock_set_zone("../UTC"));
	assert_string_equal(clock_format(0, text), "1970-01-01T06:00:00+06:00");
}

static void the_zone_folder_of_the_environment_is_not_used(void **state)
{
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	setenv("TZDIR", "/usr/share/zoneinfo/Europe", 1);
	set_zone("Asia/Almaty");
	unsetenv("TZDIR");
	assert_string_equal(clock_format(INT64_C(1795404600000), text),
			    "2026-11-23T08:30:00+05:00");
}

static void the_machines_clock_runs_with_an_offset(void **state)
{
	struct clock machine = {0}, ahead = {INT64_C(86400000)};
	int64_t before = clock_now_ms(&machine);
	int64_t shifted = clock_now_ms(&ahead);
	int64_t after = clock_now_ms(&machine);

	(void)state;
	assert_true(shifted - ahead.offset_ms >= before);
	assert_true(shifted - ahead.offset_ms <= after);
	assert_true(before / 1000 >= (int64_t)time(NULL) - 60);
}

static void a_played_clock_shows_what_was_asked_and_runs_on(void **state)
{
	struct clock clock = {0};
	struct moment moment;

	(void)state;
	set_zone("Asia/Almaty");
	assert_true(clock_parse("2026-11-23T08:29:58", &clock));
	moment = clock_moment(clock_now_ms(&clock));
	assert_int_equal(day_compare(clock_today(&clock), day_of("2026-11-23")), 0);
	assert_true(moment.minute * 60 + moment.second >= 8 * 3600 + 29 * 60 + 58);
	assert_true(moment.minute * 60 + moment.second < 9 * 3600);
	assert_true(clock_parse("2026-11-23T08:31", &clock));
	moment = clock_moment(clock_now_ms(&clock));
	assert_int_equal(day_compare(moment.day, day_of("2026-11-23")), 0);
	assert_true(moment.minute >= 8 * 60 + 31 && moment.minute < 9 * 60);
	assert_true(clock_parse("1999-12-31", &clock));
	moment = clock_moment(clock_now_ms(&clock));
	assert_int_equal(day_compare(moment.day, day_of("1999-12-31")), 0);
	assert_true(moment.minute >= 480 && moment.minute < 540);
}

static void what_is_no_time_is_not_played(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-11-2",
		"2026-02-30",
		"2026-11-23 08:30:00",
		"2026-11-23T08:3",
		"2026-11-23T08:30:",
		"2026-11-23T24:30",
		"2026-11-23T24:00:00",
		"2026-11-23T08:60:00",
		"2026-11-23T08:30:60",
		"2026-11-23T08:30:00Z",
		"2026-11-23T8:30:00",
		"2026-11-23T",
		"2026-11-23T-1:30:00",
		"today",
	};
	struct clock clock = {42};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(clock_parse(bad[i], &clock));
		assert_int_equal(clock.offset_ms, 42);
	}
}

static void times_before_1970_and_beyond_all_years_are_kept_in_bounds(void **state)
{
	char text[CLOCK_TEXT_SIZE];
	struct moment moment;

	(void)state;
	set_zone("UTC");
	assert_string_equal(clock_format(-1, text), "1969-12-31T23:59:59+00:00");
	moment = clock_moment(-1);
	assert_int_equal(moment.day.n, -1);
	assert_int_equal(moment.minute, 1439);
	assert_int_equal(moment.second, 59);
	clock_format(INT64_MAX, text);
	assert_string_equal(text, "9999-12-30T23:59:59+00:00");
	clock_format(INT64_MIN, text);
	assert_string_equal(text, "0001-01-02T00:00:00+00:00");
	set_zone("Pacific/Apia");
	assert_true(clock_moment(INT64_MAX).day.n <= DAY_MAX.n);
	set_zone("America/New_York");
	assert_true(clock_moment(INT64_MIN).day.n >= DAY_MIN.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gaps_end_at_once_and_of_repeated_hours_the_first_counts),
		cmocka_unit_test(t16_midnight_is_where_it_is_in_every_zone),
		cmocka_unit_test(every_minute_of_a_day_of_change_is_found),
		cmocka_unit_test(each_scheduled_day_has_one_run),
		cmocka_unit_test(a_day_that_a_zone_skipped_has_no_run),
		cmocka_unit_test(weekends_and_holidays_have_no_run),
		cmocka_unit_test(a_calendar_without_working_days_has_no_run),
		cmocka_unit_test(an_unknown_zone_changes_nothing),
		cmocka_unit_test(the_zone_folder_of_the_environment_is_not_used),
		cmocka_unit_test(the_machines_clock_runs_with_an_offset),
		cmocka_unit_test(a_played_clock_shows_what_was_asked_and_runs_on),
		cmocka_unit_test(what_is_no_time_is_not_played),
		cmocka_unit_test(times_before_1970_and_beyond_all_years_are_kept_in_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
