/*
 * A term: one period of validity of an agreement.
 */
#ifndef RENEWD_CORE_TERM_H
#define RENEWD_CORE_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "core/day.h"
#include "core/span.h"
#include "core/vague.h"

enum term_kind { TERM_INITIAL, TERM_RENEWED, TERM_EXTENDED };

/*
 * On which day a term of n months or years ends (dates.term_ends): on the anniversary of its start
 * or the day before. A month that lacks the day ends the term with its last day either way, as
 * civil codes have it (German BGB, section 188(3)): 31 August + 6m is 28 February.
 */
enum term_ends { TERM_ENDS_ANNIVERSARY, TERM_ENDS_DAY_BEFORE };

/*
 * The last day is either given (last_day) or follows from start and length; with neither, the
 * term has no last day that is known. A term is never written over: a renewal appends one.
 */
struct term {
	int seq; /* from 0, in order */
	enum term_kind kind;
	struct vague start;    /* from when length counts: signing or effective date */
	struct span length;    /* n = 0: none */
	struct vague last_day; /* as given; unknown: follows from start and length */
	struct day known_on;   /* the day on which renewd learned this last day (or its absence) */
	struct day seen_on;    /* the day of the first run that planned it; DAY_NONE before */
};

/* How vague dates and terms are reckoned (the configuration's "dates"). */
struct dates {
	enum vague_rule vague;
	enum term_ends term_ends;
};

/* A last day as it is reckoned, with what is uncertain about it. */
struct last_day {
	struct day reckoned; /* DAY_NONE: no last day is known */
	struct day latest;   /* the last day that is possible; same as reckoned when precise */
	struct vague given;  /* what it was worked out from; precision PRECISION_DAY when precise */
};

/*
 * signed_on is the agreement's signing date. A given last day wins over a length. A length counts
 * from the start; a vague start gives a vague end (2020 + 5y = "2025", reckoned by dates->vague).
 *	2021-01-31 + 1m = 2021-02-28; 2024-02-29 + 1y = 2025-02-28; + 4y = 2028-02-29
 */
struct last_day term_last_day(const struct term *term, struct vague signed_on,
			      const struct dates *dates);

/*
 * The last day of the term that follows after `times` further terms of `every` each, counted from
 * one origin and in one step where the units allow, so that ends of months do not drift: from the
 * start when length and every are both of years and months, or both of weeks and days; else from
 * the last day of the term itself. times 0: term_last_day().
 *	2021-01-31 + 1m, every 1m: 2021-02-28, 2021-03-31, 2021-04-30; "2028", every 1y: "2029"
 * A last day that is given ends its term as dates->term_ends says, so that with
 * TERM_ENDS_DAY_BEFORE 2026-06-30, every 6m, goes on to 2026-12-31.
 */
struct last_day term_rolled_last_day(const struct term *term, struct vague signed_on,
				     const struct dates *dates, struct span every, int32_t times);

const char *term_kind_name(enum term_kind kind);
bool term_kind_parse(const char *name, enum term_kind *ret_kind);

#endif
