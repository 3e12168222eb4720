/*
 * The names of a spreadsheet's sheets, and which of them are read.
 */
#ifndef RENEWD_INTAKE_SHEETS_SHEET_NAMES_H
#define RENEWD_INTAKE_SHEETS_SHEET_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/profile.h"
#include "intake/sheets/archive.h"

/* Zero is "none". Texts belong to an arena of its own. */
struct sheet_names {
	struct arena arena;
	const char **items;
	size_t count;
	size_t capacity;
};

/* Adds a name. 0, -ENOMEM. */
int sheet_names_add(struct sheet_names *names, const char *name);

/* Whether a sheet is to be read: the profile names it, or none. */
bool sheet_names_wants(const struct profile *profile, const char *name);

/*
 * Says that nothing can be read: no_sheet, with the names there are. READER_REFUSED; -ENOMEM.
 */
int sheet_names_refuse(const struct sheet_names *names, struct archive *archive,
		       const struct profile *profile);

void sheet_names_done(struct sheet_names *names);

#endif
