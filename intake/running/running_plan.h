/*
 * The plan of a running text: what each of its lines is, and how its rows are to be cut.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_PLAN_H
#define RENEWD_INTAKE_RUNNING_RUNNING_PLAN_H

#include "core/arena.h"
#include "core/problem.h"
#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_layout.h"
#include "intake/running/running_rows.h"
#include "intake/running/running_side.h"
#include "intake/running/running_text.h"

struct running_plan {
	struct running_text text;
	struct running_heading heading; /* is_found false: the usual columns are supposed */
	bool has_layout;
	struct running_layout layout; /* has_layout */
	struct running_side side;     /* without has_layout */
	struct running_rows rows;
	bool has_row_words; /* a row says a date or a country: half of the rows, at least */
};

/*
 * Makes the plan of a text (UTF-8), which must outlive it. 0; -ENOMEM; 1 when the text has too many
 * lines. Without rows, rows.count is 0.
 */
int running_plan_make(const char *bytes, size_t length, const struct profile *profile,
		      struct arena *arena, struct running_plan *ret_plan);

/*
 * Says which row numbers are missing or stand twice, and which columns cannot be told apart. name is the file's. 0, or -ENOMEM.
 */
int running_plan_check(const struct running_plan *plan, const char *name,
		       struct problems *problems);

#endif
