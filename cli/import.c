/*
 * renewctl import: registers into the store.
 *
 * Each file is one transaction: after an error or an interrupt the store is as it was before that
 * file. A dry run does the same work and rolls it back, so that it says what the real one will do.
 */
#include "cli/import.h"

#include <errno.h>
#include <string.h>

#include "cli/field.h"
#include "core/cleanup.h"
#include "message/words.h"

enum import_option {
	IMPORT_REGISTER,
	IMPORT_DRY_RUN,
	IMPORT_PROFILE,
	IMPORT_MAP,
	IMPORT_SAVE_PROFILE
};

#define REGISTER_NAME_MAX 200 /* bytes */

/* A file of so many bytes makes hundreds of megabytes of store. */
#define LARGE_FILE (64 * 1024 * 1024)

static const struct option_row import_options[] = {
	[IMPORT_REGISTER] = {"register", OPTION_TEXT, "NAME",
			     "What the register is called (default: the file's name without its "
			     "ending). The same name means the same register."},
	[IMPORT_DRY_RUN] = {"dry-run", OPTION_FLAG, NULL,
			    "Show how the file is read, and what would be added and changed; "
			    "write nothing."},
	[IMPORT_PROFILE] = {"profile", OPTION_TEXT, "FILE",
			    "What is special to the file: its columns, phrases, defaults; see "
			    "renewd-registers(5)."},
	[IMPORT_MAP] = {"map", OPTION_TEXTS, "HEADING=ROLE",
			"What a column says, such as \"Valid until=last_day\" or \"column "
			"3=none\"; may be given several times."},
	[IMPORT_SAVE_PROFILE] = {"save-profile", OPTION_TEXT, "FILE",
				 "Keep what --profile and --map say as a profile in FILE."},
};

static void import_done(struct import *import)
{
	register_close(import->reader);
	source_close(import->source);
	problems_done(&import->problems);
	arena_done(&import->scratch);
	arena_done(&import->arena);
}

/* "registers/aitu.txt" -> "aitu". NULL when memory is short. */
static const char *name_of(struct cli *cli, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	const char *dot = strrchr(base, '.');

	return arena_copy_n(&cli->arena, base,
			    dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base));
}

static enum exit_status choose_name(struct import *import, const struct option_value *option)
{
	const char *name = option->is_set ? option->text : name_of(import->cli, import->path);
	size_t length = name == NULL ? 0 : strlen(name);

	if (import->is_standard_input && !option->is_set) {
		cli_error("%s: the register needs a name: give one with --register", import->path);
		return EXIT_WRONG;
	}
	if (name == NULL)
		return cli_failed(import->path, -ENOMEM);
	if (length == 0 || length > REGISTER_NAME_MAX || text_has_control(name) ||
	    !text_is_utf8(name, length)) {
		cli_error("%s: \"%s\" cannot be the name of a register: give one with --register",
			  import->path, name);
		return EXIT_WRONG;
	}
	import->register_name = name;
	return EXIT_DONE;
}

static enum exit_status failed(struct import *import, int result)
{
	if (result == -EINTR) {
		cli_error("%s: interrupted: nothing of it was taken in", import->path);
		return EXIT_MACHINE;
	}
	if (result == -ENOMEM)
		return cli_failed(import->path, result);
	cli_error("%s: nothing of it was taken in", import->path);
	return cli_store_failed(import->cli, result);
}

static bool is_interrupted(void *context)
{
	(void)context;
	return progress_is_interrupted();
}

/* Until its commit an import can be stopped; a dry run is never committed. */
static int take(struct import *import)
{
	struct store *store = import->cli->store;
	bool is_large = source_size(import->source) >= LARGE_FILE && !import->is_dry;
	int result = store_bulk_begin(store, is_large);

	store_on_progress(store, is_interrupted, /* context= */ NULL);
	if (result == 0)
		result = import_take(import);
	store_on_progress(store, /* progress= */ NULL, /* context= */ NULL);
	if (result == 0 && progress_is_interrupted())
		result = -EINTR;
	if (result == 0 && !import->is_dry)
		result = store_commit(store);
	import->is_stored = result == 0 && !import->is_dry;
	return result;
}

/* The passes over the file, and what they write. */
static enum exit_status read_and_take(struct import *import, const struct args *args)
{
	const struct option_value *profile = &args->options[IMPORT_PROFILE];
	bool is_read = false;
	int result;

	result = import_open(import, profile->is_set ? profile->text : NULL,
			     &args->options[IMPORT_MAP]);
	if (result == 0) {
		is_read = true;
		result = take(import);
		store_rollback(import->cli->store);
	}
	progress_end(&import->progress);
	cli_problems(&import->problems);
	if (result == 0)
		return EXIT_DONE;
	if (result > 0 && !is_read)
		return EXIT_WRONG;
	return is_read || result == -EINTR ? failed(import, result)
					   : cli_failed(import->path, result);
}

/* Reads a file and takes it in; adds what was done to files (JSON) or prints it. */
static enum exit_status import_file(struct import *import, const struct args *args, json_t *files)
{
	const struct option_value *save = &args->options[IMPORT_SAVE_PROFILE];
	const struct option_value *profile = &args->options[IMPORT_PROFILE];
	enum exit_status status = choose_name(import, &args->options[IMPORT_REGISTER]);

