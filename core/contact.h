/*
 * Contacts: who can be told, and over which channels.
 */
#ifndef RENEWD_CORE_CONTACT_H
#define RENEWD_CORE_CONTACT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/day.h"

/* One place to which a message can go. Equal channel and address: the same place. */
struct address {
	const char *channel; /* name of a channel */
	const char *address; /* an e-mail address; "" when the channel itself is the place */
};

bool address_is_same(const struct address *a, const struct address *b);

struct contact {
	const char *key;  /* how the configuration calls it */
	const char *name; /* how people call it */
	const char *const *aliases;
	size_t alias_count;
	const struct address *addresses;
	size_t address_count; /* 0: cannot be told anything; the keeper is told instead */
	/* While the contact is absent, from and until including, the deputy is told instead. */
	const struct contact *deputy; /* NULL: never absent */
	struct day absent_from;	      /* DAY_NONE: since ever */
	struct day absent_until;
};

struct contacts {
	const struct contact *items;
	size_t count;
	size_t keeper;		     /* index of the contact that gets what nobody else can get */
	const struct contact *trial; /* gets everything instead of whom it is for; NULL: no trial */
};

#define CONTACT_NOT_FOUND ((size_t)-1)

/*
 * The contact whose key, name or one of whose aliases is name (text_same_name()), or
 * CONTACT_NOT_FOUND. NULL finds nothing.
 */
size_t contacts_find(const struct contacts *contacts, const char *name);

/* The contact with exactly that key, or CONTACT_NOT_FOUND. */
size_t contacts_by_key(const struct contacts *contacts, const char *key);

/* Deputies of deputies, at most. */
#define CONTACT_DEPUTIES_MAX 16

/*
 * Who stands in for the contact on that day: itself unless it is absent, else its deputy, or the
 * deputy's one. Where all who follow each other are absent, the contact itself.
 */
const struct contact *contact_on_duty(const struct contact *contact, struct day today);

/* The first day after today on which somebody's absence begins or is over; DAY_NONE: none. */
struct day contacts_next_change(const struct contacts *contacts, struct day today);

#endif
