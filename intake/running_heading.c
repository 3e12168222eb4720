#include "intake/running_heading.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "intake/running_reading.h"

#define LOOKED_AT 200 /* lines that may be the heading line */
#define LINES_MAX 4   /* lines that it wraps over */

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

	return text->kinds[line] == LINE_CONTINUATION && piece.length < READING_TEXT_MAX * 2 &&
	       !running_text_has_digit(piece.text, piece.length);
}

struct found {
	struct reading_words words;
	struct running_reading reading;
	size_t line, lines;
};

/* Reads a heading that starts with a line, over as many lines as give the best. */
static bool read_at(const struct running_text *text, size_t line, const struct profile *profile,
		    struct found *best)
{
	struct reading_words words = {0};
	bool is_better = false;

	for (size_t i = line, taken = 0; i < text->line_count && taken < LINES_MAX; i++) {
		struct reading_words copy;
		struct running_reading reading;

		if (text->kinds[i] == LINE_BLANK && taken > 0)
			continue;
		if (!may_head(text, i) || !running_reading_add(text, i, &words))
			break;
		taken++;
		copy = words;
		if (!running_reading_make(&copy, profile, &reading) ||
		    (best->lines > 0 && reading.worth <= best->reading.worth))
			continue;
		*best = (struct found){copy, reading, line, i + 1 - line};
		is_better = true;
	}
	return is_better;
}

static bool find(const struct running_text *text, const struct profile *profile, struct found *best)
{
	size_t looked_at = 0, since = 0;

	for (size_t i = 0; i < text->line_count && looked_at < LOOKED_AT; i++) {
		if (text->kinds[i] == LINE_BLANK || text->kinds[i] == LINE_FURNITURE)
			continue;
		looked_at++;
		if (best->lines > 0 && ++since >= LINES_MAX)
			break;
		if (may_head(text, i))
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

static int take(const struct found *found, struct arena *arena, struct running_heading *heading)
{
	size_t count = found->reading.count;

	for (size_t i = 0; i < count; i++) {
		const struct reading_part *part = &found->reading.parts[i];
		const struct reading_word *words = &found->words.items[part->first];
		struct running_column *column = &heading->columns[i];
		char text[READING_TEXT_MAX];

		running_reading_join(&found->words, part->first, part->count, text);
		column->heading = arena_copy(arena, text);
		if (column->heading == NULL)
			return -ENOMEM;
		column->role = part->role;
		column->line = words[0].line;
		column->start = words[0].word.column;
		column->end = words[0].word.end;
		for (size_t k = 1; k < part->count; k++) {
			if (words[k].word.column < column->start)
				column->start = words[k].word.column;
			if (words[k].word.end > column->end)
				column->end = words[k].word.end;
		}
	}
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
	return take(&found, arena, ret_heading);
}

int running_heading_read(const struct running_text *text, size_t line, size_t lines,
			 const struct profile *profile, struct arena *arena,
			 struct running_heading *ret_heading)
{
	struct found found = {.line = line, .lines = lines};

	*ret_heading = (struct running_heading){.is_found = false};
	for (size_t i = line; i < line + lines; i++) {
		if (!running_reading_add(text, i, &found.words))
			return 0;
	}
	if (!running_reading_make(&found.words, profile, &found.reading))
		return 0;
	return take(&found, arena, ret_heading);
}
