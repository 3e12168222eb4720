#include "intake/holidays.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/text.h"
#include "tests/support/alloc.h"

static char path[] = "/tmp/renewd-holidays-XXXXXX";
static struct arena arena;
static struct problems problems;
static struct holiday *holidays;
static size_t count;

static void write_file(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int read_years(const char *first, const char *last)
{
	struct day from = {0}, to = {0};

	assert_true(day_parse(first, &from) && day_parse(last, &to));
	return holidays_read(path, from, to, &arena, &problems, &holidays, &count);
}

/* Reads a calendar with these events for 2026 to 2028. */
static int read_events(const char *events)
{
	struct text text = {0};
	int result;

	problems_done(&problems);
	arena_reset(&arena);
	text_addf(&text,
		  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n%s"
		  "END:VCALENDAR\r\n",
		  events);
	write_file(text_string(&text));
	text_done(&text);
	result = read_years("2026-01-01", "2028-12-31");
	return result;
}

#define EVENT(lines) "BEGIN:VEVENT\r\nUID:u\r\n" lines "END:VEVENT\r\n"

/* All days that were read, and their names, as "2026-01-01 name, …". */
static const char *show(void)
{
	static char shown[4096];
	size_t n = 0;

	shown[0] = '\0';
	for (size_t i = 0; i < count && n < sizeof(shown) - 300; i++) {
		char day[DAY_TEXT_SIZE];

		n += (size_t)snprintf(shown + n, sizeof(shown) - n, "%s%s %s", i == 0 ? "" : ", ",
				      day_format(holidays[i].day, day), holidays[i].name);
	}
	return shown;
}

static void assert_days(const char *events, const char *wanted)
{
	assert_int_equal(read_events(events), 0);
	assert_string_equal(show(), wanted);
}

static void assert_warned(const char *code)
{
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, code);
	assert_int_equal(problems.items[0].level, PROBLEM_WARNING);
}

static void an_all_day_event_is_a_holiday(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20261216\r\nSUMMARY:Independence\\, day 1\r\n"),
		    "2026-12-16 Independence, day 1");
	assert_int_equal(problems.count, 0);
}

static void the_end_is_the_day_after_the_last_one(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270102\r\n"
			  "SUMMARY:NY\r\n"),
		    "2026-12-30 NY, 2026-12-31 NY, 2027-01-01 NY");
	assert_days(EVENT("DTSTART;VALUE=DATE:20261230\r\nDURATION:P2D\r\nSUMMARY:D\r\n"),
		    "2026-12-30 D, 2026-12-31 D");
	/* As some programs write one day. */
	assert_days(EVENT("DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20261230\r\n"
			  "SUMMARY:E\r\n"),
		    "2026-12-30 E");
}

static void a_yearly_event_comes_in_every_year_asked_for(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:19700508\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:V\r\n"),
		    "1970-05-08 V, 2026-05-08 V, 2027-05-08 V, 2028-05-08 V");
	assert_days(EVENT("DTSTART;VALUE=DATE:20260508\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n"
			  "SUMMARY:V\r\n"),
		    "2026-05-08 V, 2027-05-08 V");
	assert_days(EVENT("DTSTART;VALUE=DATE:20261126\r\n"
			  "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:T\r\n"),
		    "2026-11-26 T, 2027-11-25 T, 2028-11-23 T");
	assert_days(EVENT("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:L\r\n"),
		    "2024-02-29 L, 2028-02-29 L");
}

static void an_occurrence_that_began_before_the_first_day_still_counts(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20241231\r\nDTEND;VALUE=DATE:20250102\r\n"
			  "RRULE:FREQ=YEARLY;COUNT=2\r\nSUMMARY:N\r\n"),
		    "2024-12-31 N, 2025-01-01 N, 2025-12-31 N, 2026-01-01 N");
}

static void exceptions_are_no_holidays_and_further_dates_are(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260508\r\nRRULE:FREQ=YEARLY;COUNT=4\r\n"
			  "EXDATE;VALUE=DATE:20270508,20280508\r\n"
			  "RDATE;VALUE=DATE:20270510\r\nSUMMARY:V\r\n"),
		    "2026-05-08 V, 2027-05-10 V");
}

static void cancelled_events_do_not_count(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:A\r\n") EVENT(
			    "DTSTART;VALUE=DATE:20260102\r\nSTATUS:CANCELLED\r\nSUMMARY:B\r\n"),
		    "2026-01-01 A");
	assert_int_equal(problems.count, 0);
}

static void timed_events_do_not_count_and_are_told(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:A\r\n")
			    EVENT("DTSTART:20260102T090000Z\r\nSUMMARY:Meeting\r\n"),
		    "2026-01-01 A");
	assert_warned("timed_event");
	assert_non_null(strstr(problems.items[0].text, "\"Meeting\""));
}

static void two_events_on_one_day_are_one_holiday(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260322\r\nSUMMARY:C\r\n")
			    EVENT("DTSTART;VALUE=DATE:20260321\r\nDTEND;VALUE=DATE:20260324\r\n"
				  "SUMMARY:N\r\n"),
		    "2026-03-21 N, 2026-03-22 C, 2026-03-23 N");
}

static void a_name_is_one_line_of_text(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:New\\nYear\x07 \r\n  Day\r\n"),
		    "2026-01-01 New Year? Day");
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\n"), "2026-01-01 holiday");
}

static void several_calendars_in_one_file_are_all_read(void **state)
{
	(void)state;
	assert_days(
		EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:A\r\n") "END:VCALENDAR\r\n"
								      "BEGIN:VCALENDAR\r\nVERSION:"
								      "2.0\r\n" EVENT(
									      "DTSTART;VALUE=DATE:"
									      "20260102\r\nSUMMARY:"
									      "B\r\n"),
		"2026-01-01 A, 2026-01-02 B");
}

