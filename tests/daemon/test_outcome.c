/* What a verdict does to a delivery, and what the keeper hears of it. */
#include "daemon/outcome.h"

#include <stdio.h>
#include <string.h>

#include "tests/daemon/scene.h"

#define MINUTE (60 * INT64_C(1000))
#define HOUR   (60 * MINUTE)

static struct delivery verdict_on(struct scene *scene, int64_t number,
				  struct pending_verdict verdict, int64_t *ret_held)
{
	struct fixture *fixture = scene->fixture;
	struct delivery delivery = get_delivery(fixture, number);

	if (delivery.state != STATE_SENDING)
		start_attempt(fixture, number, "2026-11-23", 5);
	verdict.number = number;
	verdict.at_ms = NOW + 10;
	snprintf(verdict.text, sizeof(verdict.text), "%s", "as the server says");
	done(fixture->store, store_begin(fixture->store));
	done(fixture->store, outcome_write(&scene->daemon, delivery.channel, &verdict, ret_held));
	done(fixture->store, store_commit(fixture->store));
	return get_delivery(fixture, number);
}

static struct delivery class_on(struct scene *scene, int64_t number, enum verdict_class class)
{
	struct pending_verdict verdict = {.class = class, .retry_after_ms = -1};
	int64_t held = 0;

	return verdict_on(scene, number, verdict, &held);
}

/* How many messages tell the keeper of trouble. */
static int64_t troubles(const struct scene *scene)
{
	return raw_int(
		scene->fixture->store,
		"SELECT count(*) FROM delivery WHERE kind = 'trouble' AND channel = 'local'");
}

static void each_class_leads_to_its_state(void **state)
{
	static const struct {
		enum verdict_class class;
		enum delivery_state state;
		int64_t after_ms, before_ms; /* the next attempt, from the verdict on */
		unsigned int attempts, ambiguous;
	} cases[] = {
		{VERDICT_SENT, STATE_SENT, 0, 0, 1, 0},
		{VERDICT_TRANSIENT, STATE_RETRYING, 15 * MINUTE, 30 * MINUTE, 1, 0},
		{VERDICT_PERMANENT, STATE_DEAD, 0, 0, 1, 0},
		{VERDICT_CONFIGURATION, STATE_RETRYING, HOUR, 2 * HOUR, 1, 0},
		{VERDICT_SECURITY, STATE_RETRYING, HOUR, 2 * HOUR, 1, 0},
		{VERDICT_AMBIGUOUS, STATE_RETRYING, 15 * MINUTE, 30 * MINUTE, 1, 1},
		{VERDICT_ABORTED, STATE_QUEUED, 0, 1, 0, 0},
	};
	struct scene *scene = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct delivery delivery =
			class_on(scene, add_delivery(scene->fixture), cases[i].class);
		int64_t wait = delivery.next_ms - (NOW + 10);

		assert_int_equal(delivery.state, cases[i].state);
		assert_int_equal(delivery.attempts, cases[i].attempts);
		assert_int_equal(delivery.ambiguous, cases[i].ambiguous);
		if (cases[i].before_ms > 0)
			assert_in_range(wait, cases[i].after_ms, cases[i].before_ms);
		else
			assert_int_equal(delivery.next_ms, 0);
	}
}

static void what_a_server_asks_for_wins_when_it_is_longer(void **state)
{
	struct scene *scene = *state;
	struct pending_verdict verdict = {.class = VERDICT_TRANSIENT, .retry_after_ms = 3 * HOUR};
	int64_t held = 0;
	struct delivery delivery = verdict_on(scene, add_delivery(scene->fixture), verdict, &held);

	assert_int_equal(delivery.next_ms, NOW + 10 + 3 * HOUR);
	assert_int_equal(held, 0);
}

static void a_verdict_about_the_channel_holds_it_until_the_next_attempt(void **state)
{
	struct scene *scene = *state;
	struct pending_verdict verdict = {.class = VERDICT_CONFIGURATION, .retry_after_ms = -1};
	int64_t held = 0;
	struct delivery delivery = verdict_on(scene, add_delivery(scene->fixture), verdict, &held);

	assert_int_equal(held, delivery.next_ms);
}

static void trouble_of_a_channel_is_told_once_until_it_works_again(void **state)
{
	struct scene *scene = *state;

	class_on(scene, add_delivery(scene->fixture), VERDICT_CONFIGURATION);
	class_on(scene, add_delivery(scene->fixture), VERDICT_CONFIGURATION);
	assert_int_equal(troubles(scene), 1);
	class_on(scene, add_delivery(scene->fixture), VERDICT_SENT);
	class_on(scene, add_delivery(scene->fixture), VERDICT_SECURITY);
	assert_int_equal(troubles(scene), 2);
}

