/*
 * Paragraphs of plain text: its lines as blocks, those joined that only wrap.
 *
 * A line goes on in the next one when that begins with a small letter, when it ends with a word
 * that leads on ("of", "and", a comma), or when the text is wrapped at a width and the next word
 * had no room any more. Marks of lists ("-", "•", "12.", "3)") and of headings ("##") are taken
 * off.
 */
#ifndef RENEWD_INTAKE_PAGES_PARAGRAPHS_H
#define RENEWD_INTAKE_PAGES_PARAGRAPHS_H

#include <stddef.h>

#include "core/arena.h"
#include "intake/pages/block.h"

#define PARAGRAPHS_MAX 2000000 /* blocks */

struct paragraphs {
	struct block *blocks; /* in the arena, with their texts */
	size_t count;
	unsigned int line_count; /* of the text, empty ones too */
};

/* LF, CRLF and CR end a line. 0; -ENOMEM; -E2BIG when there are more than PARAGRAPHS_MAX. */
int paragraphs_read(const char *text, size_t length, struct arena *arena,
		    struct paragraphs *ret_paragraphs);

#endif
