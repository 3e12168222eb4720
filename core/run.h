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
#include "core/digest.h"
#include "core/plan.h"
#include "core/recipient.h"

/* How many entries one delivery holds at most; more become further parts of it. */
#define RUN_ENTRIES_MAX 2000

/* A run that comes more than so many days after the last one only tells the keeper. */
#define RUN_GAP_DAYS 60

/* How many problems of registers one summary tells; more follow in the next ones. */
#define RUN_PROBLEMS_MAX 200

/* What nobody has decided about an agreement yet, so that a notice has to say it. */
struct doubt {
	int64_t successor; /* ID of a later agreement that may have taken its place; 0: none */
	struct vague successor_signed;
	const char *readings[2]; /* what the register can mean by its last day; NULL: no doubt */
};

/* What is wrong in a register. */
struct run_problem {
	int64_t id;	      /* the store's; 0 in a document that was read */
	int64_t agreement_id; /* 0: none */
	const char *register_name;
	unsigned int line;
	const char *code;
	const char *text;
	const char *partner; /* of the agreement; stands before the text, a line says little; or
				NULL (always in a document that was read: it is in the text) */
};

struct run_problems {
	const struct run_problem *items;
	size_t count;
	size_t total; /* with those that are not given here */
};

/* A message that did not arrive. */
struct run_undelivered {
	const char *channel;
	const char *recipient; /* name, or NULL */
	const char *subject;   /* or NULL */
	const char *reason;    /* what the server or the courier said; no secrets; or NULL */
	struct day since;      /* the day on which it was decided */
	bool is_given_up;      /* else it is tried again */
};

/* Somebody who was reached with a notice about a deadline before. */
struct told {
	struct address address;
	const char *contact; /* key, or NULL */
	const char *name;    /* or NULL */
	struct day on;	     /* first */
};

/* A decision with its agreement; both belong to the run. */
struct run_entry {
	const struct agreement *agreement;
	struct decision decision;
	enum section section; /* of the digest; SECTION_NONE: a notice, or an unwatched deadline */
	const char *owner;  /* there, the name of the contact that owns it; NULL: no contact does */
	struct doubt doubt; /* set by the caller, from the run's arena */
	/*
	 * Who was told of this deadline before; set by the caller, from the run's arena, before
	 * run_finish(), where run_needs_told() says so. Word of a new term goes to them alone.
	 */
	const struct told *told;
	size_t told_count;
	enum fallback fallback;
	int64_t notice_id; /* the ledger's number; 0 until the caller sets it */
};

enum delivery_kind {
	DELIVERY_REMINDER, /* notices */
	DELIVERY_INTAKE,   /* to the keeper: deadlines that had passed before they were known */
	DELIVERY_GAP,	   /* to the keeper: what the next run will send, after a long gap */
	DELIVERY_TROUBLE,  /* to the keeper: what could not be delivered (made by the daemon) */
	DELIVERY_DIGEST	   /* to the keeper: how things stand, once a week or a month */
};

/* An entry on its way to one address. */
struct run_item {
	size_t entry;		      /* index into run.entries */
	const struct contact *absent; /* for whom the recipient stands in; NULL: for nobody */
	int level;		      /* the step of escalation that brings it here; 0: none does */
};

/* Entries that go to one address in one message. */
struct run_delivery {
	enum delivery_kind kind;
	struct address address;
	const struct contact *contact; /* the first contact that this address belongs to; NULL: none
					* does (any more) */
	const char *name;	       /* of the recipient */
	bool is_for_keeper;	       /* it is for who keeps the register, also in a trial */
	const struct run_item *items;
	size_t item_count;
	size_t part;	/* from 1 */
	size_t parts;	/* 1 unless RUN_ENTRIES_MAX was passed */
	int64_t thread; /* the agreement that it alone is about, by its policy's grouping; 0: none */
	/* In a trial: whom it is for, and where it would have gone. NULL: no trial. */
	const char *meant_name;
	struct address meant;
};

struct run {
	struct day today;
	struct run_entry
		*entries; /* notices, unwatched deadlines (one each), lines of the digest */
	size_t entry_count;
	size_t entry_capacity;
	struct run_delivery *deliveries; /* after run_finish() */
	const struct contact *keeper;	 /* after run_finish() */
	size_t delivery_count;
	/* Set by the caller before run_finish(), from the run's arena: what DELIVERY_INTAKE tells of
	 * beside unwatched deadlines. */
	struct run_problems untold;
	/* Likewise, when a digest is due: its schedule, and what it tells beside its entries. */
	const struct digest_schedule *digest;
	struct day digest_since;
	struct run_problems unsettled;
	const struct run_undelivered *undelivered;
	size_t undelivered_count;
	size_t undelivered_total;
	bool borrows; /* set by the caller: agreements outlive the run, which copies none of them */
	struct arena arena;	/* copies of the agreements that entries need, and the deliveries */
	size_t agreement_count; /* agreements that were planned */
};

/* Whether a run on today comes after a gap (see RUN_GAP_DAYS). */
bool run_is_after_gap(struct day last, struct day today);

void run_init(struct run *run, struct day today);

/* Empties a run for another day; its memory is used again. */
void run_reset(struct run *run, struct day today);

/*
 * Takes the notices and the unwatched deadlines of a plan into the run; superseded milestones
 * need no message. Of an unwatched deadline, its last milestone becomes the entry. Copies what it
 * needs of the agreement; the new entries are those from the entry_count before the call on.
 * 0, or -ENOMEM; then nothing was added.
 */
int run_add(struct run *run, const struct agreement *agreement, const struct agreement_plan *plan);

/*
 * Takes the agreement into the digest of the run, where that lists it (digest_section()). 0, or
 * -ENOMEM; then nothing was added.
 */
int run_add_digest(struct run *run, const struct agreement *agreement,
		   const struct history *history, const struct plan_rules *rules, struct day since);

/* Whether the entry has to say, or to know, who was told before. */
bool run_needs_told(const struct run_entry *entry);

/* How many notices the run gives out. */
size_t run_notices(const struct run *run);

/*
 * Finds recipients and groups: for each address, the notices of policies with `group: owner`, and
 * all questions for a last day, are one delivery, other notices of `group: agreement` one for each
 * agreement; the unwatched deadlines are one DELIVERY_INTAKE to each address of the keeper, the
 * digest is one DELIVERY_DIGEST to each address of its recipients. Who is absent is stood in for by
 * the deputy. Within a delivery the most urgent (earliest) deadline comes first; a digest goes by
 * section, what is about to end by owner. The order of deliveries depends on nothing but the
 * entries. In a trial each goes to the addresses of the trial's contact instead. When is_gap, all
 * notices become one DELIVERY_GAP to the keeper instead. 0, or -ENOMEM.
 */
int run_finish(struct run *run, const struct contacts *contacts, bool is_gap);

void run_done(struct run *run);

const char *delivery_kind_name(enum delivery_kind kind);
bool delivery_kind_parse(const char *name, enum delivery_kind *ret_kind);

#endif
