/*
 * A reading of a configuration: what its parts share while it lasts.
 *
 * The parts return bool: true when the value can be used. What is wrong with the file goes to
 * problems; a failed allocation is kept in error, and the reading goes on harmlessly to its end,
 * where its caller looks at error first.
 */
#ifndef RENEWD_CONFIG_READING_H
#define RENEWD_CONFIG_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "config/node.h"
#include "core/arena.h"
#include "core/problem.h"

struct reading {
	struct arena *arena;   /* of the configuration: what outlives the reading */
	struct arena *scratch; /* what does not */
	struct problems *problems;
	const char *file;
	const struct node *root; /* for references from one part to another; NULL before */
	int error;		 /* 0, or -ENOMEM */
};

/*
 * Complain: "path.of.the.node: what is wrong". The place is that of the value, of the key (of the
 * value where there is no key), or a line and column given. code is a stable word, static.
 */
void reading_error(struct reading *reading, const struct node *node, const char *code,
		   const char *format, ...) __attribute__((format(printf, 4, 5)));
void reading_key_error(struct reading *reading, const struct node *node, const char *code,
		       const char *format, ...) __attribute__((format(printf, 4, 5)));
void reading_warning(struct reading *reading, const struct node *node, const char *code,
		     const char *format, ...) __attribute__((format(printf, 4, 5)));
void reading_error_at(struct reading *reading, unsigned int line, unsigned int column,
		      const char *code, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* As the arena's functions, from reading->arena; NULL is noted in error. */
void *reading_take(struct reading *reading, size_t count, size_t size);
char *reading_copy(struct reading *reading, const char *text);

#endif
