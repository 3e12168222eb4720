#include "config/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/contacts.h"
#include "config/cover.h"
#include "config/digest.h"
#include "config/escalation.h"
#include "core/text.h"

/* About how many characters of patterns may be compared: well under a second. */
#define COVER_BUDGET INT64_C(50000000)

/* One name of a contact. */
struct name {
	const char *text;
	uint64_t likeness; /* the same for names that text_same_name() finds the same */
	size_t contact;
};

/*
 * What of a letter is the same in a capital and a small one, for most of ASCII and of Cyrillic; 0
 * for all others, and for 'i', which has relatives beyond ASCII.
 */
static unsigned int likeness_of_letter(unsigned int code)
{
	if (code >= 'A' && code <= 'Z')
		code += 'a' - 'A';
	if (code > ' ' && code < 0x7f && code != 'i')
		return code;
	return code >= 0x410 && code <= 0x44f ? 0x100 + (code - 0x410) % 32 : 0;
}

static uint64_t likeness_of(const char *text)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	size_t length = strlen(text);

	for (size_t i = 0; i < length;) {
		unsigned int code = 0;
		size_t step = text_utf8(text + i, length - i, &code);
		unsigned int likeness = likeness_of_letter(code);

		if (likeness != 0)
			hash = (hash ^ likeness) * UINT64_C(1099511628211);
		i += step > 0 ? step : 1;
	}
	return hash;
}

static int compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness < y->likeness ? -1 : 1;
	return x->contact < y->contact ? -1 : x->contact > y->contact;
}

static size_t count_names(const struct raw_contacts *contacts)
{
	size_t count = 0;

	for (size_t i = 0; i < contacts->count; i++)
		count += 2 + contacts->items[i].aliases.count;
	return count;
}

static void add_name(struct name *names, size_t *count, const char *text, size_t contact)
{
	names[(*count)++] = (struct name){text, likeness_of(text), contact};
}

static size_t collect_names(const struct raw_contacts *contacts, struct name *names)
{
	size_t count = 0;

	for (size_t i = 0; i < contacts->count; i++) {
		const struct raw_contact *contact = &contacts->items[i];

		if (!contact->is_good)
			continue;
		add_name(names, &count, contact->node->key, i);
		add_name(names, &count, contact->name, i);
		for (size_t k = 0; k < contact->aliases.count; k++)
			add_name(names, &count, contact->aliases.items[k], i);
	}
	return count;
}

/* Complains when an earlier one of the same likeness is the same name of another contact. */
static void check_name(struct reading *reading, const struct raw_contacts *contacts,
		       const struct name *names, size_t index)
{
	const struct name *name = &names[index];

	while (index-- > 0 && names[index].likeness == name->likeness) {
		const struct name *other = &names[index];

		if (other->contact == name->contact || !text_same_name(other->text, name->text))
			continue;
		reading_key_error(reading, contacts->items[name->contact].node, "ambiguous_name",
				  "'%.*s' is also a name of the contact '%s'",
				  (int)text_cut(name->text, strlen(name->text), 100), name->text,
				  contacts->items[other->contact].node->key);
		return;
	}
}

static void check_names(struct reading *reading, const struct raw_contacts *contacts)
{
	size_t count = count_names(contacts);
	struct name *names = arena_take_array(reading->scratch, count, sizeof(*names));

	if (names == NULL) {
		reading->error = -ENOMEM;
		return;
	}
	count = collect_names(contacts, names);
	if (count > 0)
		qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 1; i < count; i++)
		check_name(reading, contacts, names, i);
}

static void check_channels(struct reading *reading, const struct raw *raw)
{
	for (size_t i = 0; i < raw->contacts.count; i++) {
		/* A contact that could not be read may be the one that uses it. */
		if (!raw->contacts.items[i].is_good)
			return;
	}
	for (size_t i = 0; i < raw->channels.count; i++) {
		const struct raw_channel *channel = &raw->channels.items[i];

		if (raw->contacts.count > 0 && !contacts_use(raw, channel))
			reading_warning(reading, channel->node, "unused",
					"no contact uses this channel");
	}
}

/* The first earlier policy that takes this deadline from all agreements of the policy, or NULL. */
static const struct raw_policy *taken_by(const struct raw_policies *policies,
					 const struct raw_policy *policy, size_t kind,
					 int64_t *budget)
{
	for (const struct raw_policy *other = policies->items; other < policy; other++) {
		if (other->is_good && other->rules[kind].state != RULE_UNSET &&
		    cover_match(&other->match, &policy->match, budget))
			return other;
	}
	return NULL;
}

static void check_policy(struct reading *reading, const struct raw_policies *policies,
			 const struct raw_policy *policy, int64_t *budget)
{
	const struct raw_policy *other = NULL;

	for (size_t kind = 0; kind < DEADLINE_KINDS; kind++) {
		if (policy->rules[kind].state == RULE_UNSET)
			continue;
		other = taken_by(policies, policy, kind, budget);
		if (other == NULL)
			return;
	}
	if (other != NULL)
		reading_warning(reading, policy->node, "never_applies",
				"the policy '%s' never applies: '%s' on line %u comes first and "
				"takes all that it matches",
				policy->name, other->name, other->node->line);
}

static void check_policies(struct reading *reading, const struct raw *raw)
{
	const struct raw_policies *policies = &raw->policies;
	int64_t budget = COVER_BUDGET;

	for (size_t i = 0; i < policies->count; i++) {
		if (policies->items[i].is_good)
			escalation_check_recipients(reading, raw, &policies->items[i]);
	}
	for (size_t i = 0; i < policies->count && budget > 0; i++) {
		if (policies->items[i].is_good)
			check_policy(reading, policies, &policies->items[i], &budget);
	}
	if (budget <= 0)
		reading_warning(reading, node_get(reading->root, "policies"), "unchecked",
				"there are too many patterns to find policies that never apply");
}

void check_all(struct reading *reading, const struct raw *raw)
{
	contacts_check(reading, raw);
	check_names(reading, &raw->contacts);
	check_channels(reading, raw);
	check_policies(reading, raw);
	digest_check(reading, raw);
}
