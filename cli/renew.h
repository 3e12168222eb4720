/* renewctl renew: the new term, from the command line to the store. */
#ifndef RENEWD_CLI_RENEW_H
#define RENEWD_CLI_RENEW_H

#include "cli/edit.h"
#include "cli/forecast.h"

/* How long a renewal is: one of the two. */
struct renewal_length {
	struct vague until; /* known: until that day */
	struct span span;   /* else for so long */
};

/*
 * The term that follows on the one that is current on today. It starts the day after that one's
 * last day, or, where none is known, when the renewal was signed (today, when that is not known).
 * Its last day is given: of a span, the one to which the register's rule for terms comes, counted
 * with the terms before from one origin, so that ends of months do not drift.
 *	2026-12-31 + 5y = 2031-12-31, whatever dates->term_ends; 2024-02-29 for 3y, + 1y = 2028-02-29
 * seq, known_on and seen_on are the caller's. former: that last day.
 */
struct term renew_term(const struct agreement *agreement, const struct dates *dates,
		       struct day today, const struct renewal_length *length,
		       struct vague signed_on, struct last_day *ret_former);

struct renewing_call {
	struct edit edit;
	struct renewal_length length;
	struct vague signed_on;
	struct last_day former;
	struct last_day last_day;
	struct forecast forecast;
	const struct told *told; /* who gets word of it */
	size_t told_count;
};

/* Says what was recorded, when reminders are due, and who gets word of it. */
enum exit_status renew_print(struct renewing_call *call);

#endif
