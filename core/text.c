#include "core/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for length more bytes and a NUL. */
static bool reserve(struct text *text, size_t length)
{
	size_t needed, capacity;
	char *data;

	if (text->failed || length > SIZE_MAX / 2 - text->length) {
		text->failed = true;
		return false;
	}
	needed = text->length + length + 1;
	if (needed <= text->capacity)
		return true;
	capacity = text->capacity < 64 ? 64 : text->capacity;
	while (capacity < needed)
		capacity *= 2;
	data = realloc(text->data, capacity);
	if (data == NULL) {
		text->failed = true;
		return false;
	}
	text->data = data;
	text->capacity = capacity;
	return true;
}

void text_add_n(struct text *text, const char *piece, size_t length)
{
	if (!reserve(text, length))
		return;
	if (length > 0)
		memcpy(text->data + text->length, piece, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_add(struct text *text, const char *piece)
{
	text_add_n(text, piece, strlen(piece));
}

void text_add_char(struct text *text, char c)
{
	text_add_n(text, &c, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list arguments, again;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0) {
		text->failed = true;
	} else if (reserve(text, (size_t)length)) {
		vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
		text->length += (size_t)length;
	}
	va_end(again);
	va_end(arguments);
}

bool text_failed(const struct text *text)
{
	return text->failed;
}

const char *text_string(const struct text *text)
{
	return text->data == NULL ? "" : text->data;
}

char *text_take(struct text *text)
{
	char *data;

	text_add_n(text, "", 0);
	if (text->failed) {
		text_done(text);
		return NULL;
	}
	data = text->data;
	*text = (struct text){0};
	return data;
}

void text_clear(struct text *text)
{
	text->length = 0;
	text->failed = false;
	if (text->data != NULL)
		text->data[0] = '\0';
}

void text_done(struct text *text)
{
	free(text->data);
	*text = (struct text){0};
}

static int ascii_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

int text_compare_case(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower((unsigned char)*a) == ascii_lower((unsigned char)*b)) {
		a++;
		b++;
	}
	return ascii_lower((unsigned char)*a) - ascii_lower((unsigned char)*b);
}

/* RFC 3629, section 4: the ranges of the second byte keep out overlong forms and surrogates. */
static const struct utf8_form {
	unsigned char first_low, first_high;
	unsigned char second_low, second_high;
	size_t length;
	unsigned char first_mask;
} utf8_forms[] = {
	{0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f}, {0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f},
	{0xe1, 0xec, 0x80, 0xbf, 3, 0x0f}, {0xed, 0xed, 0x80, 0x9f, 3, 0x0f},
	{0xee, 0xef, 0x80, 0xbf, 3, 0x0f}, {0xf0, 0xf0, 0x90, 0xbf, 4, 0x07},
	{0xf1, 0xf3, 0x80, 0xbf, 4, 0x07}, {0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
};

static const struct utf8_form *form_of(const unsigned char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof(utf8_forms) / sizeof(utf8_forms[0]); i++) {
		const struct utf8_form *form = &utf8_forms[i];

		if (bytes[0] < form->first_low || bytes[0] > form->first_high)
			continue;
		if (length < form->length || bytes[1] < form->second_low ||
		    bytes[1] > form->second_high)
			return NULL;
		for (size_t k = 2; k < form->length; k++) {
			if (bytes[k] < 0x80 || bytes[k] > 0xbf)
				return NULL;
		}
		return form;
	}
	return NULL;
}

size_t text_utf8(const char *text, size_t length, unsigned int *ret_code)
{
	const unsigned char *bytes = (const unsigned char *)text;
	const struct utf8_form *form;
	unsigned int code;

	if (length == 0)
		return 0;
	if (bytes[0] < 0x80) {
		if (ret_code != NULL)
			*ret_code = bytes[0];
		return 1;
	}
	form = form_of(bytes, length);
	if (form == NULL)
		return 0;
	code = bytes[0] & form->first_mask;
	for (size_t k = 1; k < form->length; k++)
		code = code << 6 | (bytes[k] & 0x3fu);
	if (ret_code != NULL)
		*ret_code = code;
	return form->length;
}

bool text_is_utf8(const char *text, size_t length)
{
	while (length > 0) {
		size_t n = text_utf8(text, length, NULL);

		if (n == 0)
			return false;
		text += n;
		length -= n;
	}
	return true;
}

size_t text_cut(const char *text, size_t length, size_t limit)
{
	if (length <= limit)
		return length;
	while (limit > 0 && ((unsigned char)text[limit] & 0xc0) == 0x80)
		limit--;
	return limit;
}

bool text_has_control(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			return true;
	}
	return false;
}
