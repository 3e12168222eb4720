#include "intake/pages/paragraphs.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"

#define WIDTH_MIN     55 /* characters of a text that is wrapped at a width */
#define WIDTH_MAX     110
#define WRAPPED_SHARE 4 /* one line of so many at least nearly fills the width */

static const char no_break_space[] = "\xc2\xa0";

/* One line without what stands around its text. */
struct line {
	const char *text;
	size_t length;
	size_t mark;	    /* bytes taken off before it: of a list's mark */
	unsigned int level; /* of a heading: its '#' */
};

struct cutter {
	struct arena *arena;
	struct paragraphs *paragraphs;
	size_t capacity;  /* of blocks; 0: they are counted only */
	size_t width;	  /* that the text is wrapped at; 0: it is not */
	struct text text; /* of the block that is open */
	struct block block;
	bool is_open;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many bytes the line takes with its end; *ret_length: without. */
static size_t line_size(const char *text, size_t length, size_t *ret_length)
{
	size_t n = 0;

	while (n < length && text[n] != '\n' && text[n] != '\r')
		n++;
	*ret_length = n;
	if (n == length)
		return n;
	return text[n] == '\r' && n + 1 < length && text[n + 1] == '\n' ? n + 2 : n + 1;
}

/* Marks of lists; each is followed by a blank. */
static const char *const bullets[] = {
	"-", "*", "+", "o", "•", "·", "–", "—", "●", "○",
	"▪", "■", "□", "►", "‣", "⁃", "→", "✓", "",  ">",
};

/* The length of a mark at the start of a line, with the blanks behind it; 0: it has none. */
static size_t mark_length(const char *text, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]) && n == 0; i++) {
		size_t size = strlen(bullets[i]);

		if (size < length && memcmp(text, bullets[i], size) == 0 && is_space(text[size]))
			n = size;
	}
	if (n == 0) {
		while (n < length && n < 4 && is_digit(text[n]))
			n++;
		if (n == 0 || n + 1 >= length || (text[n] != '.' && text[n] != ')') ||
		    !is_space(text[n + 1]))
			return 0;
		n++;
	}
	while (n < length && is_space(text[n]))
		n++;
	return n;
}

/* Takes white space off, that of other alphabets too. */
static struct line trim(const char *text, size_t length)
{
	struct line line = {.text = text, .length = length};
	bool again = true;

	while (again) {
		again = false;
		if (line.length > 0 && is_space(line.text[0])) {
			line.text++;
			line.length--;
			again = true;
		} else if (line.length > 1 && memcmp(line.text, no_break_space, 2) == 0) {
			line.text += 2;
			line.length -= 2;
			again = true;
		}
		if (line.length > 0 && is_space(line.text[line.length - 1])) {
			line.length--;
			again = true;
		} else if (line.length > 1 &&
			   memcmp(line.text + line.length - 2, no_break_space, 2) == 0) {
			line.length -= 2;
			again = true;
		}
	}
	return line;
}

/* A line drawn of dashes and the like says nothing. */
static bool has_words(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (is_digit(text[i]) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    c >= 0x80)
			return true;
	}
	return false;
}

static struct line line_of(const char *text, size_t length)
{
	struct line line = trim(text, length);
	size_t n = 0;

	while (n < line.length && n < 6 && line.text[n] == '#')
		n++;
	if (n > 0 && n < line.length && is_space(line.text[n]))
		line.level = (unsigned int)n;
	else
		n = mark_length(line.text, line.length);
	line.mark = line.level > 0 ? 0 : n;
	line.text += n;
	line.length -= n;
	if (line.level > 0)
		line = (struct line){.text = trim(line.text, line.length).text,
				     .length = trim(line.text, line.length).length,
				     .level = line.level};
	if (!has_words(line.text, line.length))
		line.length = 0;
	return line;
}

static size_t count_characters(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

/* The width at which a text is wrapped; 0: it is not. */
static size_t find_width(const char *text, size_t length)
{
	size_t widest = 0, lines = 0, full = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t at = 0, n; at < length;) {
			size_t size = line_size(text + at, length - at, &n);
			size_t width = count_characters(text + at, trim(text + at, n).length);

			at += size;
			if (pass == 0 && width > widest)
				widest = width;
			lines += pass == 1 && width > 0;
			full += pass == 1 && width + 12 > widest;
		}
		if (widest < WIDTH_MIN || widest > WIDTH_MAX)
			return 0;
	}
	return full * WRAPPED_SHARE >= lines && full >= 3 ? widest : 0;
}

/* Words that lead on to what follows them. */
static const char *const leading_words[] = {
	"of", "and", "for", "the", "in", "at",	  "on", "with", "to",  "&",   "de",  "la",
	"le", "du",  "des", "et",  "di", "della", "e",	"y",	"und", "der", "für", "von",
	"и",  "в",   "по",  "на",  "ve", "və",	  "im", "zur",	"del", "do",  "da",
};

