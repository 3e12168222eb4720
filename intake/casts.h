/*
 * Casts: finding the tables of a register, and what the columns of each one say.
 */
#ifndef RENEWD_INTAKE_CASTS_H
#define RENEWD_INTAKE_CASTS_H

#include "intake/survey.h"

/*
 * Finds the tables and casts them; survey->tables and its shapes are set. may_cut: as
 * tables_find(). 0; negative errno; READER_REFUSED; 1 with a problem: no table can be read.
 */
int casts_make(struct survey *survey, struct reader *reader, bool may_cut,
	       struct problems *problems);

/* The name that problems with a table have: the file's, and the sheet's where there are several. */
const char *casts_name(const struct survey *survey, const struct rows_table *table);

/* The first table of a shape; NULL: its heading line gave way to a better one. */
const struct rows_table *casts_first_table(const struct survey *survey, const struct shape *shape);

#endif
