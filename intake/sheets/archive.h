/*
 * An archive: the ZIP file that a spreadsheet is, read through its source, with limits on what
 * it can cost. It names no path, writes nothing and unpacks one part at a time.
 */
#ifndef RENEWD_INTAKE_SHEETS_ARCHIVE_H
#define RENEWD_INTAKE_SHEETS_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/problem.h"
#include "intake/text/source.h"

#define ARCHIVE_ENTRIES_MAX 10000
#define ARCHIVE_PART_MAX    (4ll * 1024 * 1024 * 1024)	/* bytes of a part, unpacked */
#define ARCHIVE_TOTAL_MAX   (12ll * 1024 * 1024 * 1024) /* bytes unpacked in one pass over it */
#define ARCHIVE_RATIO_MAX   250			 /* bytes unpacked from one packed byte … */
#define ARCHIVE_RATIO_FROM  (16ll * 1024 * 1024) /* … once a part gave that many */

struct archive;
struct archive_part;

/*
 * Opens the archive that a source is. source and problems must outlive it. 0; -ENOMEM, -EIO …;
 * READER_REFUSED with a problem (damaged_file, too_large).
 */
int archive_open(struct source *source, struct problems *problems, struct archive **ret_archive);

void archive_close(struct archive *archive); /* NULL is allowed */

/*
 * Says why the file cannot be used: an error with code, formatted as by printf, on the file as a
 * whole. READER_REFUSED; -ENOMEM.
 */
int archive_refuse(struct archive *archive, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A new pass: what was unpacked before does not count any more. */
void archive_restart(struct archive *archive);

/*
 * Bytes of a part, unpacked, as the archive's directory says, at most ARCHIVE_PART_MAX; -1 when
 * there is no such part.
 */
int64_t archive_part_size(struct archive *archive, const char *name);

#define ARCHIVE_NO_PART 1 /* there is no part of that name */

/*
 * Opens a part by its name, with or without a slash before it, letters in any case as OPC wants
 * it (ISO/IEC 29500-2, 6.2.2.3). title is what problems call it ("sheet \"Partners\""); it and the
 * archive must outlive the part. 0; -ENOMEM …; ARCHIVE_NO_PART; READER_REFUSED with a problem
 * (encrypted_file, damaged_file, unsupported_format).
 */
int archive_part_open(struct archive *archive, const char *name, const char *title,
		      struct archive_part **ret_part);

/*
 * Reads up to size bytes: how many, 0 at the end, or -1: then archive_part_result() says what
 * happened.
 */
int archive_part_read(struct archive_part *part, char *buffer, int size);

/* 0 while all is well; -ENOMEM, -EIO …; READER_REFUSED with a problem (damaged_file, too_large). */
int archive_part_result(const struct archive_part *part);

/* How many bytes were read from it so far. */
int64_t archive_part_done(const struct archive_part *part);

void archive_part_close(struct archive_part *part); /* NULL is allowed */

#endif
