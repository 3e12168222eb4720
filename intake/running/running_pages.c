#include "intake/running/running_pages.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/columns/casting.h"
#include "intake/intake.h"
#include "intake/running/running_side.h"
#include "intake/time/validity.h"
#include "intake/words/countries.h"
#include "intake/words/fold.h"

#define LINE_MAX_COMPARED 1024 /* bytes: longer lines are no furniture */
#define EDGE		  3    /* lines at a page's begin and end that may be its title */
#define TITLE_MIN	  12   /* bytes */
#define CELL_WORDS	  5    /* of a cell that may stand at the end of a page */
#define NUMBER_WORDS	  6    /* of a line that is a page's number */

static const char *const page_words[] = {
	"page",	 "pages",  "pg",      "p",	"стр",	    "страница", "страницы", "лист",
	"с",	 "sayfa",  "sayfasi", "sehife", "бет",	    "беті",	"хуудас",   "seite",
	"blatt", "pagina", "pag",     "стор",	"сторінка", "bet",
};

static const char *const of_words[] = {
	"of", "out", "from", "из", "von", "sur", "de", "di", "р", "ші", "toplam", "нийт",
};

static const char *const note_words[] = {
	" note ",
	" notes ",
	" legend ",
	" abbreviations ",
	" abbreviation ",
	" remark ",
	" remarks ",
	" source ",
	" прим ",
	" примечание ",
	" примечания ",
	" сокращения ",
	" условные обозначения ",
	" источник ",
	" not ",
	" notlar ",
	" aciklama ",
	" aciklamalar ",
	" kisaltmalar ",
	" qeyd ",
	" qeydler ",
	" ескерту ",
	" ескертпе ",
	" тайлбар ",
	" anmerkung ",
	" anmerkungen ",
	" hinweis ",
	" legende ",
	" remarque ",
	" remarques ",
	" nota ",
	" notas ",
	" leyenda ",
};

static bool in_table(const char *word, size_t length, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(table[i]) == length && memcmp(table[i], word, length) == 0)
			return true;
	}
	return false;
}

#define IN_TABLE(word, length, table)                                                              \
	in_table(word, length, table, sizeof(table) / sizeof((table)[0]))

static bool is_number(const char *word, size_t length)
{
	return length > 0 && length <= 5 && strspn(word, "0123456789") >= length;
}

/* "- 3 -", "– 3 –", "3/7", "3 | 7": a number with signs that no cell has. */
static bool is_signed_number(struct running_piece line)
{
	char signs[16];
	size_t count = 0, digits = 0;

	for (size_t i = 0; i < line.length; i++) {
		bool is_digit = line.text[i] >= '0' && line.text[i] <= '9';

		digits += is_digit;
		if (is_digit || line.text[i] == ' ')
			continue;
		if (count + 1 == sizeof(signs))
			return false;
		signs[count++] = line.text[i];
	}
	signs[count] = '\0';
	if (digits == 0 || digits > 6)
		return false;
	return strcmp(signs, "--") == 0 || strcmp(signs, "––") == 0 || strcmp(signs, "——") == 0 ||
	       (strcmp(signs, "/") == 0 && digits <= 4);
}

bool running_pages_is_number(struct running_piece line)
{
	struct running_piece piece = running_text_trim(line);
	char folded[160];
	size_t words = 0, numbers = 0, names = 0, length;

	if (piece.length == 0 || piece.length > 60)
		return false;
	if (is_signed_number(piece))
		return true;
	if (fold_words(piece.text, piece.length, folded, sizeof(folded)) == 0)
		return false;
	for (const char *at = folded + 1; *at != '\0'; at += length + 1) {
		length = strcspn(at, " ");
		words++;
		if (is_number(at, length))
			numbers++;
		else if (IN_TABLE(at, length, page_words))
			names++;
		else if (!IN_TABLE(at, length, of_words))
			return false;
	}
	return names >= 1 && numbers >= 1 && words <= NUMBER_WORDS;
}

