/*
 * The outbox: deliveries and their attempts. Errors: see db/store.h.
 *
 *	                      +---------------------------+
 *	                      v                           |
 *	(added) -> queued -> sending -> retrying ---------+
 *	             |          |  |        |
 *	             |          |  +-> dead -> queued (store_revive())
 *	             |          +-> sent    |
 *	             +----> withdrawn <-----+
 *
 * A delivery is open while it is queued or retrying and none of its attempts has an unknown
 * outcome. Only an open delivery may be replaced or withdrawn: of any other the bytes may be on
 * their way, and must stay what they are. A delivery's number is never used again.
 */
#ifndef RENEWD_DB_OUTBOX_H
#define RENEWD_DB_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/day.h"

struct store;

enum delivery_state {
	STATE_QUEUED,
	STATE_SENDING,
	STATE_SENT,
	STATE_RETRYING,
	STATE_DEAD,
	STATE_DELIVERY_WITHDRAWN
};
#define DELIVERY_STATES 6

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
	int64_t next_ms;  /* of the next attempt (STATE_QUEUED, STATE_RETRYING); else 0 */
	unsigned int attempts;
	unsigned int ambiguous; /* attempts whose outcome is unknown */
	struct day as_of;	/* frozen once an outcome is unknown; DAY_NONE before */
	const char *last_class; /* of the last verdict, or NULL */
	int last_code;
	const char *last_text; /* of the last verdict, or why it was withdrawn; or NULL */
	int64_t last_ms;       /* of the last verdict or the withdrawal; 0: none */
	int64_t replaced_by;   /* number of the delivery with what was left of it; 0: none */
	const char *subject;   /* for lists; or NULL */
	const char *document;  /* NULL in store_deliveries() */
};

/* What a new delivery needs. It is due at created_ms. */
struct new_delivery {
	int64_t run; /* 0: none */
	const char *kind;
	const char *channel;
	const char *address;
	const char *contact;
	const char *recipient;
	const char *subject; /* or NULL */
	const char *document;
	int64_t created_ms;
	int64_t thread; /* the agreement that it alone is about, so that it joins a thread; 0: none */
	const int64_t *notice_ids; /* ledger lines that it carries; one named twice counts once */
	size_t notice_count;
};

/*
 * The ID of the delivery that began a thread: the first about that agreement to that address that
 * was sent or still may be. NULL when there is none.
 */
int store_thread_root(struct store *store, int64_t thread, const char *channel, const char *address,
		      struct arena *arena, const char **ret_id);

/* STORE_NOT_FOUND: no such run or notice. */
int store_add_delivery(struct store *store, const struct new_delivery *delivery,
		       int64_t *ret_number);

/*
 * Queued or retrying deliveries of a channel whose time has come, those due longest first, at most
 * max; with their documents.
 */
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

/* Newest first. */
int store_deliveries(struct store *store, const struct delivery_filter *filter, struct arena *arena,
		     struct delivery **ret_deliveries, size_t *ret_count);

/*
 * The start of an attempt of a queued or retrying delivery: STATE_SENDING, counted. as_of, the day
 * from which the words of this attempt count, is kept in the attempt. STORE_CONFLICT in any other
 * state; STORE_NOT_FOUND.
 */
int store_start_attempt(struct store *store, int64_t number, struct day as_of, int64_t now_ms);

/* The end of an attempt. */
struct attempt_end {
	enum delivery_state state; /* becomes STATE_QUEUED, _SENT, _RETRYING or _DEAD */
	int64_t next_ms;	   /* STATE_QUEUED, STATE_RETRYING */
	const char *class;	   /* verdict_class_name() */
	int code;
	const char *text; /* or NULL */
	int64_t now_ms;
	bool is_ambiguous; /* the outcome is unknown: as_of is frozen at that of this attempt */
	bool is_uncounted; /* nothing was tried: the attempt does not count (courier told to end),
			    * and the last verdict stays what it was */
};
/* STORE_CONFLICT when the delivery is not STATE_SENDING; STORE_NOT_FOUND; -EINVAL: other state. */
int store_end_attempt(struct store *store, int64_t number, const struct attempt_end *end);

/* The attempts of a delivery, oldest first. */
struct attempt {
	int64_t started_ms;
	int64_t ended_ms;  /* 0: it has not ended */
	const char *class; /* NULL while it runs */
	int code;
	const char *text; /* or NULL */
	struct day as_of;
};
int store_attempts(struct store *store, int64_t number, struct arena *arena,
		   struct attempt **ret_attempts, size_t *ret_count);

/*
 * At start-up: deliveries in STATE_SENDING were cut off with an unknown outcome. Each becomes
 * STATE_RETRYING at once, counted as ambiguous, frozen at the as_of of its attempt. *ret_count:
 * how many.
 */
int store_interrupted(struct store *store, int64_t now_ms, size_t *ret_count);

/*
 * Makes all retrying deliveries of a channel due now (after its settings were mended); NULL: of
 * all channels.
 */
int store_hurry(struct store *store, const char *channel, int64_t now_ms);

/*
 * Queues a dead delivery again, with its schedule from the start; what is frozen stays frozen.
 * STORE_CONFLICT when it is not dead; STORE_NOT_FOUND.
 */
int store_revive(struct store *store, int64_t number, int64_t now_ms);

/* The notices of a delivery, ascending. */
int store_delivery_notices(struct store *store, int64_t number, struct arena *arena,
			   int64_t **ret_ids, size_t *ret_count);

/*
 * Open deliveries that carry a notice about a deadline kind of an agreement about which the ledger
 * has a later notice, with the overtaken notices of each. Oldest first.
 */
struct overtaken {
	struct delivery delivery; /* with its document */
	const int64_t *notice_ids;
	size_t notice_count;
};
int store_overtaken(struct store *store, struct arena *arena, struct overtaken **ret_overtaken,
		    size_t *ret_count);

/*
 * Replaces an open delivery by one with a new ID and the notices and document given, due at now_ms,
 * or withdraws it when document is NULL; then *ret_number is 0. reason stands in its last_text.
 * STORE_CONFLICT when it is not open; STORE_NOT_FOUND.
 */
int store_replace_delivery(struct store *store, int64_t number, const char *document,
			   const char *subject, const int64_t *notice_ids, size_t notice_count,
			   const char *reason, int64_t now_ms, int64_t *ret_number);

/* Whether every delivery of these notices is dead or withdrawn and none was sent or is open. */
int store_all_dead(struct store *store, const int64_t *notice_ids, size_t count, bool *ret_dead);

/* How many deliveries are in each state, by enum delivery_state. */
int store_delivery_counts(struct store *store, int64_t counts[static DELIVERY_STATES]);

const char *delivery_state_name(enum delivery_state state);
bool delivery_state_parse(const char *name, enum delivery_state *ret_state);

#endif
