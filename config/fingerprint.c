/*
 * FNV-1a, 64 bits, over every field in a fixed order. A number goes in as eight bytes, a text with
 * its length, a list with its count: no two configurations give the same bytes. It tells changes,
 * it protects nothing.
 */
#include "config/fingerprint.h"

#include <string.h>

static uint64_t add_byte(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * UINT64_C(1099511628211);
}

static uint64_t add_number(uint64_t hash, uint64_t number)
{
	for (int i = 0; i < 8; i++, number >>= 8)
		hash = add_byte(hash, (unsigned char)(number & 0xff));
	return hash;
}

static uint64_t add_text(uint64_t hash, const char *text)
{
	hash = add_number(hash, strlen(text));
	while (*text != '\0')
		hash = add_byte(hash, (unsigned char)*text++);
	return hash;
}

static uint64_t add_texts(uint64_t hash, const char *const *texts, size_t count)
{
	hash = add_number(hash, count);
	for (size_t i = 0; i < count; i++)
		hash = add_text(hash, texts[i]);
	return hash;
}

static uint64_t add_span(uint64_t hash, struct span span)
{
	return add_number(add_number(hash, (uint64_t)span.n), span.unit);
}

static uint64_t add_absence(uint64_t hash, const struct contact *contact)
{
	if (contact->deputy == NULL)
		return add_text(hash, "");
	hash = add_text(hash, contact->deputy->key);
	hash = add_number(hash, (uint64_t)contact->absent_from.n);
	return add_number(hash, (uint64_t)contact->absent_until.n);
}

static uint64_t add_contact(uint64_t hash, const struct contact *contact)
{
	hash = add_text(hash, contact->key);
	hash = add_text(hash, contact->name);
	hash = add_texts(hash, contact->aliases, contact->alias_count);
	hash = add_number(hash, contact->address_count);
	for (size_t i = 0; i < contact->address_count; i++) {
		hash = add_text(hash, contact->addresses[i].channel);
		hash = add_text(hash, contact->addresses[i].address);
	}
	return add_absence(hash, contact);
}

static uint64_t add_rule(uint64_t hash, const struct rule *rule)
{
	hash = add_number(hash, rule->state);
	hash = add_number(hash, rule->before_count);
	for (size_t i = 0; i < rule->before_count; i++)
		hash = add_span(hash, rule->before[i]);
	hash = add_span(hash, rule->every);
	hash = add_span(hash, rule->until);
	return add_texts(hash, rule->to, rule->to_count);
}

static uint64_t add_match(uint64_t hash, const struct match *match)
{
	hash = add_texts(hash, match->type.items, match->type.count);
	hash = add_texts(hash, match->owner.items, match->owner.count);
	hash = add_texts(hash, match->country.items, match->country.count);
	return add_texts(hash, match->register_name.items, match->register_name.count);
}

static uint64_t add_policy(uint64_t hash, const struct policy *policy)
{
	hash = add_text(hash, policy->name);
	hash = add_match(hash, &policy->match);
	for (size_t i = 0; i < DEADLINE_KINDS; i++)
		hash = add_rule(hash, &policy->rules[i]);
	hash = add_number(hash, policy->window.is_set);
	hash = add_span(hash, policy->window.opens);
	hash = add_span(hash, policy->window.closes);
	hash = add_texts(hash, policy->to, policy->to_count);
	hash = add_number(hash, policy->group);
	hash = add_span(hash, policy->never_hide);
	hash = add_number(hash, policy->escalation_count);
	for (size_t i = 0; i < policy->escalation_count; i++) {
		const struct escalation *step = &policy->escalations[i];

		hash = add_span(hash, step->after);
		hash = add_texts(hash, step->to, step->to_count);
	}
	return hash;
}

uint64_t fingerprint_of(const struct config *config)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	hash = add_number(hash, PLANNER_VERSION);
	hash = add_text(hash, config->office.timezone);
	hash = add_number(hash, config->schedule.weekdays);
	hash = add_number(hash, config->dates.vague);
	hash = add_number(hash, config->dates.term_ends);
	hash = add_number(hash, config->contacts.keeper);
	hash = add_number(hash, config->contacts.count);
	for (size_t i = 0; i < config->contacts.count; i++)
		hash = add_contact(hash, &config->contacts.items[i]);
	hash = add_number(hash, config->policies.count);
	for (size_t i = 0; i < config->policies.count; i++)
		hash = add_policy(hash, &config->policies.items[i]);
	return hash;
}
