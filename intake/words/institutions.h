/*
 * Institutions: the words by which the name of a university, a school, an authority or a company is
 * known.
 */
#ifndef RENEWD_INTAKE_WORDS_INSTITUTIONS_H
#define RENEWD_INTAKE_WORDS_INSTITUTIONS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a text (UTF-8) holds a word of institutions: "University", "Universität", "институт",
 * "Üniversitesi", "их сургууль", "Ltd". Words end where they end: "Institutional" holds none. False
 * for a text whose words take more than 500 bytes.
 */
bool institutions_match(const char *text, size_t length);

/*
 * Whether a text names a university or its like, and not a part of one: "Tallinn University", but not
 * "School of Law" or "Institute of Physics".
 */
bool institutions_is_university(const char *text, size_t length);

/* The patterns (wordlist.h), by index; NULL behind the last one. */
const char *institutions_at(size_t index);

#endif
