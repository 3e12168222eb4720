/*
 * The keeper's digest: when it is due, and what it says about an agreement.
 */
#ifndef RENEWD_CORE_DIGEST_H
#define RENEWD_CORE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/calendar.h"
#include "core/plan.h"

/* What ends, or can be given notice of, within so many days is listed. */
#define DIGEST_AHEAD_DAYS 90

/* When it is made, and for whom. */
struct digest_schedule {
	bool is_set;
	bool is_monthly;
	enum weekday weekday;  /* weekly */
	int day_of_month;      /* monthly: 1 to 31; the last one of a shorter month */
	bool skip_empty;       /* when there is nothing to say, say nothing */
	const char *const *to; /* contact keys; count 0: the keeper */
	size_t to_count;
};

/*
 * Whether a digest is due in a run on today: its day, or the first working day after it, has come
 * since the last one. last is the *ret_day of the last one, DAY_NONE when there was none; then it
 * is due on its day alone. *ret_day: the day it is for, to be kept; *ret_since: the day on which
 * the one before that was made, or was to be.
 */
bool digest_is_due(const struct digest_schedule *schedule, const struct calendar *calendar,
		   struct day last, struct day today, struct day *ret_day, struct day *ret_since);

/* Where a digest lists an agreement, in this order. */
enum section {
	SECTION_NONE,	   /* it does not */
	SECTION_ENDED,	   /* ended since the last digest */
	SECTION_UNDECIDED, /* ended before; people were told, and nobody has decided about it */
	SECTION_ENDING,	   /* ends, or can be given notice of, within DIGEST_AHEAD_DAYS */
	SECTION_UNANSWERED /* people were told, and nobody has responded */
};

/*
 * Where a digest on today lists the agreement, with the deadline that it is about and what people
 * were told and answered. since: the day of the last digest.
 */
enum section digest_section(const struct agreement *agreement, const struct history *history,
			    const struct plan_rules *rules, struct day since, struct day today,
			    struct decision *ret_decision);

const char *section_name(enum section section);
bool section_parse(const char *name, enum section *ret_section);

#endif
