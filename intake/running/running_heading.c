#include "intake/running/running_heading.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "intake/running/running_reading.h"

#define LOOKED_AT  200 /* lines that may be the heading line */
#define LINES_MAX  12  /* lines that it wraps over */
#define STARTS_MAX 40  /* lines that are tried as its first one */

bool running_heading_is_time(enum role role)
{
	return role == ROLE_SIGNED || role == ROLE_EFFECTIVE || role == ROLE_LAST_DAY ||
	       role == ROLE_TERM || role == ROLE_RENEWAL || role == ROLE_NOTICE;
}

size_t running_heading_column(const struct running_heading *heading, enum role role)
{
	size_t column = 0;

	while (column < heading->count && heading->columns[column].role != role)
		column++;
	return column;
}

static bool may_head(const struct running_text *text, size_t line)
{
	struct running_piece piece = running_text_line(text, line);

	return text->kinds[line] == LINE_CONTINUATION && piece.length < PART_TEXT_MAX * 2 &&
	       !running_text_has_digit(piece.text, piece.length);
}

/* Whether any of a line's first words is a heading. */
static bool has_heading(const struct running_text *text, size_t line, const struct profile *profile)
{
	struct part_words words = {0};

	if (!running_part_add(text, line, &words))
		return false;
	return running_part_has_heading(&words, profile);
}

/* What a word on a further line adds to what a reading is worth: more lines explain more. */
#define WORTH_WORD 25

struct found {
	struct part_words words;
	struct running_reading reading;
	size_t line, lines;
};

/* Reads a heading that starts with a line, over as many lines as give the best. */
static void read_at(const struct running_text *text, size_t line, const struct profile *profile,
		    struct found *best)
{
	struct part_words words = {0};
	bool is_heading = false;
	int bonus = 0;

	for (size_t i = line, taken = 0; i < text->line_count && taken < LINES_MAX; i++) {
		struct part_words copy;
		struct running_reading reading;
		size_t before = words.count;

		if (text->kinds[i] == LINE_BLANK && taken > 0)
			continue;
		if (!may_head(text, i) || !running_part_add(text, i, &words))
			break;
		if (is_heading && running_part_goes_on(&words, before, profile))
			bonus += WORTH_WORD * (int)(words.count - before);
		taken++;
		copy = words;
		is_heading = running_reading_make(&copy, profile, &reading);
		if (!is_heading)
			continue;
		reading.worth += bonus;
		if (best->lines > 0 && reading.worth <= best->reading.worth)
			continue;
		*best = (struct found){copy, reading, line, i + 1 - line};
	}
}

static bool find(const struct running_text *text, const struct profile *profile, struct found *best)
{
	size_t looked_at = 0, since = 0, starts = 0;

	for (size_t i = 0; i < text->line_count && looked_at < LOOKED_AT; i++) {
		if (text->kinds[i] == LINE_BLANK || text->kinds[i] == LINE_FURNITURE)
			continue;
		looked_at++;
		if (best->lines > 0 && ++since >= LINES_MAX)
			break;
		if (may_head(text, i) && has_heading(text, i, profile) && starts++ < STARTS_MAX)
			read_at(text, i, profile, best);
	}
	return best->lines > 0;
}

/* Where the headings of a second table start; count: there is none. */
static size_t starts_over(const struct running_heading *heading, size_t count)
{
	const struct running_column *first = heading->columns;

	for (size_t i = 2; i < count; i++) {
		const struct running_column *column = &heading->columns[i];
		bool is_number = column->role == ROLE_NUMBER && i >= 3 && i + 1 < count;

		if (is_number || (column->role == first->role && first->role != ROLE_NONE &&
				  text_same_name(column->heading, first->heading)))
			return i;
	}
	return count;
}

static void widen(struct running_column *column, const struct running_word *word)
{
	if (column->end == 0 || word->column < column->start)
		column->start = word->column;
	if (word->end > column->end)
		column->end = word->end;
}

/* Notes which column each word of the heading line belongs to, in the order of the text. */
static void note_words(const struct found *found, const struct running_text *text,
		       struct running_heading *heading)
{
	for (size_t line = found->line; line < found->line + found->lines; line++) {
		struct running_piece piece = running_text_line(text, line);
		struct running_word word;
		size_t at = 0;
		unsigned int place = 0;

		while (running_text_word(piece, &at, &place, &word) &&
		       heading->word_count < RUNNING_HEADING_WORDS) {
			unsigned char column = 0;

			for (size_t i = 0; i < found->reading.count; i++) {
				const struct running_part *part = &found->reading.parts[i];

				for (size_t k = part->first; k < part->first + part->count; k++) {
					if (found->words.items[k].word.text == word.text)
						column = (unsigned char)i;
				}
			}
			heading->of[heading->word_count++] = column;
		}
	}
}

static int take(const struct found *found, const struct running_text *text, struct arena *arena,
		struct running_heading *heading)
{
	size_t count = found->reading.count;

	for (size_t i = 0; i < count; i++) {
		const struct running_part *part = &found->reading.parts[i];
		const struct part_word *words = &found->words.items[part->first];
		struct running_column *column = &heading->columns[i];
		char joined[PART_TEXT_MAX];

		running_part_join(&found->words, part->first, part->count, joined);
		column->heading = arena_copy(arena, joined);
		if (column->heading == NULL)
			return -ENOMEM;
		column->role = part->role;
		column->line = words[0].line;
		column->end = 0;
		for (size_t k = 0; k < part->count; k++)
			widen(column, &words[k].word);
	}
	note_words(found, text, heading);
	heading->is_found = true;
	heading->is_aligned = found->reading.is_aligned;
	heading->line = found->line;
	heading->lines = found->lines;
	heading->count = starts_over(heading, count);
	heading->side_count = count - heading->count;
	return 0;
}

int running_heading_find(const struct running_text *text, const struct profile *profile,
			 struct arena *arena, struct running_heading *ret_heading)
{
	struct found found = {.lines = 0};

	*ret_heading = (struct running_heading){.is_found = false};
	if (!find(text, profile, &found))
		return 0;
	return take(&found, text, arena, ret_heading);
}

void running_heading_move(struct running_heading *heading, const struct running_text *text,
			  size_t line)
{
	struct running_heading moved = *heading;
	size_t count = 0;

	for (size_t i = 0; i < heading->count + heading->side_count; i++)
		moved.columns[i].start = moved.columns[i].end = 0;
	for (size_t lines = 0; lines < heading->lines && line < text->line_count; lines++, line++) {
		struct running_piece piece = running_text_line(text, line);
		struct running_word word;
		size_t at = 0;
		unsigned int place = 0;

		while (running_text_word(piece, &at, &place, &word)) {
			if (count == heading->word_count)
				return;
			widen(&moved.columns[heading->of[count++]], &word);
		}
	}
	if (count == heading->word_count)
		*heading = moved;
}
