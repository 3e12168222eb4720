/*
 * A run: what is due on one day for all agreements, to whom it goes, and in which messages.
 *
 * plan_agreement() says what is due; a run collects it, finds the recipients and groups the
 * notices into deliveries. It is pure as well: the daemon writes down what a run holds, the
 * preview shows it.
 */
#ifndef RENEWD_CORE_RUN_H
#define RENEWD_CORE_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"
#include "core/arena.h"
#include "core/contact.h"
#include "core/plan.h"

/* How many entries one delivery holds at most; more become further parts of it. */
#define RUN_ENTRIES_MAX 2000

/* A run that comes more than so many days after the last one only tells the keeper. */
#define RUN_GAP_DAYS 60

/* How many problems of registers one summary tells; more follow in the next ones. */
#define RUN_PROBLEMS_MAX 200

/* Why a notice goes to the keeper and not to whom it is for. */
enum fallback {
	FALLBACK_NONE,
	FALLBACK_NO_OWNER,	/* the agreement names no owner */
	FALLBACK_UNKNOWN_OWNER, /* its owner is none of the contacts */
	FALLBACK_NO_ADDRESS	/* the contact cannot be told anything */
};

/* What nobody has decided about an agreement yet, so that a notice has to say it. */
struct doubt {
	int64_t successor; /* ID of a later agreement that may have taken its place; 0: none */
	struct vague successor_signed;
	const char *readings[2]; /* what the register can mean by its last day; NULL: no doubt */
};

/* A decision with its agreement; both belong to the run. */
struct run_entry {
	const struct agreement *agreement;
	struct decision decision;
	struct doubt doubt; /* set by the caller, from the run's arena */
	enum fallback fallback;
	int64_t notice_id; /* the ledger's number; 0 until the caller sets it */
};

enum delivery_kind {
	DELIVERY_REMINDER, /* notices */
	DELIVERY_INTAKE,   /* to the keeper: deadlines that had passed before they were known */
	DELIVERY_GAP,	   /* to the keeper: what the next run will send, after a long gap */
	DELIVERY_TROUBLE   /* to the keeper: what could not be delivered (made by the daemon) */
};

/* Entries that go to one address in one message. */
struct run_delivery {
	enum delivery_kind kind;
	struct address address;
	const struct contact *contact; /* the first contact that this address belongs to */
	const size_t *entries;	       /* indices into run.entries */
	size_t entry_count;
	size_t part;  /* from 1 */
	size_t parts; /* 1 unless RUN_ENTRIES_MAX was passed */
};

struct run {
	struct day today;
	struct run_entry *entries; /* notices, then unwatched deadlines (one each) */
	size_t entry_count;
	size_t entry_capacity;
	struct run_delivery *deliveries; /* after run_finish() */
	const struct contact *keeper;	 /* after run_finish() */
	size_t delivery_count;
	bool tell_intake; /* set by the caller: a DELIVERY_INTAKE even without unwatched deadlines */
	struct arena arena;	/* copies of the agreements that entries need, and the deliveries */
	size_t agreement_count; /* agreements that were planned */
};

/* Whether a run on today comes after a gap (see RUN_GAP_DAYS). */
bool run_is_after_gap(struct day last, struct day today);

void run_init(struct run *run, struct day today);

/*
 * Takes the notices and the unwatched deadlines of a plan into the run; superseded milestones
 * need no message. Of an unwatched deadline, its last milestone becomes the entry. Copies what it
 * needs of the agreement; the new entries are those from the entry_count before the call on.
 * 0, or -ENOMEM; then nothing was added.
 */
int run_add(struct run *run, const struct agreement *agreement, const struct agreement_plan *plan);

/*
 * Finds recipients and groups: for each address, the notices of policies with `group: owner` are
 * one delivery, those of `group: agreement` one for each agreement; the unwatched deadlines are
 * one DELIVERY_INTAKE to each address of the keeper. Within a delivery the most urgent (earliest)
 * deadline comes first. The order of deliveries depends on nothing but the entries. When is_gap, all
 * of them become one DELIVERY_GAP to the keeper instead. 0, or -ENOMEM.
 */
int run_finish(struct run *run, const struct contacts *contacts, bool is_gap);

void run_done(struct run *run);

const char *delivery_kind_name(enum delivery_kind kind);
bool delivery_kind_parse(const char *name, enum delivery_kind *ret_kind);
const char *fallback_name(enum fallback fallback);
bool fallback_parse(const char *name, enum fallback *ret_fallback);

#endif
