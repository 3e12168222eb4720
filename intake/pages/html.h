/*
 * Web pages: html_open() is in reader.h; what it makes of a page is told in html.c.
 */
#ifndef RENEWD_INTAKE_PAGES_HTML_H
#define RENEWD_INTAKE_PAGES_HTML_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text (UTF-8) whose first bytes these are is a web page, or a part of one. */
bool html_is_likely(const char *text, size_t length);

#endif
