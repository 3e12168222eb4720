#include "message/tidy.h"

#include <string.h>

#include "core/cleanup.h"

#define ELLIPSIS    "…"
#define REPLACEMENT "\ufffd"
#define JOINER	    0x200d

struct range {
	unsigned int first;
	unsigned int last;
};

/* Become a blank: C0, DEL and C1, the separators of lines and paragraphs. */
static const struct range breaking[] = {{0x00, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x2029}};

/* Become nothing: embeddings, overrides and isolates, the byte order mark, interlinear notes. */
static const struct range directing[] = {
	{0x202a, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}};

/* Blocks of combining marks, the modifiers of emoji, tags. */
static const struct range joining[] = {
	{0x0300, 0x036f},   {0x0483, 0x0489},	{0x0591, 0x05bd},  {0x0610, 0x061a},
	{0x064b, 0x065f},   {0x093c, 0x093c},	{0x093e, 0x094d},  {0x0e31, 0x0e31},
	{0x0e34, 0x0e3a},   {0x0e47, 0x0e4e},	{0x1ab0, 0x1aff},  {0x1dc0, 0x1dff},
	{0x200d, 0x200d},   {0x20d0, 0x20ff},	{0xfe00, 0xfe0f},  {0xfe20, 0xfe2f},
	{0x1f3fb, 0x1f3ff}, {0xe0020, 0xe007f}, {0xe0100, 0xe01ef}};

#define IN(ranges, code) is_in(ranges, sizeof(ranges) / sizeof(ranges[0]), code)

static bool is_in(const struct range *ranges, size_t count, unsigned int code)
{
	for (size_t i = 0; i < count; i++) {
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	}
	return false;
}

bool tidy_joins(unsigned int code)
{
	return IN(joining, code);
}

bool tidy_is(const char *text)
{
	size_t length = strlen(text);

	for (size_t at = 0; at < length;) {
		unsigned int code;
		size_t step = text_utf8(text + at, length - at, &code);

		if (step == 0 || IN(breaking, code) || IN(directing, code))
			return false;
		at += step;
	}
	return true;
}

/* Where the character before the one at place starts; place is not 0. */
static size_t step_back(const char *text, size_t place)
{
	place--;
	while (place > 0 && ((unsigned char)text[place] & 0xc0) == 0x80)
		place--;
	return place;
}

size_t tidy_cut(const char *text, size_t length, size_t limit)
{
	size_t most = text_cut(text, length, limit);

	if (length <= limit)
		return length;
	for (size_t end = most; end > 0;) {
		size_t before = step_back(text, end);
		unsigned int code = 0, code_before = 0;

		text_utf8(text + end, length - end, &code);
		text_utf8(text + before, length - before, &code_before);
		if (!tidy_joins(code) && code_before != JOINER)
			return end;
		end = before;
	}
	/* A pile of marks longer than the limit is one character to nobody. */
	return most;
}

/* How many bytes at the front of text are ASCII that is kept as it is, blanks apart. */
static size_t plain_run(const char *text, size_t most)
{
	size_t length = 0;

	while (length < most && text[length] > ' ' && text[length] < 0x7f)
		length++;
	return length;
}

/* Appends the tidy form of text, or so much of it that it is over limit. */
static void add_tidied(struct text *out, const char *text, size_t limit)
{
	size_t length = strlen(text);
	bool blank = false;

	for (size_t at = 0; at < length && out->length <= limit;) {
		size_t run =
			plain_run(text + at, length - at < limit + 1 ? length - at : limit + 1);
		unsigned int code = 0;
		size_t step = run > 0 ? run : text_utf8(text + at, length - at, &code);
		const char *piece = step == 0 ? REPLACEMENT : text + at;

		at += step == 0 ? 1 : step;
		if (run == 0 && step > 0 && (code == ' ' || IN(breaking, code))) {
			blank = true;
			continue;
		}
		if (run == 0 && step > 0 && IN(directing, code))
			continue;
		if (blank && out->length > 0)
			text_add_char(out, ' ');
		blank = false;
		text_add_n(out, piece, step == 0 ? strlen(REPLACEMENT) : step);
	}
}

/* Appends the first keep bytes and the ellipsis, without a blank before it. */
static void add_cut(struct text *out, const char *text, size_t keep)
{
	while (keep > 0 && text[keep - 1] == ' ')
		keep--;
	text_add_n(out, text, keep);
	text_add(out, ELLIPSIS);
}

void tidy_add(struct text *out, const char *text, size_t limit)
{
	CLEANUP(text_done) struct text tidy = {0};

	if (text == NULL)
		return;
	add_tidied(&tidy, text, limit);
	if (text_failed(&tidy))
		out->failed = true;
	else if (tidy.length <= limit)
		text_add_n(out, text_string(&tidy), tidy.length);
	else
		add_cut(out, tidy.data, tidy_cut(tidy.data, tidy.length, limit - strlen(ELLIPSIS)));
}

void tidy_add_short(struct text *out, const char *text, size_t limit)
{
	size_t length = strlen(text);
	size_t last = 0; /* where the character starts that is the last one to fit */
	size_t count = 0;

	for (size_t at = 0; at < length; count++) {
		size_t step = text_utf8(text + at, length - at, NULL);

		if (count + 1 == limit)
			last = at;
		at += step > 0 ? step : 1;
	}
	if (count <= limit)
		text_add(out, text);
	else
		add_cut(out, text, tidy_cut(text, length, last));
}
