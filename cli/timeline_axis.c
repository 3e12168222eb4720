#include "cli/timeline.h"

struct timeline_axis timeline_axis_of(struct day as_of, struct span back, struct span ahead)
{
	struct civil first = day_civil(span_before(as_of, back));
	struct civil last = day_civil(span_after(as_of, ahead, 1));
	struct timeline_axis axis = {.from = as_of, .to = as_of};

	first.day = 1;
	last.day = day_month_length(last.year, last.month);
	(void)day_from_civil(first, &axis.from);
	(void)day_from_civil(last, &axis.to);
	return axis;
}

/* Months from the year 0 on. */
static int month_number(struct day day)
{
	struct civil civil = day_civil(day);

	return civil.year * 12 + civil.month - 1;
}

bool timeline_tick(const struct timeline_axis *axis, int months, struct day *day)
{
	int number = day_is_none(*day) ? month_number(axis->from) : month_number(*day) + 1;
	struct civil civil = {.day = 1};
	struct day next;

	number = (number + months - 1) / months * months;
	civil.year = number / 12;
	civil.month = number % 12 + 1;
	if (!day_from_civil(civil, &next) || day_compare(next, axis->to) > 0)
		return false;
	*day = next;
	return true;
}

double timeline_width(const struct timeline_axis *axis, double size, int months)
{
	return size * months * 30.4 / (day_diff(axis->from, axis->to) + 1);
}

int timeline_years(const struct timeline_axis *axis, double size, double room)
{
	static const int steps[] = {12, 24, 60, 120, 240, 600, 1200, 2400};
	size_t i = 0;

	while (i + 1 < sizeof(steps) / sizeof(steps[0]) &&
	       timeline_width(axis, size, steps[i]) < room)
		i++;
	return steps[i];
}

double timeline_position(const struct timeline_axis *axis, double size, struct day day)
{
	return size * day_diff(axis->from, day) / (day_diff(axis->from, axis->to) + 1);
}
