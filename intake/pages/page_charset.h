/*
 * The encoding that a web page says it has, for bytes that do not tell it themselves.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_CHARSET_H
#define RENEWD_INTAKE_PAGES_PAGE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/text/source.h"

#define PAGE_CHARSET_SIZE 32

/*
 * The encoding that <meta charset="…"> or <meta … content="text/html; charset=…"> names among the
 * first bytes of a page, as iconv knows it, and as browsers take it (WHATWG Encoding Standard, 4.2:
 * "iso-8859-1" is Windows-1252). False: it names none.
 */
bool page_charset_find(const char *bytes, size_t length, char ret_name[static PAGE_CHARSET_SIZE]);

/*
 * Reads the text of a page in the encoding that it says it has; text and encoding belong to the
 * arena. 1; 0 when it says none, one that is not known here, or one that it clearly does not have;
 * negative errno.
 */
int page_charset_text(struct source *source, struct arena *arena, char **ret_text,
		      size_t *ret_length, const char **ret_encoding);

#endif
