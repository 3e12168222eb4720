/*
 * renewctl init: a configuration and a store to begin with.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/display.h"
#include "cli/example.h"
#include "cli/folder.h"
#include "core/cleanup.h"

enum init_option { INIT_DIR };

static const struct option_row init_options[] = {
	[INIT_DIR] = {"dir", OPTION_TEXT, "DIR",
		      "Put everything into that folder, to try renewd out without being root."},
};

/* Where things are, or will be: absolute paths. */
struct init {
	struct cli *cli;
	bool is_tryout; /* --dir */
	char *config_path;
	char *store_path;
	char *mail_path;
};

static void init_done(struct init *init)
{
	free(init->config_path);
	free(init->store_path);
	free(init->mail_path);
}

static enum exit_status cannot_make(const struct init *init, const char *path, int error)
{
	if (error == -EACCES || error == -EPERM) {
		cli_error("%s: %s: %s", path, strerror(-error),
			  init->is_tryout ? "name another folder with --dir"
					  : "run this as root, or try renewd out in a folder of "
					    "your own with --dir DIR");
		return EXIT_WRONG;
	}
	return cli_failed(path, error);
}

/* Makes the folder of a path, and the path absolute. */
static enum exit_status prepare(const struct init *init, const char *path, char **ret_absolute)
{
	CLEANUP(free_memory) char *folder = folder_of(path);
	int result = folder == NULL ? -ENOMEM : folder_make(folder);

	if (result != 0)
		return cannot_make(init, folder == NULL ? path : folder, result);
	*ret_absolute = folder_absolute(path);
	return *ret_absolute == NULL ? cli_failed(path, -errno) : EXIT_DONE;
}

/* A file in --dir, or a path by default. */
static enum exit_status place(const struct init *init, const char *dir, const char *name,
			      const char *fallback, char **ret_absolute)
{
	CLEANUP(text_done) struct text path = {0};

	if (dir == NULL)
		text_add(&path, fallback);
	else
		text_addf(&path, "%s/%s", dir, name);
	if (text_failed(&path))
		return cli_failed(name, -ENOMEM);
	return prepare(init, text_string(&path), ret_absolute);
}

static enum exit_status choose_mail(struct init *init)
{
	CLEANUP(free_memory) char *folder = folder_of(init->store_path);
	CLEANUP(text_done) struct text mail = {0};

	if (folder != NULL)
		text_addf(&mail, "%s/mail", strcmp(folder, "/") == 0 ? "" : folder);
	init->mail_path = folder == NULL ? NULL : text_take(&mail);
	return init->mail_path == NULL ? cli_failed("mail", -ENOMEM) : EXIT_DONE;
}

/*
 * The store that the configuration which is there already names, unless another one is asked for.
 */
static enum exit_status load_present(struct init *init)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct cli *cli = init->cli;
	int result;

	if (access(init->config_path, F_OK) != 0)
		return EXIT_DONE;
	result = config_load(init->config_path, &problems, &cli->config);
	if (result < 0)
		return cli_failed(init->config_path, result);
	if (result == 0)
		return EXIT_DONE;
	cli_problems(&problems);
	cli_error("%s is there already and has mistakes: mend them, or name another file with "
		  "--config",
		  init->config_path);
	return EXIT_WRONG;
}

static enum exit_status choose_paths(struct init *init, const char *dir)
{
	struct cli *cli = init->cli;
	const char *store = cli->store_path;
	enum exit_status status = EXIT_DONE;

	if (cli->config_path != NULL)
		status = prepare(init, cli->config_path, &init->config_path);
	else
		status = place(init, dir, "renewd.yaml", CONFIG_DEFAULT_PATH, &init->config_path);
	if (status == EXIT_DONE)
		status = load_present(init);
	if (status != EXIT_DONE)
		return status;
	if (store == NULL && cli->config != NULL)
		store = cli->config->store_path;
	if (store != NULL)
		status = prepare(init, store, &init->store_path);
	else
		status = place(init, dir, "renewd.db", CONFIG_DEFAULT_STORE, &init->store_path);
	return status == EXIT_DONE ? choose_mail(init) : status;
}

