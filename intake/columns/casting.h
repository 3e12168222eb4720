/*
 * Casting: which column of a table says what.
 *
 * A profile decides first, then the headings (headings.h, in many languages), then what stands in
 * the cells: a column of countries is the country whatever it is called, and a table without a
 * heading line is cast by its cells alone when they leave no doubt.
 */
#ifndef RENEWD_INTAKE_COLUMNS_CASTING_H
#define RENEWD_INTAKE_COLUMNS_CASTING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/problem.h"
#include "core/profile.h"
#include "core/role.h"
#include "core/text.h"
#include "intake/columns/evidence.h"
#include "intake/record.h"
#include "intake/register.h"

#define NO_COLUMN ((size_t)-1)

/*
 * How sure a record is to be a heading line: 0 it is none; the higher, the surer. A heading line
 * names the partner and a date, or three roles, or columns that the profile names, and holds no
 * date, no number and no country. What the reader says (RECORD_HEADING) is not asked. scratch is
 * the caller's, reused; text_failed(scratch) afterwards: memory was short. Some 10 µs for each
 * cell that is no number, so that a line that comes again is better compared with the one known.
 */
unsigned int casting_is_heading(const struct record *record, const struct profile *profile,
				struct text *scratch);

/* What a cell is to a heading line. */
enum heading_cell {
	HEADING_CELL_NONE,     /* a date, a number, an address, a country: it belongs to a row */
	HEADING_CELL_POSSIBLE, /* a text that nobody knows */
	HEADING_CELL_KNOWN     /* a heading, or named by the profile */
};

/* Of a cell that says something; scratch as in casting_is_heading(). */
enum heading_cell casting_heading_cell(const struct cell *cell, const struct profile *profile,
				       struct text *scratch);

/* The cast of one table. */
struct casting {
	size_t column_count;
	struct register_column columns[INTAKE_COLUMNS_MAX]; /* dates are not filled in */
	size_t of[ROLE_COUNT]; /* by role: its column, or NO_COLUMN. ROLE_NONE is not used */
	/* By column: the role it could have had, but that a column of much the same worth has;
	 * ROLE_NONE: none. */
	enum role lost[INTAKE_COLUMNS_MAX];
	/* Two columns with names of partners and the like: a role that several columns may have at
	 * once lists its further columns here: partner, note, link; two columns about renewals
	 * ("Renewed", "Extended until"); those in which each side's signing is dated. */
	size_t further_count;
	struct {
		enum role role;
		size_t column;
	} further[8];
};

/*
 * Casts a table. heading NULL: it has no heading line. evidence has column_count entries. Texts and
 * what is needed on the way are put into the arena. problems gets unknown_column (the profile names
 * one that is not there) and duplicate_column. 0; -ENOMEM; 1, and ret_casting untouched, when too
 * little is known to read rows: no partner; or, without a heading line and a profile, no column of
 * institutions beside one of dates or countries.
 *
 * The profile decides first; then each role goes to the column with the strongest claim (claims.h);
 * what dates without a heading are is settled last (casting_dates.h).
 */
int casting_make(const struct record *heading, const struct evidence *evidence, size_t column_count,
		 const struct profile *profile, const char *name, struct arena *arena,
		 struct problems *problems, struct casting *ret_casting);

/* Whether a text names a type of agreement: "MoU", "Меморандум", "Student exchange agreement" … */
bool casting_is_type(const char *text, const struct profile *profile);

/* Whether a text holds a word of institutions: "University", "Universität", "институт" … */
bool casting_is_institution(const char *text);

#endif
