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

struct store;

/*
 * Starts an import into a register (made when new). Line texts of earlier imports stay as long as
 * an agreement refers to them.
 */
int store_import_begin(struct store *store, const char *register_name, const char *path,
		       int64_t now_ms, int64_t *ret_import);

/* Keeps a line verbatim. kind is line_kind_name(). *ret_source_row is for store_add_agreement(). */
int store_add_source(struct store *store, int64_t import, unsigned int line, const char *kind,
		     const char *text, int64_t *ret_source_row);

/* The line that an agreement came from; STORE_NOT_FOUND. */
struct source {
	const char *register_name;
	const char *path;
	unsigned int line;
	const char *text;
	int64_t imported_ms;
};
int store_source(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct source *ret_source);

/*
 * A problem in a register. agreement_id 0: none. A register has the problems of its last import
 * only: store_import_begin() removes the earlier ones; one with the same code and text as a problem
 * of the import before that was told stays told.
 */
struct store_problem {
	int64_t id;
	int64_t agreement_id;
	const char *register_name;
	unsigned int line;
	unsigned int column;
	const char *code;
	const char *text;
	bool is_told;	     /* to the keeper */
	const char *partner; /* the first one of the agreement, or NULL */
};

/* id, register_name and partner are not read. STORE_NOT_FOUND: no such import or agreement. */
int store_add_problem(struct store *store, int64_t import, const struct store_problem *problem);

/*
 * All problems, or those of one agreement (agreement_id not 0), by register and line; at most
 * limit (0: no limit).
 */
int store_problems(struct store *store, int64_t agreement_id, bool only_untold, size_t limit,
		   struct arena *arena, struct store_problem **ret_problems, size_t *ret_count);

/* Marks them (by id) as told to the keeper. */
int store_problems_told(struct store *store, const struct store_problem *problems, size_t count);

/* Ascending, no two the same. */
int store_holidays(struct store *store, struct arena *arena, struct day **ret_days,
		   size_t *ret_count);

/* Replaces all of them. names, or one of them, may be NULL; of two with one day the first counts. */
int store_set_holidays(struct store *store, const struct day *days, const char *const *names,
		       size_t count);

#endif
