/*
 * Drafts: from a row to an agreement, with a problem for all that is wrong in it.
 */
#ifndef RENEWD_INTAKE_DRAFT_H
#define RENEWD_INTAKE_DRAFT_H

#include "core/arena.h"
#include "core/problem.h"
#include "core/text.h"
#include "intake/register.h"
#include "intake/shape.h"
#include "intake/terms.h"

/* A cell about time. */
struct draft_time {
	size_t column;
	const char *text; /* as it stands there; NULL: no column, or it says nothing */
	struct validity validity;
	enum date_order order; /* of its column */
};

/* What reading rows needs. Zero but for what drafter_init() is given. */
struct drafter {
	const char *name; /* of the file, for problems */
	const struct profile *profile;
	struct year_day academic_year; /* see struct register_options */
	char separator;		       /* between cells, or 0 */
	bool does_line_divide;	       /* a line end in a cell can stand between two partners */
	struct arena arena;	       /* texts of the current draft */
	struct problems problems;      /* of the current record */
	/* The row being read. */
	const struct record *record;
	const struct shape *shape;
	struct draft_time times[SHAPE_TIMES];
	struct text cell, stripped, note, notes; /* scratch */
	int error; /* -ENOMEM once memory was short; nothing more is done then */
};

void drafter_init(struct drafter *drafter, const struct profile *profile,
		  enum register_format format, char separator);
void drafter_done(struct drafter *drafter);

/*
 * Forgets the last record: its draft, texts and problems. name is what problems call the file.
 */
void drafter_begin(struct drafter *drafter, const struct record *record, const struct shape *shape,
		   const char *name);

/*
 * Makes the draft of a row. country is the code that the caption over it gives, caption how it says
 * it; NULL: none does. 0, or -ENOMEM.
 */
int draft_read(struct drafter *drafter, const char *country, const char *caption,
	       struct draft *ret_draft);

/* ---- for the parts of draft.c ------------------------------------------------------------- */

/* A copy of a cell's text; NULL: it says nothing (or memory: error). */
const char *draft_keep(struct drafter *drafter, size_t column, enum cells_form form);

/* Partners, city and country. */
void draft_partners(struct drafter *drafter, const char *country, const char *caption,
		    struct agreement *agreement);

/* Whether a cell about renewals says until when it was renewed. */
bool draft_extends(const struct draft_time *time);

/* All that is about time. */
void draft_times(struct drafter *drafter, struct draft *draft);

#endif
