/*
 * Spreadsheets made in memory, and what a reader makes of them as one line of text.
 */
#ifndef RENEWD_TESTS_INTAKE_PACKING_H
#define RENEWD_TESTS_INTAKE_PACKING_H

#include <stddef.h>

#include "core/problem.h"
#include "core/profile.h"
#include "core/text.h"
#include "intake/reader.h"

/* A part of an archive. */
struct packed {
	const char *name;
	const char *text;
	size_t length; /* 0: that of the text */
};

/* An archive of all parts up to one without a name; freed by the caller. */
char *packing_pack(const struct packed *parts, size_t *ret_length);

/* Appends text count times. */
void packing_repeat(struct text *out, const char *text, size_t count);

/* All bytes of a file of the tests; freed by the caller. */
char *packing_load(const char *name, size_t *ret_length);

/*
 * Opens an archive and appends its records to out, parts and cells marked:
 *	[Name] 1:|a|#5|@2028-06-18|linked<https://x> 2-4:. 5:=Caption
 * of furniture a full stop, of a caption an equals sign, of a number '#', of a date '@'. A problem
 * is "!code" behind them. 0, or what the reader said (negative errno, READER_REFUSED). With twice,
 * the records are read once more after a rewind, and must be the same.
 */
int packing_show(reader_opener *open, const char *bytes, size_t length,
		 const struct profile *profile, struct problems *problems, bool twice,
		 struct text *out);

#endif
