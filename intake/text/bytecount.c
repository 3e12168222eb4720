#include "intake/text/bytecount.h"

#include <stdbool.h>
#include <string.h>

#include "intake/text/source.h"
#include "intake/text/utf8.h"

#define CHUNK	      (64 * 1024)
#define CHARACTER_MAX 4 /* bytes of UTF-8 */

/* Not white space, and not the end mark of old systems. */
static bool is_control(unsigned char c)
{
	return c < ' ' && c != '\0' && (c < '\t' || c > '\r') && c != 0x1a;
}

static void count_first(struct bytecount *count, const char *bytes, size_t length)
{
	count->top = length;
	memcpy(count->head, bytes, length < BYTECOUNT_HEAD ? length : BYTECOUNT_HEAD);
	for (size_t i = 0; i < length; i++)
		count->controls += is_control((unsigned char)bytes[i]);
}

/* Counts bytes that stand at offset; how many of them, for a character at the end may be cut. */
static size_t count_bytes(struct bytecount *count, uint64_t offset, const char *bytes,
			  size_t length, bool is_last)
{
	size_t at = 0;

	for (;;) {
		at += utf8_span(bytes + at, length - at, &count->sequences);
		if (at == length || (!is_last && length - at < CHARACTER_MAX))
			return at;
		if (bytes[at] == '\0')
			count->nuls[(offset + at) & 1]++;
		else
			count->strays++;
		at++;
	}
}

int bytecount_of(struct source *source, struct bytecount *ret_count)
{
	struct bytecount count = {0};
	char buffer[CHUNK];
	size_t rest = 0;
	int64_t n;

	do {
		size_t length, done;

		n = source_read(source, (int64_t)(count.bytes + rest), buffer + rest,
				sizeof(buffer) - rest);
		if (n < 0)
			return (int)n;
		length = rest + (size_t)n;
		if (count.bytes == 0)
			count_first(&count, buffer, length);
		done = count_bytes(&count, count.bytes, buffer, length, n == 0);
		rest = length - done;
		memmove(buffer, buffer + done, rest);
		count.bytes += done;
	} while (n > 0);
	*ret_count = count;
	return 0;
}
