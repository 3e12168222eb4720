/*
 * Bytes of the source are read into a buffer and decoded from there. UTF-8 is only looked through
 * and copied; everything else goes through iconv. Less than a character at the end of the buffer
 * moves to its start before the next bytes are read behind it.
 */
#include "intake/text/decoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "intake/text/encoding.h"
#include "intake/text/source.h"
#include "intake/text/utf8.h"

#define BUFFER_SIZE	   (64 * 1024)
#define CHARACTER_MAX	   4		  /* bytes, in any encoding that is read */
#define REPLACEMENT	   "\xef\xbf\xbd" /* U+FFFD */
#define REPLACEMENT_LENGTH 3

struct decoder {
	struct source *source;
	const struct encoding *encoding;
	iconv_t iconv;	 /* (iconv_t)-1 for UTF-8 */
	int64_t offset;	 /* in the source, of the byte behind the buffer */
	size_t from, to; /* what of the buffer is not decoded yet */
	bool ended;
	uint64_t strays;
	char buffer[BUFFER_SIZE];
};

static bool needs_iconv(const struct encoding *encoding)
{
	return encoding != encoding_find("UTF-8");
}

int decoder_new(struct source *source, const struct encoding *encoding, int64_t start,
		struct decoder **ret_decoder)
{
	struct decoder *decoder = malloc(sizeof(*decoder));

	if (decoder == NULL)
		return -ENOMEM;
	decoder->source = source;
	decoder->encoding = encoding;
	decoder->iconv = (iconv_t)-1;
	decoder->strays = 0;
	decoder_seek(decoder, start);
	if (needs_iconv(encoding)) {
		decoder->iconv = iconv_open("UTF-8", encoding->name);
		if (decoder->iconv == (iconv_t)-1) {
			int result = -errno;

			free(decoder);
			return result;
		}
	}
	*ret_decoder = decoder;
	return 0;
}

void decoder_free(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	if (decoder->iconv != (iconv_t)-1)
		iconv_close(decoder->iconv);
	free(decoder);
}

void decoder_seek(struct decoder *decoder, int64_t offset)
{
	decoder->offset = offset;
	decoder->from = decoder->to = 0;
	decoder->ended = false;
}

int64_t decoder_at(const struct decoder *decoder)
{
	return decoder->offset - (int64_t)(decoder->to - decoder->from);
}

uint64_t decoder_strays(const struct decoder *decoder)
{
	return decoder->strays;
}

/* Reads behind what is left in the buffer. 0 or negative errno. */
static int fill(struct decoder *decoder)
{
	size_t rest = decoder->to - decoder->from;
	int64_t n;

	memmove(decoder->buffer, decoder->buffer + decoder->from, rest);
	decoder->from = 0;
	decoder->to = rest;
	n = source_read(decoder->source, decoder->offset, decoder->buffer + rest,
			BUFFER_SIZE - rest);
	if (n < 0)
		return (int)n;
	decoder->ended = n == 0;
	decoder->to += (size_t)n;
	decoder->offset += n;
	return 0;
}

/* How many bytes stand before the next character NUL, or before the end of the buffer. */
static size_t before_nul(const struct decoder *decoder)
{
	const char *bytes = decoder->buffer + decoder->from;
	size_t length = decoder->to - decoder->from;
	size_t unit = decoder->encoding->unit;
	const char *nul = memchr(bytes, '\0', length);

	while (nul != NULL && unit == 2) {
		size_t at = (size_t)(nul - bytes) & ~(size_t)1;

		if (at + 1 >= length)
			return length;
		if (bytes[at] == '\0' && bytes[at + 1] == '\0')
			return at;
		nul = memchr(bytes + at + 2, '\0', length - at - 2);
	}
	return nul == NULL ? length : (size_t)(nul - bytes);
}

/* Decodes by iconv what it takes of the buffer, into the room; the length of what came out. */
static size_t convert(struct decoder *decoder, char *room, size_t size)
{
	char *in = decoder->buffer + decoder->from;
	char *out = room;
	size_t in_left = before_nul(decoder);
	size_t out_left = size;

	/* What stops it (no room, a stray byte, a cut character) shows in what is left. */
	(void)iconv(decoder->iconv, &in, &in_left, &out, &out_left);
	decoder->from = (size_t)(in - decoder->buffer);
	return (size_t)(out - room);
}

/* Copies what is UTF-8; the length of it. */
static size_t copy(struct decoder *decoder, char *room, size_t size)
{
	const char *in = decoder->buffer + decoder->from;
	size_t length = decoder->to - decoder->from;
	uint64_t sequences = 0;
	size_t n = utf8_span(in, length < size ? length : size, &sequences);

	memcpy(room, in, n);
	decoder->from += n;
	return n;
}

/* Replaces what cannot be decoded: one unit, or what is left of one at the end. */
static size_t replace(struct decoder *decoder, char *room)
{
	size_t left = decoder->to - decoder->from;

	decoder->from += left < decoder->encoding->unit ? left : decoder->encoding->unit;
	decoder->strays++;
	memcpy(room, REPLACEMENT, REPLACEMENT_LENGTH);
	return REPLACEMENT_LENGTH;
}

int64_t decoder_read(struct decoder *decoder, char *buffer, size_t size)
{
	uint64_t strays = decoder->strays;
	size_t length = 0;

	while (size - length >= CHARACTER_MAX && (strays > 0 || decoder->strays == 0)) {
		size_t n;

		if (!decoder->ended && decoder->to - decoder->from < CHARACTER_MAX) {
			int result = fill(decoder);

			if (result < 0)
				return result;
			continue;
		}
		if (decoder->from == decoder->to)
			break;
		n = decoder->iconv == (iconv_t)-1
			    ? copy(decoder, buffer + length, size - length)
			    : convert(decoder, buffer + length, size - length);
		/* Nothing came out, and neither room nor bytes were short: a stray byte. */
		if (n == 0)
			n = replace(decoder, buffer + length);
		length += n;
	}
	return (int64_t)length;
}
