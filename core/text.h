/*
 * A growing text, and small questions about texts that several rooms ask.
 */
#ifndef RENEWD_CORE_TEXT_H
#define RENEWD_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Zero is an empty text. data is NUL-terminated once anything was appended, else NULL.
 * The first append that finds no memory sets failed; later ones then do nothing, so that a chain
 * of appends needs one check at its end (text_failed).
 */
struct text {
	char *data;
	size_t length;
	size_t capacity;
	bool failed;
};

void text_add(struct text *text, const char *piece);
void text_add_n(struct text *text, const char *piece, size_t length);
void text_add_char(struct text *text, char c);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* True when an append found no memory: the text is not whole. */
bool text_failed(const struct text *text);

/* The text so far, "" when nothing was appended; valid until the next append. */
const char *text_string(const struct text *text);

/* Hands the text to the caller, who frees it; "" is allocated too. NULL when it failed. */
char *text_take(struct text *text);

/* Empties the text, keeps its memory. */
void text_clear(struct text *text);

void text_done(struct text *text);

/* ASCII-case-insensitive comparison, independent of the locale; < 0, 0, > 0 as strcmp(). */
int text_compare_case(const char *a, const char *b);

/*
 * Whether text matches pattern, in which '*' stands for any number of characters. Letters of
 * ASCII, Latin-1 Supplement, Latin Extended-A, Greek and Cyrillic compare without regard to case.
 * A NULL text matches only "*". Linear in the two lengths' product at the worst, no recursion.
 */
bool text_matches(const char *pattern, const char *text);

/*
 * Whether a and b are the same name: letters as in text_matches(), runs of white space count as
 * one blank, blanks at both ends do not count.
 */
bool text_same_name(const char *a, const char *b);

/*
 * The number of edits (insert, delete, replace, swap two neighbours) from a to b, at most limit;
 * limit when there are more. For "did you mean". Texts of more than 64 bytes give limit.
 */
unsigned int text_distance(const char *a, const char *b, unsigned int limit);

/*
 * The length in bytes of the UTF-8 sequence at text (1 to 4), or 0 when it is not valid
 * (RFC 3629: no surrogates, nothing over U+10FFFF, no overlong form) or length is 0.
 * ret_code, when not NULL, gets the code point.
 */
size_t text_utf8(const char *text, size_t length, unsigned int *ret_code);

/* Whether all of it is valid UTF-8. */
bool text_is_utf8(const char *text, size_t length);

/* The largest n <= limit that cuts no UTF-8 sequence of a valid text in two. */
size_t text_cut(const char *text, size_t length, size_t limit);

/* Whether text holds a control character (C0, DEL): what no name, address or header may hold. */
bool text_has_control(const char *text);

#endif
