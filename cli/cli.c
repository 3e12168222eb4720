#include "cli/cli.h"

#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/display.h"
#include "core/cleanup.h"

/* How long a statement waits for the daemon or another renewctl to end its transaction. */
#define STORE_BUSY_MS 10000

static void error_line(const char *prefix, const char *line)
{
	CLEANUP(text_done) struct text out = {0};

	text_add(&out, prefix);
	display_add(&out, line);
	fprintf(stderr, "%s\n", text_string(&out));
}

void cli_error(const char *format, ...)
{
	CLEANUP(free_memory) char *line = NULL;
	va_list values;
	int length;

	va_start(values, format);
	length = vasprintf(&line, format, values);
	va_end(values);
	if (length < 0)
		line = NULL;
	error_line("renewctl: ", line == NULL ? "out of memory" : line);
}

void cli_problems(const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		CLEANUP(text_done) struct text line = {0};

		problem_format(&problems->items[i], &line);
		error_line("", text_string(&line));
	}
	if (problems->dropped > 0)
		fprintf(stderr, "… and %zu more\n", problems->dropped);
}

enum exit_status cli_failed(const char *doing, int error)
{
	cli_error("%s: %s", doing, strerror(error < 0 ? -error : error));
	return EXIT_MACHINE;
}

enum exit_status cli_store_failed(const struct cli *cli, int error)
{
	if (cli->store == NULL)
		return cli_failed("opening the store", error);
	/* Also where it was short outside of the store, which has nothing to say of that. */
	if (error == -ENOMEM)
		return cli_failed(store_path(cli->store), error);
	cli_error("%s", store_message(cli->store));
	switch (error) {
	case STORE_MISSING:
	case STORE_FOREIGN:
	case STORE_NEWER:
	case STORE_NOT_FOUND:
	case STORE_CONFLICT:
	case STORE_OLDER:
		return EXIT_WRONG;
	default:
		return EXIT_MACHINE;
	}
}

/* Whether the service, as it is installed, works on that store. */
static bool is_of_service(const struct cli *cli)
{
	const char *named = cli->config == NULL ? CONFIG_DEFAULT_STORE : cli->config->store_path;

	if (strcmp(cli_config_path(cli), CONFIG_DEFAULT_PATH) != 0)
		return false;
	return cli->store_path == NULL || strcmp(cli->store_path, named) == 0;
}

void cli_start_hint(const struct cli *cli, struct text *out)
{
	if (is_of_service(cli)) {
		text_add(out, "start it with \"systemctl start renewd\"");
		return;
	}
	text_addf(out, "start it with \"renewd --config %s",
		  cli->config == NULL ? "FILE" : cli_config_path(cli));
	if (cli->store_path != NULL)
		text_addf(out, " --store %s", cli->store_path);
	text_add_char(out, '"');
}

enum exit_status cli_worse(enum exit_status a, enum exit_status b)
{
	return a > b ? a : b;
}

const char *cli_config_path(const struct cli *cli)
{
	return cli->config_path != NULL ? cli->config_path : CONFIG_DEFAULT_PATH;
}

int64_t cli_now_ms(const struct cli *cli)
{
	return clock_now_ms(&cli->clock);
}

const char *cli_who(struct cli *cli)
{
	const struct passwd *user = getpwuid(getuid());
	const char *name = user == NULL ? NULL : arena_copy(&cli->arena, user->pw_name);

	return name == NULL ? "renewctl" : name;
}

/* Whether built-in policies do: nobody named a configuration, and the one by default is absent. */
static bool may_do_without(const struct cli *cli, enum cli_needs needs)
{
	return needs == CLI_NEEDS_STORE && cli->store_path != NULL && cli->config_path == NULL;
}

static enum exit_status load_config(struct cli *cli, enum cli_needs needs)
{
	CLEANUP(problems_done) struct problems problems = {0};
	const char *path = cli_config_path(cli);
	bool is_optional = may_do_without(cli, needs);
	int result;

