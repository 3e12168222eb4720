/*
 * The workbook of an XLSX file: its sheets, and what they share.
 */
#ifndef RENEWD_INTAKE_SHEETS_XLSX_BOOK_H
#define RENEWD_INTAKE_SHEETS_XLSX_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/profile.h"
#include "intake/sheets/archive.h"
#include "intake/sheets/shared_strings.h"
#include "intake/sheets/sheet_names.h"
#include "intake/sheets/xlsx_styles.h"

struct xlsx_sheet {
	const char *name;
	const char *part;
	const char *title; /* for problems: sheet "Partners" */
	int64_t size;	   /* bytes, as the archive says */
};

/* Zero is "none". */
struct xlsx_book {
	struct arena arena;
	bool is_1904;		   /* its days count from 1904 */
	struct xlsx_sheet *sheets; /* those that are to be read, in order */
	size_t sheet_count;
	size_t sheet_capacity;
	struct sheet_names names; /* of all that can be read */
	struct xlsx_styles styles;
	struct shared_strings strings;
};

/*
 * Reads the workbook: worksheets that are not "very hidden", of which the profile may name one. 0;
 * -ENOMEM …; READER_REFUSED with a problem (no_sheet, damaged_file, too_many_tables …). book is to
 * be given to xlsx_book_done() in any case.
 */
int xlsx_book_read(struct archive *archive, const struct profile *profile, struct xlsx_book *book);

void xlsx_book_done(struct xlsx_book *book);

#endif
