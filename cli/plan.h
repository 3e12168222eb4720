/*
 * What a run would do, without making it: the planner of the daemon over the same store.
 */
#ifndef RENEWD_CLI_PLAN_H
#define RENEWD_CLI_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/cli.h"
#include "core/run.h"
#include "message/document.h"

/* A run is missed when it has not begun so long after its time. */
#define PLAN_GRACE_MS (5 * INT64_C(60000))

/* The next run, as the schedule and the last run say. */
struct next_run {
	int64_t at_ms;	   /* INT64_MAX: never (no day of the schedule within a year) */
	struct day day;	   /* DAY_NONE: never */
	int64_t missed_ms; /* a scheduled time that passed without a run, so that it is made as soon
			    * as renewd can; 0: none */
	bool is_missed;	   /* … and that was longer than PLAN_GRACE_MS ago */
	bool is_gap;	   /* only the keeper will be told */
	bool has_last;
	struct run_record last; /* when has_last */
};

/* Needs the configuration and the store. */
enum exit_status plan_next_run(struct cli *cli, struct next_run *ret_next);

/* What a run on a day would hold. */
struct planned {
	struct run run;
};

/*
 * Plans all agreements for that day: not only those that are due by what the store keeps, since
 * the configuration may have changed after the last run. Needs the configuration and the store;
 * changes nothing. planned_done() in any case.
 */
enum exit_status plan_make(struct cli *cli, struct day day, bool is_gap,
			   struct planned *ret_planned);

void planned_done(struct planned *planned);

#endif
