/* Adding, finding and listing deliveries. */
#include "db/outbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/db/deliveries.h"
#include "tests/support/alloc.h"

static void every_field_of_a_delivery_comes_back(void **state)
{
	struct fixture *fixture = *state;
	int64_t run = add_run(fixture->store);
	int64_t agreement_id = add_agreement(fixture->store);
	int64_t notice =
		settle(fixture->store, run, agreement_id, DEADLINE_END, "2026-12-10", "2026-12-01");
	const struct new_delivery new_delivery = {
		.run = run,
		.kind = "reminder",
		.channel = "mail",
		.address = "отдел@example.edu",
		.contact = "icd",
		.recipient = "Отдел \"ИКД\"",
		.subject = "14 agreements",
		.document = "{\"a\":\"б\\u0000\"}",
		.created_ms = NOW,
		.notice_ids = &notice,
		.notice_count = 1,
	};
	struct delivery delivery;
	char id[64];
	int64_t number;
	int64_t *notices;
	size_t count;

	done(fixture->store, store_add_delivery(fixture->store, &new_delivery, &number));
	delivery = get_delivery(fixture, number);
	snprintf(id, sizeof(id), "%s.%d", store_name(fixture->store), (int)number);
	assert_string_equal(delivery.id, id);
	assert_int_equal(delivery.number, number);
	assert_int_equal(delivery.run, run);
	assert_string_equal(delivery.kind, "reminder");
	assert_string_equal(delivery.channel, "mail");
	assert_string_equal(delivery.address, "отдел@example.edu");
	assert_string_equal(delivery.contact, "icd");
	assert_string_equal(delivery.recipient, "Отдел \"ИКД\"");
	assert_string_equal(delivery.subject, "14 agreements");
	assert_string_equal(delivery.document, new_delivery.document);
	assert_int_equal(delivery.state, STATE_QUEUED);
	assert_int_equal(delivery.created_ms, NOW);
	assert_int_equal(delivery.next_ms, NOW);
	assert_int_equal(delivery.first_ms, 0);
	assert_int_equal(delivery.attempts, 0);
	assert_int_equal(delivery.ambiguous, 0);
	assert_true(day_is_none(delivery.as_of));
	assert_null(delivery.last_class);
	assert_null(delivery.last_text);
	assert_int_equal(delivery.last_ms, 0);
	assert_int_equal(delivery.replaced_by, 0);
	done(fixture->store,
	     store_delivery_notices(fixture->store, number, &fixture->arena, &notices, &count));
	assert_int_equal(count, 1);
	assert_int_equal(notices[0], notice);
}

static void a_delivery_without_run_subject_and_notices_is_possible(void **state)
{
	struct fixture *fixture = *state;
	const struct new_delivery new_delivery = {
		.kind = "trouble", .channel = "mail", .address = "", .document = "{}"};
	struct delivery delivery;
	int64_t number;
	int64_t *notices;
	size_t count;

	done(fixture->store, store_add_delivery(fixture->store, &new_delivery, &number));
	delivery = get_delivery(fixture, number);
	assert_int_equal(delivery.run, 0);
	assert_null(delivery.subject);
	assert_null(delivery.contact);
	assert_string_equal(delivery.address, "");
	done(fixture->store,
	     store_delivery_notices(fixture->store, number, &fixture->arena, &notices, &count));
	assert_int_equal(count, 0);
}

static void a_number_is_never_used_again(void **state)
{
	struct fixture *fixture = *state;
	int64_t last;

	add_delivery(fixture);
	last = add_delivery(fixture);
	raw(fixture->store, "DELETE FROM delivery");
	fixture_reopen(fixture);
	assert_int_equal(add_delivery(fixture), last + 1);
}

static void a_delivery_of_an_unknown_notice_is_not_added(void **state)
{
	struct fixture *fixture = *state;
	const int64_t notice = 12;
	const struct new_delivery delivery = {.kind = "reminder",
					      .channel = "mail",
					      .address = "",
					      .document = "{}",
					      .notice_ids = &notice,
					      .notice_count = 1};
	int64_t number = -1;

	assert_int_equal(store_add_delivery(fixture->store, &delivery, &number), STORE_NOT_FOUND);
	assert_int_equal(number, -1);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM delivery"), 0);
}

