/*
 * Records of separated text, taken from a view that holds no more than has to be seen at once: the
 * record, and the next line that is not blank, for the record may go on there (joint.h).
 */
#ifndef RENEWD_INTAKE_TEXT_RECORDS_H
#define RENEWD_INTAKE_TEXT_RECORDS_H

#include "core/arena.h"
#include "intake/record.h"
#include "intake/text/joint.h"
#include "intake/text/view.h"

/* Zero, with a view, a separator and what is known of the table set, stands before line 1. */
struct records {
	struct view view;
	char separator;
	struct joint_table table;
	unsigned int lines;  /* how many were taken so far */
	struct arena arena;  /* what the last record needs besides the view */
	struct record after; /* the one looked at to see whether a record goes on in it */
};

/* The line that starts next has more than INTAKE_LINE_MAX bytes. */
#define RECORDS_TOO_LONG 2

/*
 * 1 and the next record, valid until the next call: RECORD_FURNITURE when all its cells are blank,
 * else RECORD_CELLS. 0 at the end; negative errno; RECORDS_TOO_LONG.
 */
int records_next(struct records *records, struct record *ret_record);

/* Back to line 1, after the decoder was moved there. */
void records_rewind(struct records *records);

void records_done(struct records *records);

#endif
