/* Goal: a frame comes out as it went in, however the bytes arrive, and nonsense is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/support/alloc.h"
#include "wire/frame.h"

static void add(struct text *out, enum frame_type type, const char *payload)
{
	assert_int_equal(frame_append(out, type, payload, strlen(payload)), 0);
}

static void expect(struct frame_reader *reader, enum frame_type type, const char *payload)
{
	struct frame frame;

	assert_int_equal(frame_reader_next(reader, &frame), 1);
	assert_int_equal(frame.type, type);
	assert_int_equal(frame.length, strlen(payload));
	assert_string_equal(frame.payload, payload);
}

static void expect_more(struct frame_reader *reader)
{
	struct frame frame = {.payload = "untouched"};

	assert_int_equal(frame_reader_next(reader, &frame), 0);
	assert_string_equal(frame.payload, "untouched");
}

static void frames_cut_at_any_byte_come_out_whole(void **state)
{
	CLEANUP(text_done) struct text bytes = {0};

	(void)state;
	add(&bytes, FRAME_SETTINGS, "{\"a\":1}");
	add(&bytes, FRAME_READY, "");
	add(&bytes, FRAME_VERDICT, "x");
	for (size_t cut = 0; cut <= bytes.length; cut++) {
		CLEANUP(frame_reader_done) struct frame_reader reader = {0};

		assert_int_equal(frame_reader_put(&reader, bytes.data, cut), 0);
		if (cut < FRAME_HEADER_SIZE + 7)
			expect_more(&reader);
		assert_int_equal(frame_reader_put(&reader, bytes.data + cut, bytes.length - cut),
				 0);
		expect(&reader, FRAME_SETTINGS, "{\"a\":1}");
		expect(&reader, FRAME_READY, "");
		expect(&reader, FRAME_VERDICT, "x");
		expect_more(&reader);
	}
}

static void frames_that_arrive_byte_by_byte_come_out_one_by_one(void **state)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	CLEANUP(text_done) struct text bytes = {0};
	size_t seen = 0;

	(void)state;
	for (int i = 0; i < 50; i++)
		add(&bytes, FRAME_JOB, "{\"job\":\"of some length\"}");
	for (size_t i = 0; i < bytes.length; i++) {
		struct frame frame;
		int r;

		assert_int_equal(frame_reader_put(&reader, bytes.data + i, 1), 0);
		r = frame_reader_next(&reader, &frame);
		if (r == 0)
			continue;
		assert_int_equal(r, 1);
		assert_string_equal(frame.payload, "{\"job\":\"of some length\"}");
		seen++;
	}
	assert_int_equal(seen, 50);
}

static void expect_refused(const char *bytes, size_t length)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	struct frame frame = {.payload = "untouched"};

	assert_int_equal(frame_reader_put(&reader, bytes, length), 0);
	assert_int_equal(frame_reader_next(&reader, &frame), -EPROTO);
	assert_string_equal(frame.payload, "untouched");
}

static void an_unknown_type_is_refused(void **state)
{
	(void)state;
	for (int type = 0; type < 256; type++) {
		char header[FRAME_HEADER_SIZE] = {0, 0, 0, 0, (char)type};

		if (memchr("SJREV", type, 5) == NULL)
			expect_refused(header, sizeof(header));
	}
}

static void a_length_over_the_limit_is_refused_before_its_payload_arrives(void **state)
{
	static const char over[] = {0x00, 0x50, 0x00, 0x01, 'J'};
	static const char huge[] = {(char)0xff, (char)0xff, (char)0xff, (char)0xff, 'J'};
	static const char at_limit[] = {0x00, 0x50, 0x00, 0x00, 'J'};
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};

	(void)state;
	expect_refused(over, sizeof(over));
	expect_refused(huge, sizeof(huge));
	assert_int_equal(frame_reader_put(&reader, at_limit, sizeof(at_limit)), 0);
	expect_more(&reader);
}

static void a_nul_in_the_payload_is_refused(void **state)
{
	(void)state;
	expect_refused("\0\0\0\3J{\0}", 8);
}

static void words_of_another_protocol_are_refused(void **state)
{
	(void)state;
	expect_refused("GET / HTTP/1.1\r\n\r\n", 18);
	expect_refused("EHLO example.org\r\n", 18);
}

static void the_largest_frame_passes_and_a_larger_one_is_not_written(void **state)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	CLEANUP(text_done) struct text payload = {0}, bytes = {0};
	struct frame frame;

	(void)state;
	for (size_t i = 0; i < FRAME_PAYLOAD_MAX / 1024; i++)
		text_addf(&payload, "%01024zu", i);
	assert_int_equal(payload.length, FRAME_PAYLOAD_MAX);
	assert_int_equal(frame_append(&bytes, FRAME_JOB, payload.data, payload.length), 0);
	assert_int_equal(frame_reader_put(&reader, bytes.data, bytes.length), 0);
	assert_int_equal(frame_reader_next(&reader, &frame), 1);
	assert_memory_equal(frame.payload, payload.data, payload.length + 1);

	text_clear(&bytes);
	assert_int_equal(frame_append(&bytes, FRAME_JOB, payload.data, FRAME_PAYLOAD_MAX + 1),
			 -EMSGSIZE);
	assert_int_equal(bytes.length, 0);
}

static int pass_a_frame(void *context)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	CLEANUP(text_done) struct text bytes = {0};
	struct frame frame;
	int r;

	(void)context;
	r = frame_append(&bytes, FRAME_JOB, "{}", 2);
	if (r == 0)
		r = frame_reader_put(&reader, bytes.data, bytes.length);
	if (r == 0)
		assert_int_equal(frame_reader_next(&reader, &frame), 1);
	return r;
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(pass_a_frame, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_cut_at_any_byte_come_out_whole),
		cmocka_unit_test(frames_that_arrive_byte_by_byte_come_out_one_by_one),
		cmocka_unit_test(an_unknown_type_is_refused),
		cmocka_unit_test(a_length_over_the_limit_is_refused_before_its_payload_arrives),
		cmocka_unit_test(a_nul_in_the_payload_is_refused),
		cmocka_unit_test(words_of_another_protocol_are_refused),
		cmocka_unit_test(the_largest_frame_passes_and_a_larger_one_is_not_written),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
