/*
 * Tags of a page before it is parsed.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_TAGS_H
#define RENEWD_INTAKE_PAGES_PAGE_TAGS_H

#include <stddef.h>

/*
 * The line of the first tag with more than limit attributes; 0: there is none. libxml2 compares
 * each attribute of a tag with all before it, so that one with very many takes it very long.
 */
unsigned int page_tags_check(const char *text, size_t length, size_t limit);

#endif
