/*
 * Agreements in the store, with their partners and terms. Errors: see db/store.h.
 */
#ifndef RENEWD_DB_AGREEMENTS_H
#define RENEWD_DB_AGREEMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/day.h"
#include "core/plan.h"

struct store;

/* Who changes something, and how, for the audit. */
struct author {
	const char *who; /* "import", a login name … */
	const char *how; /* the command, the file */
	int64_t at_ms;
};

/*
 * Adds an agreement with its partners and its terms; next_on is its known_on, so that the next run
 * plans it. source_row is from store_add_source(), 0: it comes from no line. The agreement's id and
 * the terms' seq are not read: terms count from 0 in their order. -EINVAL with no term, or with
 * more than AGREEMENT_TERMS_MAX or AGREEMENT_PARTNERS_MAX; STORE_NOT_FOUND: no such source_row.
 */
int store_add_agreement(struct store *store, const struct agreement *agreement, int64_t source_row,
			const struct author *author, int64_t *ret_id);

/*
 * Replaces fields, partners and terms of the agreement with that ID; known_on stays. Terms: one
 * that is unchanged in start, length and last day keeps its known_on and seen_on; a changed one
 * gets the known_on given and is unseen; the last one is unseen too when terminated_on is another.
 * The audit keeps before and after; next_on becomes today,
 * so that the next run plans it. When nothing but the number of its row differs from what is kept,
 * only that and the line it comes from change: no audit, next_on stays. source_row 0: the line it
 * came from stays.
 * Errors as store_add_agreement(), and STORE_NOT_FOUND.
 */
int store_update_agreement(struct store *store, const struct agreement *agreement,
			   int64_t source_row, struct day today, const struct author *author);

/*
 * The agreement stands as it is kept in that line of an import (store_kin() said is_same): nothing
 * but the line it comes from and the number of its row changes. row may be NULL. No audit, next_on
 * stays. STORE_NOT_FOUND: no such agreement or source_row.
 */
int store_confirm_agreement(struct store *store, int64_t id, int64_t source_row, const char *row);

/* Reads one agreement into the arena; STORE_NOT_FOUND. */
int store_agreement(struct store *store, int64_t id, struct arena *arena,
		    struct agreement *ret_agreement);

/*
 * The history of one agreement: ledger lines by deadline kind, deadline and milestone, responses in
 * the order in which they were made.
 */
int store_history(struct store *store, int64_t id, struct arena *arena,
		  struct history *ret_history);

/*
 * The ID that a user's word means: a number is an ID; otherwise a registration number that only
 * one agreement has. STORE_NOT_FOUND; STORE_CONFLICT when several have it.
 */
int store_find(struct store *store, const char *word, int64_t *ret_id);

/* What a visitor gets: valid during the call only. Anything but 0 stops and is returned. */
typedef int store_visit(void *context, const struct agreement *agreement,
			const struct history *history, struct day next_on);

/*
 * The agreements of a register that have much in common with a draft, to find out which of them it
 * is: those with its registration number, and those with its first partner and type (names compared
 * folded: case, accents and white space do not count), with its signing date or with any. By ID,
 * each once; of each of the three sorts at most limit (0: no limit). When only one has the number,
 * has the same first partner and type and is not taken, that one alone is given. is_taken: its line
 * is of that import. The register is made when it is new.
 */
struct store_kin {
	int64_t id;
	bool has_number;     /* a registration number of its own */
	bool is_number_same; /* the draft's registration number */
	bool is_facts_same;  /* first partner and type */
	bool is_same;	     /* all that the draft says, but for the number of its row */
	const char *row;     /* its number in the register, or NULL */
	struct vague signed_on;
	bool is_taken;
	unsigned int line; /* that it comes from, if it is taken or there are several; 0: none */
	enum agreement_state state;
};
int store_kin(struct store *store, const struct agreement *draft, int64_t import, size_t limit,
	      struct arena *arena, struct store_kin **ret_kin, size_t *ret_count);

/*
 * Active agreements that may have been superseded, in any register: each with the next one that was
 * signed after it and has the same first partner and type (compared folded), when the import added
 * either of the two. Without a first partner's name or a signing date there is no question. Of more
 * than 1000 with the same partner and type, those signed last are looked at. Agreements are valid
 * during the call only; anything but 0 stops and is returned. The visitor may add problems.
 */
typedef int store_visit_pair(void *context, const struct agreement *older,
			     const struct agreement *newer);
int store_each_successor(struct store *store, int64_t import, store_visit_pair *visit,
			 void *context);

/*
 * Other registers that have what an import added: the same registration number, or the same first
 * partner and type (compared folded) and the same signing date. By name.
 */
struct store_elsewhere {
	const char *register_name;
	int64_t count; /* how many agreements */
};
int store_elsewhere(struct store *store, int64_t import, struct arena *arena,
		    struct store_elsewhere **ret_elsewhere, size_t *ret_count);

/*
 * Bulk work: a transaction that writes very much, such as an import. store_bulk_begin() begins it,
 * as store_begin() does; store_bulk_end() writes what still waits and is to be called before
 * store_commit(). What is added is kept in memory for a while (some 70 MB at the most) and written
 * in order; everything that is asked sees it. After any failure all of it must be rolled back.
 * That what is added refers to exists (an import, an agreement) is not checked.
 *
 * is_large: hundreds of megabytes are to be written. When nobody else has the store open, it is
 * taken alone until the end of the transaction: who opens it meanwhile waits, readers too.
 */
int store_bulk_begin(struct store *store, bool is_large);
int store_bulk_end(struct store *store);

/*
 * All agreements by ID, each with its history: five cursors that advance together, so that
 * memory does not grow. The visitor may write about the agreement it is shown (store_set_next(),
 * store_settle() …) when the caller began a transaction before; it may not end it, and must not
 * call store_each() (-EINVAL).
 */
int store_each(struct store *store, store_visit *visit, void *context);

/* Those whose next_on has come, by ID. The visitor may change next_on; else as store_each(). */
int store_each_due(struct store *store, struct day today, store_visit *visit, void *context);

/* DAY_NONE: nothing will ever be due. Writes only when it differs. STORE_NOT_FOUND. */
int store_set_next(struct store *store, int64_t id, struct day next_on);

/* Marks the terms of an agreement as seen by a run on that day, where they are not yet. */
int store_mark_seen(struct store *store, int64_t id, struct day today);

/* How many agreements there are. */
int store_count(struct store *store, int64_t *ret_count);

/*
 * Agreements of a register that an import (store_import_begin()) did not bring: their line is of
 * an earlier import, or they have none. By ID; the visitor gets an empty history.
 */
int store_each_missing(struct store *store, const char *register_name, int64_t import,
		       store_visit *visit, void *context);

#endif
