/*
 * Any bytes as a configuration: a configuration or complaints, never both, and what is made holds
 * together. The input is what stands in the file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void check_problems(const struct problems *problems)
{
	struct text line = {0};

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		must(strcmp(problem->file, "f") == 0 && problem->text[0] != '\0');
		must(text_is_utf8(problem->text, strlen(problem->text)));
		must(i == 0 || problems->items[i - 1].line <= problem->line);
		text_clear(&line);
		problem_format(problem, &line);
	}
	text_done(&line);
}

static void check_recipients(const struct config *config, const char *const *to, size_t count)
{
	for (size_t i = 0; i < count; i++)
		must(strcmp(to[i], "owner") == 0 ||
		     contacts_by_key(&config->contacts, to[i]) != CONTACT_NOT_FOUND);
}

static void check_rule(const struct config *config, enum deadline_kind kind,
		       const struct rule *rule)
{
	check_recipients(config, rule->to, rule->to_count);
	if (rule->state != RULE_SET)
		return;
	must(rule->before_count <= POLICY_OFFSETS_MAX);
	must(rule->before_count > 0 || kind == DEADLINE_UNKNOWN);
	must(rule->every.n > 0 || kind == DEADLINE_END || kind == DEADLINE_NOTICE);
	must(rule->every.n == 0 || span_days(rule->every) > 0);
	must((rule->until.n > 0) == (rule->every.n > 0 && kind == DEADLINE_END));
}

static void check_config(const struct config *config)
{
	const struct contacts *contacts = &config->contacts;

	must(config->office.name != NULL && config->office.timezone != NULL);
	must(config->store_path[0] == '/');
	must(config->schedule.minute >= 0 && config->schedule.minute < 1440);
	must(config->schedule.weekdays != 0 && config->schedule.weekdays <= WEEKDAYS_ALL);
	must(contacts->keeper < contacts->count);
	must(contacts->items[contacts->keeper].address_count > 0);
	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *contact = &contacts->items[i];

		must(contacts_find(contacts, contact->name) == i);
		for (size_t k = 0; k < contact->address_count; k++)
			must(config_channel(config, contact->addresses[k].channel) != NULL);
	}
	for (size_t i = 0; i < config->policies.count; i++) {
		const struct policy *policy = &config->policies.items[i];

		check_recipients(config, policy->to, policy->to_count);
		for (unsigned int kind = 0; kind < DEADLINE_KINDS; kind++)
			check_rule(config, (enum deadline_kind)kind, &policy->rules[kind]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct problems problems = {0};
	struct config *config = NULL;
	int result = config_parse((const char *)data, size, "f", &problems, &config);

	must(result == (problems.errors > 0 ? 1 : 0));
	must((config != NULL) == (result == 0));
	check_problems(&problems);
	if (config != NULL)
		check_config(config);
	config_free(config);
	problems_done(&problems);
	return 0;
}
