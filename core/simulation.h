/*
 * A simulation: the runs of days to come, played in memory.
 *
 * It holds agreements with all that is known of them and plays one run after the other as the
 * daemon makes them: what is due is planned, taken into the run and settled, the terms are seen,
 * and each agreement waits for its next day. Nobody responds, nothing is changed, and all that is
 * sent arrives.
 *
 *	simulation_init(&simulation, &rules, &digest);
 *	simulation_add(&simulation, &agreement, &history, next_on); … for each agreement
 *	simulation_run(&simulation, day); … for each run: simulation.run says what is sent
 *	simulation_done(&simulation);
 *
 * Agreements wait in a heap by their next day, so that a run costs what is due in it.
 */
#ifndef RENEWD_CORE_SIMULATION_H
#define RENEWD_CORE_SIMULATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/digest.h"
#include "core/plan.h"
#include "core/run.h"

/* Somebody was reached with a notice about a deadline. */
struct simulated_told {
	struct simulated_told *next; /* the one who was told after */
	enum deadline_kind kind;
	int term_seq;
	struct day deadline;
	struct told told;
};

/* An agreement while it is simulated. */
struct simulated {
	struct agreement *agreement;
	struct term *terms; /* the agreement's */
	struct settled *settled;
	size_t settled_count;
	size_t settled_capacity;
	struct response *responses;
	size_t response_count;
	size_t index;	 /* in the order of simulation_add() */
	struct day next; /* the next day on which anything can be due; DAY_NONE: never */
	struct simulated_told *first_told, *last_told;
};

struct simulation {
	/* Set by the caller after simulation_init(), before the first run. */
	struct day last_run;	      /* DAY_NONE: none was made yet */
	struct day last_digest;	      /* the *ret_day of digest_is_due(); DAY_NONE: none was made */
	struct run_problems untold;   /* what the keeper is to be told of registers; the caller's */
	struct run_problems problems; /* what is open in registers, for digests; the caller's */

	struct run run; /* the last one; until the next simulation_plan() */
	bool is_gap;	/* it tells nobody but the keeper, and settles nothing */

	/* The simulation's own. */
	struct plan_rules rules;
	const struct digest_schedule *digest;
	bool has_begun;
	int64_t number; /* of the last ledger line */
	struct simulated **items;
	struct simulated **heap; /* those that wait, the first one to be due first */
	struct simulated **due;
	size_t count;
	size_t capacity; /* of each of the three */
	size_t waiting;
	struct simulated **owners; /* of the run's entries */
	size_t owner_capacity;
	struct agreement_plan plan;
	struct day digest_day; /* of the run's digest; DAY_NONE: it has none */
	struct arena arena;
};

/*
 * What rules and digest lead to stays the caller's. They are those of a configuration; digest NULL:
 * none is made.
 */
void simulation_init(struct simulation *simulation, const struct plan_rules *rules,
		     const struct digest_schedule *digest);

/*
 * Takes a copy of an agreement with its ledger lines and its responses. next_on is the day that is
 * kept for it; where the rules say otherwise, the first run mends it, as a daemon does that was
 * given other rules. 0, or -ENOMEM; then nothing was added.
 */
int simulation_add(struct simulation *simulation, const struct agreement *agreement,
		   const struct history *history, struct day next_on);

/* The day is before the last run: nothing is planned until the clock has caught up. */
#define SIMULATION_REFUSED 1

/*
 * A run. 0; SIMULATION_REFUSED; or -ENOMEM, after which nothing but simulation_done() is allowed.
 * The agreements of its entries live as long as the simulation; the rest until the next run.
 *
 * simulation_plan() and simulation_finish() are its halves: between them the caller may set whom
 * the ledger says to have been told of a notice (run_needs_told()) before the simulation began;
 * those whom it has told itself are added. Lines of a digest are left without.
 */
int simulation_run(struct simulation *simulation, struct day day);
int simulation_plan(struct simulation *simulation, struct day day);
int simulation_finish(struct simulation *simulation);

void simulation_done(struct simulation *simulation);

#endif
