/*
 * What a run needs of the store beside the plans of agreements: the daemon and the preview gather it
 * alike. Errors: see db/store.h.
 */
#ifndef RENEWD_DB_GATHER_H
#define RENEWD_DB_GATHER_H

#include "core/run.h"

struct store;

/* How many open problems, and messages that did not arrive, a digest tells of. */
#define GATHER_UNSETTLED_MAX   20
#define GATHER_UNDELIVERED_MAX 50

/*
 * When a digest is due on the run's day, takes the agreements that it lists into the run, as they
 * stand once the run is made: is_settled says that its decisions are in the ledger already.
 * *ret_day: the day that it is for, to be kept by store_digest_made() when the run is; DAY_NONE:
 * none is due.
 */
int store_gather_digest(struct store *store, struct run *run,
			const struct digest_schedule *schedule, const struct plan_rules *rules,
			bool is_settled, struct day *ret_day);
int store_digest_made(struct store *store, struct day day);

/* The day that the last digest was for; DAY_NONE: none was made. */
int store_last_digest(struct store *store, struct day *ret_day);

/* The problems that are not settled, or those of which the keeper was not told; limit 0: all. */
int store_gather_problems(struct store *store, bool only_untold, size_t limit, struct arena *arena,
			  struct run_problems *ret_problems);

/*
 * All else: doubts, who was told before, problems that the keeper was not told, and for a digest
 * open problems and what did not arrive. To be called before run_finish(); texts go to the run's
 * arena.
 */
int store_gather(struct store *store, struct run *run);

#endif
