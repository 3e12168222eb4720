/*
 * Markup: what web pages leave in the cells of a register: tags, character references, notes.
 */
#ifndef RENEWD_INTAKE_MARKUP_H
#define RENEWD_INTAKE_MARKUP_H

#include <stdbool.h>

#include "core/text.h"

/* Whether there is anything that markup_strip() would change. */
bool markup_is_in(const char *text);

/*
 * Replaces the content of name by text without its tags, character references resolved, and that of
 * note by what was set apart as a note: the text of an inline element that starts with an asterisk.
 * "<br>" and "<p>" are line ends. Memory: text_failed() of either.
 *
 *	"A University <i>*Valid for X.</i>"	name "A University", note "Valid for X."
 *	"Smith &amp; Co<br>Jones"		name "Smith & Co\nJones"
 */
void markup_strip(const char *text, struct text *name, struct text *note);

#endif
