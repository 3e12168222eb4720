#include "db/registers.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

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

/* Keeps the name of a register in mind until the transaction ends, unless it is very long. */
static void remember_register(struct store *store, const char *name, int64_t id)
{
	struct known *known = &store->known;

	if (!known->is_valid || strlen(name) >= sizeof(known->register_name))
		return;
	strcpy(known->register_name, name);
	known->register_id = id;
}

static int find_or_add_register(struct store *store, const char *name, int64_t *ret_id)
{
	CLEANUP(query_close) struct query add = query_open(store, STATEMENT_REGISTER_ADD);
	int64_t id;
	int r = find_register(store, name, &id);

	if (r == 0 && id == 0) {
		query_put_text(&add, name);
		r = query_insert(&add, &id);
	}
	if (r == 0)
		*ret_id = id;
	return r;
}

int store_register_id(struct store *store, const char *name, int64_t *ret_id)
{
	const struct known *known = &store->known;
	int r;

	if (name == NULL) {
		*ret_id = 0;
		return 0;
	}
	if (known->register_id != 0 && strcmp(name, known->register_name) == 0) {
		*ret_id = known->register_id;
		return 0;
	}
	r = find_or_add_register(store, name, ret_id);
	if (r == 0)
		remember_register(store, name, *ret_id);
	return r;
}

/* Removes the problems that only the imports before the last one had. */
static int forget_problems(struct store *store, int64_t register_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_FORGET);

	query_put_int(&query, register_id);
	return query_run(&query);
}

static int add_import(struct store *store, const char *register_name, const char *path,
		      const struct author *author, int64_t *ret_import)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_IMPORT_ADD);
	int64_t register_id;
	int r = store_register_id(store, register_name, &register_id);

	if (r == 0)
		r = forget_problems(store, register_id);
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

static int require(struct store *store, enum statement statement, int64_t id, const char *what)
{
	CLEANUP(query_close) struct query query = query_open(store, statement);
	int r;

	query_put_int(&query, id);
	r = query_one(&query);
	return r == STORE_NOT_FOUND ? fault_set(store, r, "there is no %s %" PRId64, what, id) : r;
}

int store_require_source(struct store *store, int64_t source_row)
{
	const struct known *known = &store->known;

	if (known->first_source != 0 && source_row >= known->first_source &&
	    source_row <= known->last_source)
		return 0;
	return require(store, STATEMENT_SOURCE_EXISTS, source_row, "line of an import");
}

/* The last source_row of an import; the ID before its first when it has none. */
static int find_last_source(struct store *store, int64_t import, int64_t *ret_source_row)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_LAST);
	int64_t last;
	int r;

	query_put_int(&query, import);
	r = query_one(&query);
	if (r != 0)
		return r;
	last = query_get_int(&query);
	*ret_source_row = last == 0 ? source_row_first(import) : last;
	return 0;
}

/* The ID for one more line of an import. */
static int next_source(struct store *store, int64_t import, int64_t *ret_source_row)
{
	int64_t last = store->known.last_source;
	int r = 0;

	if (last == 0 || source_row_import(last) != import) {
		r = require(store, STATEMENT_IMPORT_EXISTS, import, "import");
		if (r == 0)
			r = find_last_source(store, import, &last);
	}
	if (r == 0)
		*ret_source_row = last + 1;
	return r;
}

static void remember_source(struct known *known, int64_t source_row)
{
	if (!known->is_valid)
		return;
	if (known->first_source == 0 ||
	    source_row_import(source_row) != source_row_import(known->first_source))
		known->first_source = source_row;
	known->last_source = source_row;
}

static int add_source(struct store *store, int64_t id, const struct store_source *source)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_ADD);

	query_put_int(&query, id);
	query_put_int(&query, source->line);
	query_put_int(&query, source->lines);
	query_put_text(&query, source->part);
	query_put_text(&query, source->kind);
	query_put_text(&query, source->text);
	return query_run(&query);
}

int store_add_source(struct store *store, int64_t import, const struct store_source *source,
		     int64_t *ret_source_row)
{
	int64_t id;
	int r = next_source(store, import, &id);

	if (r == 0)
		r = add_source(store, id, source);
	if (r != 0)
		return r;
	remember_source(&store->known, id);
	*ret_source_row = id;
	return 0;
}

int store_source(struct store *store, int64_t agreement_id, struct arena *arena,
		 struct store_origin *ret_origin)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_SOURCE_OF);
	struct store_origin origin;
	int r;

	query_put_int(&query, agreement_id);
	r = query_one(&query);
	if (r == STORE_NOT_FOUND)
		return fault_set(store, r, "agreement %" PRId64 " came from no register's line",
				 agreement_id);
	if (r != 0)
		return r;
	origin.register_name = query_get_copy(&query, arena);
	origin.path = query_get_copy(&query, arena);
	origin.part = query_get_copy(&query, arena);
	origin.line = (unsigned int)query_get_small(&query);
	origin.lines = (unsigned int)query_get_small(&query);
	origin.text = query_get_copy(&query, arena);
	origin.imported_ms = query_get_int(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_origin = origin;
	return r;
}
