#include "intake/running/running_side.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/intake.h"
#include "intake/words/countries.h"
#include "intake/words/totals.h"

#define NAME_WORDS  12 /* of a country's name, at the most */
#define NAME_MAX    160
#define NUMBERS_MAX 3 /* by which the next number may be higher than the one before */
#define ROWS_MIN    3 /* of a second table without headings */

struct walk {
	const struct running_text *text;
	enum role name; /* what its names are: ROLE_COUNTRY, or anything */
	bool is_numbered;
	unsigned int last; /* number found last */
	struct running_stretch *items;
	size_t count, capacity;
};

static void walk_done(struct walk *walk)
{
	free(walk->items);
}

static bool is_country(const char *name)
{
	return country_code(name) != NULL || country_find_alias(name) != NULL;
}

/* A count: digits alone. */
static bool is_count(const struct running_word *word)
{
	if (word->length > 6)
		return false;
	for (size_t i = 0; i < word->length; i++) {
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	}
	return true;
}

static bool is_last(struct running_piece line, size_t at)
{
	struct running_word word;
	unsigned int column = 0;

	return !running_text_word(line, &at, &column, &word);
}

/* Adds a word to a name; false when it would be too long. */
static bool add_word(char name[static NAME_MAX], const struct running_word *word)
{
	size_t used = strlen(name);

	if (used + word->length + 2 > NAME_MAX)
		return false;
	if (used > 0)
		name[used++] = ' ';
	memcpy(name + used, word->text, word->length);
	name[used + word->length] = '\0';
	return true;
}

/*
 * Reads a name and the count that ends a line, from a place on: over following lines too, as long
 * as they are not rows. True, and where it ends, when it is one.
 */
static bool read_name(const struct running_text *text, enum role role, size_t line, size_t at,
		      size_t *ret_line, uint32_t *ret_end)
{
	char name[NAME_MAX] = "";
	size_t first = line, words = 0;

	for (; line < text->line_count; line++, at = 0) {
		struct running_piece piece = running_text_line(text, line);
		struct running_word word;
		unsigned int column = 0;

		if (line != first && text->kinds[line] == LINE_BLANK)
			continue;
		if (line != first && text->kinds[line] != LINE_CONTINUATION)
			return false;
		while (running_text_word(piece, &at, &column, &word)) {
			if (words > 0 && is_count(&word) && is_last(piece, at)) {
				*ret_line = line;
				*ret_end = (uint32_t)(word.text + word.length - text->bytes);
				return role != ROLE_COUNTRY || is_country(name);
			}
			if (++words > NAME_WORDS || !add_word(name, &word) ||
			    running_text_has_digit(word.text, word.length))
				return false;
		}
	}
	return false;
}

bool running_side_is_row(struct running_piece line)
{
	uint32_t starts[] = {0, (uint32_t)line.length};
	enum line_kind kinds[] = {LINE_CONTINUATION};
	struct running_text text = {
		.bytes = line.text, .starts = starts, .kinds = kinds, .line_count = 1};
	struct running_word word;
	size_t at = 0, end_line;
	unsigned int column = 0;
	uint32_t end;

	return running_text_word(line, &at, &column, &word) && is_count(&word) &&
	       read_name(&text, ROLE_COUNTRY, 0, at, &end_line, &end);
}

bool running_side_is_total(struct running_piece line)
{
	struct running_piece piece = running_text_trim(line);

	return piece.length > 0 && piece.text[piece.length - 1] >= '0' &&
	       piece.text[piece.length - 1] <= '9' && totals_match(piece.text, piece.length);
}

static bool add(struct walk *walk, const char *start, uint32_t end)
{
	if (walk->count == walk->capacity) {
		size_t capacity = walk->capacity == 0 ? 64 : walk->capacity * 2;
		struct running_stretch *items = realloc(walk->items, capacity * sizeof(*items));

		if (items == NULL)
			return false;
		walk->items = items;
		walk->capacity = capacity;
	}
	walk->items[walk->count++] =
		(struct running_stretch){(uint32_t)(start - walk->text->bytes), end};
	return true;
}

/* Whether the second table goes on with a word: with its next number, or a name. */
static bool may_start(const struct walk *walk, const struct running_word *word)
{
	unsigned int number;

	if (!walk->is_numbered)
		return !running_text_has_digit(word->text, word->length);
	if (!is_count(word))
		return false;
	number = running_text_number(word->text, word->length);
	return number > walk->last && number <= walk->last + NUMBERS_MAX;
}

