#include "config/reference.h"

#include <string.h>

#include "config/contacts.h"
#include "config/list.h"
#include "config/scalar.h"
#include "config/value.h"
#include "core/text.h"

/* A guess looks at all names: after so many mistakes in the file, none is made. */
#define GUESSES_MAX 100

/* The key of the section that was probably meant; NULL when none is near. */
static const char *guess_name(const struct node *section, const char *name)
{
	const char *best = NULL;
	unsigned int least = value_guess_limit(name);

	for (const struct node *child = section->first; child != NULL; child = child->next) {
		unsigned int distance = text_distance(name, child->key, least);

		if (distance < least) {
			least = distance;
			best = child->key;
		}
	}
	return best;
}

static bool is_named(const struct node *node, const char *name)
{
	return node != NULL && node->kind == NODE_TEXT && text_same_name(node->text, name);
}

/* Whether that contact goes by the name as well as by its key. Channels have no other names. */
static bool has_name(const struct node *contact, const char *name)
{
	const struct node *aliases = node_get(contact, "aliases");

	if (text_same_name(contact->key, name) || is_named(node_get(contact, "name"), name) ||
	    is_named(aliases, name))
		return true;
	if (aliases == NULL || aliases->kind != NODE_LIST)
		return false;
	for (const struct node *alias = aliases->first; alias != NULL; alias = alias->next) {
		if (is_named(alias, name))
			return true;
	}
	return false;
}

/* The key of what is called so otherwise; NULL when nothing is. */
static const char *find_by_name(const struct node *section, const char *name)
{
	for (const struct node *child = section->first; child != NULL; child = child->next) {
		if (has_name(child, name))
			return child->key;
	}
	return NULL;
}

static bool complain_unknown(struct reading *reading, const struct node *item,
			     const struct node *section, const char *what)
{
	bool is_guessed = reading->problems->errors < GUESSES_MAX;
	const char *meant = is_guessed ? find_by_name(section, item->text) : NULL;
	const char *guess = is_guessed ? guess_name(section, item->text) : NULL;
	char shown[NODE_SHOWN_SIZE];

	node_shown(item, shown);
	if (meant != NULL)
		reading_error(reading, item, "unknown_name",
			      "there is no %s with the key '%s'; the one that is called so has the "
			      "key '%s'",
			      what, shown, meant);
	else if (guess != NULL)
		reading_error(reading, item, "unknown_name",
			      "there is no %s '%s' (did you mean '%s'?)", what, shown, guess);
	else
		reading_error(reading, item, "unknown_name", "there is no %s '%s' in %ss", what,
			      shown, what);
	return false;
}

static bool read_name(struct reading *reading, const struct node *item, const char *section_name,
		      const char *what, void *ret_text)
{
	const struct node *section = node_get(reading->root, section_name);

	/* Without the section there is a complaint already, and nothing to compare with. */
	if (section == NULL || section->kind != NODE_MAP)
		return false;
	if (node_get(section, item->text) == NULL)
		return complain_unknown(reading, item, section, what);
	return scalar_text(reading, item, &(struct key){.max = 64}, ret_text);
}

static bool read_channel(struct reading *reading, const struct node *item, const struct key *key,
			 void *ret_text)
{
	(void)key;
	return scalar_get(reading, item) != NULL &&
	       read_name(reading, item, "channels", "channel", ret_text);
}

static bool read_contact(struct reading *reading, const struct node *item, const struct key *key,
			 void *ret_text)
{
	const char *text = scalar_get(reading, item);

	(void)key;
	if (text == NULL)
		return false;
	if (strcmp(text, CONTACTS_OWNER) == 0) {
		reading_error(reading, item, "unknown_name",
			      "'owner' stands for whoever owns an agreement; here it takes the key "
			      "of a contact");
		return false;
	}
	return read_name(reading, item, "contacts", "contact", ret_text);
}

static bool read_recipient(struct reading *reading, const struct node *item, const struct key *key,
			   void *ret_text)
{
	const char *text = scalar_get(reading, item);

	if (text == NULL)
		return false;
	if (strcmp(text, CONTACTS_OWNER) != 0)
		return read_contact(reading, item, key, ret_text);
	*(const char **)ret_text = CONTACTS_OWNER;
	return true;
}

bool reference_contact(struct reading *reading, const struct node *node, const struct key *key,
		       void *place)
{
	return read_contact(reading, node, key, place);
}

bool reference_contacts(struct reading *reading, const struct node *node, const struct key *key,
			void *place)
{
	return list_read(reading, node, key, read_contact, place);
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
