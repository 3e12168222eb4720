/*
 * A filter that knows of a hash whether it was never added: a Bloom filter of a fixed size, so that
 * most questions about what is new need no search. At 2 million hashes hardly one answer in a
 * hundred is "maybe" without need, at 8 million one in six. More memory would answer better, but
 * no faster: as much as this is within reach of the processor.
 */
#ifndef RENEWD_DB_FILTER_H
#define RENEWD_DB_FILTER_H

#include <stdbool.h>
#include <stdint.h>

/* Zero is no filter: everything may have been added. */
struct filter {
	uint64_t *words;
};

#define FILTER_SIZE (4u << 20) /* bytes */

/* An empty filter. 0, or -ENOMEM. */
int filter_begin(struct filter *filter);

/* Hashes must differ in all of their bits. Adding to no filter does nothing. */
void filter_add(struct filter *filter, uint64_t hash);
bool filter_may_have(const struct filter *filter, uint64_t hash);

/* Says that a hash will be asked for soon: its memory is fetched meanwhile. */
void filter_expect(const struct filter *filter, uint64_t hash);

void filter_done(struct filter *filter);

#endif
