#include "cli/usage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct usage *usage;
	const struct config *config;
};

static void note_policies(const struct reading *reading, const struct agreement *agreement)
{
	const struct policies *policies = &reading->config->policies;

	for (size_t i = 0; i < policies->count; i++) {
		enum usage_of_policy *use = &reading->usage->policies[i];

		if (*use == USAGE_DECIDES || !match_applies(&policies->items[i].match, agreement))
			continue;
		*use = USAGE_SHADOWED;
		for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
			if (policy_for(policies, agreement, (enum deadline_kind)kind) ==
			    &policies->items[i])
				*use = USAGE_DECIDES;
		}
	}
}

static int note_owner(struct usage *usage, const struct contacts *contacts, const char *owner)
{
	if (owner == NULL) {
		usage->ownerless++;
		return 0;
	}
	if (contacts_find(contacts, owner) != CONTACT_NOT_FOUND)
		return 0;
	if (usage->name_count == usage->name_capacity) {
		size_t capacity = usage->name_capacity == 0 ? 64 : usage->name_capacity * 2;
		char **names = reallocarray(usage->names, capacity, sizeof(*names));

		if (names == NULL)
			return -ENOMEM;
		usage->names = names;
		usage->name_capacity = capacity;
	}
	usage->names[usage->name_count] = strdup(owner);
	if (usage->names[usage->name_count] == NULL)
		return -ENOMEM;
	usage->name_count++;
	return 0;
}

static int read_one(void *context, const struct agreement *agreement, const struct history *history,
		    struct day next_on)
{
	const struct reading *reading = context;

	(void)history;
	(void)next_on;
	if (agreement->state != STATE_ACTIVE)
		return 0;
	reading->usage->agreements++;
	note_policies(reading, agreement);
	return note_owner(reading->usage, &reading->config->contacts, agreement->owner);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int count_owners(struct usage *usage)
{
	if (usage->name_count == 0)
		return 0;
	usage->owners = calloc(usage->name_count, sizeof(*usage->owners));
	if (usage->owners == NULL)
		return -ENOMEM;
	qsort(usage->names, usage->name_count, sizeof(*usage->names), compare);
	for (size_t i = 0; i < usage->name_count; i++) {
		struct usage_owner *last = &usage->owners[usage->owner_count];

		if (i == 0 || strcmp(usage->names[i], usage->names[i - 1]) != 0) {
			last->name = usage->names[i];
			usage->owner_count++;
		} else {
			last--;
		}
		last->count++;
	}
	return 0;
}

int usage_read(struct usage *usage, const struct cli *cli)
{
	struct reading reading = {.usage = usage, .config = cli->config};
	size_t policies = cli->config->policies.count;
	int result;

	*usage = (struct usage){0};
	usage->policies = calloc(policies == 0 ? 1 : policies, sizeof(*usage->policies));
	if (usage->policies == NULL)
		return -ENOMEM;
	result = store_each(cli->store, read_one, &reading);
	return result == 0 ? count_owners(usage) : result;
}

void usage_done(struct usage *usage)
{
	for (size_t i = 0; i < usage->name_count; i++)
		free(usage->names[i]);
	free(usage->names);
	free(usage->owners);
	free(usage->policies);
	*usage = (struct usage){0};
}
