#include "daemon/line.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int line_open(struct line *line, sd_event *event, int fd, sd_event_io_handler_t handler,
	      void *context)
{
	*line = (struct line){.fd = fd};
	return sd_event_add_io(event, &line->io, fd, EPOLLIN, handler, context);
}

void line_close(struct line *line)
{
	sd_event_source_disable_unref(line->io);
	if (line->fd >= 0)
		close(line->fd);
	frame_reader_done(&line->reader);
	text_done(&line->outgoing);
	*line = LINE_CLOSED;
}

static bool is_hang_up(int error)
{
	return error == EPIPE || error == ECONNRESET;
}

/* 0 when all is written or the socket takes no more. */
static int write_on(struct line *line)
{
	struct text *outgoing = &line->outgoing;

	while (outgoing->length > 0) {
		ssize_t n = send(line->fd, outgoing->data, outgoing->length,
				 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && is_hang_up(errno))
			text_clear(outgoing);
		else if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		else {
			memmove(outgoing->data, outgoing->data + n, outgoing->length - (size_t)n);
			outgoing->length -= (size_t)n;
		}
	}
	return 0;
}

int line_flush(struct line *line)
{
	int r = write_on(line);

	if (r < 0)
		return r;
	return sd_event_source_set_io_events(
		line->io, line->outgoing.length > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

int line_send(struct line *line, enum frame_type type, const char *json)
{
	int r = frame_append(&line->outgoing, type, json, strlen(json));

	return r < 0 ? r : line_flush(line);
}

int line_receive(struct line *line, int (*on_frame)(void *context, const struct frame *frame),
		 void *context)
{
	char bytes[16384];
	ssize_t n = recv(line->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	struct frame frame;
	int r;

	if (n == 0 || (n < 0 && is_hang_up(errno)))
		return -EPIPE;
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	r = frame_reader_put(&line->reader, bytes, (size_t)n);
	while (r == 0 && (r = frame_reader_next(&line->reader, &frame)) == 1)
		r = on_frame(context, &frame);
	return r < 0 ? r : 1;
}
