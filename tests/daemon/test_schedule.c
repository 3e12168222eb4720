/* When runs are made, on a played clock. */
#include "tests/daemon/scene.h"

#include <string.h>

static int64_t runs(const struct scene *scene)
{
	return raw_int(scene->fixture->store, "SELECT count(*) FROM run");
}

/* When the timer of the next run fires, as the office's clock shows it. */
static void assert_next(const struct scene *scene, const char *expected)
{
	const struct daemon *daemon = &scene->daemon;
	char text[CLOCK_TEXT_SIZE];
	uint64_t usec;

	assert_int_equal(sd_event_source_get_time(daemon->run_timer, &usec), 0);
	clock_format((int64_t)(usec / 1000) + daemon->clock.offset_ms, text);
	text[strlen(expected)] = '\0';
	assert_string_equal(text, expected);
}

static void set_holidays(const struct scene *scene, const char *first, const char *second)
{
	const struct day days[] = {on(first), on(second)};

	done(scene->fixture->store,
	     store_set_holidays(scene->fixture->store, days, /* names= */ NULL, 2));
}

static void nothing_was_missed_before_the_first_start(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(schedule_start(&scene->daemon), 0);
	assert_int_equal(runs(scene), 0);
	assert_next(scene, "2026-11-24T08:30:00");
}

static void a_run_that_was_missed_is_made_at_once_and_once(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(schedule_start(&scene->daemon), 0);
	scene_play(scene, "2026-11-24T12:00:00");
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
	assert_string_equal(
		raw_text(scene->fixture->store, "SELECT kind FROM run", &scene->fixture->arena),
		"catch-up");
	assert_next(scene, "2026-11-25T08:30:00");
}

static void a_run_uses_the_holidays_of_now_for_the_next_one(void **state)
{
	struct scene *scene = *state;

	set_holidays(scene, "2026-11-26", "2026-11-27");
	assert_int_equal(daemon_load_holidays(&scene->daemon), 0);
	assert_int_equal(schedule_start(&scene->daemon), 0);
	set_holidays(scene, "2026-11-25", "2026-11-26");
	scene_play(scene, "2026-11-24T08:30:01");
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
	assert_next(scene, "2026-11-27T08:30:00");
}

static void a_store_that_is_written_to_is_tried_again_soon(void **state)
{
	struct scene *scene = *state;
	struct store *other = another(scene->fixture, STORE_WRITE);

	assert_int_equal(schedule_start(&scene->daemon), 0);
	done(other, store_begin(other));
	scene_play(scene, "2026-11-24T08:30:00");
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(runs(scene), 0);
	assert_next(scene, "2026-11-24T08:30:0");
	store_close(other);
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
}

static void a_clock_set_back_plans_nothing_and_says_so(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(schedule_start(&scene->daemon), 0);
	scene_play(scene, "2026-11-25T08:30:00");
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
	scene_play(scene, "2026-11-24T08:30:00");
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
	assert_true(scene->daemon.is_behind);
	scene_play(scene, "2026-11-26T08:30:00");
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	assert_int_equal(runs(scene), 2);
	assert_false(scene->daemon.is_behind);
}

static void a_clock_that_was_far_ahead_at_the_first_start_puts_nothing_off(void **state)
{
	struct scene *scene = *state;

	scene_play(scene, "2036-01-01T08:00:00");
	assert_int_equal(schedule_start(&scene->daemon), 0);
	scene_play(scene, "2026-11-23T08:00:00");
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	scene_play(scene, "2026-11-23T08:30:00");
	assert_int_equal(schedule_rearm(&scene->daemon), 0);
	assert_int_equal(runs(scene), 1);
}

static void a_clock_set_back_ends_the_waits_of_channels(void **state)
{
	struct scene *scene = *state;
	struct courier *courier = courier_get(&scene->daemon, "mail");

	assert_non_null(courier);
	assert_int_equal(schedule_start(&scene->daemon), 0);
	courier->held_until_ms = INT64_MAX;
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	assert_int_equal(courier->held_until_ms, INT64_MAX);
	scene_play(scene, "2026-11-20T09:00:00");
	assert_int_equal(schedule_clock_was_set(&scene->daemon), 0);
	assert_int_equal(courier->held_until_ms, 0);
	assert_true(courier->must_hurry);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE_TEST(nothing_was_missed_before_the_first_start),
		SCENE_TEST(a_run_that_was_missed_is_made_at_once_and_once),
		SCENE_TEST(a_run_uses_the_holidays_of_now_for_the_next_one),
		SCENE_TEST(a_store_that_is_written_to_is_tried_again_soon),
		SCENE_TEST(a_clock_set_back_plans_nothing_and_says_so),
		SCENE_TEST(a_clock_that_was_far_ahead_at_the_first_start_puts_nothing_off),
		SCENE_TEST(a_clock_set_back_ends_the_waits_of_channels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
