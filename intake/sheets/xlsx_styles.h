/*
 * Styles of an XLSX file: how the number in a cell is shown (ISO/IEC 29500-1, 18.8).
 */
#ifndef RENEWD_INTAKE_SHEETS_XLSX_STYLES_H
#define RENEWD_INTAKE_SHEETS_XLSX_STYLES_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "intake/sheets/archive.h"
#include "intake/sheets/number_format.h"

#define XLSX_STYLES_MAX 100000 /* styles of cells, and as many codes; Excel allows 65490 */

struct xlsx_code;

/* Zero is "none": every number is plain. */
struct xlsx_styles {
	struct xlsx_code *codes; /* by id */
	size_t code_count;
	size_t code_capacity;
	struct number_format *formats; /* by number of the style (cellXfs) */
	size_t count;
	size_t capacity;
};

/*
 * Reads a part; one that is missing has no styles. Texts go to the arena. 0; -ENOMEM …;
 * READER_REFUSED with a problem. styles is to be given to xlsx_styles_done() in any case.
 */
int xlsx_styles_read(struct archive *archive, const char *part, struct arena *arena,
		     struct xlsx_styles *styles);

/* How cells of a style show numbers. */
const struct number_format *xlsx_styles_format(const struct xlsx_styles *styles, uint64_t style);

void xlsx_styles_done(struct xlsx_styles *styles);

#endif
