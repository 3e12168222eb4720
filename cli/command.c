#include "cli/command.h"

#include <string.h>

#include "cli/wrap.h"

static const struct command *const commands[] = {
	&command_init,	   &command_check,    &command_import,	   &command_problems,
	&command_edit,	   &command_list,     &command_show,	   &command_ack,
	&command_decide,   &command_renew,    &command_terminate,  &command_supersede,
	&command_withdraw, &command_reopen,   &command_preview,	   &command_simulate,
	&command_run,	   &command_why,      &command_deliveries, &command_retry,
	&command_status,   &command_holidays, &command_timeline,   &command_help,
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static const struct option_row global_options[GLOBAL_OPTIONS] = {
	[GLOBAL_CONFIG] = {"config", OPTION_TEXT, "FILE",
			   "The configuration (default: /etc/renewd/renewd.yaml)."},
	[GLOBAL_STORE] = {"store", OPTION_TEXT, "FILE",
			  "The store, instead of the one that the configuration names."},
	[GLOBAL_JSON] = {"json", OPTION_FLAG, NULL, "Write JSON instead of text."},
	[GLOBAL_CLOCK] =
		{"clock", OPTION_TEXT, "WHEN",
		 "Play another day: 2026-11-23, 2026-11-23T08:29 or 2026-11-23T08:29:58, in "
		 "the office's zone. For demonstrations and tests."},
	[GLOBAL_HELP] = {"help", OPTION_FLAG, NULL, "Show this help."},
	[GLOBAL_VERSION] = {"version", OPTION_FLAG, NULL, "Show the version."},
};

const struct option_rows command_global_options = OPTION_ROWS(global_options);

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

const char *command_guess(const char *name)
{
	const char *best = NULL;
	unsigned int nearest = option_guess_limit(name);

	for (size_t i = 0; i < COMMANDS; i++) {
		unsigned int distance = text_distance(name, commands[i]->name, nearest);

		if (distance < nearest) {
			nearest = distance;
			best = commands[i]->name;
		}
	}
	return best;
}

void command_help_all(struct text *out)
{
	text_add(out, "Usage: renewctl [OPTION...] COMMAND [ARGUMENT...]\n\n"
		      "Looks after the agreements that renewd watches.\n\nCommands:\n");
	for (size_t i = 0; i < COMMANDS; i++) {
		struct text head = {0};

		text_addf(&head, "  %s", commands[i]->name);
		wrap_entry(out, text_string(&head), commands[i]->summary, WRAP_ENTRY);
		if (text_failed(&head))
			out->failed = true;
		text_done(&head);
	}
	text_add(out, "\nOptions, before or after the command:\n");
	option_help(&command_global_options, out);
	text_add(out, "\nExit status: 0 done, 1 something was found, 2 wrong usage or "
		      "configuration,\n3 the machine failed.\n"
		      "renewctl COMMAND --help says more about each; so does renewctl(1).\n");
}

static void add_usage(const struct command *command, struct text *out)
{
	struct text usage = {0};

	text_addf(&usage, "%s", command->name);
	if (command->words[0] != '\0')
		text_addf(&usage, " %s", command->words);
	for (size_t i = 0; i < command->options.count; i++) {
		const struct option_row *row = &command->options.items[i];

		text_addf(&usage, " [--%s%s%s]", row->name, row->value == NULL ? "" : "=",
			  row->value == NULL ? "" : row->value);
	}
	text_add(out, "Usage: renewctl ");
	wrap_add(out, text_string(&usage), 16, 16);
	if (text_failed(&usage))
		out->failed = true;
	text_done(&usage);
}

static void add_paragraphs(const char *description, struct text *out)
{
	while (*description != '\0') {
		size_t length = strcspn(description, "\n");
		struct text paragraph = {0};

		text_add_n(&paragraph, description, length);
		text_add_char(out, '\n');
		wrap_add(out, text_string(&paragraph), 0, 0);
		if (text_failed(&paragraph))
			out->failed = true;
		text_done(&paragraph);
		description += length + (description[length] == '\n');
	}
}

void command_help_one(const struct command *command, struct text *out)
{
	add_usage(command, out);
	text_addf(out, "\n%s\n", command->summary);
	add_paragraphs(command->description, out);
	if (command->options.count > 0) {
		text_add(out, "\nOptions:\n");
		option_help(&command->options, out);
	}
	text_add(out, "\nOptions of every command:\n");
	option_help(&command_global_options, out);
}