/* Whether the rest of a line from a word on is the sum under the table. */
static bool is_sum(const struct walk *walk, struct running_piece line,
		   const struct running_word *word)
{
	size_t at = (size_t)(word->text - line.text);

	return walk->count > 0 && line.length - at < NAME_MAX &&
	       running_side_is_total((struct running_piece){word->text, line.length - at});
}

/*
 * Looks at one line from a place on. Moves line and place behind what was found; to the next line
 * when nothing was.
 */
static bool step(struct walk *walk, size_t *line, size_t *at)
{
	struct running_piece piece = running_text_line(walk->text, *line);
	bool is_start = *at == 0 && walk->text->kinds[*line] == LINE_ROW;
	struct running_word word;
	unsigned int column = 0;
	size_t place = *at;

	while (running_text_word(piece, &place, &column, &word)) {
		size_t end_line = *line;
		uint32_t end;
		size_t from = walk->is_numbered ? place : place - word.length;

		if (is_start) {
			is_start = false;
			continue;
		}
		if (may_start(walk, &word) &&
		    read_name(walk->text, walk->name, *line, from, &end_line, &end)) {
			if (walk->is_numbered)
				walk->last = running_text_number(word.text, word.length);
		} else if (is_sum(walk, piece, &word)) {
			end = (uint32_t)(piece.text + piece.length - walk->text->bytes);
		} else {
			continue;
		}
		*line = end_line;
		*at = end - walk->text->starts[end_line];
		return add(walk, word.text, end);
	}
	*line += 1;
	*at = 0;
	return true;
}

/* Whether all words of a line are in a stretch; *next is the first stretch that can touch it. */
static bool is_covered(const struct walk *walk, size_t line, size_t *next)
{
	struct running_piece piece = running_text_trim(running_text_line(walk->text, line));
	size_t start = (size_t)(piece.text - walk->text->bytes);

	while (*next < walk->count && walk->items[*next].end <= start)
		*next += 1;
	return *next < walk->count && walk->items[*next].start <= start &&
	       walk->items[*next].end >= start + piece.length;
}

static int take(struct walk *walk, struct running_text *text, size_t from, struct arena *arena,
		struct running_side *ret_side)
{
	struct running_stretch *items = arena_take_array(arena, walk->count, sizeof(*items));
	size_t next = 0;

	if (items == NULL)
		return -ENOMEM;
	for (size_t i = from; i < text->line_count && next < walk->count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION && is_covered(walk, i, &next))
			text->kinds[i] = LINE_FURNITURE;
	}
	if (walk->count > 0)
		memcpy(items, walk->items, walk->count * sizeof(*items));
	*ret_side = (struct running_side){items, walk->count};
	return 0;
}

/* What the second table's headings say about it. */
static void plan(const struct running_heading *heading, struct walk *walk)
{
	const struct running_column *columns = &heading->columns[heading->count];

	if (heading->side_count == 0)
		return;
	walk->is_numbered = false;
	walk->name = ROLE_NONE;
	for (size_t i = 0; i < heading->side_count; i++) {
		walk->is_numbered |= columns[i].role == ROLE_NUMBER;
		if (columns[i].role == ROLE_COUNTRY)
			walk->name = ROLE_COUNTRY;
	}
}

int running_side_find(struct running_text *text, size_t from, const struct running_heading *heading,
		      struct arena *arena, struct running_side *ret_side)
{
	CLEANUP(walk_done)
	struct walk walk = {.text = text, .name = ROLE_COUNTRY, .is_numbered = true};
	size_t at = 0;

	plan(heading, &walk);
	*ret_side = (struct running_side){.count = 0};
	if (!walk.is_numbered && walk.name != ROLE_COUNTRY)
		return 0; /* nothing tells its cells from the rows' */
	for (size_t line = from; line < text->line_count;) {
		bool is_text =
			text->kinds[line] == LINE_ROW || text->kinds[line] == LINE_CONTINUATION;

		if (!is_text) {
			line++;
			at = 0;
		} else if (!step(&walk, &line, &at)) {
			return -ENOMEM;
		}
	}
	if (heading->side_count == 0 && walk.count < ROWS_MIN)
		return 0;
	return take(&walk, text, from, arena, ret_side);
}
