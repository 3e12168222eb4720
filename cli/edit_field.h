/* Fields of an agreement that a human can set by hand, and an import must leave alone then. */
#ifndef RENEWD_CLI_EDIT_FIELD_H
#define RENEWD_CLI_EDIT_FIELD_H

#include <stddef.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/text.h"

struct edit_field {
	const char *name; /* as the store keeps it: a role's name */
	/* What it says, as a command takes it; nothing when it is not known. */
	void (*describe)(struct text *out, const struct agreement *agreement);
	/*
	 * Gives agreement the field of from. terms has AGREEMENT_TERMS_MAX entries and is what
	 * agreement's terms stand in. Texts stay from's; the arena holds new lists. 0, or -ENOMEM.
	 */
	int (*copy)(const struct agreement *from, struct agreement *agreement, struct term *terms,
		    struct arena *arena);
};

/*
 * The field of that name; of the role's field when name is a role ("term" is part of "last_day");
 * NULL: none.
 */
const struct edit_field *edit_field_find(const char *name);

/* All of them; NULL behind the last one. */
const struct edit_field *edit_field_at(size_t index);

/* As people say it: "last day". */
const char *edit_field_words(const char *name);

#endif
