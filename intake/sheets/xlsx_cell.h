/*
 * One cell of an XLSX sheet (ISO/IEC 29500-1, 18.3.1.4): what people see in it.
 */
#ifndef RENEWD_INTAKE_SHEETS_XLSX_CELL_H
#define RENEWD_INTAKE_SHEETS_XLSX_CELL_H

#include <stdbool.h>

#include "core/text.h"
#include "intake/sheets/sheet.h"
#include "intake/sheets/xlsx_book.h"
#include "intake/sheets/xml.h"

/* Memory for one cell after the other; all but book is zero at the start. */
struct xlsx_cell {
	const struct xlsx_book *book;
	struct text value;
	struct text shown;
	struct text formula;
	struct text link;
	bool lacks_result; /* it has a formula that was never calculated: it says nothing */
};

#define XLSX_CELL_NO_TEXT 3 /* it names a shared string that is not there */

/*
 * Reads the cell that begins, but for its column. Texts are valid until the next one. 0;
 * XLSX_CELL_NO_TEXT; -ENOMEM …; READER_REFUSED with a problem.
 */
int xlsx_cell_read(struct xlsx_cell *cell, struct xml *xml, struct sheet_cell *ret_cell);

void xlsx_cell_done(struct xlsx_cell *cell);

#endif
