/*
 * The store: agreements, what was decided about them, and what became of it.
 *
 * One SQLite file in WAL mode; this folder is the only one that names SQLite. The schema and its
 * migrations stand in db/schema.c. Times are milliseconds since 1970 (UTC), dates days since 1970
 * or, where they may be vague, text as vague_format() writes it.
 *
 * Errors: 0 is done. A negative errno is the machine's failure: -ENOMEM, -EBUSY (another process
 * is writing: try again), -ENOSPC (disk full), -EROFS (read-only), -EIO. A positive enumerator
 * (enum store_error) says that the store is not what it should be. store_message() tells the user
 * which it was, which file, and the cure.
 */
#ifndef RENEWD_DB_STORE_H
#define RENEWD_DB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/day.h"
#include "core/plan.h"

struct store;

enum store_error {
	STORE_MISSING = 1, /* there is no such file */
	STORE_FOREIGN,	   /* the file belongs to another program, or is no database */
	STORE_NEWER,	   /* written by a newer renewd */
	STORE_CORRUPT,	   /* damaged */
	STORE_NOT_FOUND,   /* no such agreement, delivery … */
	STORE_CONFLICT	   /* it exists already, or its state does not allow that */
};

enum store_mode {
	STORE_READ,  /* never writes; the file must exist */
	STORE_WRITE, /* the file must exist; an older schema is migrated */
	STORE_CREATE /* made when it is missing: 0660, its directory must exist */
};

/*
 * Opens a store. busy_ms is how long a statement waits for another writer (0 in the daemon, which
 * tries again by timer). On failure *ret_store is set too, for store_message() alone, unless
 * memory is short; it must be closed in any case.
 */
int store_open(const char *path, enum store_mode mode, int busy_ms, struct store **ret_store);
void store_close(struct store *store);

/* One line about the last failure: what, which file, what to do. Never NULL. */
const char *store_message(const struct store *store);

const char *store_path(const struct store *store);

/* Random, made with the store: 16 hexadecimal digits. Part of every delivery's ID. */
const char *store_name(const struct store *store);

/*
 * Called every few thousand steps of a long statement; so the daemon keeps its watchdog fed.
 * Returning true interrupts the statement, which then gives -EINTR.
 */
void store_on_progress(struct store *store, bool (*progress)(void *context), void *context);

/* A number that changes when another connection commits (PRAGMA data_version). */
int store_data_version(struct store *store, int64_t *ret_version);

/* Gives cached memory back after a long scan. */
void store_release_memory(struct store *store);

/*
 * The writer's lock: "one daemon for each store", held on PATH.lock (fcntl) as long as the store is
 * open. -EAGAIN and *ret_pid: that process has it. store_daemon() asks who has it: 0 when nobody.
 */
int store_lock(struct store *store, int *ret_pid);
int store_daemon(const struct store *store);

/* Transactions do not nest. store_begin() takes the write lock at once. A rollback cannot fail. */
int store_begin(struct store *store);
int store_commit(struct store *store);
void store_rollback(struct store *store);

/* ---- agreements ------------------------------------------------------------------------- */

/* Who changes something, and how, for the audit. */
struct author {
	const char *who; /* "import", a login name … */
	const char *how; /* the command, the file */
	int64_t at_ms;
};

/* Adds an agreement with its partners and its terms; next_on is its known_on, so that the next run plans it. */
int store_add_agreement(struct store *store, const struct agreement *agreement, int64_t source_row,
			const struct author *author, int64_t *ret_id);

/*
 * Replaces fields, partners and terms of the agreement with that ID; known_on stays. Terms: one
 * that is unchanged in start, length and last day keeps its known_on and seen_on; a changed one
 * gets the known_on given and is unseen. The audit keeps before and after; next_on becomes today,
 * so that the next run plans it.
 */
int store_update_agreement(struct store *store, const struct agreement *agreement,
			   int64_t source_row, struct day today, const struct author *author);

/* Reads one agreement into the arena; STORE_NOT_FOUND. */
int store_agreement(struct store *store, int64_t id, struct arena *arena,
		    struct agreement *ret_agreement);

