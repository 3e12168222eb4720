/*
 * Tacit renewal: at the end of a term the next one begins by itself. The terms are numbered from
 * the recorded one, which is 0; number k begins when it has renewed itself k times.
 */
#ifndef RENEWD_CORE_RENEWAL_H
#define RENEWD_CORE_RENEWAL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/term.h"

/* How the recorded term of an agreement goes on. Lives no longer than the agreement and dates. */
struct self_renewal {
	const struct agreement *agreement;
	const struct dates *dates;
	bool is_tacit;	   /* it renews itself, and the recorded term has a last day */
	bool is_endless;   /* no end is in sight: without limit, or for how long is not recorded */
	struct span every; /* how long each further term is; n = 0: not recorded */
	/*
	 * How often it renews itself: as often as the calendar holds when it is endless; once when
	 * it is not recorded for how long. The term of that number is the last one.
	 */
	int32_t most;
};

/*
 * Renewals that were recorded as terms of their own, on the days on which they were to come, count
 * among renews.times; a term that was agreed otherwise begins the count anew. A length that is not
 * recorded is the length of the recorded term. Once notice was given it renews itself no more.
 */
struct self_renewal renewal_of(const struct agreement *agreement, const struct dates *dates);

/*
 * The last day of a term, number 0 to most; none of number 1 when `every` is not recorded. Of an
 * agreement of which notice was given, it is the day for which that was done.
 */
struct last_day renewal_last_day(const struct self_renewal *renewal, int32_t number);

/*
 * The last day on which notice can be given in that term (see notice_deadline()); its last day
 * when none is recorded. The term has a last day.
 */
struct day renewal_deadline(const struct self_renewal *renewal, int32_t number);

/* How often it has renewed itself by that day: the number of the term that is current on it. */
int32_t renewal_number_on(const struct self_renewal *renewal, struct day day);

/* The number of the first term whose renewal_deadline() is not before day; most, if none is. */
int32_t renewal_number_due(const struct self_renewal *renewal, struct day day);

#endif
