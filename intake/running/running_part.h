/*
 * A part of a heading line: words that may be one heading, and how well they are known as one.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_PART_H
#define RENEWD_INTAKE_RUNNING_RUNNING_PART_H

#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_text.h"
#include "intake/words/headings.h"

#define PART_WORDS_MAX	RUNNING_HEADING_WORDS
#define PART_TEXT_MAX	400
#define PART_LONGEST	8   /* words of one heading */
#define PART_WORTH_SURE 200 /* of a heading that is surely known, in one word */

struct part_word {
	struct running_word word;
	size_t line;
	bool is_apart;		       /* two blanks or more stand before it on its line */
	const struct heading *heading; /* that it is by itself; NULL: none */
};

struct part_words {
	struct part_word items[PART_WORDS_MAX];
	size_t count;
};

/* A heading: words first to first + count - 1. */
struct running_part {
	size_t first;
	size_t count;
	enum role role;
	bool is_known;
	int worth; /* the higher, the surer; no unit */
};

/* Adds the words of a line. False when there are too many. */
bool running_part_add(const struct running_text *text, size_t line, struct part_words *words);

/* Writes words with one blank between them, NUL-terminated, as many as fit. */
void running_part_join(const struct part_words *words, size_t first, size_t count,
		       char text[static PART_TEXT_MAX]);

/* Whether a heading that is known is among the first words. Quick. */
bool running_part_has_heading(const struct part_words *words, const struct profile *profile);

/* Whether each word from one on can be part of a heading: is one itself, or is written small. */
bool running_part_goes_on(const struct part_words *words, size_t first,
			  const struct profile *profile);

/* Whether a part starts with a small letter. */
bool running_part_starts_small(const struct part_words *words, const struct running_part *part);

/* Weighs words as one heading. */
struct running_part running_part_weigh(const struct part_words *words, size_t first, size_t count,
				       const struct profile *profile);

/* What a part is worth whose place says already which words it has. */
int running_part_worth_apart(const struct part_words *words, const struct running_part *part);

#endif