static void an_id_or_its_number_finds_a_delivery(void **state)
{
	struct fixture *fixture = *state;
	int64_t number = add_delivery(fixture);
	static const char *const wrong[] = {"2",       "0",
					    "",	       "-1",
					    "1x",      " 1",
					    "other.1", "0123456789abcdef.1",
					    "1.1",     "99999999999999999999"};
	char id[64];
	int64_t found;

	done(fixture->store, store_find_delivery(fixture->store, "1", &found));
	assert_int_equal(found, number);
	snprintf(id, sizeof(id), "%s.1", store_name(fixture->store));
	done(fixture->store, store_find_delivery(fixture->store, id, &found));
	assert_int_equal(found, number);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (store_find_delivery(fixture->store, wrong[i], &found) != STORE_NOT_FOUND)
			fail_msg("\"%s\"", wrong[i]);
		says(fixture->store, wrong[i]);
	}
}

static size_t due(struct fixture *fixture, const char *channel, int64_t at, size_t max,
		  struct delivery **ret_deliveries)
{
	size_t count;

	done(fixture->store, store_due_deliveries(fixture->store, channel, NOW + at, max,
						  &fixture->arena, ret_deliveries, &count));
	return count;
}

static void due_deliveries_come_oldest_first_with_their_documents(void **state)
{
	struct fixture *fixture = *state;
	int64_t third = add_delivery_to(fixture, "mail", 30, NULL, 0);
	int64_t first = add_delivery_to(fixture, "mail", 10, NULL, 0);
	int64_t second = add_delivery_to(fixture, "mail", 10, NULL, 0);
	struct delivery *deliveries;

	add_delivery_to(fixture, "slack", 10, NULL, 0);
	add_delivery_to(fixture, "mail", 31, NULL, 0);
	assert_int_equal(due(fixture, "mail", 30, 16, &deliveries), 3);
	assert_int_equal(deliveries[0].number, first);
	assert_int_equal(deliveries[1].number, second);
	assert_int_equal(deliveries[2].number, third);
	assert_string_equal(deliveries[0].document, "{\"a\":\"б\"}");
	assert_int_equal(due(fixture, "mail", 30, 2, &deliveries), 2);
	assert_int_equal(due(fixture, "mail", 30, 0, &deliveries), 0);
	assert_int_equal(due(fixture, "mail", 9, 16, &deliveries), 0);
	assert_int_equal(due(fixture, "none", 30, 16, &deliveries), 0);
}

static void only_what_waits_is_due(void **state)
{
	struct fixture *fixture = *state;
	struct delivery *deliveries;
	int64_t queued = add_delivery_in(fixture, STATE_QUEUED, false);
	int64_t retrying = add_delivery_in(fixture, STATE_RETRYING, false);
	int64_t ambiguous = add_delivery_in(fixture, STATE_RETRYING, true);

	add_delivery_in(fixture, STATE_SENDING, false);
	add_delivery_in(fixture, STATE_SENT, false);
	add_delivery_in(fixture, STATE_DEAD, false);
	add_delivery_in(fixture, STATE_DELIVERY_WITHDRAWN, false);
	assert_int_equal(due(fixture, "mail", 1000, 16, &deliveries), 3);
	assert_int_equal(deliveries[0].number, queued);
	assert_int_equal(deliveries[1].number, retrying);
	assert_int_equal(deliveries[2].number, ambiguous);
}

static void the_next_delivery_of_a_channel_is_known(void **state)
{
	struct fixture *fixture = *state;
	int64_t ms;

	done(fixture->store, store_next_delivery_ms(fixture->store, "mail", &ms));
	assert_true(ms == INT64_MAX);
	add_delivery_to(fixture, "mail", 70, NULL, 0);
	add_delivery_to(fixture, "mail", 50, NULL, 0);
	add_delivery_to(fixture, "slack", 10, NULL, 0);
	done(fixture->store, store_next_delivery_ms(fixture->store, "mail", &ms));
	assert_int_equal(ms, NOW + 50);
	start_attempt(fixture, 2, "2026-11-23", 60);
	done(fixture->store, store_next_delivery_ms(fixture->store, "mail", &ms));
	assert_int_equal(ms, NOW + 70);
}

