/* renewctl edit: one correction by hand, from the command line to the store. */
#ifndef RENEWD_CLI_EDIT_H
#define RENEWD_CLI_EDIT_H

#include "cli/cli.h"
#include "cli/compare.h"
#include "cli/edit_field.h"
#include "db/edits.h"

enum edit_option {
	EDIT_NUMBER,
	EDIT_PARTNER,
	EDIT_CITY,
	EDIT_COUNTRY,
	EDIT_TYPE,
	EDIT_OWNER,
	EDIT_SIGNED,
	EDIT_LAST_DAY,
	EDIT_TERM,
	EDIT_RENEWAL,
	EDIT_NOTICE,
	EDIT_WHICH,
	EDIT_RELEASE,
	EDIT_ACCEPT,
	EDIT_TO,
	EDIT_DRY_RUN,
	EDIT_OPTIONS /* how many */
};

/* The rows of the options, by enum edit_option. */
extern const struct option_row edit_options[EDIT_OPTIONS];

struct edit {
	struct cli *cli;
	const struct args *args;
	struct author author;
	struct agreement kept;
	struct agreement agreement; /* with what is set */
	struct term terms[AGREEMENT_TERMS_MAX];
	struct partner *partners;
	struct store_edit *edits; /* that were made before */
	size_t edit_count;
	struct store_problem *problems;
	size_t problem_count;
	struct change changes[COMPARE_FIELDS];
	size_t change_count;
	size_t settled; /* problems that were open and are not any more */
};

/*
 * Reads the agreement with what was set before and its open problems; edit->agreement, with terms
 * and partners of its own, is then the same. 0, or an error of the store.
 */
int edit_read(struct edit *edit, int64_t id);

/*
 * Keeps a field of edit->agreement as set by hand, beside what the register says of it. 0, or an
 * error of the store.
 */
int edit_put(struct edit *edit, const struct edit_field *field);

/* What an option was given; NULL: it was not. */
const struct option_value *edit_given(const struct edit *edit, enum edit_option option);

/* The new owner: that of --to, or of --owner where there is no --to. Says what is wrong with it. */
enum exit_status edit_set_owner(struct edit *edit);

/* Makes all that was given of one agreement, within a transaction of the caller. */
enum exit_status edit_change(struct edit *edit, int64_t id);

/* All agreements of one owner: edit without an ID. */
enum exit_status edit_owners(struct cli *cli, const struct args *args);

/* Puts what was given into edit->agreement. Says what is wrong with it. */
enum exit_status edit_set(struct edit *edit);

#endif
