/*
 * Types of agreement: the words by which a cell is known to name one.
 */
#ifndef RENEWD_INTAKE_WORDS_TYPES_H
#define RENEWD_INTAKE_WORDS_TYPES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a text (UTF-8) names a type of agreement in one of the languages that headings.h reads:
 * "MoU", "Student exchange agreement", "Меморандум о сотрудничестве", "İşbirliği protokolü". A
 * sentence that holds such a word does too; what is longer than a sentence does not.
 */
bool types_match(const char *text, size_t length);

/* The patterns (wordlist.h), by index; NULL behind the last one. */
const char *types_at(size_t index);

#endif
