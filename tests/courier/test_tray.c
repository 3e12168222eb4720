/* Goal: every job gets exactly one verdict, and none is handed over after it was given up. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "courier/tray.h"
#include "wire/frame.h"

static struct order *new_order(const char *id)
{
	struct order *order = calloc(1, sizeof(*order));

	assert_non_null(order);
	order->job = (struct job){.id = arena_copy(&order->arena, id), .timeout_ms = 60000};
	return order;
}

static void lay_in(struct tray *tray, const char *id)
{
	assert_true(tray_lay_in(tray, new_order(id)));
}

static struct finding finding_of(enum verdict_class class)
{
	struct finding finding;

	finding_set(&finding, class, 0, "text");
	return finding;
}

/* Collects what was laid out, and expects these: "ID class", ended by NULL. */
static void expect(struct tray *tray, const char *const *expected)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text out = {0};
	struct frame frame;

	assert_int_equal(tray_collect(tray, &out), 0);
	if (out.length > 0)
		assert_int_equal(frame_reader_put(&reader, out.data, out.length), 0);
	for (; *expected != NULL; expected++) {
		CLEANUP(text_done) struct text seen = {0};
		struct verdict verdict;

		assert_int_equal(frame_reader_next(&reader, &frame), 1);
		assert_int_equal(verdict_decode(frame.payload, frame.length, &arena, &verdict), 0);
		text_addf(&seen, "%s %s", verdict.id, verdict_class_name(verdict.class));
		assert_string_equal(seen.data, *expected);
	}
	assert_int_equal(frame_reader_next(&reader, &frame), 0);
}

#define EXPECT(tray, ...)    expect(tray, (const char *const[]){__VA_ARGS__, NULL})
#define EXPECT_NOTHING(tray) expect(tray, (const char *const[]){NULL})

static int set_up(void **state)
{
	struct tray *tray = malloc(sizeof(*tray));

	if (tray == NULL || tray_init(tray) < 0)
		return -1;
	*state = tray;
	return 0;
}

static int tear_down(void **state)
{
	tray_done(*state);
	free(*state);
	return 0;
}

static void jobs_are_taken_in_their_order(void **state)
{
	struct finding sent = finding_of(VERDICT_SENT);
	struct tray *tray = *state;

	lay_in(tray, "a");
	lay_in(tray, "b");
	assert_int_equal(tray_state(tray), TRAY_BUSY);
	for (const char *id = "ab"; *id != '\0'; id++) {
		struct order *order = tray_take(tray);

		assert_int_equal(order->job.id[0], *id);
		assert_true(tray_hand_over(tray));
		assert_int_equal(tray_state(tray), TRAY_HANDED_OVER);
		tray_finish(tray, &sent);
	}
	assert_int_equal(tray_state(tray), TRAY_EMPTY);
	EXPECT(tray, "a sent", "b sent");
	EXPECT_NOTHING(tray);
}

static void the_time_of_a_job_begins_with_its_turn(void **state)
{
	struct finding sent = finding_of(VERDICT_SENT);
	struct tray *tray = *state;

	lay_in(tray, "a");
	assert_int_equal(tray_deadline(tray), INT64_MAX);
	(void)tray_take(tray);
	assert_true(tray_deadline(tray) < INT64_MAX);
	tray_finish(tray, &sent);
	assert_int_equal(tray_deadline(tray), INT64_MAX);
}

static void what_was_given_up_before_is_not_handed_over(void **state)
{
	struct finding before = finding_of(VERDICT_TRANSIENT),
		       after = finding_of(VERDICT_AMBIGUOUS);
	struct finding sent = finding_of(VERDICT_SENT);
	struct tray *tray = *state;

	lay_in(tray, "a");
	(void)tray_take(tray);
	assert_true(tray_give_up(tray, INT64_MAX, &before, &after));
	assert_false(tray_hand_over(tray));
	assert_false(tray_give_up(tray, INT64_MAX, &before, &after));
	tray_finish(tray, &sent);
	EXPECT(tray, "a transient");
}

static void what_was_handed_over_is_unknown_when_it_is_given_up(void **state)
{
	struct finding before = finding_of(VERDICT_ABORTED), after = finding_of(VERDICT_AMBIGUOUS);
	struct finding sent = finding_of(VERDICT_SENT);
	struct tray *tray = *state;

	lay_in(tray, "a");
	(void)tray_take(tray);
	assert_true(tray_hand_over(tray));
	assert_false(tray_give_up(tray, INT64_MAX, &before, NULL));
	EXPECT_NOTHING(tray);
	assert_true(tray_give_up(tray, INT64_MAX, &before, &after));
	tray_finish(tray, &sent);
	EXPECT(tray, "a ambiguous");
}

static void only_a_job_that_is_overdue_is_given_up(void **state)
{
	struct finding before = finding_of(VERDICT_TRANSIENT);
	struct tray *tray = *state;

	assert_false(tray_give_up(tray, INT64_MAX, &before, &before));
	lay_in(tray, "a");
	(void)tray_take(tray);
	assert_false(tray_give_up(tray, tray_deadline(tray) - 1, &before, &before));
	assert_true(tray_give_up(tray, tray_deadline(tray), &before, &before));
	tray_finish(tray, &before);
	EXPECT(tray, "a transient");
}

static void a_closed_tray_sends_all_jobs_back(void **state)
{
	struct finding sent = finding_of(VERDICT_SENT);
	struct tray *tray = *state;

	lay_in(tray, "a");
	lay_in(tray, "b");
	lay_in(tray, "c");
	(void)tray_take(tray);
	tray_close(tray, "the end");
	EXPECT(tray, "b aborted", "c aborted");
	lay_in(tray, "d");
	tray_close(tray, "the end");
	tray_finish(tray, &sent);
	assert_null(tray_take(tray));
	EXPECT(tray, "d aborted", "a sent");
}

static void no_more_jobs_than_agreed_are_taken(void **state)
{
	struct tray *tray = *state;
	struct order *surplus = new_order("surplus");

	for (int i = 0; i < WIRE_JOBS_MAX; i++)
		lay_in(tray, "a");
	assert_false(tray_lay_in(tray, surplus));
	(void)tray_take(tray);
	assert_false(tray_lay_in(tray, surplus));
	order_free(surplus);
	tray_finish(tray, &(struct finding){.text = ""});
	lay_in(tray, "b");
}

static void the_current_job_has_a_name(void **state)
{
	char id[JOB_ID_MAX + 1];
	struct tray *tray = *state;

	tray_current_id(tray, id);
	assert_string_equal(id, "");
	lay_in(tray, "a.7");
	(void)tray_take(tray);
	tray_current_id(tray, id);
	assert_string_equal(id, "a.7");
	tray_finish(tray, &(struct finding){.text = ""});
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(jobs_are_taken_in_their_order),
		TEST(the_time_of_a_job_begins_with_its_turn),
		TEST(what_was_given_up_before_is_not_handed_over),
		TEST(what_was_handed_over_is_unknown_when_it_is_given_up),
		TEST(only_a_job_that_is_overdue_is_given_up),
		TEST(a_closed_tray_sends_all_jobs_back),
		TEST(no_more_jobs_than_agreed_are_taken),
		TEST(the_current_job_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
