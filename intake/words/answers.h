/*
 * Answers: "Y", "oui", "Да" and their kin, in a column that asks something.
 */
#ifndef RENEWD_INTAKE_WORDS_ANSWERS_H
#define RENEWD_INTAKE_WORDS_ANSWERS_H

#include <stdbool.h>

/* Whether the whole of a text (UTF-8) is a yes or a no, if only by its first letter or a tick. */
bool answers_find(const char *text, bool *ret_yes);

#endif
