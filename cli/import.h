/*
 * An import: one register, compared with the store and taken in, record by
 * record, in one transaction.
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
#include "cli/import_progress.h"
#include "cli/plan.h"
#include "intake/register.h"

/* An agreement that the report names. */
struct import_item {
	const struct import_item *next;
	int64_t id;
	const char *partners;
	const char *number;	      /* registration number, or NULL */
	const struct change *changes; /* of a changed one */
	size_t change_count;
	bool has_new_term;
};

/* At most IMPORT_ITEMS_MAX are kept; count has all. */
struct import_items {
	struct import_item *first;
	struct import_item *last;
	size_t count;
};

#define IMPORT_ITEMS_MAX    1000
#define IMPORT_SAMPLES	    5
#define IMPORT_PROBLEMS_MAX 50000 /* problems of one import that are kept in the store */

/* One of the first rows, as a dry run shows it. */
struct import_sample {
	unsigned int line;
	const char *number, *partners, *countries, *type, *signed_on, *last_day, *owner;
};

/* A problem of an agreement that the import before said and this one may say
 * again. */
struct import_noted {
	int64_t id;
	int64_t other_id;
	const char *code;
	const char *text;
};

/* What the register said of an agreement whose number, partner, type or signing date was set by
 * hand: by that its row is found. */
struct import_edited {
	int64_t id;
	bool is_taken;
	const char *number, *partner, *type, *signed_on; /* "": nothing */
};

struct import {
	struct cli *cli;
	const char *path;
	const char *register_name;
	bool is_standard_input;
	bool is_dry;
	bool is_stored; /* it was taken in, and that is in the store */

	struct arena arena;   /* what lasts: the report */
	struct arena scratch; /* what one record needs */
	struct profile profile;
	const char *profile_path; /* --profile, or NULL */
	struct source *source;
	struct register_reader *reader;
	struct progress progress;

	struct author author;
	int64_t number;		    /* of the import in the store; 0 before it has one */
	int64_t first_new;	    /* ID of the first agreement that was added; 0: none was */
	struct problems problems;   /* those that are shown; the store has more */
	size_t problem_count;	    /* of all */
	struct import_noted *noted; /* sorted */
	size_t noted_count;
	struct import_edited *edited; /* by ID */
	size_t edited_count;
	bool has_role[ROLE_COUNT]; /* a column says it */
	size_t lost[ROLE_COUNT];   /* agreements of which it is known, and no column says it */

	/* The report. */
	size_t kinds[4]; /* by enum agreement_kind, without those that are repeated */
	size_t added;
	size_t unchanged;
	size_t renumbered; /* only the row's number differs */
	size_t repeated;
	size_t lines[LINE_KINDS]; /* lines of the file by enum line_kind */
	struct import_items changed;
	struct import_items missing;
	struct import_sample samples[IMPORT_SAMPLES];
	size_t sample_count;
};

/* ---- import_open.c ---- */

/*
 * Makes the profile of --profile and of each --map, opens the file and makes its first pass, from
 * which on an interrupt is only noted. 0; 1: the file or the profile cannot be used,
 * import->problems says why; negative errno.
 */
int import_open(struct import *import, const char *profile_path,
		const struct option_value *columns);

/* Whether the profile that is used can be written to path: the file must be new, or be profile_path
 * (may be NULL). Says what is wrong. */
enum exit_status import_check_profile(const char *path, const char *profile_path);

/* Writes the profile that was used to path. Says what went wrong. */
enum exit_status import_save_profile(const struct import *import, const char *path);

/* ---- import_take.c ---- */

/* Takes all records into the store, inside the caller's transaction. 0, or an
 * error of the store. */
int import_take(struct import *import);

/* Adds an agreement to a list of the report; changes may be NULL. 0, or
 * -ENOMEM. */
int import_list(struct import *import, struct import_items *items,
		const struct agreement *agreement, const struct change *changes, size_t count);

/* ---- import_note.c: problems ---- */

/* What a problem found by the import is about; 0 and NULL: nothing. */
struct import_about {
	int64_t agreement_id;
	int64_t other_id;
	unsigned int line;
	const char *field; /* a role's name */
	const char *readings[2];
};

