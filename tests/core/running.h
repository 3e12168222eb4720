/*
 * A small office whose runs are made by hand: decisions are put in, and what went to whom comes out
 * as one line.
 */
#ifndef RENEWD_TESTS_CORE_RUNNING_H
#define RENEWD_TESTS_CORE_RUNNING_H

#include "core/run.h"
#include "tests/core/cases.h"

/* The registry (the keeper), icd with two addresses and Slack, arts with one and Slack, mute with
 * none, and a deputy who shares an address with icd. */
#define RUNNING_PEOPLE 5
extern const struct contact running_people[RUNNING_PEOPLE];
extern const struct contacts running_contacts;

extern const struct policy running_by_owner;
extern const struct policy running_by_agreement;

/* One decision about agreement id, which ends on that day. As run_add(). */
int running_try_add(struct run *run, int64_t id, const char *owner, struct day deadline,
		    const struct policy *policy, enum outcome outcome);

/* The same, a notice; or an end that had passed before it was known. */
void running_add(struct run *run, int64_t id, const char *owner, const char *deadline,
		 const struct policy *policy);
void running_add_unwatched(struct run *run, int64_t id, const char *deadline);

/* "reminder mail icd@x.test: 3 1; intake mail registry@x.test: 2": agreements in their order. */
const char *running_deliveries(const struct run *run);

void running_finish(struct run *run);

/* Both. */
const char *running_finished(struct run *run);

#endif
