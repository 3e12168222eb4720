/*
 * A pass: reading a register from its first record to its last, knowing what each record is.
 */
#ifndef RENEWD_INTAKE_PASS_H
#define RENEWD_INTAKE_PASS_H

#include "intake/reader.h"
#include "intake/rows.h"
#include "intake/survey.h"

struct pass {
	struct survey *survey;
	struct reader *reader;
	struct problems *problems;
	struct record *record; /* the one that was read last */
	enum line_kind kind;   /* what it is */
	struct rows rows;      /* and to which table it belongs */
	struct text scratch;
};

/* Begins a pass over the tables that the survey knows. As reader_rewind(), or -ENOMEM. */
int pass_init(struct pass *pass, struct survey *survey, struct reader *reader,
	      struct problems *problems);

/* Reads the next record: as reader_next(). */
int pass_next(struct pass *pass);

/* The shape of the record's table, or NULL. */
struct shape *pass_shape(const struct pass *pass);

void pass_done(struct pass *pass);

#endif