static void say(const struct init *init, const char *path, const char *what)
{
	CLEANUP(text_done) struct text line = {0};

	display_add(&line, path);
	text_addf(&line, ": %s\n", what);
	terminal_write(&init->cli->out, &line);
}

static enum exit_status write_config(const struct init *init)
{
	CLEANUP(text_done) struct text text = {0};
	int result;

	if (init->cli->config != NULL) {
		say(init, init->config_path, "is there already, left as it is");
		return EXIT_DONE;
	}
	example_adapt(&text, init->store_path, init->mail_path);
	if (text_failed(&text))
		return cli_failed(init->config_path, -ENOMEM);
	result = folder_write(init->config_path, text_string(&text));
	if (result != 0)
		return cannot_make(init, init->config_path, result);
	say(init, init->config_path, "a configuration to begin with");
	return EXIT_DONE;
}

static enum exit_status make_store(struct init *init)
{
	CLEANUP(free_memory) char *folder = folder_of(init->store_path);
	bool is_present = access(init->store_path, F_OK) == 0;
	int result = folder == NULL ? -ENOMEM : 0;

	/* The folder of the service belongs to it; any other is the user's. */
	if (result == 0 && strcmp(init->store_path, CONFIG_DEFAULT_STORE) == 0)
		result = folder_give(folder);
	if (result != 0)
		return cannot_make(init, folder, result);
	init->cli->store_path = init->store_path;
	if (cli_open_store(init->cli, STORE_CREATE) != EXIT_DONE)
		return EXIT_MACHINE;
	if (strcmp(init->store_path, CONFIG_DEFAULT_STORE) == 0)
		result = folder_give_file(init->store_path);
	if (result != 0)
		return cannot_make(init, init->store_path, result);
	say(init, init->store_path,
	    is_present ? "is there already, left as it is" : "an empty store");
	return EXIT_DONE;
}

static enum exit_status say_next(const struct init *init)
{
	CLEANUP(text_done) struct text options = {0};
	CLEANUP(text_done) struct text path = {0};
	CLEANUP(text_done) struct text lines = {0};

	display_add(&path, init->config_path);
	if (strcmp(init->config_path, CONFIG_DEFAULT_PATH) != 0)
		text_addf(&options, " --config %s", text_string(&path));
	text_addf(&lines,
		  "\nNext:\n"
		  "  1. say who is told, and how: edit %s\n"
		  "  2. renewctl%s check\n"
		  "  3. renewctl%s import REGISTER.csv\n"
		  "  4. renewctl%s preview\n"
		  "  5. %s%s\n",
		  text_string(&path), text_string(&options), text_string(&options),
		  text_string(&options),
		  options.length == 0 ? "systemctl enable --now renewd" : "renewd",
		  text_string(&options));
	if (text_failed(&options) || text_failed(&path) || text_failed(&lines))
		return cli_failed("init", -ENOMEM);
	terminal_write(&init->cli->out, &lines);
	return EXIT_DONE;
}

static enum exit_status init_run(struct cli *cli, const struct args *args)
{
	const struct option_value *dir = &args->options[INIT_DIR];
	CLEANUP(init_done) struct init init = {.cli = cli, .is_tryout = dir->is_set};
	enum exit_status status = choose_paths(&init, dir->text);

	if (status == EXIT_DONE)
		status = write_config(&init);
	if (status == EXIT_DONE)
		status = make_store(&init);
	if (status == EXIT_DONE)
		status = say_next(&init);
	return status;
}

const struct command command_init = {
	.name = "init",
	.run = init_run,
	.words = "",
	.summary = "Make a configuration and a store to begin with.",
	.description =
		"Writes a configuration with remarks that explain it, and makes an empty store. "
		"Mail is laid down in a folder until a mail server is named, so that nothing "
		"leaves the machine. What is there already is left as it is.\n"
		"Without --dir, --config and --store it works on /etc/renewd/renewd.yaml and "
		"/var/lib/renewd, for the service; that needs root.",
	.options = OPTION_ROWS(init_options),
};
