/*
 * Words wrapped to lines, for help texts (ASCII).
 */
#ifndef RENEWD_CLI_WRAP_H
#define RENEWD_CLI_WRAP_H

#include <stddef.h>

#include "core/text.h"

#define WRAP_COLUMNS 80
#define WRAP_ENTRY   20 /* where the text of an entry starts */

/* Appends words from column column on, lines of at most WRAP_COLUMNS, the later ones indented. */
void wrap_add(struct text *out, const char *words, size_t indent, size_t column);

/* Appends head, then words from column indent on (on a line of its own when head is too long). */
void wrap_entry(struct text *out, const char *head, const char *words, size_t indent);

#endif
