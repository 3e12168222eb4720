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
static int forget(struct store *store, enum statement statement, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);

	query_put_int(&query, id);
	return query_run(&query);
}

static int add_import(struct store *store, const char *register_name, const char *path,
		      const struct author *author, int64_t *ret_import)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_IMPORT_ADD);
	int64_t register_id;
	int r = store_register_id(store, register_name, &register_id);

	if (r == 0)
		r = forget(store, STATEMENT_PROBLEM_FORGET, register_id);
	if (r != 0)
		return r;
	query_put_int(&query, register_id);
	query_put_text(&query, path);
	query_put_text(&query, author->who);
	query_put_text(&query, author->how);
	query_put_int(&query, author->at_ms);
	return query_insert(&query, ret_import);
}

int store_import_begin(struct store *store, const char *register_name, const char *path,
		       const struct author *author, int64_t *ret_import)
{
	struct scope scope;
	int64_t import = 0;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = scope_close(store, scope, add_import(store, register_name, path, author, &import));
	if (r == 0)
		*ret_import = import;
	return r;
}

int store_import_end(struct store *store, int64_t import)
{
	return forget(store, STATEMENT_SOURCE_FORGET, import);
}

int store_add_source(struct store *store, int64_t import, const struct store_source *source,
		     int64_t *ret_source_row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_ADD);

	query_put_int(&query, import);
	query_put_int(&query, source->line);
	query_put_int(&query, source->lines);
	query_put_text(&query, source->part);
	query_put_text(&query, source->kind);
	query_put_text(&query, source->text);
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
	source.part = query_get_copy(&query, arena);
	source.line = (unsigned int)query_get_small(&query);
	source.lines = (unsigned int)query_get_small(&query);
	source.text = query_get_copy(&query, arena);
	source.imported_ms = query_get_int(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_source = source;
	return r;
}
