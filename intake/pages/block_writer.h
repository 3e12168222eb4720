/*
 * A block in the making: characters of a page as its parser gives them, put together as a browser
 * would show them.
 */
#ifndef RENEWD_INTAKE_PAGES_BLOCK_WRITER_H
#define RENEWD_INTAKE_PAGES_BLOCK_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/text.h"
#include "intake/pages/block.h"

/* Zero is an empty one. */
struct block_writer {
	struct text text;
	bool is_blank;	   /* white space waits for the next character */
	bool has_light;	   /* something in it is not bold */
	bool has_unlinked; /* something in it is no link */
	const char *link;
	unsigned int line;
	unsigned int last_line;
};

/* How the characters stand. */
struct block_manner {
	bool is_bold;
	const char *link; /* NULL: they are no link */
};

/*
 * Adds characters (UTF-8) whose last one stands on that line of the file. A run of white space is
 * one blank; what has no width is left out; C1 control characters are read as Windows-1252 has
 * them, as HTML asks (Living Standard, 13.2.5.80). Memory: text_failed(&writer->text).
 */
void block_writer_add(struct block_writer *writer, const char *characters, size_t length,
		      unsigned int line, struct block_manner manner);

static inline bool block_writer_is_empty(const struct block_writer *writer)
{
	return writer->text.length == 0;
}

/*
 * Fills in text, link, lines and is_linked of a block, BLOCK_BOLD when all of it is bold, and
 * begins the next one. 0, or -ENOMEM.
 */
int block_writer_take(struct block_writer *writer, struct arena *arena, struct block *ret_block);

void block_writer_done(struct block_writer *writer);

#endif
