#include "tests/db/deliveries.h"

int64_t add_delivery_to(struct fixture *fixture, const char *channel, int64_t at,
			const int64_t *notice_ids, size_t count)
{
	const struct new_delivery delivery = {
		.kind = "reminder",
		.channel = channel,
		.address = "a@example.edu",
		.contact = "icd",
		.recipient = "Отдел",
		.subject = "Subject",
		.document = "{\"a\":\"б\"}",
		.created_ms = NOW + at,
		.notice_ids = notice_ids,
		.notice_count = count,
	};
	int64_t number;

	done(fixture->store, store_add_delivery(fixture->store, &delivery, &number));
	return number;
}

int64_t add_delivery(struct fixture *fixture)
{
	return add_delivery_to(fixture, "mail", 0, NULL, 0);
}

struct delivery get_delivery(struct fixture *fixture, int64_t number)
{
	struct delivery delivery;

	done(fixture->store, store_delivery(fixture->store, number, &fixture->arena, &delivery));
	return delivery;
}

void start_attempt(struct fixture *fixture, int64_t number, const char *as_of, int64_t at)
{
	done(fixture->store, store_start_attempt(fixture->store, number, on(as_of), NOW + at));
}

struct attempt_end ending(enum delivery_state state, const char *class, int64_t at)
{
	return (struct attempt_end){.state = state, .class = class, .now_ms = NOW + at};
}

void end_attempt(struct fixture *fixture, int64_t number, const struct attempt_end *attempt_end)
{
	done(fixture->store, store_end_attempt(fixture->store, number, attempt_end));
}

int64_t add_delivery_in(struct fixture *fixture, enum delivery_state state, bool is_ambiguous)
{
	int64_t number = add_delivery(fixture);
	struct attempt_end attempt_end = ending(state, "transient", 10);
	int64_t none;

	attempt_end.next_ms = NOW + 1000;
	attempt_end.is_ambiguous = is_ambiguous;
	if (state == STATE_QUEUED)
		return number;
	if (state == STATE_DELIVERY_WITHDRAWN) {
		done(fixture->store, store_replace_delivery(fixture->store, number, NULL, NULL,
							    NULL, 0, "why", NOW, &none));
		return number;
	}
	start_attempt(fixture, number, "2026-11-23", 5);
	if (state != STATE_SENDING)
		end_attempt(fixture, number, &attempt_end);
	return number;
}

void settle_four(struct fixture *fixture, int64_t ret_notices[static 4])
{
	int64_t run = add_run(fixture->store);
	int64_t first = add_agreement(fixture->store);
	int64_t second = add_agreement(fixture->store);

	ret_notices[0] =
		settle(fixture->store, run, first, DEADLINE_END, "2026-12-10", "2026-11-01");
	ret_notices[1] =
		settle(fixture->store, run, first, DEADLINE_REVIEW, "2026-12-10", "2026-11-01");
	ret_notices[2] =
		settle(fixture->store, run, second, DEADLINE_END, "2026-12-10", "2026-11-01");
	ret_notices[3] =
		settle(fixture->store, run, first, DEADLINE_END, "2026-12-10", "2026-12-01");
}