/* The ledger lines of one agreement, by deadline kind, deadline and milestone. */
int store_settled(struct store *store, int64_t id, struct arena *arena,
		  struct settled **ret_settled, size_t *ret_count);

/*
 * The ID that a user's word means: a number is an ID; otherwise a registration number that only
 * one agreement has. STORE_NOT_FOUND; STORE_CONFLICT when several have it.
 */
int store_find(struct store *store, const char *word, int64_t *ret_id);

/*
 * The agreement of the same register that a draft is: the same registration number, else, when the
 * draft has none, the same first partner, type and signing date. *ret_id is 0 when there is none,
 * STORE_CONFLICT when there are several.
 */
int store_match(struct store *store, const struct agreement *draft, int64_t *ret_id);

/* What a visitor gets: valid during the call only. Anything but 0 stops and is returned. */
typedef int store_visit(void *context, const struct agreement *agreement,
			const struct settled *settled, size_t settled_count, struct day next_on);

/* All agreements by ID, each with its ledger lines: four cursors that advance together, so that memory does not grow. */
int store_each(struct store *store, store_visit *visit, void *context);

/* Those whose next_on has come, by ID. The visitor may change next_on. */
int store_each_due(struct store *store, struct day today, store_visit *visit, void *context);

/* DAY_NONE: nothing will ever be due. Writes only when it differs. */
int store_set_next(struct store *store, int64_t id, struct day next_on);

/* Marks the terms of an agreement as seen by a run on that day, where they are not yet. */
int store_mark_seen(struct store *store, int64_t id, struct day today);

/* How many agreements there are. */
int store_count(struct store *store, int64_t *ret_count);

/* Agreements of a register that the import `source_import` did not bring. Visit with settled NULL. */
int store_each_missing(struct store *store, const char *register_name, int64_t import,
		       store_visit *visit, void *context);

/* ---- registers ---------------------------------------------------------------------------- */

/* Starts an import into a register (made when new). Line texts of earlier imports stay as long as an agreement refers to them. */
int store_import_begin(struct store *store, const char *register_name, const char *path,
		       int64_t now_ms, int64_t *ret_import);

/* Keeps a line verbatim. kind is line_kind_name(). *ret_source_row is for store_add_agreement(). */
int store_add_source(struct store *store, int64_t import, unsigned int line, const char *kind,
		     const char *text, int64_t *ret_source_row);

/* The line that an agreement came from; STORE_NOT_FOUND. */
struct source {
	const char *register_name;
	const char *path;
	unsigned int line;
	const char *text;
	int64_t imported_ms;
};
int store_source(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct source *ret_source);

/* A problem in a register. agreement_id 0: none. Those of the register's earlier imports are removed by store_import_begin(); one with the same register, code and text as before keeps being told. */
struct store_problem {
	int64_t id;
	int64_t agreement_id;
	const char *register_name;
	unsigned int line;
	unsigned int column;
	const char *code;
	const char *text;
	bool is_told; /* to the keeper */
};
int store_add_problem(struct store *store, int64_t import, const struct store_problem *problem);

/* All problems, or those of one agreement (agreement_id not 0), by register and line. */
int store_problems(struct store *store, int64_t agreement_id, bool only_untold, size_t limit,
		   struct arena *arena, struct store_problem **ret_problems, size_t *ret_count);
int store_problems_told(struct store *store, const struct store_problem *problems, size_t count);

/* ---- holidays ----------------------------------------------------------------------------- */

/* Ascending. */
int store_holidays(struct store *store, struct arena *arena, struct day **ret_days,
		   size_t *ret_count);

/* Replaces all of them. */
int store_set_holidays(struct store *store, const struct day *days, const char *const *names,
		       size_t count);

/* ---- runs and the ledger -------------------------------------------------------------------- */

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

/* at_ms: when; the other figures are written by store_finish_run(). */
int store_add_run(struct store *store, enum run_kind kind, struct day day, int64_t at_ms,
		  int64_t *ret_run);
int store_finish_run(struct store *store, int64_t run, int64_t planned, int64_t notices,
		     int64_t deliveries);

/* The last run, or STORE_NOT_FOUND. */
int store_last_run(struct store *store, struct run_record *ret_run);

