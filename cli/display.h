/*
 * Text on its way to a terminal: harmless, and measured in columns.
 *
 * Whatever a register, a server or a file name holds, nothing of it may move the cursor, change
 * colours or reorder what stands beside it. So each control character (C0, DEL, C1), each
 * character that turns the direction of writing, each line or paragraph separator and each byte
 * that is no UTF-8 becomes '?'; white space becomes a blank.
 */
#ifndef RENEWD_CLI_DISPLAY_H
#define RENEWD_CLI_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/*
 * Whether a character acts on what stands around it instead of standing for itself. White space
 * other than blanks does.
 */
bool display_is_harmful(unsigned int code);

/* Appends the harmless form of piece; NULL appends nothing. */
void display_add(struct text *out, const char *piece);

/*
 * Columns that a harmless text takes: wide characters (East Asian, emoji) are 2, combining ones 0
 * (wcwidth() of the C.UTF-8 locale, which display_init() sets).
 */
size_t display_width(const char *text);

/*
 * Appends a harmless text cut to at most columns columns, ending with "…" when something is left
 * out. Never cuts inside a character or between a letter and what combines with it.
 */
void display_cut(struct text *out, const char *text, size_t columns);

/* Sets the character tables that display_width() needs, whatever LANG says. */
void display_init(void);

#endif
