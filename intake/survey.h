/*
 * The survey: the first pass over a register. It finds the tables, casts their columns, decides in
 * which order dates are written, counts rows, and says what is wrong with columns as a whole.
 *
 * The first rows of each table are enough to cast it; all rows are looked at for the orders. When
 * the first table is long, only its start is read for the cast; should another table come behind
 * it after all, the survey starts again and reads everything. Its memory grows with the number of
 * tables and columns, not with that of rows.
 */
#ifndef RENEWD_INTAKE_SURVEY_H
#define RENEWD_INTAKE_SURVEY_H

#include "core/arena.h"
#include "intake/reader.h"
#include "intake/register.h"
#include "intake/tables.h"

struct survey {
	struct arena arena;
	const struct profile *profile;
	const char *name; /* of the file, for problems */
	struct tables tables;
	struct register_table *facts; /* of each of the tables */
	size_t row_count;
};

/* Told how many records a pass has read. 0, or a result that ends the survey. */
typedef int survey_progress(void *context, size_t records);

/*
 * Makes the survey; the reader is anywhere and is left anywhere. profile is never NULL. 0; negative
 * errno; what progress returned; READER_REFUSED, 1 with a problem: the file cannot be used. The
 * caller ends it with survey_done() in any case.
 */
int survey_make(struct reader *reader, const struct profile *profile, survey_progress *progress,
		void *context, struct problems *problems, struct survey *survey);

void survey_done(struct survey *survey);

/* Adds problems to others, each once. 0, or -ENOMEM. */
int survey_tell(const struct problems *from, struct problems *to);

/* Adds one problem to others. 0, or -ENOMEM. */
int survey_tell_one(const struct problem *problem, struct problems *to);

#endif
