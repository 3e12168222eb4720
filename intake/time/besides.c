#include "intake/time/besides.h"

void besides_add(struct besides *besides, const struct beside *beside)
{
	if (besides->count < BESIDES_MAX)
		besides->items[besides->count++] = *beside;
}

void besides_set_apart(struct besides *besides, size_t dates_before)
{
	struct beside *last;

	if (besides->count == 0)
		return;
	last = &besides->items[besides->count - 1];
	if (last->dates_before == dates_before)
		last->is_apart_behind = true;
}

/* Whether the words stand behind their dates: "2018.11 2023.04 extended". */
static bool stand_behind(const struct besides *besides, size_t date_count)
{
	return besides->items[0].dates_before > 0 &&
	       besides->items[besides->count - 1].dates_before == date_count;
}

static bool is_behind(const struct besides *besides, const struct beside *beside, size_t date_count)
{
	if (beside->dates_before == 0 || beside->dates_before == date_count)
		return beside->dates_before > 0;
	if (beside->is_apart_before != beside->is_apart_behind)
		return beside->is_apart_behind;
	return stand_behind(besides, date_count);
}

void besides_settle(const struct besides *besides, struct validity *validity)
{
	for (size_t i = 0; i < besides->count && validity->date_count > 0; i++) {
		const struct beside *beside = &besides->items[i];
		struct validity_date *date = &validity->dates[beside->dates_before];

		if (beside->dates_before > validity->date_count)
			return;
		if (beside->dates_before == validity->date_count && beside->is_comma_before)
			continue;
		if (is_behind(besides, beside, validity->date_count))
			date--;
		if (date->mark == VALIDITY_PLAIN || date->mark == VALIDITY_RANGE_END)
			date->mark = beside->mark;
	}
}