/* Shows a problem and keeps it. 0, or an error of the store. */
int import_note(struct import *import, const struct import_about *about, const char *code,
		const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same with those that reading a record found. */
int import_note_all(struct import *import, const struct problem *problems, size_t count,
		    const char *part, int64_t agreement_id);

/*
 * Reads, before store_import_begin() removes them, the problems of the import
 * before that this one may say again. import_noted(): the text of one; NULL: it
 * was not said.
 */
int import_read_noted(struct import *import);
const char *import_noted(const struct import *import, int64_t id, const char *code);

#define IMPORT_MISSING	  "missing_row"
#define IMPORT_RENUMBERED "possible_renumbering"
#define IMPORT_SUCCESSOR  "possible_successor"
#define IMPORT_CONFLICT	  "edited_differs"

/* ---- import_identify.c ---- */

enum identity {
	IDENTITY_NEW,
	IDENTITY_KNOWN,
	IDENTITY_REPEATED /* the row says what an earlier one says */
};

/*
 * Which agreement of the register a draft is (its register is set). *ret_kin: of IDENTITY_KNOWN, in
 * the scratch arena. Complains of rows that repeat others. 0, or an error of the store.
 */
int import_identify(struct import *import, const struct register_record *record,
		    const struct agreement *draft, const struct store_kin **ret_kin,
		    enum identity *ret_identity);

/* ---- import_edited.c: agreements whose identity was set by hand ---- */

/* Reads those of the register. 0, or an error of the store. */
int import_read_edited(struct import *import);

/*
 * The one that is not taken and of which the register said what a draft says: its number, or, with
 * is_by_facts, first partner, type and signing date. NULL: there is none.
 */
const struct import_edited *import_find_edited(const struct import *import,
					       const struct agreement *draft, bool is_by_facts);

/* A row was taken in as that agreement. */
void import_take_edited(struct import *import, int64_t id);

/* ---- import_merge.c: a known agreement and what the register now says of it
 * ---- */

struct merge {
	struct agreement agreement; /* what is to be kept */
	struct term terms[AGREEMENT_TERMS_MAX];
	bool has_new_term; /* its last day moved so far that it is a new term */
};

/*
 * What is to be kept of kept (as it stands in the store) and a draft with its
 * ID: cells that cannot be read say nothing new (former_date_kept); what was
 * set by hand stays (edited_differs); a last day later by six months or more is
 * a new term, anything else a correction. Texts are theirs. 0, or an error of
 * the store.
 */
int import_merge(struct import *import, const struct register_record *record,
		 const struct agreement *draft, const struct agreement *kept,
		 struct merge *ret_merge);

/* ---- import_former.c, import_edits.c, import_terms.c: the parts of it ---- */
int import_keep_former(struct import *import, const struct register_record *record,
		       const struct agreement *kept, struct merge *merge);
int import_keep_lost(struct import *import, const struct agreement *kept, struct merge *merge);
int import_keep_edits(struct import *import, const struct register_record *record,
		      const struct agreement *kept, struct merge *merge);
void import_join_terms(const struct import *import, const struct agreement *kept,
		       struct merge *merge);

/* ---- import_lost.c ---- */

/* Looks which roles have a column. */
void import_find_roles(struct import *import);

/* ---- once all is taken in ---- */

/* Columns that the register had and the file has not. */
int import_note_lost(struct import *import);

/* Agreements whose row is missing, and those that may be one of them under a
 * corrected number. */
int import_note_missing(struct import *import);

/* What was added and stands in another register too. */
int import_note_elsewhere(struct import *import);

/* Later agreements with the same partner and type. */
int import_note_successors(struct import *import);

/* ---- import_report.c, import_columns.c, import_samples.c ---- */

/*
 * How the register was read, in a few lines; each column with its reason and
 * examples, for a dry run; both as JSON (NULL when memory is short).
 */
void import_add_facts(struct facts *facts, const struct import *import);
json_t *import_facts_json(const struct import *import);
json_t *import_columns_json(const struct import *import);
enum exit_status import_print_columns(const struct import *import);

/* Keeps one of the first rows for a dry run. 0, or -ENOMEM. */
int import_sample(struct import *import, const struct register_record *record,
		  const struct agreement *agreement);
enum exit_status import_print_samples(const struct import *import);
json_t *import_samples_json(const struct import *import);

/* What was done, for people; before it, in a dry run, how the file was read. */
enum exit_status import_print_text(const struct import *import);

/* What was done: an object, or NULL when memory is short. */
json_t *import_json(const struct import *import);

#endif
