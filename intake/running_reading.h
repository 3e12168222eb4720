/*
 * Readings: the ways in which words can be headings.
 *
 * Words whose separators are gone are split so that the headings are known best. Words that stand in
 * columns, over or under each other, are sorted by column first.
 */
#ifndef RENEWD_INTAKE_RUNNING_READING_H
#define RENEWD_INTAKE_RUNNING_READING_H

#include "core/profile.h"
#include "intake/running_heading.h"
#include "intake/running_text.h"

#define READING_WORDS_MAX RUNNING_HEADING_WORDS
#define READING_TEXT_MAX  400

struct reading_word {
	struct running_word word;
	size_t line;
	bool is_apart; /* two blanks or more stand before it on its line */
};

struct reading_words {
	struct reading_word items[READING_WORDS_MAX];
	size_t count;
};

/* A heading: words first to first + count - 1. */
struct reading_part {
	size_t first;
	size_t count;
	enum role role;
	bool is_known;
	int worth;
};

struct running_reading {
	struct reading_part parts[READING_WORDS_MAX];
	size_t count;
	bool is_aligned; /* they stand in columns */
	int worth;	 /* the higher, the surer; no unit */
};

/* Adds the words of a line. False when there are too many. */
bool running_reading_add(const struct running_text *text, size_t line, struct reading_words *words);

/* Writes words with one blank between them, NUL-terminated, as many as fit. */
void running_reading_join(const struct reading_words *words, size_t first, size_t count,
			  char text[static READING_TEXT_MAX]);

/* Whether a heading that is known is among the first words. Quick. */
bool running_reading_has_heading(const struct reading_words *words, const struct profile *profile);

/* Whether each word from one on can be part of a heading: is one itself, or is written small. */
bool running_reading_goes_on(const struct reading_words *words, size_t first,
			     const struct profile *profile);

/*
 * The best way to read words as headings, which may put them into another order. False when they
 * are none: too few of them are known.
 */
bool running_reading_make(struct reading_words *words, const struct profile *profile,
			  struct running_reading *ret_reading);

#endif
