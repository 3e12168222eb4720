/*
 * Header values of a mail: folded, and encoded where they have to be (RFC 2047).
 *
 * GMime's own encoder leaves "Smith, J. @home" in quotes, which some providers take apart again at
 * the comma and the @, and folds at 78 characters.
 */
#ifndef RENEWD_COURIER_RENDER_HEADER_H
#define RENEWD_COURIER_RENDER_HEADER_H

#include "core/text.h"
#include "courier/render.h"

/* Lines have at most so many characters, an encoded word at most RENDER_HEADER_WORD. */
#define RENDER_HEADER_LINE 76
#define RENDER_HEADER_WORD 60

/*
 * Appends the value of a header of that name, without the name, folded by CRLF and a blank. The
 * text must be tidy. Encoded when it is not ASCII, could be taken for an encoded word, or cannot
 * be folded.
 */
void render_header_text(struct text *out, const char *name, const char *value);

/*
 * Appends a mailbox. A display name that is more than letters, digits and blanks is encoded. Only
 * an address that is too long for a line of its own makes a longer one.
 */
void render_header_mailbox(struct text *out, const char *name,
			   const struct render_mailbox *mailbox);

#endif
