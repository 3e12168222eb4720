/*
 * Texts of cells in XLSX: shared strings and those that stand in the cell itself
 * (ISO/IEC 29500-1, 18.4).
 */
#ifndef RENEWD_INTAKE_SHEETS_RICH_TEXT_H
#define RENEWD_INTAKE_SHEETS_RICH_TEXT_H

#include <stddef.h>

#include "core/text.h"
#include "intake/sheets/xml.h"

/*
 * Appends the text of the element that begins (si, is): its runs joined, without phonetic hints;
 * goes on to its end. 0; as xml_next(). Memory: text_failed(out).
 */
int rich_text_read(struct xml *xml, struct text *out);

/*
 * Undoes _xHHHH_ (ST_Xstring, 22.9.2.19) in out from offset on; a carriage return before a line
 * end is left out, NUL and halves of pairs become U+FFFD.
 */
void rich_text_unescape(struct text *out, size_t offset);

#endif