/* "MOU – memorandum of understanding": a short word in capitals, a dash, an explanation. */
static bool is_abbreviation(struct running_piece line)
{
	struct running_word word;
	size_t at = 0;
	unsigned int column = 0;
	size_t small = 0; /* letters: "MoU" has one */
	bool is_colon;

	if (!running_text_word(line, &at, &column, &word) || word.length > 16)
		return false;
	for (size_t i = 0; i < word.length; i++)
		small += word.text[i] >= 'a' && word.text[i] <= 'z';
	if (small > 1)
		return false;
	is_colon = word.text[word.length - 1] == ':' || word.text[word.length - 1] == '=';
	if (running_text_has_digit(word.text, word.length) ||
	    !running_text_word(line, &at, &column, &word))
		return false;
	return is_colon || (word.length == 1 && (word.text[0] == '-' || word.text[0] == '=')) ||
	       (word.length == 3 &&
		(memcmp(word.text, "–", 3) == 0 || memcmp(word.text, "—", 3) == 0));
}

bool running_pages_is_note(struct running_piece line)
{
	struct running_piece piece = running_text_trim(line);
	const char *colon = memchr(piece.text, ':', piece.length);
	char folded[80];

	if (piece.length == 0)
		return false;
	if (piece.text[0] == '*' || is_abbreviation(piece))
		return true;
	if (colon == NULL ||
	    fold_words(piece.text, (size_t)(colon - piece.text), folded, sizeof(folded)) == 0)
		return false;
	for (size_t i = 0; i < sizeof(note_words) / sizeof(note_words[0]); i++) {
		if (strcmp(note_words[i], folded) == 0)
			return true;
	}
	return false;
}

/* Copies a line without blanks at its ends. False when it is empty or too long to be compared. */
static bool copy_line(const struct running_text *text, size_t line,
		      char copy[static LINE_MAX_COMPARED])
{
	struct running_piece piece = running_text_trim(running_text_line(text, line));

	if (piece.length == 0 || piece.length >= LINE_MAX_COMPARED)
		return false;
	memcpy(copy, piece.text, piece.length);
	copy[piece.length] = '\0';
	return true;
}

static bool is_stripped(const char *line, const struct patterns *strip)
{
	for (size_t i = 0; i < strip->count; i++) {
		if (text_matches(strip->items[i], line))
			return true;
	}
	return false;
}

void running_pages_strip(struct running_text *text, const struct profile *profile)
{
	bool is_before = profile->start != NULL, is_behind = false;

	for (size_t i = 0; i < text->line_count; i++) {
		char line[LINE_MAX_COMPARED];
		bool is_text = text->kinds[i] != LINE_BLANK && copy_line(text, i, line);
		bool is_start = is_before && is_text && text_matches(profile->start, line);

		if (!is_before && !is_behind && is_text && profile->stop != NULL)
			is_behind = text_matches(profile->stop, line);
		if (text->kinds[i] == LINE_BLANK)
			continue;
		if (running_pages_is_number(running_text_line(text, i))) {
			text->kinds[i] = LINE_FURNITURE;
			text->marks[i] |= RUNNING_FOOT;
		}
		if (is_before || is_behind || (is_text && is_stripped(line, &profile->strip)))
			text->kinds[i] = LINE_FURNITURE;
		is_before = is_before && !is_start;
	}
}

/* Whether a line says the same as one of the heading's lines. */
static bool repeats_heading(const struct running_text *text, size_t line,
			    const struct running_heading *heading)
{
	char copy[LINE_MAX_COMPARED], original[LINE_MAX_COMPARED];

	if (!copy_line(text, line, copy))
		return false;
	for (size_t i = heading->line; i < heading->line + heading->lines; i++) {
		if (copy_line(text, i, original) && text_same_name(original, copy))
			return true;
	}
	return false;
}

