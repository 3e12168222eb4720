/* What a run writes down, and what becomes of it. */
#include "tests/daemon/scene.h"

/*
 * Somebody was told over that channel of a deadline of an agreement that ends on 2027-03-31, or
 * renews itself then; a new term is recorded today.
 */
static void renew_what_was_told(struct scene *scene, enum deadline_kind kind, const char *deadline,
				const char *channel)
{
	struct store *store = scene->fixture->store;
	struct decision decision = sample_decision();
	struct agreement agreement = bare_agreement();
	struct term terms[2] = {*agreement.terms, *agreement.terms};
	struct attempt_end sent = ending(STATE_SENT, "sent", 2);
	int64_t notice, number;

	terms[0].last_day = about("2027-03-31");
	terms[1].seq = 1;
	terms[1].kind = TERM_RENEWED;
	terms[1].last_day = about("2031-12-31");
	agreement.kind = KIND_TERM;
	agreement.terms = terms;
	if (kind == DEADLINE_NOTICE) {
		agreement.renewal = RENEWAL_TACIT;
		agreement.renews.every = (struct span){12, SPAN_MONTHS};
		agreement.notice.period = (struct span){3, SPAN_MONTHS};
	}
	done(store, store_add_agreement(store, &agreement, 0, &author, &agreement.id));
	decision.kind = kind;
	decision.term_seq = 0;
	decision.deadline = on(deadline);
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
	renew_what_was_told(scene, DEADLINE_END, "2027-03-31", "fax");
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

static void word_of_a_renewal_goes_to_who_was_told_of_a_notice_deadline(void **state)
{
	struct scene *scene = *state;
	struct store *store = scene->fixture->store;

	renew_what_was_told(scene, DEADLINE_NOTICE, "2026-12-31", "mail");
	assert_int_equal(execute_run(&scene->daemon, RUN_SCHEDULED, 0), 0);
	assert_int_equal(raw_int(store, "SELECT count(*) FROM delivery WHERE state = 'queued' "
					"AND channel = 'mail' AND address = 'a@example.edu'"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE_TEST(word_of_a_renewal_over_a_channel_that_is_gone_goes_to_the_keeper),
		SCENE_TEST(word_of_a_renewal_goes_to_who_was_told_of_a_notice_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
