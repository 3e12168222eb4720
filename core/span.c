#include "core/span.h"

#include <stdio.h>

static const struct {
	char letter;
	char upper;
	int32_t days; /* about */
	int32_t max;  /* a hundred years */
} units[] = {
	[SPAN_DAYS] = {'d', 'D', 1, 36500},
	[SPAN_WEEKS] = {'w', 'W', 7, 5214},
	[SPAN_MONTHS] = {'m', 'M', 30, 1200},
	[SPAN_YEARS] = {'y', 'Y', 365, 100},
};

bool span_parse(const char *text, struct span *ret_span)
{
	int32_t n = 0;
	const char *c = text;

	while (*c >= '0' && *c <= '9') {
		n = n * 10 + (*c - '0');
		if (n > SPAN_N_MAX)
			return false;
		c++;
	}
	if (c == text || *c == '\0' || c[1] != '\0')
		return false;
	for (int unit = SPAN_DAYS; unit <= SPAN_YEARS; unit++) {
		if ((*c == units[unit].letter || *c == units[unit].upper) && n <= units[unit].max) {
			*ret_span = (struct span){n, (enum span_unit)unit};
			return true;
		}
	}
	return false;
}

char *span_format(struct span span, char text[static SPAN_TEXT_SIZE])
{
	snprintf(text, SPAN_TEXT_SIZE, "%u%c", (unsigned int)span.n % 100000u,
		 units[span.unit].letter);
	return text;
}

static struct day add(struct day origin, enum span_unit unit, int64_t n)
{
	switch (unit) {
	case SPAN_DAYS:
		return day_add_days(origin, n);
	case SPAN_WEEKS:
		return day_add_days(origin, n * 7);
	case SPAN_MONTHS:
		return day_add_months(origin, n);
	case SPAN_YEARS:
		return day_add_months(origin, n * 12);
	}
	return origin;
}

struct day span_after(struct day origin, struct span span, int32_t times)
{
	return add(origin, span.unit, (int64_t)span.n * times);
}

struct day span_before(struct day origin, struct span span)
{
	return add(origin, span.unit, -(int64_t)span.n);
}

int32_t span_days(struct span span)
{
	return span.n * units[span.unit].days;
}
