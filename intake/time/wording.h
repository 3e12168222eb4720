/*
 * The wording of a cell: letters, numbers and marks, folded, each knowing where it stands.
 *
 * "5-year term" is a number, a mark and two words; "31.12.2027'ye" three numbers, two marks and a
 * word. Folding is fold.h's, and beyond it letters that are often typed as their neighbours are
 * these: "қ" is "к", "ө" is "о", "ү" is "у", "й" is "и". Apostrophes and what has no width are left
 * out; an ending in brackets belongs to its word and is left out: "year(s)" is "year". All dashes
 * are '-', all quotation marks '"', all brackets '(' and ')'. An ideograph is a word.
 */
#ifndef RENEWD_INTAKE_TIME_WORDING_H
#define RENEWD_INTAKE_TIME_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum word_kind { WORD_LETTERS, WORD_NUMBER, WORD_MARK };

struct word {
	uint32_t start, length; /* in the text, in bytes */
	uint32_t key;		/* the first four bytes of what it is folded to */
	uint32_t hash;		/* of all that it is folded to */
	uint32_t value;		/* of a number; of a mark: its character */
	uint16_t folded;	/* where that stands in wording.folded */
	uint16_t folded_length;
	uint8_t kind;	/* enum word_kind */
	uint8_t digits; /* of a number; a value of more than nine is UINT32_MAX */
	bool is_joined; /* no white space before it */
	bool is_line;	/* on a later line than the word before it */
};

#define WORDING_WORDS_MAX  512
#define WORDING_FOLDED_MAX 6144

/* Not to be set to zero: only what count says is written. */
struct wording {
	size_t count;
	size_t taken; /* bytes of the text; less than all of them when there are more words */
	struct word items[WORDING_WORDS_MAX];
	char folded[WORDING_FOLDED_MAX];
};

/* Takes a text (UTF-8; other bytes are marks) apart. Linear in its length. */
void wording_read(struct wording *wording, const char *text, size_t length);

/* Whether there is a word of that kind at `at`, before end. */
static inline bool wording_is(const struct wording *wording, size_t at, size_t end,
			      enum word_kind kind)
{
	return at < end && wording->items[at].kind == (uint8_t)kind;
}

/* Whether the mark stands at `at`, before end. */
static inline bool wording_is_mark(const struct wording *wording, size_t at, size_t end, char mark)
{
	return wording_is(wording, at, end, WORD_MARK) &&
	       wording->items[at].value == (unsigned char)mark;
}

/* Whether the word at `at`, before end, is that text, as it is folded. */
static inline bool wording_is_text(const struct wording *wording, size_t at, size_t end,
				   const char *text)
{
	return wording_is(wording, at, end, WORD_LETTERS) &&
	       wording->items[at].folded_length == strlen(text) &&
	       memcmp(wording->folded + wording->items[at].folded, text, strlen(text)) == 0;
}

#endif
