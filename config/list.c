#include "config/list.h"

#include <stdint.h>
#include <string.h>

#include "config/scalar.h"
#include "config/value.h"
#include "core/text.h"

bool list_open(struct reading *reading, const struct node *node, size_t max, struct list *ret_list)
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

const struct node *list_next(const struct list *list, const struct node *item)
{
	return list->count > 1 ? item->next : NULL;
}

static void warn_of_repeated(struct reading *reading, const struct node *item)
{
	char shown[NODE_SHOWN_SIZE];

	reading_warning(reading, item, "repeated", "'%s' is there twice", node_shown(item, shown));
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
			if ((weekdays & 1u << weekday) != 0)
				warn_of_repeated(reading, item);
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

static bool is_there(const char *const *items, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (text_same_name(items[i], text))
			return true;
	}
	return false;
}

bool list_read(struct reading *reading, const struct node *node, const struct key *key,
	       list_item *read, struct patterns *ret_texts)
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
		if (!read(reading, item, key, &items[n])) {
			is_good = false;
			continue;
		}
		if (is_there(items, n, items[n]))
			warn_of_repeated(reading, item);
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
	return list_read(reading, node, key, read_text, place);
}

bool list_emails(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	return list_read(reading, node, key, scalar_email, place);
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
	return list_read(reading, node, key, read_country, place);
}
