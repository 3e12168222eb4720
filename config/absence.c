#include "config/absence.h"

#include <string.h>

#include "config/contacts.h"

static bool check_days(struct reading *reading, const struct raw_contact *contact)
{
	const struct node *node = node_get(contact->node, "absent");
	char day[DAY_TEXT_SIZE];

	if (day_compare(contact->absence.from, contact->absence.until) <= 0)
		return true;
	reading_error(reading, node_get(node, "until"), "bad_value",
		      "lies before the first day of the absence, %s (from)",
		      day_format(contact->absence.from, day));
	return false;
}

static void check_deputy(struct reading *reading, const struct raw *raw,
			 const struct raw_contact *contact)
{
	const struct node *node = node_get(node_get(contact->node, "absent"), "deputy");

	if (contact->absence.deputy == contact)
		reading_error(reading, node, "bad_value", "a contact cannot stand in for itself");
	else if (!contacts_can_be_told(raw, contact->absence.deputy))
		reading_error(reading, node, "unreachable",
			      "'%s' can be told nothing, so it cannot stand in for anybody",
			      contact->absence.deputy_key);
}

/*
 * Whether there are days on which the contact, its deputy, the deputy's one and so on are all
 * absent. DAY_NONE as *ret_from: since ever.
 */
static bool leaves_nobody(const struct raw_contact *contact, struct day *ret_from,
			  struct day *ret_until)
{
	struct day from = DAY_NONE, until = DAY_MAX;

	for (int i = 0; i < CONTACT_DEPUTIES_MAX; i++, contact = contact->absence.deputy) {
		if (!contact->is_good || contact->absence.deputy == NULL)
			return false;
		from = day_later(from, contact->absence.from);
		until = day_earlier(until, contact->absence.until);
		if (day_compare(from, until) > 0)
			return false;
	}
	*ret_from = from;
	*ret_until = until;
	return true;
}

static void check_rest(struct reading *reading, const struct raw_contact *contact)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	struct day from, until;

	if (contact->absence.deputy == contact || !leaves_nobody(contact, &from, &until))
		return;
	reading_warning(reading, node_get(contact->node, "absent"), "nobody_left",
			"%s%s%suntil %s all who stand in for it are absent too: it is told itself "
			"then",
			day_is_none(from) ? "" : "from ",
			day_is_none(from) ? "" : day_format(from, first),
			day_is_none(from) ? "" : " ", day_format(until, last));
}

void absence_check(struct reading *reading, const struct raw *raw)
{
	for (size_t i = 0; i < raw->contacts.count; i++) {
		struct raw_contact *contact = &raw->contacts.items[i];

		if (!contact->is_good || contact->absence.deputy_key == NULL)
			continue;
		contact->absence.deputy = contacts_raw(raw, contact->absence.deputy_key);
		if (check_days(reading, contact))
			check_deputy(reading, raw, contact);
	}
	for (size_t i = 0; i < raw->contacts.count; i++)
		check_rest(reading, &raw->contacts.items[i]);
}

void absence_make(const struct raw *raw, struct contact *contacts)
{
	for (size_t i = 0; i < raw->contacts.count; i++) {
		const struct raw_absence *absence = &raw->contacts.items[i].absence;

		if (absence->deputy == NULL)
			continue;
		contacts[i].deputy = &contacts[absence->deputy - raw->contacts.items];
		contacts[i].absent_from = absence->from;
		contacts[i].absent_until = absence->until;
	}
}
