#include "tests/core/running.h"

#include <stdio.h>

#define PLACES(...)                                                                                \
	.addresses = (const struct address[]){__VA_ARGS__},                                        \
	.address_count = COUNT(((const struct address[]){__VA_ARGS__}))

static const char *const icd_aliases[] = {"ICD"};

const struct contact running_people[RUNNING_PEOPLE] = {
	{.key = "registry", .name = "Registry", PLACES({"mail", "registry@x.test"})},
	{.key = "icd",
	 .name = "International Cooperation Department",
	 .aliases = icd_aliases,
	 .alias_count = 1,
	 PLACES({"mail", "icd@x.test"}, {"mail", "icd2@x.test"}, {"slack", ""})},
	{.key = "arts",
	 .name = "School of Creative Industries",
	 PLACES({"mail", "arts@x.test"}, {"slack", ""})},
	{.key = "mute", .name = "Mute"},
	{.key = "deputy", .name = "Deputy", PLACES({"mail", "icd@x.test"})},
};
const struct contacts running_contacts = {.items = running_people, .count = COUNT(running_people)};

const struct policy running_by_owner = {.name = "by owner"};
const struct policy running_by_agreement = {.name = "by agreement", .group = GROUP_AGREEMENT};

static const struct partner partners[] = {{"Pisa", "Pisa", "IT", "Italy"}, {.name = "KU Leuven"}};

int running_try_add(struct run *run, int64_t id, const char *owner, struct day deadline,
		    const struct policy *policy, enum outcome outcome)
{
	struct term term = {.known_on = deadline};
	struct agreement agreement = {.id = id,
				      .owner = owner,
				      .partners = partners,
				      .partner_count = COUNT(partners),
				      .terms = &term,
				      .term_count = 1};
	struct decision decision = {
		.outcome = outcome, .deadline = deadline, .milestone = deadline, .policy = policy};
	struct agreement_plan plan = {.items = &decision, .count = 1};

	return run_add(run, &agreement, &plan);
}

void running_add(struct run *run, int64_t id, const char *owner, const char *deadline,
		 const struct policy *policy)
{
	assert_int_equal(running_try_add(run, id, owner, on(deadline), policy, OUTCOME_NOTICE), 0);
}

void running_add_unwatched(struct run *run, int64_t id, const char *deadline)
{
	assert_int_equal(
		running_try_add(run, id, "icd", on(deadline), &running_by_owner, OUTCOME_UNWATCHED),
		0);
}

const char *running_deliveries(const struct run *run)
{
	static char line[4096];
	size_t used = 0;

	line[0] = '\0';
	for (size_t i = 0; i < run->delivery_count; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];

		used += (size_t)snprintf(
			line + used, sizeof(line) - used, "%s%s %s%s%s:", i == 0 ? "" : "; ",
			delivery_kind_name(delivery->kind), delivery->address.channel,
			*delivery->address.address == '\0' ? "" : " ", delivery->address.address);
		for (size_t k = 0; used < sizeof(line) && k < delivery->item_count; k++)
			used += (size_t)snprintf(
				line + used, sizeof(line) - used, " %d",
				(int)run->entries[delivery->items[k].entry].agreement->id);
		assert_true(used < sizeof(line));
	}
	return line;
}

void running_finish(struct run *run)
{
	assert_int_equal(run_finish(run, &running_contacts, /* is_gap= */ false), 0);
}

const char *running_finished(struct run *run)
{
	running_finish(run);
	return running_deliveries(run);
}
