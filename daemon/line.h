/*
 * The line to a courier: frames over a socket that never blocks.
 */
#ifndef RENEWD_DAEMON_LINE_H
#define RENEWD_DAEMON_LINE_H

#include <stddef.h>
#include <stdint.h>

#include <systemd/sd-event.h>

#include "core/text.h"
#include "wire/frame.h"

/* LINE_CLOSED is one that was never opened. */
struct line {
	int fd;
	sd_event_source *io;
	struct frame_reader reader;
	struct text outgoing;
};
#define LINE_CLOSED ((struct line){.fd = -1})

/* Takes fd, in any case. handler is called with context as sd_event_add_io() says. */
int line_open(struct line *line, sd_event *event, int fd, sd_event_io_handler_t handler,
	      void *context);
void line_close(struct line *line);

/*
 * Sends a frame, now or when the socket takes it. That the other side is gone is no error here:
 * line_receive() finds out, after all that it said before. 0; -EMSGSIZE, and nothing was sent; or
 * another error, after which the line is of no use.
 */
int line_send(struct line *line, enum frame_type type, const char *json);

/* Writes on, when the socket is ready for it. */
int line_flush(struct line *line);

/*
 * Takes a piece of what is there and calls on_frame for each frame in it, until one gives an
 * error. A piece only: one that never stops talking must not keep us from the rest. 1; 0 when there
 * was nothing; -EPIPE when the other side hung up; or an error of on_frame.
 */
int line_receive(struct line *line, int (*on_frame)(void *context, const struct frame *frame),
		 void *context);

#endif
