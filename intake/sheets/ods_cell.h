/*
 * One cell of an ODS sheet (ISO/IEC 26300-1:2015, 9.1.4): what people see in it.
 */
#ifndef RENEWD_INTAKE_SHEETS_ODS_CELL_H
#define RENEWD_INTAKE_SHEETS_ODS_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"
#include "core/vague.h"
#include "intake/sheets/ods_styles.h"
#include "intake/sheets/sheet.h"
#include "intake/sheets/xml.h"

enum ods_type {
	ODS_TEXT_CELL,
	ODS_NUMBER_CELL,
	ODS_PERCENT_CELL,
	ODS_MONEY_CELL,
	ODS_DATE_CELL,
	ODS_BOOLEAN_CELL
};

/* Memory for one cell after the other. All but styles is zero at the start. */
struct ods_cell {
	const struct ods_styles *styles;
	enum ods_type type;
	struct text value;	/* as the file has it for programs */
	struct text paragraphs; /* as it has it for people */
	struct text shown;
	struct text link;
	/* Of the text being read. */
	bool has_paragraph;
	bool after_blank; /* blanks in the file are one */
};

/*
 * Reads the cell that begins, but for its column. style is the style that it has when it does not
 * say (or NULL). Texts are valid until the next one. 0; -ENOMEM …; READER_REFUSED with a problem.
 */
int ods_cell_read(struct ods_cell *cell, struct xml *xml, const char *style,
		  struct sheet_cell *ret_cell);

void ods_cell_done(struct ods_cell *cell);

#endif
