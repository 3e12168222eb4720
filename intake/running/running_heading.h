/*
 * The heading line of running text: where it is, and its headings.
 *
 * Its separators may be gone ("# Name  Country  Status Commencement Date Expiration Date"); then it
 * is split into the headings that are known best. Where its headings stand in columns (two blanks
 * or more between them) they are taken as they stand, also when they wrap over lines. When the
 * headings start over ("… # Country Frequency"), the rest belongs to a second table beside.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_HEADING_H
#define RENEWD_INTAKE_RUNNING_RUNNING_HEADING_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_text.h"

#define RUNNING_COLUMNS_MAX   32
#define RUNNING_HEADING_WORDS 64

struct running_column {
	const char *heading; /* "" for a column without one; in the arena */
	enum role role;
	size_t line;	    /* where its heading starts */
	unsigned int start; /* its heading's columns on the line, from 0 */
	unsigned int end;
};

struct running_heading {
	bool is_found;
	bool is_aligned; /* its headings stand in columns */
	size_t line;
	size_t lines;
	struct running_column columns[RUNNING_COLUMNS_MAX];
	size_t count; /* of the table's columns; those of the second table stand behind them */
	size_t side_count;
	unsigned char of[RUNNING_HEADING_WORDS]; /* the column of each of its words */
	size_t word_count;
};

/*
 * Looks for the heading line among the first lines that are no furniture. Without one, is_found is
 * false and there are no columns. 0, or -ENOMEM.
 */
int running_heading_find(const struct running_text *text, const struct profile *profile,
			 struct arena *arena, struct running_heading *ret_heading);

/*
 * Takes the places of the headings from a line on, where the heading line is repeated. Where other
 * words stand there, nothing changes.
 */
void running_heading_move(struct running_heading *heading, const struct running_text *text,
			  size_t line);

/* The first column of a role, or count. */
size_t running_heading_column(const struct running_heading *heading, enum role role);

/* Whether cells of that role are about time: dates, lengths, phrases. */
bool running_heading_is_time(enum role role);

#endif
