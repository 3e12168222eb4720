/*
 * Where output goes: a terminal of some width and colours, or a file or pipe without either.
 */
#ifndef RENEWD_CLI_TERMINAL_H
#define RENEWD_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "core/text.h"

enum style { STYLE_PLAIN, STYLE_HEADING, STYLE_DIM, STYLE_GOOD, STYLE_WARNING, STYLE_BAD };

struct terminal {
	FILE *file;
	bool has_colour;
	unsigned int width; /* columns; 0: not a terminal, nothing is cut */
};

/*
 * Looks at what file is. Colours: on a terminal, unless NO_COLOR is set and not empty
 * (no-color.org) or TERM is "dumb". Width: what the terminal says; 80 when it does not know.
 */
void terminal_init(struct terminal *terminal, FILE *file);

/* Whether the locale of the environment (LC_ALL, LC_CTYPE, LANG) is one of UTF-8. */
bool terminal_is_utf8(void);

/* The escape sequence that starts a style; "" without colours and for STYLE_PLAIN. */
const char *terminal_style(bool has_colour, enum style style);

/* The one that ends any style; "" without colours and for STYLE_PLAIN. */
const char *terminal_plain(bool has_colour, enum style style);

/* Appends piece in that style. piece must be harmless (cli/display.h). */
void terminal_add(const struct terminal *terminal, struct text *out, enum style style,
		  const char *piece);

/* Writes text. Errors of the file show in ferror(). */
void terminal_write(const struct terminal *terminal, const struct text *text);

#endif
