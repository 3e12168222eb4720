#include "intake/sheets/rich_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define ESCAPE_LENGTH 7 /* _xHHHH_ */

/* The UTF-16 unit that an escape stands for; false: there is none. */
static bool escape_at(const char *text, size_t length, uint32_t *ret_unit)
{
	uint32_t unit = 0;

	if (length < ESCAPE_LENGTH || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return false;
	for (size_t i = 2; i < 6; i++) {
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *digit = memchr(digits, text[i], sizeof(digits) - 1);

		if (digit == NULL)
			return false;
		unit = unit << 4 | (uint32_t)((digit - digits) % 16);
	}
	*ret_unit = unit;
	return true;
}

/* Writes a code as UTF-8: how many bytes, never more than the escape had. */
static size_t put_code(char *out, uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

/* The code of one or two escapes at text; ret_length: how long they are. 0: there is none. */
static uint32_t code_at(const char *text, size_t length, size_t *ret_length)
{
	uint32_t unit, low;

	if (!escape_at(text, length, &unit))
		return 0;
	*ret_length = ESCAPE_LENGTH;
	if (unit >= 0xd800 && unit < 0xdc00 &&
	    escape_at(text + ESCAPE_LENGTH, length - ESCAPE_LENGTH, &low) && low >= 0xdc00 &&
	    low < 0xe000) {
		*ret_length = 2 * ESCAPE_LENGTH;
		return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	return unit == 0 || (unit >= 0xd800 && unit < 0xe000) ? 0xfffd : unit;
}

void rich_text_unescape(struct text *out, size_t offset)
{
	size_t kept = offset;

	if (text_failed(out) || out->data == NULL || strchr(out->data + offset, '_') == NULL)
		return;
	for (size_t i = offset; i < out->length;) {
		size_t length = 1;
		uint32_t code = code_at(out->data + i, out->length - i, &length);

		if (code == 0)
			out->data[kept++] = out->data[i];
		else if (code != '\r' || out->data[i + length] != '\n')
			kept += put_code(out->data + kept, code);
		i += length;
	}
	out->length = kept;
	out->data[kept] = '\0';
}

/* The child that begins, if it is a text. */
static int take_text(struct xml *xml, size_t start, struct text *out)
{
	int result;

	if (!xml_is(xml, NULL, "t"))
		return 0;
	result = xml_text(xml, out);
	return result != 0 ? result : xml_check_length(xml, out->length - start);
}

static int take_run(struct xml *xml, size_t start, struct text *out)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		result = take_text(xml, start, out);
		if (result != 0)
			return result;
	}
	return result;
}

int rich_text_read(struct xml *xml, struct text *out)
{
	unsigned int depth = xml_depth(xml);
	size_t start = out->length;
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		result = xml_is(xml, NULL, "r") ? take_run(xml, start, out)
						: take_text(xml, start, out);
		if (result != 0)
			return result;
	}
	if (result == 0)
		rich_text_unescape(out, start);
	return result;
}