	if (cli->config_path == NULL && access(path, F_OK) != 0 && errno == ENOENT) {
		if (is_optional)
			return EXIT_DONE;
		cli_error("%s: there is no configuration: name one with --config, or make one with "
			  "\"renewctl init\"%s",
			  path, needs == CLI_NEEDS_STORE ? "; or name a store with --store" : "");
		return EXIT_WRONG;
	}
	result = config_load(path, &problems, &cli->config);
	if (result < 0)
		return cli_failed(path, result);
	if (result == 0)
		return EXIT_DONE;
	if (is_optional) {
		cli_error("%s cannot be used (see \"renewctl check\"): going on with built-in "
			  "policies and the machine's time zone",
			  path);
		return EXIT_DONE;
	}
	cli_problems(&problems);
	return EXIT_WRONG;
}

struct year_day cli_academic_year(const struct cli *cli)
{
	return cli->config == NULL ? (struct year_day){0} : cli->config->office.academic_year;
}

enum exit_status cli_set_clock(struct cli *cli)
{
	if (cli->config != NULL && !clock_set_zone(cli->config->office.timezone)) {
		cli_error("%s: the zone database has no \"%s\"", cli_config_path(cli),
			  cli->config->office.timezone);
		return EXIT_WRONG;
	}
	if (cli->clock_text != NULL && !clock_parse(cli->clock_text, &cli->clock)) {
		cli_error("--clock \"%s\": it takes a day such as 2026-11-23 or a time such as "
			  "2026-11-23T08:29 or 2026-11-23T08:29:58",
			  cli->clock_text);
		return EXIT_WRONG;
	}
	cli->today = clock_today(&cli->clock);
	return EXIT_DONE;
}

static void set_rules(struct cli *cli)
{
	if (cli->config != NULL) {
		cli->rules = config_plan_rules(cli->config, cli->holidays, cli->holiday_count);
		return;
	}
	cli->rules = (struct plan_rules){
		.calendar = {.weekdays = WEEKDAYS_MON_TO_FRI,
			     .holidays = cli->holidays,
			     .holiday_count = cli->holiday_count},
		.dates = {.vague = VAGUE_ANNIVERSARY, .term_ends = TERM_ENDS_ANNIVERSARY},
	};
}

enum exit_status cli_open_store(struct cli *cli, enum store_mode mode)
{
	const char *path = cli->store_path;
	struct day *holidays = NULL;
	int result;

	if (path == NULL)
		path = cli->config == NULL ? CONFIG_DEFAULT_STORE : cli->config->store_path;
	result = store_open(path, mode, STORE_BUSY_MS, &cli->store);
	if (result == STORE_MISSING) {
		cli_error("%s: there is no store: make it with \"renewctl init\"", path);
		return EXIT_WRONG;
	}
	if (result == 0)
		result = store_holidays(cli->store, &cli->arena, &holidays, &cli->holiday_count);
	if (result != 0)
		return cli_store_failed(cli, result);
	cli->holidays = holidays;
	set_rules(cli);
	return EXIT_DONE;
}

enum exit_status cli_start(struct cli *cli, enum cli_needs needs, enum store_mode mode)
{
	enum exit_status status = load_config(cli, needs);

	if (status == EXIT_DONE)
		status = cli_set_clock(cli);
	if (status == EXIT_DONE)
		status = cli_open_store(cli, mode);
	return status;
}

void cli_done(struct cli *cli)
{
	store_close(cli->store);
	config_free(cli->config);
	arena_done(&cli->arena);
}

enum exit_status cli_find(struct cli *cli, const char *word, int64_t *ret_id)
{
	int result = store_find(cli->store, word, ret_id);

	if (result == STORE_NOT_FOUND) {
		cli_error("no agreement has the ID or registration number \"%s\": \"renewctl "
			  "list\" shows them",
			  word);
		return EXIT_WRONG;
	}
	if (result == STORE_CONFLICT) {
		cli_error("several agreements have the registration number \"%s\": give the ID, "
			  "which \"renewctl list\" shows",
			  word);
		return EXIT_WRONG;
	}
	return result == 0 ? EXIT_DONE : cli_store_failed(cli, result);
}

enum exit_status cli_help(const struct cli *cli, const struct command *command)
{
	CLEANUP(text_done) struct text help = {0};

	if (command == NULL)
		command_help_all(&help);
	else
		command_help_one(command, &help);
	if (text_failed(&help))
		return cli_failed("showing help", -ENOMEM);
	terminal_write(&cli->out, &help);
	return EXIT_DONE;
}
