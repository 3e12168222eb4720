#include "cli/args.h"

#include <string.h>

#include "core/cleanup.h"

static const struct option_rows no_options = {NULL, 0};

/* The place for the option's value, and its row; NULL when there is no such option. */
static struct option_value *find_option(struct args *args, const char *name, size_t length,
					const struct option_row **ret_row)
{
	const struct option_rows *own =
		args->command == NULL ? &no_options : &args->command->options;

	*ret_row = option_find(own, name, length);
	if (*ret_row != NULL)
		return &args->options[*ret_row - own->items];
	*ret_row = option_find(&command_global_options, name, length);
	if (*ret_row != NULL)
		return &args->global[*ret_row - command_global_options.items];
	return NULL;
}

static const char *guess_option(const struct option_rows *rows, const char *name,
				unsigned int *nearest, const char *best)
{
	for (size_t i = 0; i < rows->count; i++) {
		unsigned int distance = text_distance(name, rows->items[i].name, *nearest);

		if (distance < *nearest) {
			*nearest = distance;
			best = rows->items[i].name;
		}
	}
	return best;
}

static void unknown_option(const struct args *args, const char *name, size_t length,
			   struct text *error)
{
	CLEANUP(text_done) struct text copy = {0};
	const char *guess = NULL;
	unsigned int nearest;

	text_add_n(&copy, name, length);
	nearest = option_guess_limit(text_string(&copy));
	if (args->command != NULL)
		guess = guess_option(&args->command->options, text_string(&copy), &nearest, guess);
	guess = guess_option(&command_global_options, text_string(&copy), &nearest, guess);
	text_addf(error, "unknown option --%s", text_string(&copy));
	if (guess != NULL)
		text_addf(error, " (did you mean --%s?)", guess);
	if (args->command == NULL)
		text_add(error, ": \"renewctl --help\" lists all");
	else
		text_addf(error, ": \"renewctl %s --help\" lists all", args->command->name);
}

/* Reads the option argv[*at]; steps over its value. */
static bool read_option(int argc, char **argv, int *at, struct args *args, struct text *error)
{
	const char *name = argv[*at] + 2;
	const char *equals = strchr(name, '=');
	size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
	const char *text = equals == NULL ? NULL : equals + 1;
	const struct option_row *row;
	struct option_value *value = find_option(args, name, length, &row);

	if (value == NULL) {
		unknown_option(args, name, length, error);
		return false;
	}
	if (row->type != OPTION_FLAG && text == NULL && *at + 1 < argc)
		text = argv[++*at];
	return option_read(row, text, value, error);
}

static bool take_word(char *word, struct args *args, struct text *error)
{
	const char *guess;

	if (args->command != NULL) {
		args->words[args->word_count++] = word;
		return true;
	}
	args->command = command_find(word);
	if (args->command != NULL)
		return true;
	guess = command_guess(word);
	text_addf(error, "there is no command \"%s\"", word);
	if (guess != NULL)
		text_addf(error, " (did you mean %s?)", guess);
	text_add(error, ": \"renewctl help\" lists all");
	return false;
}

static bool check_words(const struct args *args, struct text *error)
{
	const struct command *command = args->command;

	if (args->global[GLOBAL_HELP].is_set || args->global[GLOBAL_VERSION].is_set)
		return true;
	if (command == NULL) {
		text_add(error, "no command is given: \"renewctl help\" lists all");
		return false;
	}
	if (args->word_count < command->words_min) {
		text_addf(error, "%s needs %s: \"renewctl %s --help\" says more", command->name,
			  command->words, command->name);
		return false;
	}
	if (args->word_count > command->words_max) {
		text_addf(error, "%s: \"%s\" is too much: \"renewctl %s --help\" says more",
			  command->name, args->words[command->words_max], command->name);
		return false;
	}
	return true;
}

bool args_parse(int argc, char **argv, struct args *ret_args, struct text *error)
{
	bool only_words = false;

	*ret_args = (struct args){.words = argv + (argc > 0)};
	for (int i = 1; i < argc; i++) {
		bool is_good;

		if (!only_words && strcmp(argv[i], "--") == 0) {
			only_words = true;
			continue;
		}
		if (!only_words && strcmp(argv[i], "-h") == 0) {
			ret_args->global[GLOBAL_HELP].is_set = true;
			continue;
		}
		if (!only_words && strncmp(argv[i], "--", 2) == 0) {
			is_good = read_option(argc, argv, &i, ret_args, error);
		} else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0') {
			text_addf(error, "unknown option %s: options start with two dashes",
				  argv[i]);
			is_good = false;
		} else {
			is_good = take_word(argv[i], ret_args, error);
		}
		if (!is_good)
			return false;
	}
	return check_words(ret_args, error);
}
