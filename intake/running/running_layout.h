/*
 * Running text whose cells still stand under their headings, apart by blanks (pdftotext -layout):
 * where the columns of each page are.
 *
 * Columns start where many cells do and few words go through, near the place where their headings
 * part. Pages without headings of their own are cut by those of the page before them.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_LAYOUT_H
#define RENEWD_INTAKE_RUNNING_RUNNING_LAYOUT_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_fit.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_text.h"

/* From a line on. */
struct running_page {
	uint32_t line;
	struct running_fit fit;	       /* where most cells start */
	struct running_fit by_heading; /* where the headings start */
};

struct running_layout {
	const struct running_page *pages; /* by line; in the arena */
	size_t page_count;
};

#define RUNNING_WIDTH_MAX 1024 /* columns of a line; what stands further right is the last one's */

/* Whether most lines stand in columns. */
bool running_layout_is_likely(const struct running_text *text);

/* Finds the columns of all pages. Linear in the length of the text. 0, or -ENOMEM. */
int running_layout_find(const struct running_text *text, const struct running_heading *heading,
			const struct profile *profile, struct arena *arena,
			struct running_layout *ret_layout);

#endif
