#include "config/reference.h"

#include <string.h>

#include "config/contacts.h"
#include "config/list.h"
#include "config/scalar.h"
#include "core/text.h"

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

bool reference_contact(struct reading *reading, const struct node *node, const struct key *key,
		       void *place)
{
	(void)key;
	return scalar_get(reading, node) != NULL &&
	       read_name(reading, node, "contacts", "contact", place);
}

bool reference_channels(struct reading *reading, const struct node *node, const struct key *key,
			void *place)
{
	return list_read(reading, node, key, read_channel, place);
}

bool reference_recipients(struct reading *reading, const struct node *node, const struct key *key,
			  void *place)
{
	return list_read(reading, node, key, read_recipient, place);
}
