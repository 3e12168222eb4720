/*
 * Shared strings of an XLSX file (ISO/IEC 29500-1, 18.4.9): texts that cells name by their number.
 * They must be held whole.
 */
#ifndef RENEWD_INTAKE_SHEETS_SHARED_STRINGS_H
#define RENEWD_INTAKE_SHEETS_SHARED_STRINGS_H

#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "intake/sheets/archive.h"

#define SHARED_STRINGS_SIZE_MAX (256 * 1024 * 1024) /* bytes of them all */
#define SHARED_STRINGS_MAX	20000000

/* Zero is "none". */
struct shared_strings {
	struct text text;  /* one after the other */
	uint32_t *offsets; /* where each starts, and where the last one ends */
	size_t count;
	size_t capacity;
};

/*
 * Reads a part. 0; -ENOMEM …; READER_REFUSED with a problem (too_large, damaged_file). strings is
 * to be given to shared_strings_done() in any case.
 */
int shared_strings_read(struct archive *archive, const char *part, struct shared_strings *strings);

/* One of them, not NUL-terminated; NULL: there is none of that number. */
const char *shared_strings_at(const struct shared_strings *strings, uint64_t number,
			      size_t *ret_length);

void shared_strings_done(struct shared_strings *strings);

#endif
