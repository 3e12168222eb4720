#include "core/vague.h"

#include <stdio.h>
#include <string.h>

bool vague_is_known(struct vague vague)
{
	return vague.precision != PRECISION_NONE;
}

struct vague vague_of_day(struct day day)
{
	return (struct vague){day, day, PRECISION_DAY};
}

bool vague_of_month(int year, int month, struct vague *ret_vague)
{
	struct vague vague = {.precision = PRECISION_MONTH};

	if (!day_from_civil((struct civil){year, month, 1}, &vague.first))
		return false;
	vague.last = day_add_days(vague.first, day_month_length(year, month) - 1);
	*ret_vague = vague;
	return true;
}

bool vague_of_year(int year, struct vague *ret_vague)
{
	struct vague vague = {.precision = PRECISION_YEAR};

	if (!day_from_civil((struct civil){year, 1, 1}, &vague.first) ||
	    !day_from_civil((struct civil){year, 12, 31}, &vague.last))
		return false;
	*ret_vague = vague;
	return true;
}

bool vague_parse(const char *text, struct vague *ret_vague)
{
	size_t length = strlen(text);
	char whole[DAY_TEXT_SIZE] = "0000-01-01";
	struct day day;
	struct civil civil;

	if (length != 4 && length != 7 && length != 10)
		return false;
	memcpy(whole, text, length);
	if (!day_parse(whole, &day))
		return false;
	civil = day_civil(day);
	if (length == 4)
		return vague_of_year(civil.year, ret_vague);
	if (length == 7)
		return vague_of_month(civil.year, civil.month, ret_vague);
	*ret_vague = vague_of_day(day);
	return true;
}

char *vague_format(struct vague vague, char text[static DAY_TEXT_SIZE])
{
	static const size_t lengths[] = {[PRECISION_NONE] = 0,
					 [PRECISION_YEAR] = 4,
					 [PRECISION_MONTH] = 7,
					 [PRECISION_DAY] = 10};

	if (vague_is_known(vague))
		day_format(vague.first, text);
	text[lengths[vague.precision]] = '\0';
	return text;
}

bool vague_equal(struct vague a, struct vague b)
{
	if (a.precision != b.precision)
		return false;
	return !vague_is_known(a) ||
	       (day_compare(a.first, b.first) == 0 && day_compare(a.last, b.last) == 0);
}

/* The first anniversary of origin that falls inside the period and after origin, or DAY_NONE. */
static struct day anniversary_in(struct vague period, struct day origin)
{
	int first = day_civil(period.first).year - day_civil(origin).year;
	int last = day_civil(period.last).year - day_civil(origin).year;

	for (int years = first < 1 ? 1 : first; years <= last; years++) {
		struct day day = day_add_months(origin, (int64_t)years * 12);

		if (day_compare(day, period.first) >= 0 && day_compare(day, period.last) <= 0)
			return day;
	}
	return DAY_NONE;
}

struct day vague_reckon(struct vague vague, struct vague signed_on, enum vague_rule rule)
{
	struct day day = DAY_NONE;

	if (!vague_is_known(vague))
		return DAY_NONE;
	if (vague.precision == PRECISION_DAY || rule == VAGUE_FIRST)
		return vague.first;
	if (rule == VAGUE_ANNIVERSARY && signed_on.precision == PRECISION_DAY)
		day = anniversary_in(vague, signed_on.first);
	return day_is_none(day) ? vague.last : day;
}