	if (status == EXIT_DONE && save->is_set)
		status = import_check_profile(save->text, profile->is_set ? profile->text : NULL);
	if (status == EXIT_DONE)
		status = read_and_take(import, args);
	if (status != EXIT_DONE)
		return status;
	if (files == NULL)
		status = import_print_text(import);
	else if (field_append(files, import_json(import)) != 0)
		status = cli_failed("writing JSON", -ENOMEM);
	if (save->is_set)
		status = cli_worse(status, import_save_profile(import, save->text));
	return cli_worse(status, import->problem_count > 0 ? EXIT_FOUND : EXIT_DONE);
}

/* Nobody is told by an import: says when that will be. */
static enum exit_status print_next_run(struct cli *cli, const struct next_run *next)
{
	CLEANUP(text_done) struct text line = {0};
	struct moment moment;

	text_add(&line, "\nNobody was told of this. ");
	if (next->missed_ms != 0) {
		text_add(&line, "A run is due as soon as renewd runs");
	} else if (next->at_ms == INT64_MAX) {
		text_add(&line, "No run is to come: no day within a year is a working day");
	} else {
		moment = clock_moment(next->at_ms);
		text_add(&line, "The next run is on ");
		words_weekday(&line, moment.day);
		text_addf(&line, " at %02d:%02d", moment.minute / 60, moment.minute % 60);
	}
	text_add(&line, "; \"renewctl preview\" shows what it will send.\n");
	if (text_failed(&line))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&cli->out, &line);
	return EXIT_DONE;
}

static enum exit_status conclude(struct cli *cli, json_t *files, bool is_stored)
{
	struct next_run next = {.at_ms = INT64_MAX};
	enum exit_status status = EXIT_DONE;

	if (cli->config != NULL)
		status = plan_next_run(cli, &next);
	if (files != NULL)
		return cli_worse(status,
				 field_print(cli, json_pack("{s:O, s:o}", "files", files,
							    "next_run", field_time(next.at_ms))));
	if (status != EXIT_DONE || cli->config == NULL || !is_stored)
		return status;
	return print_next_run(cli, &next);
}

/* Options that speak of one file. */
static enum exit_status check_options(const struct args *args)
{
	static const enum import_option singles[] = {IMPORT_REGISTER, IMPORT_SAVE_PROFILE};

	for (size_t i = 0; i < sizeof(singles) / sizeof(singles[0]); i++) {
		const char *name = import_options[singles[i]].name;

		if (args->word_count <= 1 || !args->options[singles[i]].is_set)
			continue;
		cli_error("--%s is about one register, and %zu files are given: import "
			  "them one by "
			  "one",
			  name, args->word_count);
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

/* No further file is read. */
static bool is_ended(enum exit_status status)
{
	return status == EXIT_MACHINE || progress_is_interrupted();
}

static enum exit_status import_run(struct cli *cli, const struct args *args)
{
	enum exit_status status = check_options(args);
	bool is_stored = false;
	json_t *files;

	if (status == EXIT_DONE)
		status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	if (status != EXIT_DONE)
		return status;
	files = cli->is_json ? json_array() : NULL;
	for (size_t i = 0; i < args->word_count && !is_ended(status); i++) {
		bool is_standard_input = strcmp(args->words[i], "-") == 0;
		CLEANUP(import_done)
		struct import import = {
			.cli = cli,
			.path = is_standard_input ? "standard input" : args->words[i],
			.is_standard_input = is_standard_input,
			.is_dry = args->options[IMPORT_DRY_RUN].is_set,
			.author = {.who = cli_who(cli), .how = "import", .at_ms = cli_now_ms(cli)},
		};

		status = cli_worse(status, import_file(&import, args, files));
		is_stored |= import.is_stored;
	}
	if (status != EXIT_MACHINE)
		status = cli_worse(status, conclude(cli, files, is_stored));
	json_decref(files);
	if (progress_is_interrupted()) {
		store_close(cli->store);
		progress_die();
	}
	return status;
}

const struct command command_import = {
	.name = "import",
	.run = import_run,
	.words = "FILE...",
	.words_min = 1,
	.words_max = COMMAND_WORDS_ANY,
	.summary = "Take in registers: spreadsheets, web pages, text.",
	.description =
		"A register is a file as the office keeps it: text separated by commas, "
		"semicolons, "
		"tabs or bars, an XLSX or ODS spreadsheet, a web page, text taken out of a PDF, or "
		"a page that lists partners; \"-\" is standard input, which needs --register. "
		"renewd-registers(5) says how each is read, and how a profile helps. Every line is "
		"kept as it stands; what is no row, or is wrong in part, is said on standard "
		"error, "
		"told to the keeper by the next run, and listed by \"renewctl problems\".\n"
		"Importing again is safe. An agreement is the same one when it has the same "
		"registration number, else the same partner, type and signing date; what differs "
		"is "
		"shown as before → after. A last day that moves later by six months or more is a "
		"new term, anything else a correction; what was set by hand stays. What is missing "
		"from the register is kept and watched, with a problem until a row brings it back. "
		"Nobody is told anything by an import: the next run does that.\n"
		"Exit status 1: there were problems.",
	.options = OPTION_ROWS(import_options),
};
