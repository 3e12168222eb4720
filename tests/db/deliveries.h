/*
 * What the tests of the outbox share: deliveries in any state.
 */
#ifndef RENEWD_TESTS_DB_DELIVERIES_H
#define RENEWD_TESTS_DB_DELIVERIES_H

#include "tests/db/fixture.h"

#define NOW INT64_C(1795411800000)

/* Adds a delivery that is due at NOW + at. */
int64_t add_delivery_to(struct fixture *fixture, const char *channel, int64_t at,
			const int64_t *notice_ids, size_t count);

/* Adds one to "mail" that is due at NOW. */
int64_t add_delivery(struct fixture *fixture);

/* Brings a new delivery into a state; is_ambiguous: through an attempt of unknown outcome. */
int64_t add_delivery_in(struct fixture *fixture, enum delivery_state state, bool is_ambiguous);

struct delivery get_delivery(struct fixture *fixture, int64_t number);

/* Starts and ends an attempt at NOW + at. */
void start_attempt(struct fixture *fixture, int64_t number, const char *as_of, int64_t at);
struct attempt_end ending(enum delivery_state state, const char *class, int64_t at);
void end_attempt(struct fixture *fixture, int64_t number, const struct attempt_end *attempt_end);

/*
 * Settles four notices: about the end and the review of agreement 1, the end of agreement 2, and
 * a later one about the end of agreement 1.
 */
void settle_four(struct fixture *fixture, int64_t ret_notices[static 4]);

#endif
