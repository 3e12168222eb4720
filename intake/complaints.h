/*
 * Complaints: what is wrong with a row, in words, with the cure and what it can mean.
 */
#ifndef RENEWD_INTAKE_COMPLAINTS_H
#define RENEWD_INTAKE_COMPLAINTS_H

#include "intake/draft.h"

#define COMPLAINTS_ROW ((size_t)-1) /* no cell: the row as a whole */

/* Adds a problem with a cell of the row, or with the row as a whole. Memory: drafter->error. */
void complaints_add(struct drafter *drafter, enum problem_level level, size_t column,
		    const char *code, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Says which field the last one is about, and what it can mean; readings may be NULL. */
void complaints_ask(struct drafter *drafter, enum role field, const char *first,
		    const char *second);

/*
 * What can be wrong with a row whatever its columns mean: too many cells or too few, control
 * characters, a cell over its limit, a quotation mark left open.
 */
void complaints_of_record(struct drafter *drafter);

/* What is odd about the terms that were read from the drafter's times. */
void complaints_of_terms(struct drafter *drafter, const struct terms *terms);

/* A line that is no row. */
void complaints_of_no_row(struct drafter *drafter);

#endif
