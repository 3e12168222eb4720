#include "config/digest.h"

#include <string.h>

#include "config/contacts.h"
#include "config/scalar.h"
#include "config/value.h"

static bool read_day_of_month(const char *text, int *ret_day)
{
	size_t length = strspn(text, "0123456789");
	int day = 0;

	if (length == 0 || length > 2 || text[length] != '\0')
		return false;
	for (size_t i = 0; i < length; i++)
		day = day * 10 + (text[i] - '0');
	if (day < 1 || day > 31)
		return false;
	*ret_day = day;
	return true;
}

bool digest_occasion(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	const char *text = scalar_get(reading, node);
	struct raw_occasion occasion = {.is_set = true};
	char shown[NODE_SHOWN_SIZE];

	(void)key;
	if (text == NULL)
		return false;
	occasion.is_monthly = read_day_of_month(text, &occasion.day_of_month);
	if (!occasion.is_monthly && !value_weekday(text, &occasion.weekday)) {
		reading_error(reading, node, "bad_value",
			      "'%s' is neither a weekday (mon, tue, wed, thu, fri, sat, sun) nor a "
			      "day of the month (1 to 31)",
			      node_shown(node, shown));
		return false;
	}
	*(struct raw_occasion *)place = occasion;
	return true;
}

void digest_check(struct reading *reading, const struct raw *raw)
{
	const struct node *node = node_get(reading->root, "digest");

	contacts_check_named(reading, raw, node_get(node, "to"), &raw->digest.to);
}

struct digest_schedule digest_make(const struct raw *raw)
{
	const struct raw_digest *digest = &raw->digest;

	if (!digest->on.is_set)
		return (struct digest_schedule){0};
	return (struct digest_schedule){
		.is_set = true,
		.is_monthly = digest->on.is_monthly,
		.weekday = digest->on.weekday,
		.day_of_month = digest->on.day_of_month,
		.skip_empty = strcmp(digest->skip_empty, "true") == 0,
		.to = digest->to.items,
		.to_count = digest->to.count,
	};
}
