/*
 * Options: a row says what an option is called, what it takes and what it means, for the parser,
 * for --help and for the tests that compare both with the manual.
 */
#ifndef RENEWD_CLI_OPTION_H
#define RENEWD_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/day.h"
#include "core/span.h"
#include "core/text.h"

enum option_type {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_TEXTS, /* may be given several times */
	OPTION_DAY,   /* 2026-11-23 */
	OPTION_SPAN,  /* 14d 6w 3m 2y */
	OPTION_NUMBER /* 1 to OPTION_NUMBER_MAX */
};

#define OPTION_NUMBER_MAX 1000000
#define OPTION_TEXTS_MAX  64 /* how often an OPTION_TEXTS may be given */
#define OPTIONS_MAX	  20 /* of one command */

struct option_row {
	const char *name;
	enum option_type type;
	const char *value; /* what --help calls its value; NULL: it takes none */
	const char *help;
};

struct option_rows {
	const struct option_row *items;
	size_t count;
};

#define OPTION_ROWS(array)                                                                         \
	{                                                                                          \
		array, sizeof(array) / sizeof((array)[0])                                          \
	}

/* What was given; text is set for all that take a value, the others by the type. */
struct option_value {
	bool is_set;
	const char *text;		     /* of OPTION_TEXTS the last one */
	const char *texts[OPTION_TEXTS_MAX]; /* OPTION_TEXTS */
	size_t text_count;
	struct day day;
	struct span span;
	int64_t number;
};

/*
 * How many edits away from a name that there is none of are too many for "did you mean": two, of a
 * word of up to three letters; three, of a longer one.
 */
unsigned int option_guess_limit(const char *name);

/* The row of that name (length bytes), or NULL. */
const struct option_row *option_find(const struct option_rows *rows, const char *name,
				     size_t length);

/*
 * Reads text (NULL for a flag) into ret_value. False, and error says what is wrong and what would
 * be right: given twice (OPTION_TEXTS: too often), empty, not of the type.
 */
bool option_read(const struct option_row *row, const char *text, struct option_value *ret_value,
		 struct text *error);

/* Appends a line for each option: its name, its value, its help, wrapped to 80 columns. */
void option_help(const struct option_rows *rows, struct text *out);

#endif
