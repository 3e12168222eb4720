/*
 * Styles of an ODS file: how much of a date a cell shows (ISO/IEC 26300-1:2015, 16.29.10).
 */
#ifndef RENEWD_INTAKE_SHEETS_ODS_STYLES_H
#define RENEWD_INTAKE_SHEETS_ODS_STYLES_H

#include <stddef.h>

#include "core/arena.h"
#include "core/vague.h"
#include "intake/sheets/archive.h"
#include "intake/sheets/xml.h"

#define ODS_STYLES_MAX 100000

struct ods_style;

/* Zero is "none". */
struct ods_styles {
	struct arena arena;
	struct ods_style *items; /* by kind and name */
	size_t count;
	size_t capacity;
};

/*
 * Takes in the styles in the element that begins (office:styles, office:automatic-styles), and goes
 * on to its end; they win over those before them. 0; -ENOMEM …; READER_REFUSED with a problem.
 */
int ods_styles_take(struct ods_styles *styles, struct archive *archive, struct xml *xml);

/* As ods_styles_take() for all styles of the part "styles.xml", if there is one. */
int ods_styles_read(struct ods_styles *styles, struct archive *archive);

/* What cells of that style show of a date; PRECISION_NONE: the style does not say. */
enum precision ods_styles_precision(const struct ods_styles *styles, const char *name);

void ods_styles_done(struct ods_styles *styles);

#endif
