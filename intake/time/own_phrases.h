/*
 * Phrases of a profile in a cell: these come before all others.
 */
#ifndef RENEWD_INTAKE_TIME_OWN_PHRASES_H
#define RENEWD_INTAKE_TIME_OWN_PHRASES_H

#include <stddef.h>
#include <stdint.h>

#include "core/profile.h"
#include "intake/time/wording.h"

/* Which words of a cell are a phrase of the profile. Not to be set to zero. */
struct own_phrases {
	uint16_t phrase[WORDING_WORDS_MAX]; /* by its first word: 1 + its index; 0: none */
	uint16_t words[WORDING_WORDS_MAX];  /* how many it takes */
};

/* Finds them; the one that stands first in the profile counts. */
void own_phrases_find(struct own_phrases *own, const struct wording *wording,
		      const struct profile *profile);

/* The phrase whose pattern (text_matches()) the whole cell is, or NULL. profile may be NULL. */
const struct profile_phrase *own_phrases_whole(const char *text, size_t length,
					       const struct profile *profile);

#endif
