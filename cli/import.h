/*
 * An import: one register, compared with the store and taken in, in one transaction.
 */
#ifndef RENEWD_CLI_IMPORT_H
#define RENEWD_CLI_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "cli/cli.h"
#include "cli/compare.h"
#include "cli/facts.h"
#include "cli/idset.h"
#include "cli/plan.h"
#include "cli/twins.h"
#include "intake/intake.h"

/* An agreement that the report names. */
struct import_item {
	const struct import_item *next;
	int64_t id;
	const char *partners;
	const char *number;	      /* registration number, or NULL */
	const struct change *changes; /* of a changed one */
	size_t change_count;
	uint64_t key; /* of a missing one: twins_key() */
};

struct import_items {
	struct import_item *first;
	struct import_item *last;
	size_t count;
};

/* A problem of an agreement that the import before said and this one may say again. */
struct import_noted {
	int64_t id;
	const char *code;
	const char *text;
};

#define IMPORT_LINE_KINDS 5

struct import {
	struct cli *cli;
	const char *path;
	const char *register_name;
	bool is_standard_input;
	bool is_dry;
	bool is_stored; /* it was taken in, and that is in the store */
	struct intake intake;
	int64_t number; /* of the import in the store */
	struct idset taken;
	struct idset new; /* those of taken that were added */
	struct twins twins;
	int64_t *ids;		    /* by draft: its agreement; 0: repeats another row */
	struct import_noted *noted; /* sorted */
	size_t noted_count;

	/* The report; its texts are in the intake's arena. */
	size_t kinds[4]; /* by enum agreement_kind, without those that are repeated */
	size_t added;
	size_t unchanged;
	size_t renumbered; /* only the row's number differs */
	size_t repeated;
	struct import_items changed;
	struct import_items missing;
	size_t lines[IMPORT_LINE_KINDS]; /* lines of the file by enum line_kind */
};

/* Reads import->path, or standard input; as intake_read(). */
int import_read(struct import *import);

/* Takes all lines and drafts of the intake into the store, inside the caller's transaction. */
int import_take(struct import *import);

/* Adds an agreement to a list of the report; changes may be NULL. 0, or -ENOMEM. */
int import_list(struct import *import, struct import_items *items,
		const struct agreement *agreement, const struct change *changes, size_t count);

/*
 * Cells that cannot be read say nothing new: what is kept stands on, in the agreement and its term,
 * with a problem for each. 0, or -ENOMEM. The texts are kept's.
 */
int import_keep_former(struct import *import, const struct draft *draft,
		       const struct agreement *kept, struct agreement *agreement,
		       struct term *term);

/*
 * Agreements whose row is missing. import_read_noted() comes before store_import_begin(), which
 * removes what it reads; import_list_missing() fills import->missing once all drafts are taken in;
 * import_note_missing() then adds a problem to each of them, and to each new agreement that may be
 * one of them under a corrected number. 0, -ENOMEM, or an error of the store.
 */
int import_read_noted(struct import *import);
int import_list_missing(struct import *import);
int import_note_missing(struct import *import);

/* Complains when what was added stands in another register too. 0, or an error of the store. */
int import_check_elsewhere(struct import *import);

/* Which column is read as what, and how its dates. */
void import_add_columns(struct facts *facts, const struct intake *intake);
json_t *import_columns_json(const struct intake *intake);

/* What was done, for people. */
enum exit_status import_print_text(const struct import *import);

/* What was done: an object, or NULL when memory is short. */
json_t *import_json(const struct import *import);

#endif
