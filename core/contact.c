#include "core/contact.h"

#include <string.h>

#include "core/text.h"

bool address_is_same(const struct address *a, const struct address *b)
{
	return strcmp(a->channel, b->channel) == 0 && strcmp(a->address, b->address) == 0;
}

static bool is_called(const struct contact *contact, const char *name)
{
	if (text_same_name(contact->key, name) || text_same_name(contact->name, name))
		return true;
	for (size_t i = 0; i < contact->alias_count; i++) {
		if (text_same_name(contact->aliases[i], name))
			return true;
	}
	return false;
}

size_t contacts_find(const struct contacts *contacts, const char *name)
{
	if (name == NULL)
		return CONTACT_NOT_FOUND;
	for (size_t i = 0; i < contacts->count; i++) {
		if (is_called(&contacts->items[i], name))
			return i;
	}
	return CONTACT_NOT_FOUND;
}

size_t contacts_by_key(const struct contacts *contacts, const char *key)
{
	for (size_t i = 0; i < contacts->count; i++) {
		if (strcmp(contacts->items[i].key, key) == 0)
			return i;
	}
	return CONTACT_NOT_FOUND;
}

static bool is_absent(const struct contact *contact, struct day today)
{
	return contact->deputy != NULL && day_compare(today, contact->absent_from) >= 0 &&
	       day_compare(today, contact->absent_until) <= 0;
}

const struct contact *contact_on_duty(const struct contact *contact, struct day today)
{
	const struct contact *deputy = contact;

	for (int i = 0; i < CONTACT_DEPUTIES_MAX; i++) {
		if (!is_absent(deputy, today))
			return deputy;
		deputy = deputy->deputy;
	}
	return contact;
}

static void note_change(struct day *change, struct day day, struct day today)
{
	if (day_compare(day, today) > 0)
		*change = day_is_none(*change) ? day : day_earlier(*change, day);
}

struct day contacts_next_change(const struct contacts *contacts, struct day today)
{
	struct day change = DAY_NONE;

	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *contact = &contacts->items[i];

		if (contact->deputy == NULL)
			continue;
		note_change(&change, contact->absent_from, today);
		note_change(&change, day_add_days(contact->absent_until, 1), today);
	}
	return change;
}
