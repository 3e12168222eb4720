/*
 * What words of running text are worth as a cell of a role: the surer they are what the role says,
 * the more. Worths of neighbouring cells are added up and compared; they have no unit.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_WORTH_H
#define RENEWD_INTAKE_RUNNING_RUNNING_WORTH_H

#include <stdint.h>

#include "core/profile.h"
#include "intake/running/running_tokens.h"

#define RUNNING_WINDOW 10 /* words of a country's name or of a type, at the most */

/* What is known of a row's words. */
struct running_words {
	const struct running_token *tokens;
	size_t count;
	const struct profile *profile;
	bool takes_types; /* no column has types of agreement: any column without a role may */
	uint16_t countries[RUNNING_TOKENS_MAX];	 /* bit n: a country's name of n + 1 words */
	uint16_t types[RUNNING_TOKENS_MAX];	 /* the same of types of agreement */
	bool is_time[RUNNING_TOKENS_MAX];	 /* it says something about time by itself */
	bool may_be_time[RUNNING_TOKENS_MAX];	 /* a date or a phrase about time may start here */
	int16_t as_name[RUNNING_TOKENS_MAX + 1]; /* sums, up to this word, of worths in a name */
	int16_t as_text[RUNNING_TOKENS_MAX + 1]; /* … in any other text */
	int16_t as_type[RUNNING_TOKENS_MAX + 1]; /* … in a type of agreement */
	int16_t institutions[RUNNING_TOKENS_MAX + 1]; /* how many are words of institutions */
};

/* Looks at a row's words. They and the profile must outlive it. */
void running_worth_look(const struct running_token *tokens, size_t count,
			const struct profile *profile, bool takes_types,
			struct running_words *ret_words);

/* The worth of words first to end - 1 (none: an empty cell) as a cell of a role. */
int running_worth_of(const struct running_words *words, enum role role, size_t first, size_t end);

/* Whether they are a country's name. */
bool running_worth_is_country(const struct running_words *words, size_t first, size_t end);

#endif
