/*
 * Carrying: a country that stands in the first of several rows alone, as merged cells leave it when
 * a spreadsheet is saved as text.
 *
 *	Italy | University of Turin
 *	      | University of Bari
 *	Spain | University of Vigo
 */
#ifndef RENEWD_INTAKE_CARRYING_H
#define RENEWD_INTAKE_CARRYING_H

#include "intake/rows.h"

/*
 * Takes in the country of one row of the survey; has_caption: a heading over the rows gives one. 0,
 * or -ENOMEM. scratch is reused.
 */
int carrying_count(struct shape *shape, const struct record *record, bool has_caption,
		   struct text *scratch);

/*
 * Decides whether the column is filled that way: no country comes again, the first row has one, and
 * a third of the rows at least have none. Says so once. line: of the heading line. 0, or -ENOMEM.
 */
int carrying_decide(struct shape *shape, unsigned int line, const char *name,
		    struct problems *problems);

/* The country that is carried down. Zero at first. */
struct carrying {
	const struct rows_table *table;
	const char *code; /* NULL: none is */
	char raw[ROWS_CAPTION_MAX];
};

/* Takes in a row: it gives the country of those behind it, or has none itself. 0, or -ENOMEM. */
int carrying_next(struct carrying *carrying, const struct rows_table *table,
		  const struct record *record, struct text *scratch);

#endif
