/*
 * The words of one row of running text, in the order in which they stand, and how they join.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_TOKENS_H
#define RENEWD_INTAKE_RUNNING_RUNNING_TOKENS_H

#include "intake/running/running_side.h"
#include "intake/running/running_text.h"

#define RUNNING_TOKENS_MAX 160 /* words of one row; the rest is not cut into cells */
#define RUNNING_JOINED_MAX 2048

struct running_token {
	struct running_word word;
	uint32_t line;
	bool is_line_start; /* the first one on its line */
	bool is_apart;	    /* two blanks or more stand before it */
	bool is_glued;	    /* joins the one before without a blank: that one broke at a hyphen */
};

struct running_tokens {
	struct running_token items[RUNNING_TOKENS_MAX];
	size_t count;
	bool has_more;
};

/*
 * Takes the words of count lines from a line on, but not those of lines that are no row or
 * continuation, nor those in stretches of the second table. *next_stretch is the first stretch that can
 * touch the lines, and is moved on.
 */
void running_tokens_take(const struct running_text *text, size_t line, size_t count,
			 const struct running_side *side, size_t *next_stretch,
			 struct running_tokens *ret_tokens);

/*
 * Writes tokens with one blank between them, NUL-terminated, as many as fit. A soft hyphen at a
 * line's end is left out. Returns the length.
 */
size_t running_tokens_join(const struct running_token *tokens, size_t count,
			   char text[static RUNNING_JOINED_MAX]);

/* Whether a token goes on with the word before it: that one ends in a hyphen at its line's end. */
bool running_tokens_is_broken(const struct running_word *before);

#endif
