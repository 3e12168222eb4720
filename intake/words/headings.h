/*
 * Headings: the words by which a column is recognised, in the languages that registers are written
 * in. The tables stand in headings_english.c and its kin.
 */
#ifndef RENEWD_INTAKE_WORDS_HEADINGS_H
#define RENEWD_INTAKE_WORDS_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/role.h"

/* How sure a heading is of its role: of two columns with one role, the surer one has it. */
enum claim {
	CLAIM_SURE,
	CLAIM_LIKELY, /* it can stand beside a better one: "Term" beside "Valid until" */
	CLAIM_POOR    /* it often means something else: "Name", "Date" */
};

/* A heading and the role of its column. */
struct heading {
	const char *language; /* ISO 639-1 */
	const char *pattern;  /* for wordlist_match() */
	enum role role;	      /* ROLE_NONE: known, and not used */
	enum claim claim;
};

extern const struct heading headings_english[];
extern const size_t headings_english_count;
extern const struct heading headings_western[];
extern const size_t headings_western_count;
extern const struct heading headings_turkic[];
extern const size_t headings_turkic_count;
extern const struct heading headings_cyrillic[];
extern const size_t headings_cyrillic_count;

/*
 * The heading that a text (UTF-8, at most HEADING_MAX bytes when folded) is; NULL: none is known.
 * Of several that match, a whole one comes before parts, then the role decides, as in "Partner
 * country" or "Registration date of the agreement" (headings.c has the order), then the claim.
 */
const struct heading *headings_find(const char *text);
const struct heading *headings_find_n(const char *text, size_t length);

#define HEADING_MAX 160

/* All of them, language by language; NULL behind the last one. */
const struct heading *headings_at(size_t index);

/* Whether a column of that heading says what became of an agreement. */
bool headings_is_status(const char *text);

/* Whether a heading asks if an agreement renews itself: "Auto-renewal (Y/N)", "Tacite reconduction". */
bool headings_asks_tacit(const char *text);

/*
 * The heading of a signing date that a text holds, whatever else it says; NULL: none. It is for
 * columns of dates: "Signed by us" is else the name of somebody.
 */
const struct heading *headings_find_signing(const char *text);

/* Whether a heading of signing dates is about one side: "Signed by partner", "Our signature". */
bool headings_names_side(const char *text);

#endif
