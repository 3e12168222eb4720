/*
 * Evidence: what the cells of one column are, counted over rows.
 */
#ifndef RENEWD_INTAKE_COLUMNS_EVIDENCE_H
#define RENEWD_INTAKE_COLUMNS_EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/profile.h"
#include "intake/record.h"
#include "intake/register.h"

/* The first cells of a column are all looked at; of those behind them one in EVIDENCE_STEP. */
#define EVIDENCE_WHOLE 2000
#define EVIDENCE_STEP  1024

/* Zero is a column without cells. All counts are of cells that were looked at and say something. */
struct evidence {
	size_t offered;	     /* all cells, whether they were looked at or not */
	size_t cells;	     /* that say something */
	size_t numbers;	     /* plain counts */
	size_t ascending;    /* of these, one more than the one before */
	size_t dates;	     /* a date, or several, alone */
	size_t terms;	     /* a length, an open end, "until …" */
	size_t countries;    /* names or codes of countries */
	size_t types;	     /* name a type of agreement (types.h) */
	size_t links;	     /* addresses on the web */
	size_t numberings;   /* "01-19", "2020/17": look like registration numbers */
	size_t institutions; /* hold a word of institutions (institutions.h) */
	size_t characters;   /* of all of them */
	size_t month_ends;   /* of the dates, those on the last day of a month */
	size_t whole_days;   /* of the dates, those to the day */
	size_t days;	     /* dates that are summed up in day_sum */
	int64_t day_sum;     /* struct day's number */
	unsigned int last_number;
	const char *examples[COLUMN_EXAMPLES]; /* in the arena; white space folded, cut when long */
};

/*
 * Counts one cell. The arena takes the examples only; profile can be NULL. Behind the first
 * EVIDENCE_WHOLE cells it costs next to nothing. 0, or -ENOMEM.
 */
int evidence_add(struct evidence *evidence, const struct cell *cell, const struct profile *profile,
		 struct arena *arena);

/* Whether at least percent of the cells that say something are `count`; never without cells. */
bool evidence_is_mostly(const struct evidence *evidence, size_t count, size_t percent);

#endif
