/*
 * Words that the names of many institutions share, and words of titles over lists of them.
 */
#ifndef RENEWD_INTAKE_PAGES_COMMON_WORDS_H
#define RENEWD_INTAKE_PAGES_COMMON_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the first word of a text is one that many names share: "State", "National",
 * "Institute". */
bool common_words_begin(const char *text, size_t length);

/*
 * Whether a text is a title over institutions rather than the name of one: "Partner universities",
 * "List of our international partners", "German universities", "Partners in Japan".
 */
bool common_words_are_title(const char *text, size_t length);

#endif
