/*
 * Folding: texts of registers made comparable, whatever their case and accents.
 *
 * Latin, Greek, Cyrillic and Armenian letters become small and lose their accents: "Ülke" and
 * "ULKE" are "ulke", "İmza" is "imza", "Ölkə" is "olke", "Ещё" is "еще". Letters that make words
 * of their own stay: "ß", "æ", "й", and those of Kazakh and Mongolian ("қ", "ө", "ү").
 */
#ifndef RENEWD_INTAKE_WORDS_FOLD_H
#define RENEWD_INTAKE_WORDS_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a code point folds to; 0: it is left out (accents that stand apart, soft hyphens, what has
 * no width). What is no letter stays as it is.
 */
unsigned int fold_letter(unsigned int code);

/* Whether a code point belongs to a word: a letter or a digit of any alphabet, '#' or '№'. */
bool fold_is_word(unsigned int code);

/*
 * Takes the next folded letter of a text (UTF-8) of which *length bytes are left, and moves both
 * on; 0 at the end. What is left out is passed over; a byte that is no UTF-8 counts as a blank.
 */
unsigned int fold_next(const char **text, size_t *length);

/*
 * Writes the words of a text, folded, with one blank before, between and behind them: "Reg.-No"
 * becomes " reg no ". Returns the length, without the NUL; 0, and "" in out, when the text holds no
 * word or when out is too small. size is at least 1.
 */
size_t fold_words(const char *text, size_t length, char *out, size_t size);

#endif
