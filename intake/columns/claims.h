/*
 * Claims: which columns of a table could have which role, and how sure that is. The casting gives
 * each role to the column with the strongest claim.
 */
#ifndef RENEWD_INTAKE_COLUMNS_CLAIMS_H
#define RENEWD_INTAKE_COLUMNS_CLAIMS_H

#include "core/profile.h"
#include "intake/columns/evidence.h"
#include "intake/register.h"
#include "intake/words/headings.h"

/* Why a claim is made, in numbers: "38 of 40 cells are countries". */
struct claims_count {
	size_t count;
	const char *words; /* "countries"; NULL: the claim does not rest on what cells say */
};

struct claims_item {
	size_t column;
	enum role role;
	unsigned int strength; /* 1 or more */
	enum column_reason reason;
	enum claim claim; /* of the heading */
	struct claims_count cells;
};

/* Of one column: what its heading and its cells say, at the most. */
#define CLAIMS_COLUMN_MAX 12

struct claims {
	struct claims_item *items; /* room for CLAIMS_COLUMN_MAX of each column */
	size_t count;
};

#define CLAIMS_PROFILE 1000 /* the strength of what the profile says */

/*
 * Adds what a column's heading (NULL: it has none that is known) and its cells claim. What the
 * cells say counts where the heading is unknown, or is weak, or where it is contradicted.
 * has_heading says whether the table has a heading line.
 */
void claims_add_column(struct claims *claims, size_t column, const struct heading *heading,
		       const struct evidence *evidence, bool has_heading);

/* Adds what a profile says of a column. */
void claims_add_profile(struct claims *claims, size_t column, enum role role);

/* The strongest first, of those as strong the ones of the first columns. */
void claims_sort(struct claims *claims);

#endif
