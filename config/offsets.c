#include "config/offsets.h"

#include <stdlib.h>
#include <string.h>

#include "config/list.h"
#include "config/raw.h"
#include "config/scalar.h"

static bool is_in_days(struct span span)
{
	return span.unit == SPAN_DAYS || span.unit == SPAN_WEEKS;
}

/* A span in days or in months, whichever its unit is made of. */
static int32_t reduced(struct span span)
{
	switch (span.unit) {
	case SPAN_WEEKS:
		return span.n * 7;
	case SPAN_YEARS:
		return span.n * 12;
	case SPAN_DAYS:
	case SPAN_MONTHS:
		break;
	}
	return span.n;
}

/* Whether the two are always the same day: 4w and 28d, 1y and 12m, but not 1y and 365d. */
static bool is_same_day(struct span a, struct span b)
{
	return is_in_days(a) == is_in_days(b) && reduced(a) == reduced(b);
}

/* The longest first, and those that are the same day side by side. */
static int compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	int32_t x_days = is_in_days(*x) ? reduced(*x) : reduced(*x) * 365 / 12;
	int32_t y_days = is_in_days(*y) ? reduced(*y) : reduced(*y) * 365 / 12;

	if (x_days != y_days)
		return x_days < y_days ? 1 : -1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static void warn_of_repeated(struct reading *reading, const struct node *node, struct span span,
			     struct span first)
{
	char text[SPAN_TEXT_SIZE], first_text[SPAN_TEXT_SIZE];

	span_format(span, text);
	span_format(first, first_text);
	if (strcmp(text, first_text) == 0)
		reading_warning(reading, node, "repeated", "%s is there twice", text);
	else
		reading_warning(reading, node, "repeated", "%s is the same as %s", text,
				first_text);
}

/* Sorts, and takes out what is there twice. */
static size_t arrange_spans(struct reading *reading, const struct node *node, struct span *spans,
			    size_t count)
{
	size_t kept = 0;

	qsort(spans, count, sizeof(*spans), compare_spans);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && is_same_day(spans[i], spans[kept - 1]))
			warn_of_repeated(reading, node, spans[i], spans[kept - 1]);
		else
			spans[kept++] = spans[i];
	}
	return kept;
}

bool offsets_read(struct reading *reading, const struct node *node, const struct key *key,
		  void *place)
{
	struct raw_spans *spans = place;
	bool is_good = true;
	struct span *items;
	struct list list;
	size_t n = 0;

	if (!list_open(reading, node, POLICY_OFFSETS_MAX, &list))
		return false;
	items = reading_take(reading, list.count, sizeof(*items));
	if (items == NULL)
		return false;
	for (const struct node *item = list.first; item != NULL; item = list_next(&list, item)) {
		if (scalar_span(reading, item, key, &items[n]))
			n++;
		else
			is_good = false;
	}
	n = arrange_spans(reading, node, items, n);
	if (is_good)
		*spans = (struct raw_spans){items, n};
	return is_good;
}
