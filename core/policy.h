/*
 * Policies: for which agreements which reminders are due, and who gets them.
 */
#ifndef RENEWD_CORE_POLICY_H
#define RENEWD_CORE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"
#include "core/span.h"

/* Patterns of which one must match (text_matches()); count 0: anything does. */
struct patterns {
	const char *const *items;
	size_t count;
};

/* All four must match. country is compared with the country code of each partner. */
struct match {
	struct patterns type;
	struct patterns owner;
	struct patterns country;
	struct patterns register_name;
};

/* How a policy treats one kind of deadline. */
enum rule_state {
	RULE_UNSET, /* this policy says nothing: the next one that matches decides */
	RULE_SET,
	RULE_OFF /* "off": no reminders, on purpose */
};

/*
 * end:     milestones at deadline - before[i], then deadline + 1 day, + every, + 2 * every … as
 *          long as they are not later than deadline + until.
 * notice:  milestones at deadline - before[i]; of an agreement whose notice period is not recorded,
 *          the first of them.
 * review:  deadlines every `every` from the signing day; milestones at deadline - before[i].
 * unknown: milestones every `every` from the day on which the deadline became known.
 */
struct rule {
	enum rule_state state;
	const struct span *before;
	size_t before_count;
	struct span every; /* n = 0: no cadence */
	struct span until;
	const char *const *to; /* contact keys or "owner"; count 0: as the policy says */
	size_t to_count;
};

/* Milestones of the end with a wording of their own. */
struct window {
	bool is_set;
	struct span opens;
	struct span closes;
};

/*
 * A step of escalation: when nobody has responded so long after the first notice about a deadline,
 * somebody else is told as well, and gets what follows too. Not for DEADLINE_UNKNOWN.
 */
struct escalation {
	struct span after;
	const char *const *to; /* contact keys or "owner" */
	size_t to_count;
};

enum grouping {
	GROUP_OWNER,	/* notices to one address are one message */
	GROUP_AGREEMENT /* one message for each agreement */
};

struct policy {
	const char *name;
	struct match match;
	struct rule rules[DEADLINE_KINDS];
	struct window window;  /* goes with the end rule of the same policy */
	const char *const *to; /* contact keys or "owner"; count 0: the owner */
	size_t to_count;
	enum grouping group;
	const struct escalation *escalations; /* the soonest first */
	size_t escalation_count;
	/* So long before an end or a notice deadline, no acknowledgement hides a reminder. */
	struct span never_hide;
};

#define POLICIES_MAX	   1000
#define ESCALATIONS_MAX	   10
#define POLICY_OFFSETS_MAX 40  /* entries of `before` */
#define POLICY_CADENCE_MAX 400 /* milestones after the end */

struct policies {
	const struct policy *items;
	size_t count;
};

/*
 * What applies when no policy of the configuration says anything about a deadline:
 * end before 180d, 90d, 60d, 30d, 14d, 7d, 1d, 0d and every 14d until 90d after; notice before
 * 90d, 30d, 7d, 0d; review every 24m; unknown every 6m; to the owner; nobody is told when the owner
 * does not respond; nothing is hidden in the last 7 days.
 */
extern const struct policy policy_built_in;

bool match_applies(const struct match *match, const struct agreement *agreement);

/*
 * The first policy that matches the agreement and says something about that kind of deadline
 * (RULE_SET or RULE_OFF); policy_built_in when none does. Never NULL.
 */
const struct policy *policy_for(const struct policies *policies, const struct agreement *agreement,
				enum deadline_kind kind);

#endif