/* Two agreements with notices: 1 end, 2 review of the first, 3 end of the second, 4 end. */
static void the_list_is_newest_first_and_filtered(void **state)
{
	struct fixture *fixture = *state;
	struct delivery_filter filter = {.limit = 0};
	int64_t notices[4];
	struct delivery *deliveries;
	size_t count;

	settle_four(fixture, notices);
	add_delivery_to(fixture, "mail", 0, notices, 2);
	add_delivery_to(fixture, "mail", 0, &notices[2], 2);
	add_delivery_in(fixture, STATE_SENT, false);
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 3);
	assert_int_equal(deliveries[0].number, 3);
	assert_int_equal(deliveries[2].number, 1);
	assert_null(deliveries[0].document);
	assert_string_equal(deliveries[0].subject, "Subject");
	filter.limit = 2;
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 2);
	filter = (struct delivery_filter){.by_state = true, .state = STATE_QUEUED};
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 2);
	filter = (struct delivery_filter){.agreement_id = 2};
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 1);
	assert_int_equal(deliveries[0].number, 2);
	filter.agreement_id = 1;
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 2);
	filter = (struct delivery_filter){.notice_id = notices[1]};
	done(fixture->store,
	     store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count));
	assert_int_equal(count, 1);
	assert_int_equal(deliveries[0].number, 1);
}

static void each_state_is_counted(void **state)
{
	struct fixture *fixture = *state;
	int64_t counts[DELIVERY_STATES];

	for (int i = 0; i < DELIVERY_STATES; i++)
		for (int j = 0; j < i; j++)
			add_delivery_in(fixture, (enum delivery_state)i, false);
	done(fixture->store, store_delivery_counts(fixture->store, counts));
	for (int i = 0; i < DELIVERY_STATES; i++)
		assert_int_equal(counts[i], i);
}

static void the_name_of_a_state_is_read_back(void **state)
{
	enum delivery_state back = STATE_QUEUED;

	(void)state;
	for (int i = 0; i < DELIVERY_STATES; i++) {
		assert_true(
			delivery_state_parse(delivery_state_name((enum delivery_state)i), &back));
		assert_int_equal(back, i);
	}
	assert_false(delivery_state_parse("Sent", &back));
	assert_int_equal(back, DELIVERY_STATES - 1);
}

static int use_all(void *context)
{
	struct fixture *fixture = context;
	const struct delivery_filter filter = {.limit = 0};
	struct overtaken *found;
	struct delivery *deliveries;
	struct delivery delivery;
	struct attempt *attempts;
	int64_t *notices;
	size_t count;
	int r = store_overtaken(fixture->store, &fixture->arena, &found, &count);

	if (r == 0)
		r = store_deliveries(fixture->store, &filter, &fixture->arena, &deliveries, &count);
	if (r == 0)
		r = store_delivery(fixture->store, 1, &fixture->arena, &delivery);
	if (r == 0)
		r = store_attempts(fixture->store, 1, &fixture->arena, &attempts, &count);
	if (r == 0)
		r = store_delivery_notices(fixture->store, 1, &fixture->arena, &notices, &count);
	if (r == 0)
		r = store_interrupted(fixture->store, NOW, &count);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	int64_t notices[4];

	settle_four(fixture, notices);
	add_delivery_to(fixture, "mail", 0, notices, 4);
	add_delivery_in(fixture, STATE_SENDING, false);
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(every_field_of_a_delivery_comes_back),
		FIXTURE_TEST(a_delivery_without_run_subject_and_notices_is_possible),
		FIXTURE_TEST(a_number_is_never_used_again),
		FIXTURE_TEST(a_delivery_of_an_unknown_notice_is_not_added),
		FIXTURE_TEST(an_id_or_its_number_finds_a_delivery),
		FIXTURE_TEST(due_deliveries_come_oldest_first_with_their_documents),
		FIXTURE_TEST(only_what_waits_is_due),
		FIXTURE_TEST(the_next_delivery_of_a_channel_is_known),
		FIXTURE_TEST(the_list_is_newest_first_and_filtered),
		FIXTURE_TEST(each_state_is_counted),
		FIXTURE_TEST(the_name_of_a_state_is_read_back),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
