#include "db/registers.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"

/* *ret_id is 0 when there is no such register. */
static int find_register(struct store *store, const char *name, int64_t *ret_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_REGISTER_ID);
	int r;

	query_put_text(&query, name);
	r = query_next(&query);
	*ret_id = r == QUERY_ROW ? query_get_int(&query) : 0;
	return r == QUERY_ROW ? 0 : r;
}

int store_register_id(struct store *store, const char *name, int64_t *ret_id)
{
	CLEANUP(query_close) struct query add = query_open(store, STATEMENT_REGISTER_ADD);
	int64_t id = 0;
	int r = name == NULL ? 0 : find_register(store, name, &id);

	if (r == 0 && id == 0 && name != NULL) {
		query_put_text(&add, name);
		r = query_insert(&add, &id);
	}
	if (r == 0)
		*ret_id = id;
	return r;
}

/* Removes what only the imports before the last one needed. */
static int forget(struct store *store, enum statement statement, int64_t register_id)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	query_put_int(&query, register_id);
	return query_run(&query);
}

static int add_import(struct store *store, const char *register_name, const char *path,
		      int64_t now_ms, int64_t *ret_import)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_IMPORT_ADD);
	int64_t register_id;
	int r = store_register_id(store, register_name, &register_id);

	if (r == 0)
		r = forget(store, STATEMENT_SOURCE_FORGET, register_id);
	if (r == 0)
		r = forget(store, STATEMENT_PROBLEM_FORGET, register_id);
	if (r != 0)
		return r;
	query_put_int(&query, register_id);
	query_put_text(&query, path);
	query_put_int(&query, now_ms);
	return query_insert(&query, ret_import);
}

int store_import_begin(struct store *store, const char *register_name, const char *path,
		       int64_t now_ms, int64_t *ret_import)
{
	struct scope scope;
	int64_t import = 0;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = scope_close(store, scope, add_import(store, register_name, path, now_ms, &import));
	if (r == 0)
		*ret_import = import;
	return r;
}

int store_add_source(struct store *store, int64_t import, unsigned int line, const char *kind,
		     const char *text, int64_t *ret_source_row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_ADD);

	query_put_int(&query, import);
	query_put_int(&query, line);
	query_put_text(&query, kind);
	query_put_text(&query, text);
	return query_insert(&query, ret_source_row);
}

int store_source(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct source *ret_source)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_OF);
	struct source source;
	int r;

	query_put_int(&query, agreement_id);
	r = query_one(&query);
	if (r == STORE_NOT_FOUND)
		return fault_set(store, r, "agreement %" PRId64 " came from no register's line",
				 agreement_id);
	if (r != 0)
		return r;
	source.register_name = query_get_copy(&query, arena);
	source.path = query_get_copy(&query, arena);
	source.line = (unsigned int)query_get_small(&query);
	source.text = query_get_copy(&query, arena);
	source.imported_ms = query_get_int(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_source = source;
	return r;
}

int store_add_problem(struct store *store, int64_t import, const struct store_problem *problem)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_ADD);

	query_put_int(&query, import);
	query_put_id(&query, problem->agreement_id);
	query_put_int(&query, problem->line);
	query_put_int(&query, problem->column);
	query_put_text(&query, problem->code);
	query_put_text(&query, problem->text);
	query_put_int(&query, problem->is_told);
	return query_run(&query);
}

static void read_problem(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_problem *problem = ret_item;

	problem->id = query_get_int(query);
	problem->agreement_id = query_get_int(query);
	problem->register_name = query_get_copy(query, arena);
	problem->line = (unsigned int)query_get_small(query);
	problem->column = (unsigned int)query_get_small(query);
	problem->code = query_get_copy(query, arena);
	problem->text = query_get_copy(query, arena);
	problem->is_told = query_get_bool(query);
	problem->partner = query_get_copy(query, arena);
}

int store_problems(struct store *store, int64_t agreement_id, bool only_untold, size_t limit,
		   struct arena *arena, struct store_problem **ret_problems, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_LIST);
	void *items;
	int r;

	query_put_id(&query, agreement_id);
	query_put_int(&query, only_untold);
	query_put_limit(&query, limit);
	r = query_all(&query, read_problem, sizeof(**ret_problems), arena, &items, ret_count);
	if (r == 0)
		*ret_problems = items;
	return r;
}

static int tell(struct store *store, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_TOLD);

	query_put_int(&query, id);
	return query_run(&query);
}

int store_problems_told(struct store *store, const struct store_problem *problems, size_t count)
{
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	for (size_t i = 0; i < count && r == 0; i++)
		r = tell(store, problems[i].id);
	return scope_close(store, scope, r);
}
