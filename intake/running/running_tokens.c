#include "intake/running/running_tokens.h"

#include <string.h>

#include "intake/words/fold.h"

static const char soft_hyphen[] = "\u00ad";

static bool ends_soft(const struct running_word *word)
{
	size_t length = sizeof(soft_hyphen) - 1;

	return word->length > length &&
	       memcmp(word->text + word->length - length, soft_hyphen, length) == 0;
}

bool running_tokens_is_broken(const struct running_word *before)
{
	return ends_soft(before) ||
	       (before->length > 1 && before->text[before->length - 1] == '-' &&
		before->text[before->length - 2] != '-');
}

static void add(struct running_tokens *tokens, const struct running_word *word, size_t line,
		unsigned int blanks, bool is_line_start)
{
	const struct running_token *before =
		tokens->count > 0 ? &tokens->items[tokens->count - 1] : NULL;

	if (tokens->count == RUNNING_TOKENS_MAX) {
		tokens->has_more = true;
		return;
	}
	tokens->items[tokens->count] = (struct running_token){
		.word = *word,
		.line = (uint32_t)line,
		.is_line_start = is_line_start,
		.is_apart = !is_line_start && blanks >= 2,
		.is_glued =
			before != NULL && is_line_start && running_tokens_is_broken(&before->word),
	};
	tokens->count++;
}

/* Whether a word stands in a stretch. */
static bool is_aside(const struct running_text *text, const struct running_word *word,
		     const struct running_side *side, size_t *next)
{
	size_t at = (size_t)(word->text - text->bytes);

	while (*next < side->count && side->items[*next].end <= at)
		*next += 1;
	return *next < side->count && side->items[*next].start <= at;
}

void running_tokens_take(const struct running_text *text, size_t line, size_t count,
			 const struct running_side *side, size_t *next_stretch,
			 struct running_tokens *ret_tokens)
{
	ret_tokens->count = 0;
	ret_tokens->has_more = false;
	for (size_t i = line; i < line + count && !ret_tokens->has_more; i++) {
		struct running_piece piece = running_text_line(text, i);
		struct running_word word;
		size_t at = 0;
		unsigned int column = 0, end = 0;
		bool is_first = true;

		if (text->kinds[i] != LINE_ROW && text->kinds[i] != LINE_CONTINUATION)
			continue;
		while (running_text_word(piece, &at, &column, &word)) {
			if (!is_aside(text, &word, side, next_stretch))
				add(ret_tokens, &word, i, word.column - end, is_first);
			is_first = false;
			end = word.end;
		}
	}
}

size_t running_tokens_join(const struct running_token *tokens, size_t count,
			   char text[static RUNNING_JOINED_MAX])
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		const struct running_word *word = &tokens[i].word;
		bool is_broken = i + 1 < count && tokens[i + 1].is_glued && ends_soft(word);
		size_t length = word->length - (is_broken ? sizeof(soft_hyphen) - 1 : 0);

		if (used + length + 2 > RUNNING_JOINED_MAX)
			break;
		if (i > 0 && !tokens[i].is_glued)
			text[used++] = ' ';
		memcpy(text + used, word->text, length);
		used += length;
	}
	text[used] = '\0';
	return used;
}