/* When the store was made. */
int64_t store_created_ms(const struct store *store);

/*
 * Writes a decision into the ledger. STORE_CONFLICT when that milestone is settled already.
 * *ret_notice_id is the line's number.
 */
int store_settle(struct store *store, int64_t run, int64_t agreement_id,
		 const struct decision *decision, int64_t *ret_notice_id);

/* A ledger line with what became of it. */
struct ledger_line {
	int64_t id;
	struct settled settled;
	struct day sending_day;
	struct day run_day;
	int32_t late_days;
	struct day corrected_from;
	const char *policy;
};
int store_ledger(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct ledger_line **ret_lines, size_t *ret_count);

/* Named values: "fingerprint", "full_plan_on", "gap_told" … STORE_NOT_FOUND. */
int store_get_number(struct store *store, const char *name, int64_t *ret_value);
int store_set_number(struct store *store, const char *name, int64_t value);

/* ---- deliveries ----------------------------------------------------------------------------- */

enum delivery_state {
	STATE_QUEUED,
	STATE_SENDING,
	STATE_SENT,
	STATE_RETRYING,
	STATE_DEAD,
	STATE_DELIVERY_WITHDRAWN
};

struct delivery {
	int64_t number;
	const char *id;	  /* STORE-NAME.NUMBER: the same on every attempt, unique in the world */
	int64_t run;	  /* 0: none */
	const char *kind; /* delivery_kind_name() */
	const char *channel;
	const char *address;
	const char *contact;   /* key */
	const char *recipient; /* name */
	enum delivery_state state;
	int64_t created_ms;
	int64_t first_ms; /* of the first attempt; 0: none */
	int64_t next_ms;  /* of the next attempt (STATE_QUEUED, STATE_RETRYING) */
	unsigned int attempts;
	unsigned int ambiguous; /* attempts whose outcome is unknown */
	struct day as_of;	/* frozen once an outcome is unknown; DAY_NONE before */
	const char *last_class; /* of the last verdict, or NULL */
	int last_code;
	const char *last_text; /* or NULL */
	int64_t last_ms;       /* of the last verdict; 0: none */
	const char *subject;   /* for lists; or NULL */
	const char *document;  /* NULL in lists */
};

/* What a new delivery needs. */
struct new_delivery {
	int64_t run;
	const char *kind;
	const char *channel;
	const char *address;
	const char *contact;
	const char *recipient;
	const char *subject;
	const char *document;
	int64_t created_ms;
	const int64_t *notice_ids; /* ledger lines that it carries */
	size_t notice_count;
};
int store_add_delivery(struct store *store, const struct new_delivery *delivery,
		       int64_t *ret_number);

/* Queued or retrying deliveries of a channel whose time has come, oldest first, at most max. */
int store_due_deliveries(struct store *store, const char *channel, int64_t now_ms, size_t max,
			 struct arena *arena, struct delivery **ret_deliveries, size_t *ret_count);

/* When the next queued or retrying delivery of the channel is due; INT64_MAX when there is none. */
int store_next_delivery_ms(struct store *store, const char *channel, int64_t *ret_ms);

/* One delivery with its document; STORE_NOT_FOUND. */
int store_delivery(struct store *store, int64_t number, struct arena *arena,
		   struct delivery *ret_delivery);

/* The delivery with that ID ("NAME.12", or "12"); STORE_NOT_FOUND. */
int store_find_delivery(struct store *store, const char *word, int64_t *ret_number);

/* Which deliveries to list; zero: all. */
struct delivery_filter {
	bool by_state;
	enum delivery_state state;
	int64_t agreement_id; /* 0: any */
	int64_t notice_id;    /* 0: any */
	size_t limit;	      /* newest first; 0: no limit */
};
int store_deliveries(struct store *store, const struct delivery_filter *filter, struct arena *arena,
		     struct delivery **ret_deliveries, size_t *ret_count);

/* The start of an attempt: STATE_SENDING, counted, as_of kept in the attempt. */
int store_start_attempt(struct store *store, int64_t number, int64_t now_ms);

