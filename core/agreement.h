/*
 * An agreement: one row of a register, with its terms.
 */
#ifndef RENEWD_CORE_AGREEMENT_H
#define RENEWD_CORE_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/notice.h"
#include "core/term.h"
#include "core/vague.h"

/* What obliges somebody. Each is independent of the others. */
enum deadline_kind {
	DEADLINE_END,	 /* the last day */
	DEADLINE_NOTICE, /* the last day on which notice can be given, else it renews itself */
	DEADLINE_REVIEW,
	DEADLINE_UNKNOWN
};
#define DEADLINE_KINDS 4

enum agreement_kind { KIND_FIXED, KIND_TERM, KIND_OPEN_ENDED, KIND_UNKNOWN };
enum renewal { RENEWAL_EXPRESS, RENEWAL_TACIT, RENEWAL_NONE };

/* The states that are kept. Everything else is a condition, worked out from today. */
enum agreement_state { STATE_ACTIVE, STATE_TERMINATED, STATE_SUPERSEDED, STATE_WITHDRAWN };

enum condition {
	CONDITION_ACTIVE,
	CONDITION_ENDING,	  /* active; a reminder before the end, or of notice, is due */
	CONDITION_MAY_HAVE_ENDED, /* between the reckoned and the last possible day */
	CONDITION_ENDED,
	CONDITION_OPEN_ENDED,
	CONDITION_UNKNOWN, /* no last day is known */
	CONDITION_TERMINATED,
	CONDITION_SUPERSEDED,
	CONDITION_WITHDRAWN
};

struct partner {
	const char *name;
	const char *city;	 /* or NULL */
	const char *country;	 /* ISO 3166-1 alpha-2, or NULL */
	const char *country_raw; /* as the register says it, or NULL */
};

/* How a tacit renewal goes on: at the end of a term the next one begins by itself. */
struct renews {
	struct span every; /* length of each new term; n = 0: not known */
	int times;	   /* how often at the most; 0: without limit */
};

/* Strings belong to whoever made the agreement (an arena, mostly); NULL: not known. */
struct agreement {
	int64_t id;
	const char *register_name;
	const char *row; /* number in the register, as it stands there */
	const char *registration_number;
	const char *type;     /* as renewd understands it: the raw one, white space folded */
	const char *type_raw; /* as the register says it */
	const char *owner;
	const char *last_day_raw; /* as the register says it */
	const struct partner *partners;
	size_t partner_count;
	struct vague signed_on;
	enum agreement_kind kind;
	enum renewal renewal;
	struct renews renews; /* RENEWAL_TACIT */
	struct notice notice; /* until when it can be given */
	enum agreement_state state;
	/* Notice was given: it is in force through that day and ends then for good. Or unknown. */
	struct vague terminated_on;
	const char *link;	  /* an address on the web that the register gives, or NULL */
	const char *note;	  /* what the register says beside, or NULL */
	const struct term *terms; /* at least one, by seq */
	size_t term_count;
	struct day known_on; /* the day on which renewd learned of the agreement */
};

#define AGREEMENT_TERMS_MAX    100
#define AGREEMENT_PARTNERS_MAX 100

struct arena;

/* A copy with all that belongs to it; its terms are in its own memory. NULL: memory is short. */
struct agreement *agreement_copy(const struct agreement *agreement, struct arena *arena);

/* The recorded term that is in force or was last: the one with the highest seq. */
const struct term *agreement_current_term(const struct agreement *agreement);

/*
 * The last day of the term that is current on that day: of one that renews itself, the term it
 * has come to by then (core/renewal.h). None is known once it has renewed itself for a time that
 * is not recorded.
 */
struct last_day agreement_last_day(const struct agreement *agreement, const struct dates *dates,
				   struct day today);

/*
 * ending_from is plan_ending_from() of the same day: from then on an agreement that has not ended
 * is CONDITION_ENDING. One that renews itself at the end of its current term has not ended.
 */
enum condition agreement_condition(const struct agreement *agreement, const struct dates *dates,
				   struct day ending_from, struct day today);

const char *deadline_kind_name(enum deadline_kind kind);
bool deadline_kind_parse(const char *name, enum deadline_kind *ret_kind);
const char *agreement_kind_name(enum agreement_kind kind);
bool agreement_kind_parse(const char *name, enum agreement_kind *ret_kind);
const char *renewal_name(enum renewal renewal);
bool renewal_parse(const char *name, enum renewal *ret_renewal);
const char *agreement_state_name(enum agreement_state state);
bool agreement_state_parse(const char *name, enum agreement_state *ret_state);
const char *condition_name(enum condition condition);
bool condition_parse(const char *name, enum condition *ret_condition);

#endif
