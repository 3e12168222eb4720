/*
 * Tidy text: what may stand in a message. One line, valid UTF-8, and no character that works on
 * what stands around it: no controls (C0, DEL, C1), no line or paragraph separators, no
 * directional embeddings, overrides and isolates (Unicode Standard Annex 9).
 */
#ifndef RENEWD_MESSAGE_TIDY_H
#define RENEWD_MESSAGE_TIDY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/*
 * Appends text made tidy: bytes that are not UTF-8 become U+FFFD, controls and separators a blank,
 * runs of blanks one, blanks at both ends and directional characters nothing. Over limit bytes it
 * ends in "…" within the limit, which must be at least 4. NULL appends nothing.
 */
void tidy_add(struct text *out, const char *text, size_t limit);

/* Whether text could have been written by tidy_add(), but for blanks. */
bool tidy_is(const char *text);

/*
 * The largest n <= limit that cuts neither a UTF-8 sequence nor what is read as one character: a
 * letter and its combining marks, an emoji and its modifiers. text must be valid.
 */
size_t tidy_cut(const char *text, size_t length, size_t limit);

/* Appends a tidy text; one of more characters than limit ends in "…" as its last one. */
void tidy_add_short(struct text *out, const char *text, size_t limit);

/* Whether the code point joins the character before it: a mark, a variation selector, U+200D. */
bool tidy_joins(unsigned int code);

#endif
