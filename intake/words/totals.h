/*
 * Totals: what stands at the start of a line that sums a table up.
 */
#ifndef RENEWD_INTAKE_WORDS_TOTALS_H
#define RENEWD_INTAKE_WORDS_TOTALS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a text (UTF-8) is the word for a total, in one of the languages that headings.h reads,
 * with a number behind it at the most: "Total", "Итого: 7", "Genel toplam". "Total Energies" is
 * none.
 */
bool totals_match(const char *text, size_t length);

#endif
