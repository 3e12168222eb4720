/*
 * What commands share: where output goes, the configuration, the store, the day.
 *
 * main() reads the global options into a struct cli; a command then says what it needs with
 * cli_start(). Functions that give an enum exit_status have told the user what was wrong.
 */
#ifndef RENEWD_CLI_CLI_H
#define RENEWD_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/args.h"
#include "cli/terminal.h"
#include "config/clock.h"
#include "config/config.h"
#include "core/arena.h"
#include "core/plan.h"
#include "db/store.h"

struct cli {
	struct terminal out;
	bool is_json;
	const char *config_path; /* --config, or NULL */
	const char *store_path;	 /* --store, or NULL */
	const char *clock_text;	 /* --clock, or NULL */
	struct config *config;	 /* NULL: built-in policies, the machine's zone */
	struct store *store;	 /* NULL until cli_start() */
	struct clock clock;
	struct day today;
	const struct day *holidays;
	size_t holiday_count;
	struct plan_rules rules;
	struct arena arena; /* lives as long as the command */
};

/* How a command uses the configuration. */
enum cli_needs {
	CLI_NEEDS_CONFIG, /* refused without one */
	CLI_NEEDS_STORE	  /* --store alone will do */
};

/*
 * Loads the configuration, sets the zone and the clock, opens the store and reads its holidays.
 * The configuration is --config, else the default path; with CLI_NEEDS_STORE and --store, the
 * default path is used when there is one. Its warnings are for `check` alone.
 */
enum exit_status cli_start(struct cli *cli, enum cli_needs needs, enum store_mode mode);

/* The parts of cli_start(), for `init` and `check`. */
enum exit_status cli_set_clock(struct cli *cli);
enum exit_status cli_open_store(struct cli *cli, enum store_mode mode);

/* Ends all that the structure holds. */
void cli_done(struct cli *cli);

/* The path of the configuration in use: --config, or the default. */
const char *cli_config_path(const struct cli *cli);

/* On which day the office's academic years start; none when the configuration does not say it. */
struct year_day cli_academic_year(const struct cli *cli);

/* Now, on the clock that this call plays. */
int64_t cli_now_ms(const struct cli *cli);

/* "import", or the login name of who runs this; for the store's audit. */
const char *cli_who(struct cli *cli);

/* One line on stderr, "renewctl: …", made harmless. */
void cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Each problem as a line on stderr; the level of what follows the last one that fitted too. */
void cli_problems(const struct problems *problems);

/*
 * Appends how to start the daemon of the store in use: "systemctl start renewd" when it is the one
 * that the installed configuration names, else renewd with its options.
 */
void cli_start_hint(const struct cli *cli, struct text *out);

/* Says what error (negative errno or enum store_error) of the store means. */
enum exit_status cli_store_failed(const struct cli *cli, int error);

/* Says what a negative errno means; what was being done, as "reading aitu.txt". */
enum exit_status cli_failed(const char *doing, int error);

/* Shows the help of a command, of all when it is NULL. */
enum exit_status cli_help(const struct cli *cli, const struct command *command);

/* The worse of two. */
enum exit_status cli_worse(enum exit_status a, enum exit_status b);

/*
 * The agreement that a word means: an ID or a registration number. Says what is wrong with it.
 */
enum exit_status cli_find(struct cli *cli, const char *word, int64_t *ret_id);

#endif
