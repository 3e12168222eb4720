/*
 * Readings: the ways in which words can be headings.
 *
 * Words whose separators are gone are split so that the headings are known best. Words that stand in
 * columns, over or under each other, are sorted by column first.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_READING_H
#define RENEWD_INTAKE_RUNNING_RUNNING_READING_H

#include "core/profile.h"
#include "intake/running/running_part.h"

struct running_reading {
	struct running_part parts[PART_WORDS_MAX];
	size_t count;
	bool is_aligned; /* they stand in columns */
	int worth;	 /* the higher, the surer; no unit */
};

/*
 * The best way to read words as headings, which may put them into another order. False when they
 * are none: too few of them are known.
 */
bool running_reading_make(struct part_words *words, const struct profile *profile,
			  struct running_reading *ret_reading);

#endif
