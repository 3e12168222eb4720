/*
 * The separator of a text: found by how it is built, before anything is known about its columns.
 */
#ifndef RENEWD_INTAKE_TEXT_SEPARATOR_H
#define RENEWD_INTAKE_TEXT_SEPARATOR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/problem.h"
#include "intake/text/encoding.h"

struct source;

#define SEPARATOR_NO_COLUMN ((size_t)-1)

struct separator {
	char character;	       /* ',', ';', '\t', '|'; 0: nothing separates */
	size_t width;	       /* how many cells most records have; 0: unknown */
	size_t headings;       /* how many headings are known in the best line of them */
	size_t partner_column; /* of that line, from 0; SEPARATOR_NO_COLUMN */
	bool is_said;	       /* by a first line as Excel writes it: "sep=;" */
	bool is_clear;	       /* what separates gives most records the same cells */
};

/*
 * Finds the separator by the first records of the text, and some from further down in a long one.
 * Each of the four is tried: a text is separated when most records have the same number of cells
 * (two or more), or when a heading line is known by it and others are cut as well; commas and
 * semicolons that are followed by blanks are prose. Of those that separate the best known heading
 * line wins, then the most even records. 0, also when nothing separates; negative errno; 1 with a
 * problem: one line that is longer than any may be (line_too_long).
 */
int separator_find(struct source *source, const struct encoding_found *encoding,
		   struct problems *problems, struct separator *ret_separator);

/* The separator that a first line such as "sep=;" names, and the length of that line; else NUL. */
char separator_said(const char *text, size_t length, size_t *ret_length);

#endif
