#include "intake/text/utf8.h"

#include <string.h>

#include "core/text.h"

#define ONES  UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* How many bytes are ASCII other than NUL, eight at a time. */
static size_t ascii_span(const char *bytes, size_t length)
{
	size_t n = 0;

	for (; length - n >= 8; n += 8) {
		uint64_t word;

		memcpy(&word, bytes + n, 8);
		/* The high bit of a byte stays clear only when the byte is 1 to 127. */
		if ((((word - ONES) | word) & HIGHS) != 0)
			break;
	}
	while (n < length && bytes[n] > 0)
		n++;
	return n;
}

/* The length of the character at bytes, not ASCII; 0 when there is none. */
static size_t sequence(const char *bytes, size_t length)
{
	unsigned char first = (unsigned char)bytes[0];

	/* Two bytes are most of what is not ASCII in registers. */
	if (first >= 0xc2 && first <= 0xdf)
		return length > 1 && ((unsigned char)bytes[1] & 0xc0) == 0x80 ? 2 : 0;
	return first < 0x80 ? 0 : text_utf8(bytes, length, NULL);
}

size_t utf8_span(const char *bytes, size_t length, uint64_t *sequences)
{
	size_t n = 0;

	for (;;) {
		size_t step;

		n += ascii_span(bytes + n, length - n);
		while (n < length && (step = sequence(bytes + n, length - n)) > 0) {
			n += step;
			(*sequences)++;
		}
		if (n == length || bytes[n] <= 0)
			return n;
	}
}
