/* The command line: what is understood, and what is said about the rest. */
#include "cli/args.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"

#define WORDS_MAX 16

struct line {
	char *argv[WORDS_MAX];
	char bytes[256];
	struct args args;
	struct text error;
	bool is_good;
};

static void line_done(struct line *line)
{
	text_done(&line->error);
}

/* Takes a line apart at its blanks and parses it. */
static void parse(struct line *line, const char *command_line)
{
	int argc = 1;
	char *rest = NULL;

	line->error = (struct text){0};
	line->argv[0] = line->bytes;
	snprintf(line->bytes, sizeof(line->bytes), "%s", command_line);
	for (char *word = strtok_r(line->bytes, " ", &rest); word != NULL && argc < WORDS_MAX;
	     word = strtok_r(NULL, " ", &rest))
		line->argv[argc++] = word;
	line->is_good = args_parse(argc, line->argv, &line->args, &line->error);
}

static void assert_refused(int number, const char *command_line, const char *error)
{
	CLEANUP(line_done) struct line line;

	parse(&line, command_line);
	if (line.is_good || strcmp(text_string(&line.error), error) != 0)
		print_error("line %d: %s\n", number, text_string(&line.error));
	assert_false(line.is_good);
	assert_string_equal(text_string(&line.error), error);
}

#define REFUSED(command_line, error) assert_refused(__LINE__, command_line, error)

static void options_stand_before_and_after_the_command(void **state)
{
	CLEANUP(line_done) struct line line;

	(void)state;
	parse(&line, "--store a.db show 12 --json --config=c.yaml");
	assert_true(line.is_good);
	assert_ptr_equal(line.args.command, &command_show);
	assert_string_equal(line.args.global[GLOBAL_STORE].text, "a.db");
	assert_string_equal(line.args.global[GLOBAL_CONFIG].text, "c.yaml");
	assert_true(line.args.global[GLOBAL_JSON].is_set);
	assert_false(line.args.global[GLOBAL_CLOCK].is_set);
	assert_int_equal(line.args.word_count, 1);
	assert_string_equal(line.args.words[0], "12");
}

static void values_are_read_by_their_type(void **state)
{
	CLEANUP(line_done) struct line line;
	struct day day;

	(void)state;
	parse(&line, "list --ending 90d --as-of=2026-11-21");
	assert_true(line.is_good);
	assert_int_equal(line.args.options[0].span.n, 90);
	assert_true(day_parse("2026-11-21", &day));
	assert_int_equal(line.args.options[4].day.n, day.n);
}

static void after_two_dashes_all_are_words(void **state)
{
	CLEANUP(line_done) struct line line;

	(void)state;
	parse(&line, "import -- --json -x");
	assert_true(line.is_good);
	assert_int_equal(line.args.word_count, 2);
	assert_string_equal(line.args.words[0], "--json");
	assert_string_equal(line.args.words[1], "-x");
	assert_false(line.args.global[GLOBAL_JSON].is_set);
}

static void help_needs_nothing_else(void **state)
{
	CLEANUP(line_done) struct line line;

	(void)state;
	parse(&line, "show --help");
	assert_true(line.is_good);
	assert_true(line.args.global[GLOBAL_HELP].is_set);
}

static void what_is_wrong_is_named_with_its_cure(void **state)
{
	(void)state;
	REFUSED("", "no command is given: \"renewctl help\" lists all");
	REFUSED("lst",
		"there is no command \"lst\" (did you mean list?): \"renewctl help\" lists all");
	REFUSED("frobnicate", "there is no command \"frobnicate\": \"renewctl help\" lists all");
	REFUSED("list --endng 3d", "unknown option --endng (did you mean --ending?): \"renewctl "
				   "list --help\" lists all");
	REFUSED("--ending 3d list", "unknown option --ending: \"renewctl --help\" lists all");
	REFUSED("show --on 3", "unknown option --on: \"renewctl show --help\" lists all");
	REFUSED("show --jsno 3", "unknown option --jsno (did you mean --json?): \"renewctl show "
				 "--help\" lists all");
	REFUSED("ls", "there is no command \"ls\": \"renewctl help\" lists all");
	REFUSED("list -e 3d", "unknown option -e: options start with two dashes");
	REFUSED("list --ending soon",
		"--ending \"soon\": it takes a length of time such as 90d, 6w, 3m or 2y");
	REFUSED("list --as-of 2026-02-30",
		"--as-of \"2026-02-30\": it takes a day such as 2026-11-23");
	REFUSED("list --ending", "--ending: it takes a length of time such as 90d, 6w, 3m or 2y");
	REFUSED("list --owner=", "--owner \"\": it needs a value");
	REFUSED("list --owner a --owner b", "--owner is given twice: once is enough");
	REFUSED("list --json=yes", "--json takes no value");
	REFUSED("deliveries --limit 0", "--limit \"0\": it takes a number from 1 to 1000000");
	REFUSED("deliveries --limit 1e3", "--limit \"1e3\": it takes a number from 1 to 1000000");
	REFUSED("show", "show needs ID: \"renewctl show --help\" says more");
	REFUSED("show 1 2", "show: \"2\" is too much: \"renewctl show --help\" says more");
	REFUSED("status now", "status: \"now\" is too much: \"renewctl status --help\" says more");
}

/* The parser keeps values by their row's place: each command's rows must fit. */
static void every_command_fits_the_tables(void **state)
{
	static const char *const names[] = {"init",   "check",	  "import",  "list",	   "show",
					    "run",    "why",	  "preview", "deliveries", "retry",
					    "status", "holidays", "help"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct command *command = command_find(names[i]);

		assert_non_null(command);
		assert_non_null(command->run);
		assert_true(command->options.count <= OPTIONS_MAX);
		assert_true(command->words_min <= command->words_max);
		for (size_t k = 0; k < command->options.count; k++) {
			const struct option_row *row = &command->options.items[k];

			assert_non_null(row->name);
			assert_non_null(row->help);
			assert_int_equal(row->value == NULL, row->type == OPTION_FLAG);
			/* No command has an option that all of them have. */
			assert_null(
				option_find(&command_global_options, row->name, strlen(row->name)));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_before_and_after_the_command),
		cmocka_unit_test(values_are_read_by_their_type),
		cmocka_unit_test(after_two_dashes_all_are_words),
		cmocka_unit_test(help_needs_nothing_else),
		cmocka_unit_test(what_is_wrong_is_named_with_its_cure),
		cmocka_unit_test(every_command_fits_the_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
