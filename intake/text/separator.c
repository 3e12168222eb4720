#include "intake/text/separator.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/text/decoder.h"
#include "intake/text/source.h"
#include "intake/text/split.h"
#include "intake/text/tally.h"
#include "intake/text/view.h"

#define TOP_BYTES	(256 * 1024) /* of text that are looked at first */
#define TOP_RECORDS	200
#define FURTHER_BYTES	(32 * 1024) /* … in the middle of a longer file, and further down */
#define FURTHER_RECORDS 200
#define HEADING_RECORDS 60 /* among the first ones a heading line is looked for */

/* Of two that are as good, the first one here wins. */
static const char characters[] = {'\t', ';', '|', ','};

#define CHARACTER_COUNT sizeof(characters)

char separator_said(const char *text, size_t length, size_t *ret_length)
{
	bool is_quoted = length > 0 && text[0] == '"';
	size_t at = is_quoted ? 1 : 0;
	size_t end = at + 5 + (is_quoted ? 1 : 0);
	size_t n;

	if (length < end || strncasecmp(text + at, "sep=", 4) != 0 ||
	    memchr(characters, text[at + 4], CHARACTER_COUNT) == NULL ||
	    (is_quoted && text[end - 1] != '"'))
		return '\0';
	n = split_line_end(text + end, length - end);
	if (n == 0 && length != end)
		return '\0';
	*ret_length = end;
	return text[at + 4];
}

/* In prose a comma or semicolon has a blank behind it, and it may end a line. */
static bool is_prose(const struct tally *tally)
{
	return (tally->separator == ',' || tally->separator == ';') &&
	       tally->padded * 2 >= tally->separators;
}

/* Whether records are cut as the heading line is; in prose words for headings stand by chance. */
static bool fits_heading(const struct tally *tally, const struct tally_heading *heading)
{
	if (heading->known < 2 || tally->cut < 2 || tally->cut * 3 < tally->records)
		return false;
	return !is_prose(tally) || (heading->cells <= INTAKE_COLUMNS_MAX &&
				    tally->with_cells[heading->cells] * 2 > tally->records);
}

static struct separator judge(const struct tally *tally, const char *top, size_t length)
{
	struct separator separator = {.character = tally->separator,
				      .width = tally_width(tally),
				      .partner_column = SEPARATOR_NO_COLUMN};
	struct tally_heading heading;
	size_t even;

	if (separator.width == 0 && tally->cut == 0)
		return (struct separator){.partner_column = SEPARATOR_NO_COLUMN};
	heading = tally_heading(tally, top, length, HEADING_RECORDS);
	separator.headings = heading.known;
	separator.partner_column = heading.partner_column;
	even = separator.width > 0 ? tally->with_cells[separator.width] : 0;
	separator.is_clear =
		(even * 2 > tally->records && !is_prose(tally)) || fits_heading(tally, &heading);
	return separator;
}

/* How many of a thousand records have the width. */
static size_t evenness(const struct tally *tally, const struct separator *separator)
{
	return tally->records == 0 ? 0
				   : tally->with_cells[separator->width] * 1000 / tally->records;
}

static bool is_better(const struct tally *tally, const struct separator *separator,
		      const struct tally *best_tally, const struct separator *best)
{
	if (separator->is_clear != best->is_clear)
		return separator->is_clear;
	if (separator->headings != best->headings &&
	    (separator->headings >= 2 || best->headings >= 2))
		return separator->headings > best->headings;
	return evenness(tally, separator) > evenness(best_tally, best);
}

static struct separator choose(const struct tally *tallies, const char *top, size_t length)
{
	struct separator best = {.partner_column = SEPARATOR_NO_COLUMN};
	const struct tally *best_tally = NULL;

	for (size_t i = 0; i < CHARACTER_COUNT; i++) {
		struct separator separator = judge(&tallies[i], top, length);

		if (separator.character == '\0' ||
		    (best_tally != NULL && !is_better(&tallies[i], &separator, best_tally, &best)))
			continue;
		best = separator;
		best_tally = &tallies[i];
	}
	return best;
}

static struct tally *make_tallies(void)
{
	struct tally *tallies = calloc(CHARACTER_COUNT, sizeof(*tallies));

	for (size_t i = 0; tallies != NULL && i < CHARACTER_COUNT; i++)
		tallies[i].separator = characters[i];
	return tallies;
}