/*
 * Marks the heading's repetitions. One line of several may say no more than a cell does ("Date"):
 * so all of them must follow one another.
 */
static void mark_headings(struct running_text *text, const struct running_heading *heading)
{
	size_t first = heading->line + heading->lines, wanted = 0;

	for (size_t i = heading->line; i < first; i++) {
		if (text->kinds[i] != LINE_BLANK) {
			text->kinds[i] = LINE_HEADING;
			wanted++;
		}
	}
	for (size_t i = first, next; i < text->line_count; i = next) {
		size_t found = 0;

		next = i + 1;
		if (text->kinds[i] != LINE_CONTINUATION || !repeats_heading(text, i, heading))
			continue;
		for (size_t k = i; k < text->line_count && found < wanted; k++) {
			if (text->kinds[k] == LINE_BLANK)
				continue;
			if (!repeats_heading(text, k, heading))
				break;
			found++;
			next = k + 1;
		}
		if (found < wanted) {
			next = i + 1;
			continue;
		}
		for (size_t k = i; k < next; k++) {
			if (text->kinds[k] != LINE_BLANK)
				text->kinds[k] = LINE_HEADING;
		}
		text->marks[i] |= RUNNING_PAGE;
	}
}

/* A line near the end of a page, and what it says. */
struct edge {
	uint64_t hash;
	uint32_t line;
	bool is_weak; /* so is many a row's line: nothing but dates, or words with gaps between */
	bool is_cell; /* it can be a row's */
};

struct edges {
	struct edge *items;
	size_t count, capacity;
	size_t pages;	  /* what marks the start of one twice counts once */
	size_t last_page; /* where the last one starts */
};

static void edges_done(struct edges *edges)
{
	free(edges->items);
}

/* Numbers count as alike in a title, not in a line of dates. */
static uint64_t hash_line(struct running_piece piece, bool is_time)
{
	uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
	bool was_digit = false;

	for (size_t i = 0; i < piece.length; i++) {
		unsigned char c = (unsigned char)piece.text[i];
		bool is_digit = c >= '0' && c <= '9' && !is_time;

		if (is_digit && was_digit)
			continue;
		if ((c == ' ' || c == '\t') && i > 0 && piece.text[i - 1] == ' ')
			continue;
		hash = (hash ^ (is_digit ? '0' : c)) * 0x100000001b3u;
		was_digit = is_digit;
	}
	return hash;
}

/* Whether a line can be a page's title. */
static bool may_be_title(const struct running_text *text, size_t line)
{
	char copy[LINE_MAX_COMPARED];

	return text->kinds[line] != LINE_BLANK && text->kinds[line] != LINE_HEADING &&
	       copy_line(text, line, copy) && strlen(copy) >= TITLE_MIN &&
	       strchr(copy, ' ') != NULL;
}

/* Whether a line can be a row's: it holds a date and a country, or is a short cell alone. */
static bool is_cell(const char *line, const struct validity *validity,
		    const struct profile *profile)
{
	struct country_found found;
	size_t words = 1;

	if (validity->date_count > 0 && country_find_in(line, strlen(line), COUNTRY_FIRST, &found))
		return true;
	for (const char *at = line; *at != '\0'; at++)
		words += *at == ' ';
	return words <= CELL_WORDS &&
	       (casting_is_type(line, profile) || country_code(line) != NULL);
}

/* Whether it has two blanks between words: it can be the rest of several cells. */
static bool has_gap(const char *line)
{
	return strstr(line, "  ") != NULL;
}

