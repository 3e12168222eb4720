/*
 * Drafts: from a row to an agreement, with a problem for all that is wrong in it.
 */
#ifndef RENEWD_INTAKE_DRAFTS_H
#define RENEWD_INTAKE_DRAFTS_H

#include "core/text.h"
#include "intake/cell.h"
#include "intake/intake.h"
#include "intake/layout.h"

/* Dates of one column that nothing decides. */
struct undecided {
	size_t count;
	struct place place; /* of the first */
	struct excerpt text;
	struct vague day_first, month_first;
};

/* What reading the rows of one register needs and collects. */
struct drafter {
	struct intake *intake; /* takes the problems; its arena the drafts' texts */
	const char *name;      /* of the file */
	const struct layout *layout;
	enum date_order signed_order, last_day_order;
	struct undecided signed_undecided, last_day_undecided;
	struct text cell, folded; /* scratch */
	int error;		  /* -ENOMEM once memory was short; nothing more is done then */
};

void drafts_init(struct drafter *drafter, struct intake *intake, const char *name,
		 const struct layout *layout);
void drafts_done(struct drafter *drafter);

/* Makes the draft of a row (LINE_ROW); ret_draft->source is the caller's. 0, or -ENOMEM. */
int drafts_read(struct drafter *drafter, const struct record *record, struct draft *ret_draft);

/* Problems of whole columns, once all rows are read. 0, or -ENOMEM. */
int drafts_finish(struct drafter *drafter);

/* What a column is called, for a problem. */
struct excerpt drafts_heading(const struct drafter *drafter, size_t column);

#define PLACELESS ((size_t)-1) /* no cell: the row as a whole */

/* Adds a problem with a cell of the row, or with the row as a whole (PLACELESS). */
void drafts_complain(struct drafter *drafter, enum problem_level level, const struct record *record,
		     size_t column, const char *code, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

#endif