/* The end of an attempt. */
struct attempt_end {
	enum delivery_state state; /* what the delivery becomes */
	int64_t next_ms;	   /* STATE_QUEUED, STATE_RETRYING */
	const char *class;	   /* verdict_class_name() */
	int code;
	const char *text;
	int64_t now_ms;
	bool is_ambiguous;
	bool is_uncounted; /* nothing was tried: the attempt does not count (courier told to end) */
	struct day as_of;  /* ambiguous: frozen at this day */
};
/* STORE_CONFLICT when the delivery is not STATE_SENDING. */
int store_end_attempt(struct store *store, int64_t number, const struct attempt_end *end);

/* The attempts of a delivery, oldest first. */
struct attempt {
	int64_t started_ms;
	int64_t ended_ms;  /* 0: it has not ended */
	const char *class; /* NULL while it runs */
	int code;
	const char *text;
};
int store_attempts(struct store *store, int64_t number, struct arena *arena,
		   struct attempt **ret_attempts, size_t *ret_count);

/*
 * At start-up: deliveries in STATE_SENDING were cut off with an unknown outcome. Each becomes
 * STATE_RETRYING at once, counted as ambiguous, frozen at as_of. *ret_count: how many.
 */
int store_interrupted(struct store *store, int64_t now_ms, struct day as_of, size_t *ret_count);

/* Makes all retrying deliveries of a channel due now (after its settings were mended); NULL: of all channels. */
int store_hurry(struct store *store, const char *channel, int64_t now_ms);

/* Queues a dead delivery again, with its schedule from the start. STORE_CONFLICT when it is not dead. */
int store_revive(struct store *store, int64_t number, int64_t now_ms);

/* The notices of a delivery. */
int store_delivery_notices(struct store *store, int64_t number, struct arena *arena,
			   int64_t **ret_ids, size_t *ret_count);

/*
 * Open deliveries (queued, or retrying with a known outcome) that carry an earlier notice about
 * the same deadline kind of the same agreement than notice_id, or, when notice_id is 0, any
 * notice about the agreement. With the overtaken notices of each.
 */
struct overtaken {
	struct delivery delivery; /* with its document */
	const int64_t *notice_ids;
	size_t notice_count;
};
int store_overtaken(struct store *store, int64_t agreement_id, enum deadline_kind kind,
		    int64_t notice_id, struct arena *arena, struct overtaken **ret_overtaken,
		    size_t *ret_count);

/*
 * Replaces an open delivery by one with a new ID and the notices and document given, or withdraws
 * it when document is NULL. reason stands in `deliveries`. STORE_CONFLICT when it is not open.
 */
int store_replace_delivery(struct store *store, int64_t number, const char *document,
			   const char *subject, const int64_t *notice_ids, size_t notice_count,
			   const char *reason, int64_t now_ms, int64_t *ret_number);

/* Whether every delivery of these notices is dead or withdrawn and none was sent or is open. */
int store_all_dead(struct store *store, const int64_t *notice_ids, size_t count, bool *ret_dead);

/* How many deliveries are in each state, by enum delivery_state. */
int store_delivery_counts(struct store *store, int64_t counts[static 6]);

const char *delivery_state_name(enum delivery_state state);
bool delivery_state_parse(const char *name, enum delivery_state *ret_state);
const char *run_kind_name(enum run_kind kind);

/* ---- requests ------------------------------------------------------------------------------- */

/* What renewctl asks the daemon to do. Answers are one line for people. */
struct request {
	int64_t id;
	const char *kind; /* "run", "retry", "test-channel" */
	const char *argument;
	int64_t asked_ms;
};
int store_ask(struct store *store, const char *kind, const char *argument, int64_t now_ms,
	      int64_t *ret_id);
/* The oldest that has no answer, or STORE_NOT_FOUND. */
int store_next_request(struct store *store, struct arena *arena, struct request *ret_request);
/* status: exit status for renewctl (0 to 3). */
int store_answer(struct store *store, int64_t id, int status, const char *answer, int64_t now_ms);
/* STORE_NOT_FOUND while there is no answer. */
int store_answered(struct store *store, int64_t id, struct arena *arena, int *ret_status,
		   const char **ret_answer);

#endif
