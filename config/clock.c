#include "config/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <time.h>

#include "config/zone.h"

#define SECONDS_PER_DAY INT64_C(86400)

/* How far the search for a scheduled time goes. */
#define SEARCH_DAYS 366

/*
 * No zone is a day or more away from UTC, and none has changed its offset twice within two days:
 * what is true a day before and a day after a local time is all that can be true at it.
 */
#define AROUND SECONDS_PER_DAY

bool clock_set_zone(const char *zone)
{
	char path[ZONE_PATH_SIZE];

	/* An absolute path, since $TZDIR would move a name elsewhere. */
	if (!zone_is_known(zone) || setenv("TZ", zone_path(zone, path), 1) < 0)
		return false;
	tzset();
	return true;
}

int64_t clock_now_ms(const struct clock *clock)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + clock->offset_ms;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Seconds since 1970 of a time, kept within the years that struct day has. */
static int64_t seconds_of(int64_t ms)
{
	int64_t least = (DAY_MIN.n + 1) * SECONDS_PER_DAY;
	int64_t most = DAY_MAX.n * SECONDS_PER_DAY - 1;
	int64_t seconds = floor_div(ms, 1000);

	return seconds < least ? least : seconds > most ? most : seconds;
}

/* Broken-down time in the office's zone. */
static struct tm local_of(int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm local = {0};

	/* It cannot fail: seconds_of() keeps the year within an int. */
	localtime_r(&t, &local);
	return local;
}

/* How far the office's clock is ahead of UTC. */
static int64_t offset_of(int64_t seconds)
{
	return local_of(seconds).tm_gmtoff;
}

struct moment clock_moment(int64_t ms)
{
	struct tm local = local_of(seconds_of(ms));
	struct civil civil = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
	struct moment moment = {.minute = local.tm_hour * 60 + local.tm_min,
				.second = local.tm_sec};

	day_from_civil(civil, &moment.day);
	return moment;
}

struct day clock_today(const struct clock *clock)
{
	return clock_moment(clock_now_ms(clock)).day;
}

/* The first moment after low, at the latest high, at which the offset is not `before`. */
static int64_t transition_between(int64_t low, int64_t high, int64_t before)
{
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (offset_of(middle) == before)
			low = middle;
		else
			high = middle;
	}
	return high;
}

int64_t clock_at(struct day day, int minute)
{
	int64_t local = day.n * SECONDS_PER_DAY + minute * INT64_C(60);
	int64_t before = offset_of(local - AROUND);
	int64_t after = offset_of(local + AROUND);

	/* Where both are true, the clock was set back and the time comes twice: the first counts. */
	if (offset_of(local - before) == before)
		return (local - before) * 1000;
	if (offset_of(local - after) == after)
		return (local - after) * 1000;
	/* Neither is: the clock was set forward over it. */
	return transition_between(local - AROUND, local + AROUND, before) * 1000;
}

/* The scheduled time of a day; false when it has none. */
static bool scheduled_at(const struct schedule *schedule, const struct calendar *calendar,
			 struct day day, int64_t *ret_ms)
{
	struct calendar scheduled = *calendar;
	int64_t ms;

	scheduled.weekdays = schedule->weekdays;
	if (!calendar_is_working_day(&scheduled, day))
		return false;
	ms = clock_at(day, schedule->minute);
	/* Else the zone has skipped the whole day. */
	if (day_compare(clock_moment(ms).day, day) != 0)
		return false;
	*ret_ms = ms;
	return true;
}

int64_t clock_next_run(const struct schedule *schedule, const struct calendar *calendar,
		       int64_t after_ms)
{
	struct day today = clock_moment(after_ms).day;

	for (int i = 0; i <= SEARCH_DAYS; i++) {
		int64_t ms;

		if (scheduled_at(schedule, calendar, day_add_days(today, i), &ms) && ms > after_ms)
			return ms;
	}
	return INT64_MAX;
}

int64_t clock_last_run(const struct schedule *schedule, const struct calendar *calendar, int64_t ms)
{
	struct day today = clock_moment(ms).day;

	/* From the day after: when the clock is set back over midnight, it may have begun already. */
	for (int i = 1; i >= -SEARCH_DAYS; i--) {
		int64_t last;

		if (scheduled_at(schedule, calendar, day_add_days(today, i), &last) && last <= ms)
			return last;
	}
	return INT64_MIN;
}

/* "08:29:58" or "08:29" in seconds; -1 for anything else. */
static int parse_time(const char *text)
{
	static const char shape[] = "00:00:00";
	size_t length = strlen(text);
	int hour, minute, second = 0;

	if (length != strlen(shape) && length != strlen("00:00"))
		return -1;
	for (size_t i = 0; i < length; i++) {
		bool is_digit = text[i] >= '0' && text[i] <= '9';

		if (shape[i] == '0' ? !is_digit : text[i] != shape[i])
			return -1;
	}
	hour = (text[0] - '0') * 10 + text[1] - '0';
	minute = (text[3] - '0') * 10 + text[4] - '0';
	if (length == strlen(shape))
		second = (text[6] - '0') * 10 + text[7] - '0';
	if (hour > 23 || minute > 59 || second > 59)
		return -1;
	return hour * 3600 + minute * 60 + second;
}

bool clock_parse(const char *text, struct clock *ret_clock)
{
	static const struct clock machine = {0};
	char date[DAY_TEXT_SIZE];
	size_t length = strlen(text);
	int second_of_day = 8 * 3600;
	struct day day;

	if (length < DAY_TEXT_SIZE - 1)
		return false;
	memcpy(date, text, sizeof(date) - 1);
	date[sizeof(date) - 1] = '\0';
	if (!day_parse(date, &day))
		return false;
	if (length >= DAY_TEXT_SIZE) {
		second_of_day =
			text[DAY_TEXT_SIZE - 1] == 'T' ? parse_time(text + DAY_TEXT_SIZE) : -1;
		if (second_of_day < 0)
			return false;
	}
	ret_clock->offset_ms = clock_at(day, second_of_day / 60) + second_of_day % 60 * 1000 -
			       clock_now_ms(&machine);
	return true;
}

char *clock_format(int64_t ms, char text[static CLOCK_TEXT_SIZE])
{
	struct tm local = local_of(seconds_of(ms));
	long offset = local.tm_gmtoff / 60;
	char sign = offset < 0 ? '-' : '+';
	unsigned int minutes = (unsigned int)labs(offset);

	/* The remainders tell the compiler that nothing is longer than its place. */
	snprintf(text, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
		 (unsigned int)(local.tm_year + 1900) % 10000,
		 (unsigned int)(local.tm_mon + 1) % 100, (unsigned int)local.tm_mday % 100,
		 (unsigned int)local.tm_hour % 100, (unsigned int)local.tm_min % 100,
		 (unsigned int)local.tm_sec % 100, sign, minutes / 60 % 100, minutes % 60);
	return text;
}