static bool add_edge(struct edges *edges, const struct running_text *text, size_t line,
		     const struct profile *profile)
{
	struct running_piece piece = running_text_trim(running_text_line(text, line));
	struct validity validity = validity_read(piece.text, piece.length, profile);
	bool is_time = validity.rest_length == 0;
	char copy[LINE_MAX_COMPARED];

	if (!copy_line(text, line, copy))
		return true;
	if (edges->count == edges->capacity) {
		size_t capacity = edges->capacity == 0 ? 64 : edges->capacity * 2;
		struct edge *items = realloc(edges->items, capacity * sizeof(*items));

		if (items == NULL)
			return false;
		edges->items = items;
		edges->capacity = capacity;
	}
	edges->items[edges->count++] =
		(struct edge){.hash = hash_line(piece, is_time),
			      .line = (uint32_t)line,
			      .is_weak = is_time || (has_gap(copy) &&
						     !running_text_has_digit(copy, strlen(copy))),
			      .is_cell = is_cell(copy, &validity, profile)};
	return true;
}

/* Adds the lines around the place where a page starts. */
static bool add_page(struct edges *edges, const struct running_text *text, size_t line,
		     const struct profile *profile)
{
	if (edges->pages == 0 || line - edges->last_page > 4 * EDGE)
		edges->pages++;
	edges->last_page = line;
	for (size_t i = line, seen = 0; i > 0 && seen < EDGE && line - i < 4 * EDGE; i--) {
		seen += text->kinds[i - 1] != LINE_BLANK;
		if (may_be_title(text, i - 1) && !add_edge(edges, text, i - 1, profile))
			return false;
	}
	for (size_t i = line, seen = 0; i < text->line_count && seen < EDGE && i - line < 4 * EDGE;
	     i++) {
		seen += text->kinds[i] != LINE_BLANK;
		if (may_be_title(text, i) && !add_edge(edges, text, i, profile))
			return false;
	}
	return true;
}

static int compare_edges(const void *a, const void *b)
{
	const struct edge *first = a, *second = b;

	if (first->hash != second->hash)
		return first->hash < second->hash ? -1 : 1;
	return first->line < second->line ? -1 : first->line > second->line;
}

/* Whether a line that stands so often at the ends of pages is no row's. */
static bool is_title(const struct edge *edge, size_t lines, size_t pages, size_t heading)
{
	if (lines < 2 || lines * 2 < pages)
		return false;
	if (edge->line < heading)
		return true;
	return !edge->is_cell && (!edge->is_weak || lines > 2);
}

/* Marks lines that stand at two page ends or more, and at half of them. */
static void mark_titles(struct running_text *text, size_t heading, struct edges *edges)
{
	if (edges->count > 0)
		qsort(edges->items, edges->count, sizeof(*edges->items), compare_edges);
	for (size_t i = 0, end; i < edges->count; i = end) {
		size_t lines = 0;

		for (end = i; end < edges->count && edges->items[end].hash == edges->items[i].hash;
		     end++)
			lines += end == i || edges->items[end].line != edges->items[end - 1].line;
		if (!is_title(&edges->items[i], lines, edges->pages, heading))
			continue;
		for (size_t k = i; k < end; k++)
			text->kinds[edges->items[k].line] = LINE_FURNITURE;
	}
}

int running_pages_mark(struct running_text *text, const struct running_heading *heading,
		       const struct profile *profile)
{
	CLEANUP(edges_done) struct edges edges = {0};
	size_t from = heading->is_found ? heading->line : 0;

	if (heading->is_found)
		mark_headings(text, heading);
	for (size_t i = 0; i <= text->line_count; i++) {
		bool is_end = i == 0 || i == text->line_count;
		bool is_page = is_end || (text->marks[i] & RUNNING_PAGE) != 0;

		if (i > 0 && (text->marks[i - 1] & RUNNING_FOOT) != 0)
			is_page = true;
		if (is_page && !add_page(&edges, text, i, profile))
			return -ENOMEM;
	}
	mark_titles(text, from, &edges);
	for (size_t i = 0; i < text->line_count; i++) {
		if (text->kinds[i] == LINE_CONTINUATION &&
		    (i < from || running_side_is_total(running_text_line(text, i))))
			text->kinds[i] = LINE_FURNITURE;
	}
	return 0;
}
