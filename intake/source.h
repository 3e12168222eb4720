/*
 * A source: the bytes of a register's file, and its text as UTF-8 whatever its encoding.
 */
#ifndef RENEWD_INTAKE_SOURCE_H
#define RENEWD_INTAKE_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/problem.h"

struct source;

/*
 * Opens a regular file of at most REGISTER_SIZE_MAX bytes; name is what problems call it. 0; -ENOMEM;
 * 1 with a problem: missing, a directory or another thing that is no file, too large, empty,
 * unreadable. Never waits for a pipe or a device.
 */
int source_open(const char *path, struct problems *problems, struct source **ret_source);

/* A source of bytes in memory, which must outlive it. 0, -ENOMEM, 1 with a problem (empty). */
int source_of(const char *bytes, size_t length, const char *name, struct problems *problems,
	      struct source **ret_source);

/* All that a descriptor gives (standard input), spooled into an unnamed temporary file. As source_open(). */
int source_spool(int fd, const char *name, struct problems *problems, struct source **ret_source);

void source_close(struct source *source); /* NULL is allowed */

const char *source_name(const struct source *source);
int64_t source_size(const struct source *source);

/* Up to size bytes from an offset: how many, 0 at the end, or negative errno. */
int64_t source_read(struct source *source, int64_t offset, void *buffer, size_t size);

/* All bytes, with a NUL behind them, in the arena. 0; -ENOMEM, -EIO; 1 with a problem: over REGISTER_WHOLE_MAX. */
int source_whole(struct source *source, struct arena *arena, struct problems *problems,
		 char **ret_bytes, size_t *ret_length);

/*
 * The whole text as UTF-8 with line ends as they are, for readers that hold a file whole:
 * source_whole() and the encoding found (see encoding.h) or wanted (NULL: find out). *ret_encoding and
 * *ret_reason are static. Results as source_whole().
 */
int source_text(struct source *source, const char *wanted, struct arena *arena,
		struct problems *problems, char **ret_text, size_t *ret_length,
		const char **ret_encoding, const char **ret_reason);

#endif