static void a_recurrence_that_is_not_understood_is_told(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:A\r\n"),
		    "2026-01-01 A");
	assert_warned("unsupported_recurrence");
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=NEVER\r\nSUMMARY:A\r\n"),
		    "2026-01-01 A");
	assert_true(problems.count > 0);
}

static void events_that_cannot_be_read_are_told(void **state)
{
	(void)state;
	assert_days(EVENT("SUMMARY:No start\r\n")
			    EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:A\r\n"),
		    "2026-01-01 A");
	assert_warned("unreadable_event");
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:99991231\r\n"
			  "SUMMARY:Long\r\n") EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:A\r\n"),
		    "2026-01-01 A");
	assert_warned("long_event");
}

static void assert_refused(int result, const char *code)
{
	assert_int_equal(result, 1);
	assert_string_equal(problems.items[problems.count - 1].code, code);
	assert_int_equal(problems.items[problems.count - 1].level, PROBLEM_ERROR);
}

static int read_text(const char *text)
{
	problems_done(&problems);
	write_file(text);
	return read_years("2026-01-01", "2026-12-31");
}

static void names_in_an_older_encoding_are_read(void **state)
{
	(void)state;
	assert_days(EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:Ann\xe9"
			  "e nouvelle\r\n"),
		    "2026-01-01 Année nouvelle");
}

static void a_file_that_is_no_calendar_is_refused(void **state)
{
	(void)state;
	assert_refused(read_text(""), "empty_file");
	assert_refused(read_text("hello\n"), "no_calendar");
	assert_refused(read_text("BEGIN:VEVENT\r\nEND:VEVENT\r\n"), "no_calendar");
	assert_refused(read_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "no_holidays");
	assert_refused(read_text("BEGIN:VCALENDAR\r\nX:\x81\x8d\x8f\x90\r\nEND:VCALENDAR\r\n"),
		       "wrong_encoding");
	assert_int_equal(truncate(path, HOLIDAYS_FILE_MAX + 1), 0);
	problems_done(&problems);
	assert_refused(read_years("2026-01-01", "2026-12-31"), "too_large");
}

static void more_holidays_than_are_kept_are_refused(void **state)
{
	(void)state;
	assert_refused(read_events(EVENT("DTSTART;VALUE=DATE:20260101\r\n"
					 "DTEND;VALUE=DATE:20261231\r\n"
					 "RRULE:FREQ=DAILY\r\nSUMMARY:A\r\n")),
		       "too_many_holidays");
}

static void assert_too_much(const char *event, size_t times)
{
	struct text text = {0};

	for (size_t i = 0; i < times; i++)
		text_add(&text, event);
	assert_refused(read_events(text_string(&text)), "too_many_holidays");
	text_done(&text);
}

static void recurrences_that_take_too_long_to_follow_are_refused(void **state)
{
	(void)state;
	assert_too_much(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\n"), 301);
	assert_too_much(EVENT("DTSTART;VALUE=DATE:19000101\r\nRRULE:FREQ=DAILY\r\n"
			      "SUMMARY:A\r\n"),
			8);
	assert_too_much(EVENT("DTSTART;VALUE=DATE:20260101\r\n"
			      "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
			11);
}

static int read_once(void *context)
{
	struct problems found = {0};
	struct arena memory = {0};
	struct day from = {0}, to = {0};
	struct holiday *days;
	size_t n;
	int result;

	(void)day_parse("2026-01-01", &from);
	(void)day_parse("2027-12-31", &to);
	result = holidays_read(context, from, to, &memory, &found, &days, &n);
	problems_done(&found);
	arena_done(&memory);
	return result;
}

static void memory_that_runs_out_is_reported_wherever_it_happens(void **state)
{
	(void)state;
	assert_int_equal(read_events(EVENT("DTSTART;VALUE=DATE:20260508\r\nRRULE:FREQ=YEARLY\r\n"
					   "EXDATE;VALUE=DATE:20270508\r\nSUMMARY:V\r\n")
					     EVENT("DTSTART:20260102T090000Z\r\nSUMMARY:M\r\n")),
			 0);
	alloc_each_fails(read_once, path);
}

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	if (fd >= 0)
		close(fd);
	return fd < 0 ? -1 : 0;
}

static int remove_file(void **state)
{
	(void)state;
	arena_done(&arena);
	problems_done(&problems);
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_all_day_event_is_a_holiday),
		cmocka_unit_test(the_end_is_the_day_after_the_last_one),
		cmocka_unit_test(a_yearly_event_comes_in_every_year_asked_for),
		cmocka_unit_test(an_occurrence_that_began_before_the_first_day_still_counts),
		cmocka_unit_test(exceptions_are_no_holidays_and_further_dates_are),
		cmocka_unit_test(cancelled_events_do_not_count),
		cmocka_unit_test(timed_events_do_not_count_and_are_told),
		cmocka_unit_test(two_events_on_one_day_are_one_holiday),
		cmocka_unit_test(a_name_is_one_line_of_text),
		cmocka_unit_test(several_calendars_in_one_file_are_all_read),
		cmocka_unit_test(a_recurrence_that_is_not_understood_is_told),
		cmocka_unit_test(events_that_cannot_be_read_are_told),
		cmocka_unit_test(names_in_an_older_encoding_are_read),
		cmocka_unit_test(a_file_that_is_no_calendar_is_refused),
		cmocka_unit_test(more_holidays_than_are_kept_are_refused),
		cmocka_unit_test(recurrences_that_take_too_long_to_follow_are_refused),
		cmocka_unit_test(memory_that_runs_out_is_reported_wherever_it_happens),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
