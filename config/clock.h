/*
 * The office's clock: the one place that reads the clock and that knows a time zone.
 *
 * Everything else works with a day or with milliseconds since 1970 (UTC) that it is given.
 */
#ifndef RENEWD_CONFIG_CLOCK_H
#define RENEWD_CONFIG_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "core/day.h"

/*
 * The clock runs with the machine's, offset_ms ahead of it. The offset is 0 unless somebody plays
 * another day (--clock), for a demonstration or a test.
 */
struct clock {
	int64_t offset_ms;
};

/* A moment in the office's zone. */
struct moment {
	struct day day;
	int minute; /* of the day */
	int second;
};

/*
 * Makes zone the process's zone (TZ). False, and nothing changed, when the zone database has no
 * file of that name: glibc would silently take an unknown zone for UTC. Not thread safe.
 */
bool clock_set_zone(const char *zone);

/* Milliseconds since 1970, UTC. */
int64_t clock_now_ms(const struct clock *clock);

/* What the office's clock shows at that time. */
struct moment clock_moment(int64_t ms);

/* The day in the office. */
struct day clock_today(const struct clock *clock);

/*
 * The time at which the office's clock shows that minute of that day. In a gap (the hour that
 * summer time skips) the first moment after it; of an hour that comes twice, the first.
 */
int64_t clock_at(struct day day, int minute);

/*
 * The first scheduled time that is later than after_ms: a day of the schedule that is no holiday,
 * at its minute. The last one not later than ms. A day that the zone skipped (30 December 2011 in
 * Apia) has no time. INT64_MAX and INT64_MIN when there is none within 366 days.
 */
int64_t clock_next_run(const struct schedule *schedule, const struct calendar *calendar,
		       int64_t after_ms);
int64_t clock_last_run(const struct schedule *schedule, const struct calendar *calendar,
		       int64_t ms);

/*
 * Reads "2026-11-23T08:29:58", "2026-11-23T08:29" (:00) or "2026-11-23" (08:00:00) in the office's
 * zone as a clock that shows this now and runs on. False for anything else.
 */
bool clock_parse(const char *text, struct clock *ret_clock);

/* "2026-11-23T08:30:00+05:00" in the office's zone, and NUL. */
#define CLOCK_TEXT_SIZE 26
char *clock_format(int64_t ms, char text[static CLOCK_TEXT_SIZE]);

#endif
