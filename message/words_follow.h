/*
 * The words of follow-up: who was told before, what was answered, and what becomes of it then.
 */
#ifndef RENEWD_MESSAGE_WORDS_FOLLOW_H
#define RENEWD_MESSAGE_WORDS_FOLLOW_H

#include <stdbool.h>

#include "core/day.h"
#include "core/text.h"
#include "message/document.h"

/* How far it is decided what becomes of an agreement. */
enum standing {
	STANDING_OPEN,	  /* not at all; that somebody has taken note decides nothing */
	STANDING_DECIDED, /* it is, and somebody has to see to it: a new term, notice to be given */
	STANDING_LAPSES,  /* it ends, as was decided or since notice was given */
	STANDING_GOES_ON, /* it renews itself, or goes on without an end, as was decided */
	STANDING_RENEWED  /* a new term was recorded */
};

enum standing words_standing(const struct entry *entry, struct day as_of);

/* Whether nothing is left to be done about it: the last three of them. */
bool words_is_settled(const struct entry *entry, struct day as_of);

/* For STEP_RENEWED: "Renewed until 31 December 2031."; "Renewed until 2031 (day not recorded)." */
void words_renewed(struct text *out, const struct entry *entry);

/* The same to follow a partner: "was renewed until 31 December 2031". */
void words_renewed_short(struct text *out, const struct entry *entry);

/*
 * What follow-up adds to an entry, each a sentence of its own, empty for most: what was answered,
 * who was told before when nobody answered, for whom the reader stands in.
 */
void words_follow(struct text *out, const struct entry *entry, struct day as_of);

/*
 * For an entry of a digest: "Told: Faculty of Law on 2 November 2026. Nobody has responded.",
 * "Nobody was told yet.", "Told first on 2 November 2026. To be renewed (decided on …)." In the
 * section of those that nobody has responded to, the heading says that.
 */
void words_follow_told(struct text *out, const struct entry *entry, struct day as_of);

#endif
