/*
 * Lengths of time among the words of a cell: "5 years", "5 (пять) лет", "five (5) years", "5+5".
 */
#ifndef RENEWD_INTAKE_TIME_LENGTHS_H
#define RENEWD_INTAKE_TIME_LENGTHS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/span.h"
#include "intake/time/wording.h"

/* A length, and those that are added to it: "5+5", "3 years + 1 + 1". */
struct length {
	struct span span; /* n = 0: what stands there is no length that can be kept ("3-5 years") */
	struct span every; /* each of the further ones; n = 0: none */
	int times;	   /* how many */
};

/* How many words from the one at `at` on, before end, are a length; 0, and ret_length untouched:
 * none. */
size_t lengths_read(const struct wording *words, size_t at, size_t end, struct length *ret_length);

/* A number at `at`, in digits or as a word, alone or as "5 (five)": how many words; 0: none. */
size_t lengths_number(const struct wording *words, size_t at, size_t end, int *ret_number);

/* Whether two spans are the same length: 5 years and 60 months are. */
bool lengths_equal(struct span a, struct span b);

/* The span of so many years; n = 0 when nobody signs for so long, or for none. */
struct span lengths_years(int years);

#endif
