/*
 * Lists of words: texts compared with lists of patterns in any alphabet, without regard to case,
 * accents and punctuation, at the boundaries of words.
 */
#ifndef RENEWD_INTAKE_WORDS_WORDLIST_H
#define RENEWD_INTAKE_WORDS_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORDLIST_TEXT_SIZE 512 /* bytes of a text's words */

/* A text as fold_words() folds it: " valid until ". */
struct wordlist_text {
	char text[WORDLIST_TEXT_SIZE];
	size_t length;
	/* A bit for the hash of the bytes that each word begins and ends with. */
	uint64_t starts[4], ends[4];
};

/* False when the text (UTF-8) has no word, or when its words take more than limit bytes. */
bool wordlist_fold(const char *text, size_t length, size_t limit, struct wordlist_text *ret_words);

/*
 * Whether the words match a pattern. A pattern is folded and is the whole text (" valid until ");
 * with '*' before or behind it, something may stand there: "* city *" finds "City of the partner"
 * and not "capacity", "* partner*" finds "Partners", "*laufzeit *" finds "Vertragslaufzeit".
 */
bool wordlist_match(const struct wordlist_text *words, const char *pattern);

/* The first pattern of a list that matches, or NULL. */
const char *wordlist_find(const struct wordlist_text *words, const char *const *patterns,
			  size_t count);

#endif
