/*
 * The peer: the daemon at the other end of the socket. Nothing here waits, but peer_flush().
 */
#ifndef RENEWD_COURIER_PEER_H
#define RENEWD_COURIER_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"
#include "wire/frame.h"

struct peer {
	int fd;
	struct frame_reader reader;
	struct text out; /* frames to be written */
	size_t written;	 /* bytes of it that are */
};

/* Whether fd is a stream socket. */
bool peer_is_stream_socket(int fd);

/*
 * Reads what has arrived. 1 when there was something, 0 when there is nothing now, -EPIPE when the
 * peer has closed, another negative errno.
 */
int peer_read(struct peer *peer);

/* Writes as much as the socket takes. 0 or a negative errno. */
int peer_write(struct peer *peer);

bool peer_has_output(const struct peer *peer);

/* Writes all, for at most timeout_ms. 0, -ETIMEDOUT or another negative errno. */
int peer_flush(struct peer *peer, int64_t timeout_ms);

void peer_done(struct peer *peer);

#endif
