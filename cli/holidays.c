/*
 * renewctl holidays: the days on which the office sends nothing.
 */
#include "intake/holidays.h"

#include <errno.h>

#include "cli/cli.h"
#include "cli/field.h"
#include "core/cleanup.h"
#include "message/words.h"

enum holidays_option { HOLIDAYS_FROM, HOLIDAYS_TO };

static const struct option_row holidays_options[] = {
	[HOLIDAYS_FROM] = {"from", OPTION_DAY, "DATE",
			   "Of holidays that recur, those from that day on (default: a year before "
			   "today)."},
	[HOLIDAYS_TO] = {"to", OPTION_DAY, "DATE",
			 "Of holidays that recur, those up to that day (default: five years after "
			 "today)."},
};

static int replace(struct cli *cli, const struct holiday *holidays, size_t count)
{
	struct day *days = arena_take_array(&cli->arena, count, sizeof(*days));
	const char **names = arena_take_array(&cli->arena, count, sizeof(*names));
	int result;

	if (days == NULL || names == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		days[i] = holidays[i].day;
		names[i] = holidays[i].name;
	}
	result = store_begin(cli->store);
	if (result == 0)
		result = store_set_holidays(cli->store, days, names, count);
	if (result == 0)
		result = store_commit(cli->store);
	if (result != 0)
		store_rollback(cli->store);
	return result;
}

static enum exit_status print_json(const struct cli *cli, const struct holiday *holidays,
				   size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *holiday = json_pack("{s:o, s:o}", "day", field_day(holidays[i].day), "name",
					    field_text(holidays[i].name));

		if (field_append(array, holiday) != 0) {
			json_decref(array);
			return cli_failed("writing JSON", -ENOMEM);
		}
	}
	return field_print(cli, array);
}

static enum exit_status print(const struct cli *cli, const struct holiday *holidays, size_t count)
{
	CLEANUP(text_done) struct text line = {0};

	if (cli->is_json)
		return print_json(cli, holidays, count);
	text_addf(&line, "%zu holiday%s, from ", count, count == 1 ? "" : "s");
	words_day(&line, holidays[0].day);
	text_add(&line, " to ");
	words_day(&line, holidays[count - 1].day);
	text_add(&line, "; those that were kept before are replaced.\n");
	if (text_failed(&line))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&cli->out, &line);
	return EXIT_DONE;
}

static enum exit_status read_and_replace(struct cli *cli, const char *path, struct day from,
					 struct day to)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct holiday *holidays;
	size_t count;
	int result = holidays_read(path, from, to, &cli->arena, &problems, &holidays, &count);

	if (result < 0)
		return cli_failed(path, result);
	cli_problems(&problems);
	if (result > 0)
		return EXIT_WRONG;
	if (count == 0) {
		cli_error("%s: there is no all-day event in it: nothing is changed", path);
		return EXIT_WRONG;
	}
	result = replace(cli, holidays, count);
	if (result != 0)
		return result == -ENOMEM ? cli_failed(path, result) : cli_store_failed(cli, result);
	return cli_worse(problems.count > 0 ? EXIT_FOUND : EXIT_DONE, print(cli, holidays, count));
}

static enum exit_status holidays_run(struct cli *cli, const struct args *args)
{
	const struct option_value *from = &args->options[HOLIDAYS_FROM];
	const struct option_value *to = &args->options[HOLIDAYS_TO];
	struct day first, last;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);

	if (status != EXIT_DONE)
		return status;
	first = from->is_set ? from->day : day_add_months(cli->today, -12);
	last = to->is_set ? to->day : day_add_months(cli->today, 60);
	if (day_compare(first, last) > 0) {
		cli_error("--from is later than --to: name the earlier day first");
		return EXIT_WRONG;
	}
	return read_and_replace(cli, args->words[0], first, last);
}

const struct command command_holidays = {
	.name = "holidays",
	.run = holidays_run,
	.words = "FILE.ics",
	.words_min = 1,
	.words_max = 1,
	.summary = "Read the office's holidays from a calendar file.",
	.description = "Takes the all-day events of an iCalendar file (RFC 5545), as governments "
		       "and offices publish them, in place of those that were read before. On a "
		       "holiday nothing is sent: what falls on it is sent on the working day "
		       "before.",
	.options = OPTION_ROWS(holidays_options),
};
