/*
 * Who is told: from the names in a policy to contacts that can be reached.
 */
#ifndef RENEWD_CORE_RECIPIENT_H
#define RENEWD_CORE_RECIPIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/agreement.h"
#include "core/contact.h"
#include "core/policy.h"

/* Why a notice goes to the keeper and not to whom it is for. */
enum fallback {
	FALLBACK_NONE,
	FALLBACK_NO_OWNER,	/* the agreement names no owner */
	FALLBACK_UNKNOWN_OWNER, /* its owner is none of the contacts */
	FALLBACK_NO_ADDRESS	/* the contact cannot be told anything */
};

/* Who a name stands for. */
struct recipient {
	const struct contact *contact; /* who is told; never NULL */
	const struct contact *absent;  /* for whom the contact stands in; NULL: for nobody */
	enum fallback fallback;
};

/* The names of a rule, or of its policy, or the owner. */
const char *const *recipient_names(const struct policy *policy, enum deadline_kind kind,
				   size_t *ret_count);

/*
 * Who a name (the key of a contact, or "owner") means for an agreement on that day: the contact, or
 * its deputy while it is absent; the keeper, or the keeper's deputy, where that can be told
 * nothing.
 */
struct recipient recipient_of(const struct contacts *contacts, const char *name,
			      const struct agreement *agreement, struct day today);

/*
 * Whether a step of the policy's escalations (0 is the first) reaches somebody who is not told
 * already by the policy itself or by a step before. True when nothing is known of contacts.
 */
bool recipient_is_new(const struct contacts *contacts, const struct policy *policy,
		      enum deadline_kind kind, const struct agreement *agreement, int step,
		      struct day today);

const char *fallback_name(enum fallback fallback);
bool fallback_parse(const char *name, enum fallback *ret_fallback);

#endif
