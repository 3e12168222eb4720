/* The line to a courier, over a socket whose other end the test holds. */
#include "daemon/line.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct ends {
	sd_event *event;
	struct line line;
	int other;
	int frames;
};

static int on_io(sd_event_source *source, int fd, uint32_t events, void *context)
{
	(void)source;
	(void)fd;
	(void)events;
	(void)context;
	return 0;
}

static int set_up(void **state)
{
	struct ends *ends = calloc(1, sizeof(*ends));
	int sockets[2];

	assert_non_null(ends);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
	ends->other = sockets[1];
	assert_int_equal(sd_event_new(&ends->event), 0);
	assert_true(line_open(&ends->line, ends->event, sockets[0], on_io, ends) >= 0);
	*state = ends;
	return 0;
}

static int tear_down(void **state)
{
	struct ends *ends = *state;

	line_close(&ends->line);
	line_close(&ends->line); /* a closed one may be closed */
	if (ends->other >= 0)
		close(ends->other);
	sd_event_unref(ends->event);
	free(ends);
	return 0;
}

static void hang_up(struct ends *ends)
{
	close(ends->other);
	ends->other = -1;
}

static void say(struct ends *ends, const char *bytes, size_t length)
{
	assert_int_equal(write(ends->other, bytes, length), (ssize_t)length);
}

static int count(void *context, const struct frame *frame)
{
	struct ends *ends = context;

	ends->frames++;
	return frame->type == FRAME_READY ? 0 : -EPROTO;
}

static uint32_t waits_for(const struct ends *ends)
{
	uint32_t events;

	assert_int_equal(sd_event_source_get_io_events(ends->line.io, &events), 0);
	return events;
}

static void frames_are_taken_when_they_are_whole(void **state)
{
	struct ends *ends = *state;

	assert_int_equal(line_receive(&ends->line, count, ends), 0);
	say(ends, "\0\0\0\0R\0\0", 7);
	assert_int_equal(line_receive(&ends->line, count, ends), 1);
	assert_int_equal(ends->frames, 1);
	say(ends, "\0\0R", 3);
	assert_int_equal(line_receive(&ends->line, count, ends), 1);
	assert_int_equal(ends->frames, 2);
}

static void what_was_said_before_the_end_is_heard(void **state)
{
	struct ends *ends = *state;

	/* The other side leaves unread what we sent: the end is a reset then. */
	assert_int_equal(line_send(&ends->line, FRAME_JOB, "{}"), 0);
	say(ends, "\0\0\0\0R", 5);
	hang_up(ends);
	assert_int_equal(line_send(&ends->line, FRAME_JOB, "{}"), 0);
	assert_int_equal(line_receive(&ends->line, count, ends), 1);
	assert_int_equal(ends->frames, 1);
	assert_int_equal(line_receive(&ends->line, count, ends), -EPIPE);
}

static void an_error_of_a_frame_stops_the_rest(void **state)
{
	struct ends *ends = *state;

	say(ends, "\0\0\0\0V\0\0\0\0R", 10);
	assert_int_equal(line_receive(&ends->line, count, ends), -EPROTO);
	assert_int_equal(ends->frames, 1);
}

static void what_is_no_frame_is_refused(void **state)
{
	struct ends *ends = *state;

	say(ends, "HTTP/1.1", 8);
	assert_int_equal(line_receive(&ends->line, count, ends), -EPROTO);
	assert_int_equal(ends->frames, 0);
}

static void what_the_socket_does_not_take_is_sent_later(void **state)
{
	struct ends *ends = *state;
	size_t length = 4 * 1024 * 1024, taken = 0;
	char *text = malloc(length + 1), *bytes = malloc(length);
	ssize_t n;

	assert_non_null(text);
	assert_non_null(bytes);
	memset(text, 'x', length);
	text[length] = '\0';
	assert_int_equal(line_send(&ends->line, FRAME_JOB, text), 0);
	assert_int_equal(waits_for(ends), EPOLLIN | EPOLLOUT);
	while (waits_for(ends) != EPOLLIN) {
		n = read(ends->other, bytes, length);
		assert_true(n > 0);
		taken += (size_t)n;
		assert_int_equal(line_flush(&ends->line), 0);
	}
	assert_int_equal(fcntl(ends->other, F_SETFL, O_NONBLOCK), 0);
	while ((n = read(ends->other, bytes, length)) > 0)
		taken += (size_t)n;
	assert_int_equal(taken, length + FRAME_HEADER_SIZE);
	free(text);
	free(bytes);
}

static void a_frame_that_is_too_long_is_not_sent_at_all(void **state)
{
	struct ends *ends = *state;
	char *text = malloc(FRAME_PAYLOAD_MAX + 2);

	assert_non_null(text);
	memset(text, 'x', FRAME_PAYLOAD_MAX + 1);
	text[FRAME_PAYLOAD_MAX + 1] = '\0';
	assert_int_equal(line_send(&ends->line, FRAME_JOB, text), -EMSGSIZE);
	assert_int_equal(ends->line.outgoing.length, 0);
	free(text);
}

#define LINE_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LINE_TEST(frames_are_taken_when_they_are_whole),
		LINE_TEST(what_was_said_before_the_end_is_heard),
		LINE_TEST(an_error_of_a_frame_stops_the_rest),
		LINE_TEST(what_is_no_frame_is_refused),
		LINE_TEST(what_the_socket_does_not_take_is_sent_later),
		LINE_TEST(a_frame_that_is_too_long_is_not_sent_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
