/*
 * What a courier has in its hands: deliveries whose attempts are in the store, and the verdicts on
 * them that are not yet.
 */
#ifndef RENEWD_DAEMON_HANDS_H
#define RENEWD_DAEMON_HANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/store.h"
#include "wire/job.h"

struct hand {
	int64_t number; /* of the delivery */
	char id[JOB_ID_MAX + 1];
	bool has_verdict;
};

struct pending_verdict {
	int64_t number;
	enum verdict_class class;
	int code;
	char text[512];
	int64_t retry_after_ms;
	int64_t at_ms;
	bool tell_keeper;
};

/* Zero is empty. */
struct hands {
	struct hand items[WIRE_JOBS_MAX];
	size_t count;
	/* In the order in which they came; each leaves its hand when it is in the store. */
	struct pending_verdict verdicts[WIRE_JOBS_MAX];
	size_t verdict_count;
};

/* Takes a delivery; there must be room. */
struct hand *hands_take(struct hands *hands, const struct delivery *delivery);

/* The hand with that ID that has no verdict, or NULL. */
struct hand *hands_find(struct hands *hands, const char *id);

/* Begins the verdict on a hand that has none; the caller says what it is. */
struct pending_verdict *hands_judge(struct hands *hands, struct hand *hand, int64_t at_ms);

/* Nobody knows what became of what has no verdict. */
void hands_lose(struct hands *hands, int64_t at_ms, const char *why);

/* How many wait for their verdict. */
size_t hands_waiting(const struct hands *hands);

/* Forgets the verdicts, which are in the store, and the hands that they are about. */
void hands_forget(struct hands *hands);

#endif
