/*
 * A file as bytes, with limits, and the question whether they are text.
 */
#ifndef RENEWD_INTAKE_BYTES_H
#define RENEWD_INTAKE_BYTES_H

#include <stddef.h>

#include "core/arena.h"
#include "core/problem.h"

struct bytes {
	char *data; /* with a NUL behind the last byte; in the arena */
	size_t length;
};

/*
 * Reads a regular file of at most limit bytes. 0; -ENOMEM; 1 with a problem: missing, a directory
 * or another thing that is no file, too large, unreadable. Never waits for a pipe or a device.
 */
int bytes_read(const char *path, size_t limit, struct arena *arena, struct problems *problems,
	       struct bytes *ret_bytes);

/*
 * Whether bytes are UTF-8 text (RFC 3629) with something in it. *ret_start is where the text
 * starts, behind a byte order mark. 0; -ENOMEM; 1 with a problem that says which byte is wrong and
 * how to save the file: empty, binary, another encoding.
 */
int bytes_check_text(const char *bytes, size_t length, const char *name, struct problems *problems,
		     size_t *ret_start);

#endif
