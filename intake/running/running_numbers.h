/*
 * Row numbers at the starts of lines: the ascending sequence among all the lines that start with a
 * number. Numbers may be missing, stand twice, or start again with 1 in another section.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_NUMBERS_H
#define RENEWD_INTAKE_RUNNING_RUNNING_NUMBERS_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_text.h"

struct running_number {
	uint32_t line;
	unsigned int number;
};

struct running_numbers {
	const struct running_number *items; /* by line; in the arena */
	size_t count;
};

/*
 * Finds the sequence that explains the lines best, from a line on. A line that is furniture is not
 * looked at. A line that is a date or a length of time ("5 year") starts no row; one that is a row
 * of a second table ("9 Japan 30") hardly does. Linear in the number of lines. 0, or -ENOMEM.
 */
int running_numbers_find(const struct running_text *text, size_t from,
			 const struct profile *profile, struct arena *arena,
			 struct running_numbers *ret_numbers);

#endif
