#include "config/list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config/contacts.h"
#include "config/raw.h"
#include "config/scalar.h"
#include "config/value.h"
#include "core/text.h"

/* A list, or the one value that stands for a list of one. */
struct list {
	const struct node *first;
	size_t count;
};

/* False, with a complaint, for what is no list, an empty one and one that is too long. */
static bool list_open(struct reading *reading, const struct node *node, size_t max,
		      struct list *ret_list)
{
	if (node->kind == NODE_BROKEN)
		return false;
	if (node->kind == NODE_TEXT) {
		*ret_list = (struct list){node, 1};
		return true;
	}
	if (node->kind == NODE_MAP || node->count == 0) {
		reading_error(reading, node, "bad_value", "must be a value or a list of values%s",
			      node->kind == NODE_LIST ? ", at least one" : "");
		return false;
	}
	if (node->count > max) {
		reading_error(reading, node, "too_many",
			      "holds %zu values; at most %zu are allowed", node->count, max);
		return false;
	}
	*ret_list = (struct list){node->first, node->count};
	return true;
}

/* The next item. A single value has no next one, whatever follows it in its section. */
static const struct node *list_next(const struct list *list, const struct node *item)
{
	return list->count > 1 ? item->next : NULL;
}

bool list_weekdays(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	uint8_t weekdays = 0;
	bool is_good = true;
	struct list list;

	if (!list_open(reading, node, (size_t)key->max, &list))
		return false;
	for (const struct node *item = list.first; item != NULL; item = list_next(&list, item)) {
		const char *text = scalar_get(reading, item);
		char shown[NODE_SHOWN_SIZE];
		enum weekday weekday;

		if (text != NULL && value_weekday(text, &weekday)) {
			weekdays = (uint8_t)(weekdays | 1u << weekday);
			continue;
		}
		is_good = false;
		if (text != NULL)
			reading_error(reading, item, "bad_value",
				      "'%s' is none of: mon, tue, wed, thu, fri, sat, sun",
				      node_shown(item, shown));
	}
	if (is_good)
		*(uint8_t *)place = weekdays;
	return is_good;
}

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

bool list_spans(struct reading *reading, const struct node *node, const struct key *key,
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

/* Reads one item of a list of texts into *ret_text, which is the arena's. */
typedef bool read_item(struct reading *reading, const struct node *item, const struct key *key,
		       void *ret_text);

static bool is_there(const char *const *items, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (text_same_name(items[i], text))
			return true;
	}
	return false;
}

static bool read_texts(struct reading *reading, const struct node *node, const struct key *key,
		       read_item *read, struct patterns *ret_texts)
{
	bool is_good = true;
	const char **items;
	struct list list;
	size_t n = 0;

	if (!list_open(reading, node, (size_t)key->max, &list))
		return false;
	items = reading_take(reading, list.count, sizeof(*items));
	if (items == NULL)
		return false;
	for (const struct node *item = list.first; item != NULL; item = list_next(&list, item)) {
		char shown[NODE_SHOWN_SIZE];

		if (!read(reading, item, key, &items[n])) {
			is_good = false;
			continue;
		}
		if (is_there(items, n, items[n]))
			reading_warning(reading, item, "repeated", "'%s' is there twice",
					node_shown(item, shown));
		else
			n++;
	}
	if (is_good)
		*ret_texts = (struct patterns){items, n};
	return is_good;
}

#define ITEM_CHARACTERS_MAX 200

static bool read_text(struct reading *reading, const struct node *item, const struct key *key,
		      void *ret_text)
{
	const struct key limits = {.max = ITEM_CHARACTERS_MAX};

	(void)key;
	return scalar_text(reading, item, &limits, ret_text);
}

bool list_texts(struct reading *reading, const struct node *node, const struct key *key,
		void *place)
{
	return read_texts(reading, node, key, read_text, place);
}

bool list_emails(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	return read_texts(reading, node, key, scalar_email, place);
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool read_country(struct reading *reading, const struct node *item, const struct key *key,
			 void *ret_text)
{
	const char *text = scalar_get(reading, item);
	char code[3] = "";
	char shown[NODE_SHOWN_SIZE];
	const char *copy;

	(void)key;
	if (text == NULL)
		return false;
	for (size_t i = 0; i < 2 && text[i] != '\0'; i++)
		code[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
	if (strlen(text) != 2 || !is_upper(code[0]) || !is_upper(code[1])) {
		reading_error(reading, item, "bad_value",
			      "'%s' is no code of a country (two letters: DE, KZ)",
			      node_shown(item, shown));
		return false;
	}
	if (strcmp(code, "UK") == 0) {
		reading_error(reading, item, "bad_value",
			      "'UK' is no code of a country (did you mean 'GB'?)");
		return false;
	}
	copy = reading_copy(reading, code);
	if (copy == NULL)
		return false;
	*(const char **)ret_text = copy;
	return true;
}

bool list_countries(struct reading *reading, const struct node *node, const struct key *key,
		    void *place)
{
	return read_texts(reading, node, key, read_country, place);
}

/* The key of the section that was probably meant; NULL when none is near. */
static const char *guess_name(const struct node *section, const char *name)
{
	const char *best = NULL;
	unsigned int least = (unsigned int)strnlen(name, 9) / 3 + 2;

	for (const struct node *child = section->first; child != NULL; child = child->next) {
		unsigned int distance = text_distance(name, child->key, least);

		if (distance < least) {
			least = distance;
			best = child->key;
		}
	}
	return best;
}

static bool read_name(struct reading *reading, const struct node *item, const char *section_name,
		      const char *what, void *ret_text)
{
	const struct node *section = node_get(reading->root, section_name);
	char shown[NODE_SHOWN_SIZE];
	const char *guess;

	/* Without the section there is a complaint already, and nothing to compare with. */
	if (section == NULL || section->kind != NODE_MAP)
		return false;
	if (node_get(section, item->text) != NULL)
		return scalar_text(reading, item, &(struct key){.max = 64}, ret_text);
	guess = guess_name(section, item->text);
	node_shown(item, shown);
	if (guess != NULL)
		reading_error(reading, item, "unknown_name",
			      "there is no %s '%s' (did you mean '%s'?)", what, shown, guess);
	else
		reading_error(reading, item, "unknown_name", "there is no %s '%s' in %s", what,
			      shown, section_name);
	return false;
}

static bool read_channel(struct reading *reading, const struct node *item, const struct key *key,
			 void *ret_text)
{
	(void)key;
	return scalar_get(reading, item) != NULL &&
	       read_name(reading, item, "channels", "channel", ret_text);
}

static bool read_recipient(struct reading *reading, const struct node *item, const struct key *key,
			   void *ret_text)
{
	const char *text = scalar_get(reading, item);

	(void)key;
	if (text == NULL)
		return false;
	if (strcmp(text, CONTACTS_OWNER) == 0) {
		*(const char **)ret_text = CONTACTS_OWNER;
		return true;
	}
	return read_name(reading, item, "contacts", "contact", ret_text);
}

bool list_channels(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	return read_texts(reading, node, key, read_channel, place);
}

bool list_recipients(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	return read_texts(reading, node, key, read_recipient, place);
}