static bool leads_on(const struct text *text)
{
	const char *end = text_string(text) + text->length;
	const char *word = end;

	if (text->length == 0)
		return false;
	if (end[-1] == ',' || end[-1] == '(')
		return true;
	while (word > text_string(text) && word[-1] != ' ')
		word--;
	for (size_t i = 0; i < sizeof(leading_words) / sizeof(leading_words[0]); i++) {
		if (strcmp(word, leading_words[i]) == 0)
			return true;
	}
	return false;
}

/* A small letter at the start: Latin, Cyrillic. */
static bool starts_small(const struct line *line)
{
	unsigned int code = 0;

	if (text_utf8(line->text, line->length, &code) == 0)
		return false;
	return (code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff) ||
	       (code >= 0x430 && code <= 0x45f);
}

/* Whether a line goes on with the block that is open. */
static bool goes_on(const struct cutter *cutter, const struct line *line, size_t last_width)
{
	size_t word = 0;

	if (!cutter->is_open || line->mark > 0 || line->level > 0 || cutter->block.level > 0)
		return false;
	if (starts_small(line) || leads_on(&cutter->text))
		return true;
	while (word < line->length && !is_space(line->text[word]))
		word++;
	return cutter->width > 0 && last_width >= WIDTH_MIN * 2 / 3 &&
	       last_width + 1 + count_characters(line->text, word) > cutter->width;
}

static int close_block(struct cutter *cutter)
{
	struct paragraphs *paragraphs = cutter->paragraphs;

	if (!cutter->is_open)
		return 0;
	cutter->is_open = false;
	if (cutter->capacity == 0) {
		paragraphs->count++;
		return paragraphs->count > PARAGRAPHS_MAX ? -E2BIG : 0;
	}
	if (text_failed(&cutter->text))
		return -ENOMEM;
	cutter->block.length = cutter->text.length;
	cutter->block.text =
		arena_copy_n(cutter->arena, text_string(&cutter->text), cutter->text.length);
	if (cutter->block.text == NULL)
		return -ENOMEM;
	paragraphs->blocks[paragraphs->count++] = cutter->block;
	return 0;
}

/* Adds the words of a line with single blanks, without control characters. */
static void add_words(struct text *text, const struct line *line)
{
	bool is_blank = text->length > 0;

	for (size_t i = 0; i < line->length; i++) {
		unsigned char c = (unsigned char)line->text[i];
		bool is_no_break =
			i + 1 < line->length && memcmp(line->text + i, no_break_space, 2) == 0;

		if (c <= ' ' || c == 0x7f || is_no_break) {
			is_blank = text->length > 0;
			i += is_no_break;
			continue;
		}
		if (is_blank)
			text_add_char(text, ' ');
		is_blank = false;
		text_add_char(text, (char)c);
	}
}

static int add_line(struct cutter *cutter, const struct line *line, unsigned int number,
		    unsigned int empty_lines, size_t last_width)
{
	int result;

	if (empty_lines > 0 || !goes_on(cutter, line, last_width)) {
		result = close_block(cutter);
		if (result < 0)
			return result;
		text_clear(&cutter->text);
		cutter->is_open = true;
		cutter->block = (struct block){
			.line = number,
			.style = line->level > 0  ? BLOCK_HEADING
				 : line->mark > 0 ? BLOCK_ITEM
						  : BLOCK_PLAIN,
			.level = line->level,
			.gap = empty_lines,
		};
	}
	cutter->block.last_line = number;
	add_words(&cutter->text, line);
	return 0;
}

static int cut(struct cutter *cutter, const char *text, size_t length)
{
	unsigned int number = 0, empty_lines = 0;
	size_t last_width = 0;

	for (size_t at = 0, n; at < length;) {
		size_t size = line_size(text + at, length - at, &n);
		struct line line = line_of(text + at, n);
		int result;

		number++;
		if (line.length == 0) {
			empty_lines++;
		} else {
			result = add_line(cutter, &line, number, empty_lines, last_width);
			if (result < 0)
				return result;
			empty_lines = 0;
		}
		last_width = count_characters(text + at, n);
		at += size;
	}
	cutter->paragraphs->line_count = number;
	return close_block(cutter);
}

int paragraphs_read(const char *text, size_t length, struct arena *arena,
		    struct paragraphs *ret_paragraphs)
{
	struct paragraphs paragraphs = {0};
	struct cutter cutter = {
		.arena = arena,
		.paragraphs = &paragraphs,
		.width = find_width(text, length),
	};
	int result = cut(&cutter, text, length);

	if (result == 0) {
		cutter.capacity = paragraphs.count + 1;
		paragraphs.blocks = arena_take_array(arena, cutter.capacity, sizeof(struct block));
		paragraphs.count = 0;
		result = paragraphs.blocks == NULL ? -ENOMEM : cut(&cutter, text, length);
	}
	text_done(&cutter.text);
	if (result == 0)
		*ret_paragraphs = paragraphs;
	return result;
}
