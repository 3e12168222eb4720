/*
 * The end of a ZIP archive's directory: how many entries it claims.
 */
#ifndef RENEWD_INTAKE_SHEETS_DIRECTORY_H
#define RENEWD_INTAKE_SHEETS_DIRECTORY_H

#include <stdint.h>

#include "intake/text/source.h"

/*
 * The largest number of entries that any end record in the last 64 KiB claims (APPNOTE.TXT
 * 4.3.14 to 4.3.16, with ZIP64); 0 when there is none: that is no archive. A comment can hold what
 * looks like an end record, and nobody knows which one a library takes. 0; negative errno.
 */
int directory_entries(struct source *source, uint64_t *ret_entries);

#endif
