/*
 * An entry of a list taken apart: the country before or behind the name of a partner, the name, and
 * what is done, where all of it stands in one line.
 *
 *	"USA The University of Kansas Joint courses."	USA / The University of Kansas / Joint courses.
 *	"Japan: Kyoto University"			Japan / Kyoto University / -
 *	"University of Oslo, Norway"			Norway / University of Oslo / -
 *	"Georgia State University"			- / Georgia State University / -
 *	"University of Turin (2019)"			- / University of Turin / 2019
 *	"University of Jena, Erasmus+, 2021-2027"	- / University of Jena / Erasmus+, 2021-2027
 */
#ifndef RENEWD_INTAKE_PAGES_LIST_ENTRY_H
#define RENEWD_INTAKE_PAGES_LIST_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

/* A part of the text that was taken apart. */
struct list_part {
	const char *text;
	size_t length; /* 0: there is none */
};

struct list_entry {
	struct list_part country;
	struct list_part name;
	struct list_part note;
	/* The name of a country before the name, with nothing but a blank between, which can be
	 * part of it ("Japan Kyoto University", "Japan Nansen Institute"). */
	struct list_part prefix;
	bool has_sure_prefix; /* it was a country: country has it */
	bool is_dated;	      /* the note was told from the name by a date in it */
};

/* takes_prefix: this list is one that puts countries before names. */
struct list_entry list_entry_of(const char *text, size_t length, bool takes_prefix);

#endif
