/*
 * A source: the bytes of a register's file, and its text as UTF-8 whatever its encoding.
 */
#ifndef RENEWD_INTAKE_TEXT_SOURCE_H
#define RENEWD_INTAKE_TEXT_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "core/problem.h"
#include "intake/text/encoding.h"

struct source;

/*
 * Opens a regular file of at most REGISTER_SIZE_MAX bytes; name is what problems call it. 0;
 * -ENOMEM; 1 with a problem: missing, a directory or another thing that is no file, too large,
 * empty, unreadable. Never waits for a pipe or a device.
 */
int source_open(const char *path, struct problems *problems, struct source **ret_source);

/* A source of bytes in memory, which must outlive it. 0, -ENOMEM, 1 with a problem (empty). */
int source_of(const char *bytes, size_t length, const char *name, struct problems *problems,
	      struct source **ret_source);

/*
 * All that a descriptor gives (standard input), spooled into an unnamed temporary file in TMPDIR
 * or /tmp. Waits for whoever writes. Does not close fd. As source_open(); negative errno when it
 * cannot be spooled (-ENOSPC).
 */
int source_spool(int fd, const char *name, struct problems *problems, struct source **ret_source);

void source_close(struct source *source); /* NULL is allowed */
DEFINE_FREE(struct source, source_close);

const char *source_name(const struct source *source);
int64_t source_size(const struct source *source);

/*
 * Up to size bytes from an offset: how many, less only at the end, 0 at the end; or negative
 * errno. What is written behind the end after the source was opened is not read.
 */
int64_t source_read(struct source *source, int64_t offset, void *buffer, size_t size);

/*
 * All bytes, with a NUL behind them, in the arena. 0; -ENOMEM, -EIO; 1 with a problem: over
 * REGISTER_WHOLE_MAX.
 */
int source_whole(struct source *source, struct arena *arena, struct problems *problems,
		 char **ret_bytes, size_t *ret_length);

/*
 * The encoding of the text: found, or the one wanted (NULL: find it). It is found once and then
 * remembered, whatever is wanted later. Valid while the source is. Results as encoding_detect().
 */
int source_encoding(struct source *source, const char *wanted, struct problems *problems,
		    const struct encoding_found **ret_found);

/*
 * The whole text as UTF-8 with line ends as they are and a NUL behind it, in the arena, for
 * readers that hold a file whole: at most REGISTER_WHOLE_MAX bytes, both of the file and of the
 * text. *ret_encoding and *ret_reason (NULL: not wanted) are those of source_encoding(). Results
 * as source_whole() and encoding_detect().
 */
int source_text(struct source *source, const char *wanted, struct arena *arena,
		struct problems *problems, char **ret_text, size_t *ret_length,
		const char **ret_encoding, const char **ret_reason);

#endif
