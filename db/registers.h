/*
 * Registers as they were read: imports, their lines, their problems; and the holidays.
 * Errors: see db/store.h.
 */
#ifndef RENEWD_DB_REGISTERS_H
#define RENEWD_DB_REGISTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/day.h"
#include "core/run.h"
#include "db/agreements.h"

struct store;

/*
 * Starts an import into a register (made when new). The author is that of all agreements that the
 * import adds. store_import_end() is called when all is taken in: line texts of earlier imports
 * stay as long as an agreement refers to them, the others are forgotten then.
 */
int store_import_begin(struct store *store, const char *register_name, const char *path,
		       const struct author *author, int64_t *ret_import);
int store_import_end(struct store *store, int64_t import);

/* A record of a register's file, verbatim: a line, or the lines of one row. */
struct store_source {
	unsigned int line;  /* of its first line */
	unsigned int lines; /* how many */
	const char *part;   /* name of the sheet or table; NULL: none */
	const char *kind;   /* line_kind_name() */
	const char *text;
};

/* Keeps it. *ret_source_row is for store_add_agreement(). */
int store_add_source(struct store *store, int64_t import, const struct store_source *source,
		     int64_t *ret_source_row);

/* The line that an agreement came from; STORE_NOT_FOUND. */
struct store_origin {
	const char *register_name;
	const char *path;
	const char *part; /* or NULL */
	unsigned int line, lines;
	const char *text;
	int64_t imported_ms;
};
int store_source(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct store_origin *ret_origin);

/*
 * A problem in a register. agreement_id 0: none. A register has the problems of its last import
 * only: store_import_begin() removes the earlier ones; one with the same code, agreement and text as
 * a problem of the import before that was told stays told. A problem is settled when a human has
 * set its field of its agreement by hand (db/edits.h), or answered it (store_answer_problem()), and
 * as long as an agreement that it is about is not active.
 */
struct store_problem {
	int64_t id;
	int64_t agreement_id;
	int64_t other_id; /* another agreement that it is about, or 0 */
	const char *register_name;
	const char *part; /* sheet or table, or NULL */
	unsigned int line;
	unsigned int column;
	const char *code;
	const char *text;
	const char *field;	/* that it is about (a role's name), or NULL */
	const char *reading[2]; /* what the field can mean, or NULL */
	bool is_told;		/* to the keeper */
	const char *partner;	/* the first one of the agreement, or NULL */
};

/* id, register_name and partner are not read. STORE_NOT_FOUND: no such import or agreement. */
int store_add_problem(struct store *store, int64_t import, const struct store_problem *problem);

/* Whether a problem that is to be added is settled already; read are its agreements, code, text,
 * field and second reading. */
int store_problem_is_settled(struct store *store, const struct store_problem *problem,
			     bool *ret_is_settled);

/*
 * The problems that are not settled: all, or those of one agreement (agreement_id not 0), by
 * register and line; at most limit (0: no limit).
 */
int store_problems(struct store *store, int64_t agreement_id, bool only_untold, size_t limit,
		   struct arena *arena, struct store_problem **ret_problems, size_t *ret_count);

/* The line that a problem stands in, verbatim; STORE_NOT_FOUND: it stands in none. */
int store_problem_line(struct store *store, int64_t problem_id, struct arena *arena,
		       const char **ret_text);

/* How many are not settled. */
int store_problem_count(struct store *store, int64_t *ret_count);

/*
 * Remembers that a human has answered a problem of this code about an agreement (and, for questions
 * about two, the other one, in either order): it stays settled in later imports. other_id 0: none.
 * STORE_NOT_FOUND: no such agreement.
 */
int store_answer_problem(struct store *store, int64_t agreement_id, int64_t other_id,
			 const char *code, const struct author *author);

/*
 * The register says something new of an agreement: what was answered about it alone was an answer
 * to what the register said before, and is forgotten.
 */
int store_forget_answers(struct store *store, int64_t agreement_id);

/*
 * Fills in the doubt of each entry of a run, from the problems of its agreement that are not
 * settled; texts go to the run's arena.
 */
int store_read_doubts(struct store *store, struct run *run);

/* Marks them (by id) as told to the keeper. */
int store_problems_told(struct store *store, const struct run_problem *problems, size_t count);

/* Ascending, no two the same. */
int store_holidays(struct store *store, struct arena *arena, struct day **ret_days,
		   size_t *ret_count);

/* Replaces all of them. names, or one of them, may be NULL; of two with one day the first counts. */
int store_set_holidays(struct store *store, const struct day *days, const char *const *names,
		       size_t count);

#endif
