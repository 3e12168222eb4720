/*
 * Owners that are no contact: what was probably meant.
 */
#ifndef RENEWD_CLI_OWNER_H
#define RENEWD_CLI_OWNER_H

#include "core/contact.h"
#include "core/text.h"

/*
 * Appends what to do about an owner of the register that contacts_find() does not find:
 *
 *	it is the address of "Registry": write that name into the register, or add an alias
 *	it names "ICD" and "Registry": write one of them into the register
 *	did you mean "International Cooperation Department"? Mend the register, or add an alias
 *	add a contact or an alias
 */
void owner_cure(struct text *out, const struct contacts *contacts, const char *owner);

#endif
