/*
 * Partners: the names that one cell gives, and the countries that go with them.
 *
 * A cell that names several partners sets them apart by numbers, semicolons, line ends, " / ", or
 * by "and". A line end can also be where a long name wraps, a slash can stand before the same name
 * in another alphabet, and most names with an "and" are one name: it divides only what is a whole
 * institution on both sides.
 *
 *	"University of Oslo; University of Bergen"	two
 *	"University of Science and Technology"		one
 *	"The Nottingham Trent University, UK and Haarlem Hogeschool, NL"	two
 *	"1. Ankara University 2. Gazi University"	two
 *	"University of Tartu, Tallinn University"	two
 *	"Queen's University Belfast, School of Law"	one
 */
#ifndef RENEWD_INTAKE_PARTNERS_H
#define RENEWD_INTAKE_PARTNERS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"

struct partners_name {
	const char *text; /* in the text that was split; not NUL-terminated */
	size_t length;
};

/*
 * Splits a text (CELLS_LINES) into names; those of several lines keep their line ends. When lines
 * only wrap (text taken out of a PDF), does_line_divide is false. Returns how many, at most
 * AGREEMENT_PARTNERS_MAX; the last one then holds all the rest. No memory is needed.
 */
size_t partners_split(const char *text, bool does_line_divide,
		      struct partners_name names[static AGREEMENT_PARTNERS_MAX]);

/*
 * Splits a text at its commas when that gives so many names: for a row that lists as many countries.
 * 0: it does not.
 */
size_t partners_split_commas(const char *text, size_t wanted,
			     struct partners_name names[static AGREEMENT_PARTNERS_MAX]);

/*
 * Splits a list of countries or cities at semicolons, line ends, slashes and commas; as above, but
 * without any question of what the pieces are.
 */
size_t partners_split_list(const char *text,
			   struct partners_name names[static AGREEMENT_PARTNERS_MAX]);

#endif
