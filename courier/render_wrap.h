/*
 * Lines of plain text: broken at blanks, measured in the columns of a terminal.
 */
#ifndef RENEWD_COURIER_RENDER_WRAP_H
#define RENEWD_COURIER_RENDER_WRAP_H

#include <stddef.h>

#include "core/text.h"

#define RENDER_COLUMNS 76

/*
 * How many columns text takes: marks none, the wide characters of East Asia and emoji two. Does
 * not ask the locale.
 */
size_t render_wrap_width(const char *text, size_t length);

/*
 * Appends text in lines of at most RENDER_COLUMNS, each ended by LF, and all but the first begun
 * with indent blanks; the first is taken to stand at column indent already. A word that is longer
 * than a line is broken between characters. An empty text is an empty line.
 */
void render_wrap(struct text *out, size_t indent, const char *text);

/* Appends count blanks. */
void render_wrap_blanks(struct text *out, size_t count);

#endif