/* Whether any of them saw all of it. */
static bool tally_sample(struct tally *tallies, const char *text, size_t length, bool is_whole,
			 size_t count)
{
	bool is_seen = false;

	for (size_t i = 0; i < CHARACTER_COUNT; i++)
		is_seen |= tally_text(&tallies[i], text, length, is_whole, count) == length;
	return is_seen;
}

static int refuse_line(struct source *source, struct problems *problems)
{
	int result =
		problems_add(problems, PROBLEM_ERROR, source_name(source), 1, 0, "line_too_long",
			     "a line of more than %d bytes: this is no table with one row a "
			     "line; check how it was saved",
			     INTAKE_LINE_MAX);

	return result < 0 ? result : 1;
}

/* Whether the text has a line end that is no blank line's. */
static bool has_line(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && split_line_end(text + at, length - at) > 0)
		at++;
	return memchr(text + at, '\n', length - at) != NULL ||
	       memchr(text + at, '\r', length - at) != NULL;
}

/* Makes the top of the text seen: at least its first line. 0; negative errno; 1 with a problem. */
static int see_top(struct view *view, struct source *source, struct problems *problems)
{
	while (!view->is_whole &&
	       (view->length < TOP_BYTES || !has_line(view->text, view->length))) {
		int result;

		if (view->length > INTAKE_LINE_MAX)
			return refuse_line(source, problems);
		result = view_more(view);
		if (result < 0)
			return result;
	}
	return 0;
}

/* Fills the room as far as there is text. Its length, or negative errno. */
static int64_t read_full(struct decoder *decoder, char *text, size_t size)
{
	size_t length = 0;
	int64_t n;

	do {
		n = decoder_read(decoder, text + length, size - length);
		length += n > 0 ? (size_t)n : 0;
	} while (n > 0 && size - length >= DECODER_ROOM_MIN);
	return n < 0 ? n : (int64_t)length;
}

/* Looks at records behind a place further down. 0 or negative errno. */
static int see_further(struct tally *tallies, struct decoder *decoder,
		       const struct encoding_found *encoding, int64_t offset)
{
	char text[FURTHER_BYTES];
	size_t at = 0;
	int64_t n;

	offset -= (offset - encoding->start) % (int64_t)encoding->encoding->unit;
	decoder_seek(decoder, offset);
	n = read_full(decoder, text, sizeof(text));
	if (n < 0)
		return (int)n;
	/* The first line is cut. */
	while (at < (size_t)n && split_line_end(text + at, (size_t)n - at) == 0)
		at++;
	tally_sample(tallies, text + at, (size_t)n - at, false, FURTHER_RECORDS);
	return 0;
}

static int see_all(struct tally *tallies, struct decoder *decoder, struct view *view,
		   struct source *source, const struct encoding_found *encoding)
{
	int64_t size = source_size(source) - encoding->start;
	int result;

	if (tally_sample(tallies, view->text, view->length, view->is_whole, TOP_RECORDS))
		return 0;
	result = see_further(tallies, decoder, encoding, encoding->start + size / 2);
	if (result < 0)
		return result;
	return see_further(tallies, decoder, encoding, encoding->start + size / 8 * 7);
}

int separator_find(struct source *source, const struct encoding_found *encoding,
		   struct problems *problems, struct separator *ret_separator)
{
	CLEANUP(free_memory) struct tally *tallies = make_tallies();
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	CLEANUP(view_done) struct view view = {0};
	struct separator found;
	size_t said_length;
	char said;
	int result;

	if (tallies == NULL)
		return -ENOMEM;
	result = decoder_new(source, encoding->encoding, encoding->start, &decoder);
	if (result < 0)
		return result;
	view = view_of(decoder);
	result = see_top(&view, source, problems);
	if (result == 0)
		result = see_all(tallies, decoder, &view, source, encoding);
	if (result != 0)
		return result;
	found = choose(tallies, view.text, view.length);
	said = separator_said(view.text, view.length, &said_length);
	if (said != '\0') {
		const char *place = memchr(characters, said, CHARACTER_COUNT);

		found = judge(&tallies[place - characters], view.text, view.length);
		found.character = said;
		found.is_said = found.is_clear = true;
	}
	*ret_separator = found;
	return 0;
}
