/*
 * Frames between the daemon and a courier, over any stream socket.
 *
 *	0       4      5
 *	+-------+------+-------------- …
 *	| length| type | payload (JSON, UTF-8)
 *	+-------+------+-------------- …
 *
 * length is that of the payload, big endian, at most FRAME_PAYLOAD_MAX; type is one letter.
 * The reader is a context that bytes are put into, so that a socket, a test and a fuzzer share it.
 */
#ifndef RENEWD_WIRE_FRAME_H
#define RENEWD_WIRE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

#define FRAME_PAYLOAD_MAX (5 * 1024 * 1024)
#define FRAME_HEADER_SIZE 5

enum frame_type {
	FRAME_SETTINGS = 'S', /* daemon: the channel; first and once */
	FRAME_JOB = 'J',      /* daemon: one delivery to send */
	FRAME_READY = 'R',    /* courier: settings accepted, secrets found */
	FRAME_REFUSED = 'E',  /* courier: settings refused; it ends */
	FRAME_VERDICT = 'V'   /* courier: what became of a job */
};

struct frame {
	enum frame_type type;
	const char *payload; /* NUL-terminated behind its length; the reader's */
	size_t length;
};

/* Zero is a reader that has seen nothing. */
struct frame_reader {
	struct text buffer;
	size_t used; /* bytes at the front that were given out already */
};

/* Puts bytes in. 0, or -ENOMEM. */
int frame_reader_put(struct frame_reader *reader, const void *bytes, size_t length);

/*
 * 1 and a frame, valid until the next call; 0 when more bytes are needed; -EPROTO when the peer
 * does not speak this protocol (unknown type, length over FRAME_PAYLOAD_MAX, NUL in the payload):
 * the connection is lost then.
 */
int frame_reader_next(struct frame_reader *reader, struct frame *ret_frame);

void frame_reader_done(struct frame_reader *reader);

/* Appends a frame to out (see text_failed()). -EMSGSIZE over FRAME_PAYLOAD_MAX, else 0 or -ENOMEM. */
int frame_append(struct text *out, enum frame_type type, const char *payload, size_t length);

#endif
