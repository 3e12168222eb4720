#include "courier/peer.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "courier/now.h"

#define PIECE_SIZE ((size_t)64 * 1024)

bool peer_is_stream_socket(int fd)
{
	int type = 0;
	socklen_t length = sizeof(type);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_STREAM;
}

int peer_read(struct peer *peer)
{
	char piece[PIECE_SIZE];
	ssize_t n = recv(peer->fd, piece, sizeof(piece), MSG_DONTWAIT);
	int r;

	if (n == 0)
		return -EPIPE;
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	r = frame_reader_put(&peer->reader, piece, (size_t)n);
	return r < 0 ? r : 1;
}

int peer_write(struct peer *peer)
{
	while (peer_has_output(peer)) {
		ssize_t n = send(peer->fd, peer->out.data + peer->written,
				 peer->out.length - peer->written, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		peer->written += (size_t)n;
	}
	text_clear(&peer->out);
	peer->written = 0;
	return 0;
}

bool peer_has_output(const struct peer *peer)
{
	return peer->written < peer->out.length;
}

int peer_flush(struct peer *peer, int64_t timeout_ms)
{
	int64_t end_ms = now_ms() + timeout_ms;
	int r = peer_write(peer);

	while (r == 0 && peer_has_output(peer)) {
		struct pollfd poller = {.fd = peer->fd, .events = POLLOUT};
		int64_t left_ms = end_ms - now_ms();

		if (left_ms <= 0)
			return -ETIMEDOUT;
		if (poll(&poller, 1, (int)left_ms) < 0 && errno != EINTR)
			return -errno;
		r = peer_write(peer);
	}
	return r;
}

void peer_done(struct peer *peer)
{
	frame_reader_done(&peer->reader);
	text_done(&peer->out);
}
