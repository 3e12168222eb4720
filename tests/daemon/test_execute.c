/* What a run writes down, and what becomes of it. */
#include "tests/daemon/scene.h"

/*
 * Somebody was told over that channel, which is none of the configuration, that an agreement ends;
 * it is renewed today.
 */
static void renew_what_was_told_over(struct scene *scene, const char *channel)
{
	struct store *store = scene->fixture->store;
	struct decision decision = sample_decision();
	struct agreement agreement = bare_agreement();
	struct term terms[2] = {*agreement.terms, *agreement.terms};
	struct attempt_end sent = ending(STATE_SENT, "sent", 2);
	int64_t notice, number;

	terms[0].last_day = about("2026-12-31");
	terms[1].seq = 1;
	terms[1].kind = TERM_RENEWED;
	terms[1].last_day = about("2031-12-31");
	agreement.kind = KIND_FIXED;
	agreement.terms = terms;
	done(store, store_add_agreement(store, &agreement, 0, &author, &agreement.id));
	decision.term_seq = 0;
	decision.deadline = on("2026-12-31");
	done(store, store_settle(store, add_run(store), agreement.id, &decision, &notice));
	number = add_delivery_to(scene->fixture, channel, 0, &notice, 1);
	start_attempt(scene->fixture, number, "2026-11-20", 1);
	end_attempt(scene->fixture, number, &sent);
	agreement.term_count = 2;
	done(store, store_update_agreement(store, &agreement, 0, on("2026-11-23"), &author));
}

/* Turns of the loop until nothing is left to be done at once. */
static void turn(struct scene *scene)
{
	dispatch_soon(&scene->daemon);
	for (int i = 0; i < 3; i++)
		assert_true(sd_event_run(scene->daemon.event, 0) >= 0);
}

static void word_of_a_renewal_over_a_channel_that_is_gone_goes_to_the_keeper(void **state)
{
	struct scene *scene = *state;
	struct store *store = scene->fixture->store;

	turn(scene);
	renew_what_was_told_over(scene, "fax");
	assert_int_equal(execute_run(&scene->daemon, RUN_SCHEDULED, 0), 0);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM delivery WHERE channel = 'fax' "
					"AND state = 'queued'"),
			 1);
	turn(scene);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM delivery WHERE channel = 'fax' "
					"AND state = 'dead'"),
			 1);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM delivery WHERE kind = 'trouble'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE_TEST(word_of_a_renewal_over_a_channel_that_is_gone_goes_to_the_keeper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
