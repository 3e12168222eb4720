#include "wire/frame.h"

#include <errno.h>
#include <string.h>

static bool is_known(unsigned char type)
{
	static const char known[] = {FRAME_SETTINGS, FRAME_JOB, FRAME_READY, FRAME_REFUSED,
				     FRAME_VERDICT};

	return memchr(known, type, sizeof(known)) != NULL;
}

static uint32_t read_length(const unsigned char *header)
{
	return (uint32_t)header[0] << 24 | (uint32_t)header[1] << 16 | (uint32_t)header[2] << 8 |
	       header[3];
}

int frame_reader_put(struct frame_reader *reader, const void *bytes, size_t length)
{
	struct text *buffer = &reader->buffer;

	if (reader->used > 0) {
		memmove(buffer->data, buffer->data + reader->used, buffer->length - reader->used);
		buffer->length -= reader->used;
		reader->used = 0;
	}
	text_add_n(buffer, bytes, length);
	return text_failed(buffer) ? -ENOMEM : 0;
}

int frame_reader_next(struct frame_reader *reader, struct frame *ret_frame)
{
	size_t left = reader->buffer.length - reader->used;
	unsigned char *header;
	char *payload;
	size_t length;
	unsigned char type;

	if (left < FRAME_HEADER_SIZE)
		return 0;
	header = (unsigned char *)reader->buffer.data + reader->used;
	length = read_length(header);
	type = header[4];
	if (length > FRAME_PAYLOAD_MAX || !is_known(type))
		return -EPROTO;
	if (left - FRAME_HEADER_SIZE < length)
		return 0;
	payload = reader->buffer.data + reader->used + FRAME_HEADER_SIZE;
	if (memchr(payload, '\0', length) != NULL)
		return -EPROTO;

	/* One byte to the left, over the header: that makes room for the NUL behind it. */
	memmove(payload - 1, payload, length);
	payload--;
	payload[length] = '\0';
	reader->used += FRAME_HEADER_SIZE + length;
	*ret_frame = (struct frame){(enum frame_type)type, payload, length};
	return 1;
}

void frame_reader_done(struct frame_reader *reader)
{
	text_done(&reader->buffer);
	reader->used = 0;
}

int frame_append(struct text *out, enum frame_type type, const char *payload, size_t length)
{
	char header[FRAME_HEADER_SIZE];

	if (length > FRAME_PAYLOAD_MAX)
		return -EMSGSIZE;
	header[0] = (char)(length >> 24 & 0xff);
	header[1] = (char)(length >> 16 & 0xff);
	header[2] = (char)(length >> 8 & 0xff);
	header[3] = (char)(length & 0xff);
	header[4] = (char)type;
	text_add_n(out, header, sizeof(header));
	text_add_n(out, payload, length);
	return text_failed(out) ? -ENOMEM : 0;
}
