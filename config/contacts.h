/*
 * The section `contacts`.
 */
#ifndef RENEWD_CONFIG_CONTACTS_H
#define RENEWD_CONFIG_CONTACTS_H

#include <stdbool.h>

#include "config/raw.h"
#include "config/schema.h"

#define CONTACTS_MAX 2000

/* Who stands for the owner of an agreement, whoever that is: no contact may be called so. */
#define CONTACTS_OWNER "owner"

/* Reader for the schema's row; place is a struct raw_contacts. */
bool contacts_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place);

/* Complains of contacts that cannot be told anything. */
void contacts_check(struct reading *reading, const struct raw *raw);

/* The contact with that key; NULL: there is none. */
const struct raw_contact *contacts_raw(const struct raw *raw, const char *key);

/*
 * Whether anything can be sent to the contact; true where a part that it takes could not be read.
 */
bool contacts_can_be_told(const struct raw *raw, const struct raw_contact *contact);

/* Warns of names, read from node, of contacts that cannot be told anything. */
void contacts_check_named(struct reading *reading, const struct raw *raw, const struct node *node,
			  const struct patterns *names);

/* Whether a contact is told over the channel. */
bool contacts_use(const struct raw *raw, const struct raw_channel *channel);

/* Makes config->contacts of a file without errors, once config->channels is made. */
void contacts_make(struct reading *reading, const struct raw *raw, struct config *config);

#endif
