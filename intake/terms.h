/*
 * Terms: what the cells about time of one row mean together: signing date, terms, renewal, kind.
 */
#ifndef RENEWD_INTAKE_TERMS_H
#define RENEWD_INTAKE_TERMS_H

#include "core/agreement.h"
#include "core/profile.h"
#include "intake/validity.h"

#define TERMS_READ_MAX VALIDITY_DATES_MAX

/* What one row says. A cell that is empty or has no column is all zero. */
struct said {
	struct validity signed_on, effective, last_day, term, renewal, notice;
	enum date_order signed_order, last_day_order; /* of their columns */
	bool has_last_day_column;
};

/* What is odd about it: bits, in the order of their weight. */
enum terms_flaw {
	TERMS_REVERSED = 1 << 0, /* the last day is before the signing date */
	TERMS_TWO_LAST_DAYS = 1 << 1,
	TERMS_DISAGREE = 1 << 2, /* term and last day differ by more than a day */
	TERMS_TWO_LENGTHS = 1 << 3,
	TERMS_NO_START = 1 << 4,     /* a term without a date from which it counts */
	TERMS_UNORDERED = 1 << 5,    /* several dates, not in order */
	TERMS_RENEWAL_OPEN = 1 << 6, /* "5+5": tacit or to be agreed is not said */
	TERMS_PENDING = 1 << 7,
	TERMS_AMBIGUOUS_SIGNED = 1 << 8, /* day/month or month/day: nothing decides */
	TERMS_AMBIGUOUS_LAST_DAY = 1 << 9,
	TERMS_IMPOSSIBLE_SIGNED = 1 << 10,
	TERMS_IMPOSSIBLE_LAST_DAY = 1 << 11,
	TERMS_UNREAD_SIGNED = 1 << 12, /* holds nothing that is a date */
	TERMS_UNREAD_LAST_DAY = 1 << 13,
	TERMS_MISSING = 1 << 14,   /* there is a column, the cell is empty, no default */
	TERMS_BY_DEFAULT = 1 << 15 /* the profile's default term was taken */
};

/* What comes of it. */
struct terms {
	struct vague signed_on;
	enum agreement_kind kind;
	enum renewal renewal;
	struct renews renews;
	struct span notice;
	struct term terms[TERMS_READ_MAX]; /* at least one */
	size_t term_count;
	unsigned int flaws;	  /* enum terms_flaw */
	struct vague readings[2]; /* of TERMS_REVERSED … TERMS_DISAGREE: both last days. The
				   * earlier one is what was taken. Else unknown */
};

/*
 * Puts together what a row says. Pure. The rules:
 * - The first date of the signing cell is the signing date; later ones, and those marked renewed,
 *   are renewals: each starts a new term (TERM_RENEWED). The effective date starts the first term.
 * - A length counts from the latest start. Its last day follows from it and is not written down.
 * - A date in the last day's cell is the last day of the last term. A range gives start and end.
 * - The last of several dates in the signing cell is the last day when it is marked "until" or ends
 *   a range, and, where the register has no other cell for it, when it lies after today's … (see terms.c).
 * - Two last days, or a term that disagrees: the earlier one is taken, both are readings.
 * - A last day before the signing date is taken, since it is the earlier one; readings are the last
 *   day and the signing date.
 * - Open-ended phrases win over nothing; beside a date they are a contradiction.
 */
struct terms terms_read(const struct said *said, const struct profile_defaults *defaults);

#endif
