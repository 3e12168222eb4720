#include "core/calendar.h"

static bool is_holiday(const struct calendar *calendar, struct day day)
{
	size_t low = 0, high = calendar->holiday_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = day_compare(calendar->holidays[middle], day);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool calendar_is_working_day(const struct calendar *calendar, struct day day)
{
	return (calendar->weekdays & (1u << day_weekday(day))) != 0 && !is_holiday(calendar, day);
}

static struct day nearest(const struct calendar *calendar, struct day day, int direction)
{
	for (int i = 0; i <= 366; i++) {
		struct day candidate = day_add_days(day, (int64_t)i * direction);

		if (calendar_is_working_day(calendar, candidate))
			return candidate;
	}
	return day;
}

struct day calendar_on_or_before(const struct calendar *calendar, struct day day)
{
	return nearest(calendar, day, -1);
}

struct day calendar_on_or_after(const struct calendar *calendar, struct day day)
{
	return nearest(calendar, day, 1);
}

struct day calendar_ends_soon(const struct calendar *calendar, struct day today)
{
	struct day last;

	if (calendar->holiday_count == 0)
		return DAY_NONE;
	last = calendar->holidays[calendar->holiday_count - 1];
	return day_diff(today, last) < CALENDAR_AHEAD_DAYS ? last : DAY_NONE;
}
