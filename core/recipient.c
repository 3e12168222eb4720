#include "core/recipient.h"

#include <string.h>

#include "core/names.h"

const char *const *recipient_names(const struct policy *policy, enum deadline_kind kind,
				   size_t *ret_count)
{
	static const char *const owner[] = {"owner"};
	const struct rule *rule = &policy->rules[kind];

	if (rule->to_count > 0) {
		*ret_count = rule->to_count;
		return rule->to;
	}
	*ret_count = policy->to_count > 0 ? policy->to_count : 1;
	return policy->to_count > 0 ? policy->to : owner;
}

struct recipient recipient_of(const struct contacts *contacts, const char *name,
			      const struct agreement *agreement, struct day today)
{
	bool is_owner = strcmp(name, "owner") == 0;
	size_t index = is_owner ? contacts_find(contacts, agreement->owner)
				: contacts_by_key(contacts, name);
	const struct contact *keeper = &contacts->items[contacts->keeper];
	const struct contact *meant = index == CONTACT_NOT_FOUND ? NULL : &contacts->items[index];
	struct recipient recipient = {0};

	if (meant == NULL)
		recipient.fallback =
			agreement->owner == NULL ? FALLBACK_NO_OWNER : FALLBACK_UNKNOWN_OWNER;
	else if (contact_on_duty(meant, today)->address_count == 0)
		recipient.fallback = FALLBACK_NO_ADDRESS;
	if (recipient.fallback != FALLBACK_NONE)
		meant = keeper;
	recipient.contact = contact_on_duty(meant, today);
	/* The keeper gets what is for nobody, come what may. */
	if (recipient.contact->address_count == 0)
		recipient.contact = meant;
	if (recipient.contact != meant)
		recipient.absent = meant;
	return recipient;
}

static bool is_among(const struct contacts *contacts, const char *const *names, size_t count,
		     const struct agreement *agreement, struct day today,
		     const struct contact *contact)
{
	for (size_t i = 0; i < count; i++) {
		if (recipient_of(contacts, names[i], agreement, today).contact == contact)
			return true;
	}
	return false;
}

static bool is_told_before(const struct contacts *contacts, const struct policy *policy,
			   enum deadline_kind kind, const struct agreement *agreement, int step,
			   struct day today, const struct contact *contact)
{
	size_t count;
	const char *const *names = recipient_names(policy, kind, &count);

	if (is_among(contacts, names, count, agreement, today, contact))
		return true;
	for (int i = 0; i < step; i++) {
		const struct escalation *former = &policy->escalations[i];

		if (is_among(contacts, former->to, former->to_count, agreement, today, contact))
			return true;
	}
	return false;
}

bool recipient_is_new(const struct contacts *contacts, const struct policy *policy,
		      enum deadline_kind kind, const struct agreement *agreement, int step,
		      struct day today)
{
	const struct escalation *escalation = &policy->escalations[step];

	if (contacts->count == 0)
		return true;
	for (size_t i = 0; i < escalation->to_count; i++) {
		struct recipient recipient =
			recipient_of(contacts, escalation->to[i], agreement, today);

		if (!is_told_before(contacts, policy, kind, agreement, step, today,
				    recipient.contact))
			return true;
	}
	return false;
}

static const char *const fallback_names[] = {
	[FALLBACK_NONE] = "none",
	[FALLBACK_NO_OWNER] = "no_owner",
	[FALLBACK_UNKNOWN_OWNER] = "unknown_owner",
	[FALLBACK_NO_ADDRESS] = "no_address",
};

const char *fallback_name(enum fallback fallback)
{
	return fallback_names[fallback];
}

bool fallback_parse(const char *name, enum fallback *ret_fallback)
{
	unsigned int index;

	if (!names_find(NAMES(fallback_names), name, &index))
		return false;
	*ret_fallback = (enum fallback)index;
	return true;
}
