/*
 * A reckoning: what the cells of one row say about its terms, taken in but not yet weighed.
 */
#ifndef RENEWD_INTAKE_TIME_RECKONING_H
#define RENEWD_INTAKE_TIME_RECKONING_H

#include "intake/terms.h"

#define RECKONING_ENDS_MAX    VALIDITY_DATES_MAX
#define RECKONING_LENGTHS_MAX 6

struct reckoning {
	struct terms terms; /* terms, signing date, renewal, notice, flaws of dates */
	struct vague ends[RECKONING_ENDS_MAX]; /* last days of the last term */
	size_t end_count;
	struct span lengths[RECKONING_LENGTHS_MAX]; /* that differ, in the order of reading */
	size_t length_count;
	bool has_length_in_cell; /* one stands where the last day stands */
	bool is_open_ended, is_pending, is_unspecified;
	bool is_tacit, is_not_tacit, is_final;
	bool is_renewable;    /* a column about renewals says yes: tacit or not is not said */
	bool is_second_date;  /* the last start was a plain second date of the signing cell */
	bool is_signed_twice; /* on one day */
	bool is_year_before;  /* the day of notice is in the year before that of the last day */
	bool is_extended;     /* the last of the last days is that of an extension */
};

/* Takes in all cells: starts, last days, lengths, phrases. */
struct reckoning reckoning_of(const struct said *said);

/* The term that was taken in last. */
struct term *reckoning_last_term(struct reckoning *reckoning);

/* Begins another term; the last days so far are those of the one before it. */
void reckoning_add_term(struct reckoning *reckoning, enum term_kind kind, struct vague start);

/* Which of the last days is the earliest; there must be one. */
size_t reckoning_earliest_end(const struct reckoning *reckoning);

bool reckoning_same_length(struct span one, struct span other);

#endif
