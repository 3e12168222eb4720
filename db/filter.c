#include "db/filter.h"

#include <errno.h>
#include <stdlib.h>

#define WORDS (FILTER_SIZE / sizeof(uint64_t))

/*
 * All bits of a hash are in one word, so that a question reads memory once: the low bits of the
 * hash choose the word, four groups of six bits from the top choose bits of it.
 */
static uint64_t bits_of(uint64_t hash)
{
	uint64_t bits = 0;

	for (int shift = 40; shift < 64; shift += 6)
		bits |= UINT64_C(1) << (hash >> shift & 63);
	return bits;
}

int filter_begin(struct filter *filter)
{
	filter->words = calloc(WORDS, sizeof(*filter->words));
	return filter->words == NULL ? -ENOMEM : 0;
}

void filter_add(struct filter *filter, uint64_t hash)
{
	if (filter->words != NULL)
		filter->words[hash % WORDS] |= bits_of(hash);
}

bool filter_may_have(const struct filter *filter, uint64_t hash)
{
	uint64_t bits = bits_of(hash);

	return filter->words == NULL || (filter->words[hash % WORDS] & bits) == bits;
}

void filter_expect(const struct filter *filter, uint64_t hash)
{
	if (filter->words != NULL)
		__builtin_prefetch(&filter->words[hash % WORDS]);
}

void filter_done(struct filter *filter)
{
	free(filter->words);
	*filter = (struct filter){0};
}
