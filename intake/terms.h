/*
 * Terms: what the cells about time of one row mean together: signing date, terms, renewal, kind.
 *
 *	signed			last day
 *	2013-10-09 2020-09-10	2025-09-10	signed, renewed, a last day of the second term
 *	2014, 2018-09-06	3 years		three years from 2018-09-06
 *	2003-06-24 – 2023-06-23	2023-06-23 – 2028-06-23	two terms, both ended
 *	2008-03-13 2023-05-29	5 years, until 2028	agree: five years from 2023-05-29
 *	2019-09-24		2019-09-24	signed; no last day: nothing lasts one day
 */
#ifndef RENEWD_INTAKE_TERMS_H
#define RENEWD_INTAKE_TERMS_H

#include "core/agreement.h"
#include "core/profile.h"
#include "intake/time/validity.h"

#define TERMS_READ_MAX VALIDITY_DATES_MAX

/* A cell about time: what it says, and in which order its column writes dates. */
struct said_cell {
	const struct validity *validity; /* NULL: there is no column, or the cell is empty */
	enum date_order order;
};

/* What one row says. */
struct said {
	struct said_cell signed_on, effective, last_day, term, renewal, notice;
	bool has_last_day_column; /* for last days or for terms */
};

/* What is odd about it: bits, in the order of their weight. */
enum terms_flaw {
	TERMS_REVERSED = 1 << 0, /* the last day is before the signing date */
	TERMS_TWO_LAST_DAYS = 1 << 1,
	TERMS_DISAGREE = 1 << 2, /* term and last day differ by more than a day */
	TERMS_TWO_LENGTHS = 1 << 3,
	TERMS_SECOND_DATE = 1 << 4,  /* a date beside the signing date was taken as the last day */
	TERMS_RENEWAL_OPEN = 1 << 5, /* "5+5": tacit or to be agreed is not said */
	TERMS_NO_START = 1 << 6,     /* a term without a date from which it counts */
	TERMS_SAME_DAY = 1 << 7,  /* the last day is the signing date, or that stands there twice */
	TERMS_UNORDERED = 1 << 8, /* several dates, not in order: the early one was left out */
	TERMS_PENDING = 1 << 9,
	TERMS_AMBIGUOUS_SIGNED = 1 << 10, /* day/month or month/day: nothing decides */
	TERMS_AMBIGUOUS_LAST_DAY = 1 << 11,
	TERMS_IMPOSSIBLE_SIGNED = 1 << 12,
	TERMS_IMPOSSIBLE_LAST_DAY = 1 << 13,
	TERMS_UNREAD_SIGNED = 1 << 14, /* holds nothing about time */
	TERMS_UNREAD_LAST_DAY = 1 << 15,
	TERMS_MISSING = 1 << 16,     /* there is a column, but no last day; and no default */
	TERMS_UNSPECIFIED = 1 << 17, /* the cell says so itself; comes with TERMS_MISSING */
	TERMS_BY_DEFAULT = 1 << 18   /* the profile's default term was taken */
};

/* What a flaw can be read as, as a human may settle it. */
enum reading_form {
	READING_NONE,
	READING_DATE,
	READING_LENGTH,
	READING_NOTICE,
	READING_OPEN_ENDED,
	READING_WORD
};

struct terms_reading {
	enum reading_form form;
	struct vague date;
	struct span length;
	struct notice notice;
	const char *word; /* static: "tacit", "express" */
};

/* A flaw that can be read in two ways; of two last days the first reading was taken. */
struct terms_question {
	enum terms_flaw flaw; /* one of TERMS_REVERSED to TERMS_RENEWAL_OPEN */
	struct terms_reading readings[2];
};

#define TERMS_QUESTIONS_MAX 6

/* What comes of it. */
struct terms {
	struct vague signed_on;
	enum agreement_kind kind;
	enum renewal renewal;
	struct renews renews; /* RENEWAL_TACIT; of TERMS_RENEWAL_OPEN: what is said about it */
	struct notice notice;
	struct term terms[TERMS_READ_MAX]; /* seq in order; without known_on and seen_on */
	size_t term_count;		   /* at least 1 */
	unsigned int flaws;		   /* enum terms_flaw */
	struct terms_question questions[TERMS_QUESTIONS_MAX];
	size_t question_count;
};

/*
 * Puts together what a row says. defaults may be NULL. Pure. The rules:
 * - The first date of the signing cell is the signing date. Later ones, and those of the renewal
 *   cell, are renewals: each starts a new term (TERM_RENEWED). Dates out of order are left out; one
 *   after the last day may be another last day.
 * - The effective date is the start of the first term, or of the last one when it is not before it.
 * - Dates of the last day's and the term's cells are last days of the last term. One marked
 *   "extended" or "extended until" behind another last day, or behind that of a length, makes a term
 *   of its own (TERM_EXTENDED). One marked "renewed" before another last day, or beside nothing but
 *   a length, is a day of renewal. Ends of ranges and dates marked "until" are last days in any
 *   cell; a range in the last day's cell gives the start too, and is a new term when the one before
 *   it has its last day already.
 * - A length counts from the start of the last term. Its last day follows from it and is not
 *   written down, unless a date says it to the day.
 * - Two dates agree when one contains the other or they differ by at most a day; a length and a
 *   last day likewise. The result is KIND_TERM when the length stands in the last day's cell (or in
 *   the only one about it), else KIND_FIXED.
 * - What does not agree is a question; the earlier day is taken. An open end is later than all.
 * - A last day before the signing date is taken, since it is the earlier one.
 * - A last day that is the signing day is none: two agreements were signed on one day.
 * - Where nothing else says a last day, a second date whole years after the one before it (or a
 *   day less) is taken as the last day, and asked about.
 * - Where nothing at all is said, the profile's term is taken.
 * - It renews itself when a cell says so (RENEWAL_TACIT); what cannot be renewed, or is open-ended,
 *   has RENEWAL_NONE; all else RENEWAL_EXPRESS, with a question where renewals are spoken of.
 */
struct terms terms_read(const struct said *said, const struct profile_defaults *defaults);

/* Whether two dates can be the same day, give or take a day. */
bool terms_agree(struct vague one, struct vague other);

#endif
