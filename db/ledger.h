/*
 * Runs, and the ledger: the permanent record of every milestone and why it was settled so.
 * Errors: see db/store.h.
 */
#ifndef RENEWD_DB_LEDGER_H
#define RENEWD_DB_LEDGER_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/day.h"
#include "core/plan.h"
#include "core/run.h"

struct store;

enum run_kind {
	RUN_SCHEDULED,
	RUN_CATCH_UP,  /* the scheduled time had passed while the service was off */
	RUN_REQUESTED, /* renewctl run */
	RUN_GAP	       /* after a long gap: only the keeper was told */
};

struct run_record {
	int64_t id;
	enum run_kind kind;
	struct day day;
	int64_t at_ms;
	int64_t planned; /* agreements that were planned */
	int64_t notices;
	int64_t deliveries;
};

/* at_ms: when; the other figures are 0 until store_finish_run() writes them. */
int store_add_run(struct store *store, enum run_kind kind, struct day day, int64_t at_ms,
		  int64_t *ret_run);

/* STORE_NOT_FOUND. */
int store_finish_run(struct store *store, int64_t run, int64_t planned, int64_t notices,
		     int64_t deliveries);

/* The last run, or STORE_NOT_FOUND. */
int store_last_run(struct store *store, struct run_record *ret_run);

/*
 * Writes a decision into the ledger. STORE_CONFLICT when that milestone of that deadline is settled
 * already, STORE_NOT_FOUND without such a run or agreement. *ret_notice_id is the line's number:
 * later lines have larger ones.
 */
int store_settle(struct store *store, int64_t run, int64_t agreement_id,
		 const struct decision *decision, int64_t *ret_notice_id);

/* A ledger line as people are told of it. */
struct ledger_line {
	int64_t id;
	struct settled settled;
	struct day latest;  /* the last possible day of a vague deadline */
	struct vague given; /* what the deadline was reckoned from */
	struct day sending_day;
	int32_t late_days;
	struct day corrected_from; /* or DAY_NONE */
	const char *policy;	   /* name */
	int64_t at_ms;		   /* of the run that settled it */
};

/* By deadline kind, deadline and milestone. */
int store_ledger(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct ledger_line **ret_lines, size_t *ret_count);

/*
 * Who was reached, or may have been, with a notice about the decision's deadline; of STEP_RENEWED,
 * about any of its term. By the day on which they were told first.
 */
int store_told(struct store *store, int64_t agreement_id, const struct decision *decision,
	       struct arena *arena, struct told **ret_told, size_t *ret_count);

/* Sets who was told for the entries of a run that need it (run_needs_told()), from its arena. */
int store_read_told(struct store *store, struct run *run);

/* Named values: "fingerprint", "full_plan_on", "gap_told" … STORE_NOT_FOUND. */
int store_get_number(struct store *store, const char *name, int64_t *ret_value);
int store_set_number(struct store *store, const char *name, int64_t value);

const char *run_kind_name(enum run_kind kind);

#endif
