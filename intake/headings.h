/*
 * Headings: the words by which a column is recognised.
 */
#ifndef RENEWD_INTAKE_HEADINGS_H
#define RENEWD_INTAKE_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"

/* How sure a heading is of its role: of two columns with one role, the surer one has it. */
enum claim {
	CLAIM_SURE,
	CLAIM_LIKELY, /* it can stand beside a better one: "Term" beside "Valid until" */
	CLAIM_POOR    /* it often means something else: "Name", "Date" */
};

/*
 * A heading is compared in small letters, punctuation as blanks, with one blank at each end,
 * so that "* city *" does not find "capacity". Without '*' the pattern is the whole heading.
 */
struct heading {
	const char *pattern;
	enum role role; /* ROLE_NONE: known, and not used */
	enum claim claim;
};

/* The heading that a text is; NULL: none is known. */
const struct heading *headings_find(const char *text);

/* All of them, in the order in which they are tried; NULL behind the last one. */
const struct heading *headings_at(size_t index);

/* Whether a column of that heading says what became of an agreement. */
bool headings_is_status(const char *text);

#endif
