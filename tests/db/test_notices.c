/* What overtakes a delivery, what may replace it, and when nobody got a notice. */
#include <stdio.h>

#include "db/outbox.h"
#include "tests/db/deliveries.h"

static size_t overtaken(struct fixture *fixture, struct overtaken **ret_overtaken)
{
	size_t count;

	done(fixture->store,
	     store_overtaken(fixture->store, &fixture->arena, ret_overtaken, &count));
	return count;
}

static void a_later_notice_overtakes_earlier_ones_of_its_kind(void **state)
{
	struct fixture *fixture = *state;
	int64_t notices[4];
	int64_t number;
	struct overtaken *found;

	settle_four(fixture, notices);
	number = add_delivery_to(fixture, "mail", 0, notices, 3);
	add_delivery_to(fixture, "mail", 0, &notices[1], 2);
	add_delivery_to(fixture, "slack", 0, &notices[3], 1);
	assert_int_equal(overtaken(fixture, &found), 1);
	assert_int_equal(found[0].delivery.number, number);
	assert_non_null(found[0].delivery.document);
	assert_int_equal(found[0].notice_count, 1);
	assert_int_equal(found[0].notice_ids[0], notices[0]);
}

static void only_open_deliveries_are_overtaken_and_replaced(void **state)
{
	struct fixture *fixture = *state;
	int64_t notices[4];

	settle_four(fixture, notices);
	for (int i = 0; i < DELIVERY_STATES * 2; i++) {
		enum delivery_state delivery_state = (enum delivery_state)(i / 2);
		bool is_ambiguous = i % 2 != 0;
		int64_t number = add_delivery_in(fixture, delivery_state, is_ambiguous);
		bool is_open = delivery_state == STATE_QUEUED ||
			       (delivery_state == STATE_RETRYING && !is_ambiguous);
		struct overtaken *found;
		int64_t next;
		char sql[128];

		snprintf(sql, sizeof(sql), "INSERT INTO delivery_notice VALUES (%d, %d)",
			 (int)number, (int)notices[0]);
		raw(fixture->store, sql);
		assert_int_equal(overtaken(fixture, &found), is_open ? 1 : 0);
		assert_int_equal(store_replace_delivery(fixture->store, number, NULL, NULL, NULL, 0,
							"why", NOW, &next),
				 is_open ? 0 : STORE_CONFLICT);
	}
}

static void a_revived_delivery_of_unknown_outcome_is_not_open(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery_in(fixture, STATE_DEAD, true);
	int64_t next;

	done(fixture->store, store_revive(fixture->store, number, NOW));
	assert_int_equal(store_replace_delivery(fixture->store, number, NULL, NULL, NULL, 0, "why",
						NOW, &next),
			 STORE_CONFLICT);
}

static void a_replaced_delivery_leaves_the_rest_under_a_new_id(void **state)
{
	struct fixture *fixture = *state;
	int64_t notices[4];
	int64_t number;
	int64_t next;
	int64_t *kept;
	size_t count;
	struct delivery old;
	struct delivery new;

	settle_four(fixture, notices);
	number = add_delivery_to(fixture, "mail", 0, notices, 3);
	done(fixture->store, store_replace_delivery(fixture->store, number, "{\"rest\":1}", "Rest",
						    &notices[1], 2, "overtaken", NOW + 60, &next));
	old = get_delivery(fixture, number);
	new = get_delivery(fixture, next);
	assert_int_equal(old.state, STATE_DELIVERY_WITHDRAWN);
	assert_string_equal(old.last_text, "overtaken");
	assert_int_equal(old.last_ms, NOW + 60);
	assert_int_equal(old.replaced_by, next);
	assert_int_equal(old.next_ms, 0);
	assert_int_equal(new.state, STATE_QUEUED);
	assert_string_not_equal(new.id, old.id);
	assert_string_equal(new.document, "{\"rest\":1}");
	assert_string_equal(new.subject, "Rest");
	assert_string_equal(new.channel, old.channel);
	assert_string_equal(new.address, old.address);
	assert_string_equal(new.contact, old.contact);
	assert_string_equal(new.recipient, old.recipient);
	assert_string_equal(new.kind, old.kind);
	assert_int_equal(new.created_ms, NOW + 60);
	assert_int_equal(new.next_ms, NOW + 60);
	done(fixture->store,
	     store_delivery_notices(fixture->store, next, &fixture->arena, &kept, &count));
	assert_int_equal(count, 2);
	assert_int_equal(kept[0], notices[1]);
	assert_int_equal(kept[1], notices[2]);
	done(fixture->store, store_replace_delivery(fixture->store, next, NULL, NULL, NULL, 0,
						    "renewed", NOW, &number));
	assert_int_equal(number, 0);
	assert_int_equal(get_delivery(fixture, next).state, STATE_DELIVERY_WITHDRAWN);
	assert_int_equal(get_delivery(fixture, next).replaced_by, 0);
	assert_int_equal(
		store_replace_delivery(fixture->store, 99, NULL, NULL, NULL, 0, "", NOW, &number),
		STORE_NOT_FOUND);
}

static void a_replacement_that_fails_leaves_the_old_one(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery(fixture);
	const int64_t none = 99;
	int64_t next = -1;

	assert_int_equal(store_replace_delivery(fixture->store, number, "{}", NULL, &none, 1, "why",
						NOW, &next),
			 STORE_NOT_FOUND);
	assert_int_equal(next, -1);
	assert_int_equal(get_delivery(fixture, number).state, STATE_QUEUED);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM delivery"), 1);
}

static void dead_is_what_nobody_got_or_will_get(void **state)
{
	struct fixture *fixture = *state;
	int64_t notices[4];
	bool is_dead = false;

	settle_four(fixture, notices);
	for (int i = 0; i < DELIVERY_STATES; i++) {
		int64_t number = add_delivery_in(fixture, (enum delivery_state)i, false);
		char sql[128];

		raw(fixture->store, "DELETE FROM delivery_notice");
		snprintf(sql, sizeof(sql), "INSERT INTO delivery_notice VALUES (%d, %d)",
			 (int)number, (int)notices[2]);
		raw(fixture->store, sql);
		done(fixture->store, store_all_dead(fixture->store, notices, 4, &is_dead));
		assert_int_equal(is_dead, i == STATE_DEAD || i == STATE_DELIVERY_WITHDRAWN);
		done(fixture->store, store_all_dead(fixture->store, notices, 2, &is_dead));
		assert_true(is_dead);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_later_notice_overtakes_earlier_ones_of_its_kind),
		FIXTURE_TEST(only_open_deliveries_are_overtaken_and_replaced),
		FIXTURE_TEST(a_revived_delivery_of_unknown_outcome_is_not_open),
		FIXTURE_TEST(a_replaced_delivery_leaves_the_rest_under_a_new_id),
		FIXTURE_TEST(a_replacement_that_fails_leaves_the_old_one),
		FIXTURE_TEST(dead_is_what_nobody_got_or_will_get),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
