#include "courier/render_wrap.h"

#include <string.h>

#include "message/tidy.h"

/* Blocks whose characters are two columns wide (Unicode Standard Annex 11, W and F). */
static const struct {
	unsigned int first, last;
} wide[] = {{0x1100, 0x115f},	{0x2e80, 0x303e},   {0x3041, 0x33ff},	{0x3400, 0x4dbf},
	    {0x4e00, 0x9fff},	{0xa000, 0xa4cf},   {0xa960, 0xa97f},	{0xac00, 0xd7a3},
	    {0xf900, 0xfaff},	{0xfe30, 0xfe6f},   {0xff00, 0xff60},	{0xffe0, 0xffe6},
	    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

static size_t width_of(unsigned int code)
{
	if (tidy_joins(code) || (code >= 0x200b && code <= 0x200f))
		return 0;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		if (code >= wide[i].first && code <= wide[i].last)
			return 2;
	}
	return 1;
}

size_t render_wrap_width(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t at = 0; at < length;) {
		unsigned int code = 0;
		size_t step = text_utf8(text + at, length - at, &code);

		width += width_of(code);
		at += step == 0 ? 1 : step;
	}
	return width;
}

void render_wrap_blanks(struct text *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add_char(out, ' ');
}

/* The bytes of text that fit into width columns, at least one character. */
static size_t fit(const char *text, size_t length, size_t width)
{
	size_t used = 0, at = 0;

	while (at < length) {
		unsigned int code = 0;
		size_t step = text_utf8(text + at, length - at, &code);

		used += width_of(code);
		if (used > width && at > 0)
			break;
		at += step == 0 ? 1 : step;
	}
	return at;
}

void render_wrap(struct text *out, size_t indent, const char *text)
{
	size_t room = RENDER_COLUMNS - indent;
	size_t used = 0; /* columns of the line so far */

	while (*text != '\0') {
		size_t length = strcspn(text, " ");
		size_t width = render_wrap_width(text, length);

		if (used > 0 && used + 1 + width > room) {
			text_add_char(out, '\n');
			render_wrap_blanks(out, indent);
			used = 0;
		} else if (used > 0) {
			text_add_char(out, ' ');
			used++;
		}
		if (width > room) {
			length = fit(text, length, room);
			width = room;
		}
		text_add_n(out, text, length);
		used += width;
		text += length;
		text += strspn(text, " ");
	}
	text_add_char(out, '\n');
}