static void what_is_dead_is_told_also_when_its_document_is_damaged(void **state)
{
	struct scene *scene = *state;
	const char *document;

	/* The samples' document is none. */
	class_on(scene, add_delivery(scene->fixture), VERDICT_PERMANENT);
	assert_int_equal(troubles(scene), 1);
	document = raw_text(scene->fixture->store,
			    "SELECT document FROM delivery WHERE kind = 'trouble'",
			    &scene->fixture->arena);
	assert_non_null(strstr(document, "as the server says"));
}

static void a_notice_that_arrived_elsewhere_is_not_told_again(void **state)
{
	struct scene *scene = *state;
	int64_t notices[4], mail, slack;

	settle_four(scene->fixture, notices);
	mail = add_delivery_to(scene->fixture, "mail", 0, notices, 2);
	slack = add_delivery_to(scene->fixture, "slack", 0, notices, 2);
	class_on(scene, mail, VERDICT_SENT);
	class_on(scene, slack, VERDICT_PERMANENT);
	assert_int_equal(troubles(scene), 0);
}

static void a_notice_that_reached_nobody_is_told_whatever_its_neighbours_did(void **state)
{
	struct scene *scene = *state;
	int64_t notices[4], mail, slack;

	settle_four(scene->fixture, notices);
	mail = add_delivery_to(scene->fixture, "mail", 0, notices, 2);
	slack = add_delivery_to(scene->fixture, "slack", 0, notices, 3);
	class_on(scene, mail, VERDICT_SENT);
	class_on(scene, slack, VERDICT_PERMANENT);
	assert_int_equal(troubles(scene), 1);
}

static void nothing_is_retried_over_a_channel_that_is_gone(void **state)
{
	static const enum verdict_class classes[] = {VERDICT_TRANSIENT, VERDICT_AMBIGUOUS,
						     VERDICT_CONFIGURATION, VERDICT_ABORTED};
	struct scene *scene = *state;

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		int64_t number = add_delivery_to(scene->fixture, "pager", 0, NULL, 0);

		assert_int_equal(class_on(scene, number, classes[i]).state, STATE_DEAD);
	}
	assert_int_equal(
		class_on(scene, add_delivery_to(scene->fixture, "pager", 0, NULL, 0), VERDICT_SENT)
			.state,
		STATE_SENT);
}

static void a_second_verdict_changes_nothing(void **state)
{
	struct scene *scene = *state;
	int64_t number = add_delivery(scene->fixture), held = 0;
	struct pending_verdict verdict = {.number = number, .class = VERDICT_PERMANENT};

	class_on(scene, number, VERDICT_SENT);
	done(scene->fixture->store, store_begin(scene->fixture->store));
	done(scene->fixture->store, outcome_write(&scene->daemon, "mail", &verdict, &held));
	done(scene->fixture->store, store_commit(scene->fixture->store));
	assert_int_equal(get_delivery(scene->fixture, number).state, STATE_SENT);
	assert_int_equal(troubles(scene), 0);
}

static void an_orphan_is_dead_and_told(void **state)
{
	struct scene *scene = *state;
	int64_t number = add_delivery_to(scene->fixture, "pager", 0, NULL, 0);

	done(scene->fixture->store, store_begin(scene->fixture->store));
	done(scene->fixture->store, outcome_orphan(&scene->daemon, number));
	done(scene->fixture->store, store_commit(scene->fixture->store));
	assert_int_equal(get_delivery(scene->fixture, number).state, STATE_DEAD);
	assert_int_equal(troubles(scene), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE_TEST(each_class_leads_to_its_state),
		SCENE_TEST(what_a_server_asks_for_wins_when_it_is_longer),
		SCENE_TEST(a_verdict_about_the_channel_holds_it_until_the_next_attempt),
		SCENE_TEST(trouble_of_a_channel_is_told_once_until_it_works_again),
		SCENE_TEST(what_is_dead_is_told_also_when_its_document_is_damaged),
		SCENE_TEST(a_notice_that_arrived_elsewhere_is_not_told_again),
		SCENE_TEST(a_notice_that_reached_nobody_is_told_whatever_its_neighbours_did),
		SCENE_TEST(nothing_is_retried_over_a_channel_that_is_gone),
		SCENE_TEST(a_second_verdict_changes_nothing),
		SCENE_TEST(an_orphan_is_dead_and_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
