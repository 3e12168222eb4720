/*
 * What an import adds has no row in the table audit: who added it and when follows from the
 * import, and what it was from the first change after that.
 */
#include "db/audit.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"

int audit_describe(struct store *store, int64_t id, struct arena *arena, const char **ret_json)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AGREEMENT_JSON);
	const char *json;
	int r;

	query_put_int(&query, id);
	r = query_one(&query);
	if (r != 0)
		return r;
	json = query_get_copy(&query, arena);
	r = query_failed(&query);
	if (r == 0)
		*ret_json = json;
	return r;
}

int audit_add(struct store *store, int64_t id, const struct author *author, const char *before,
	      const char *after)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AUDIT_ADD);

	query_put_int(&query, author->at_ms);
	query_put_text(&query, author->who);
	query_put_text(&query, author->how);
	query_put_int(&query, id);
	query_put_text(&query, before);
	query_put_text(&query, after);
	return query_run(&query);
}

static void read_entry(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_audit *entry = ret_item;

	entry->who = query_get_copy(query, arena);
	entry->how = query_get_copy(query, arena);
	entry->at_ms = query_get_int(query);
	entry->before = query_get_copy(query, arena);
	entry->after = query_get_copy(query, arena);
}

static int read_changes(struct store *store, int64_t id, struct arena *arena,
			struct store_audit **ret_entries, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AUDIT_LIST);
	void *items;
	int r;

	query_put_int(&query, id);
	r = query_all(&query, read_entry, sizeof(**ret_entries), arena, &items, ret_count);
	if (r == 0)
		*ret_entries = items;
	return r;
}

/* The import that added the agreement; STORE_NOT_FOUND. */
static int read_import(struct store *store, int64_t id, struct arena *arena,
		       struct store_audit *ret_entry)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_AUDIT_IMPORT);
	int r;

	query_put_int(&query, id);
	r = query_one(&query);
	if (r != 0)
		return r;
	ret_entry->who = query_get_copy(&query, arena);
	ret_entry->how = query_get_copy(&query, arena);
	ret_entry->at_ms = query_get_int(&query);
	return query_failed(&query);
}

int store_audit(struct store *store, int64_t agreement_id, struct arena *arena,
		struct store_audit **ret_entries, size_t *ret_count)
{
	struct store_audit added = {0};
	struct store_audit *changes, *entries;
	size_t count;
	int r = store_require_agreement(store, agreement_id);

	if (r == 0)
		r = read_changes(store, agreement_id, arena, &changes, &count);
	if (r != 0)
		return r;
	if (count == 0 || changes[0].before != NULL)
		r = read_import(store, agreement_id, arena, &added);
	else
		r = STORE_NOT_FOUND;
	if (r == STORE_NOT_FOUND) {
		*ret_entries = changes;
		*ret_count = count;
		return 0;
	}
	if (r == 0 && count > 0)
		added.after = changes[0].before;
	else if (r == 0)
		r = audit_describe(store, agreement_id, arena, &added.after);
	if (r != 0)
		return r;
	entries = arena_take_array(arena, count + 1, sizeof(*entries));
	if (entries == NULL)
		return fault_set(store, -ENOMEM, NULL);
	entries[0] = added;
	if (count > 0)
		memcpy(entries + 1, changes, count * sizeof(*entries));
	*ret_entries = entries;
	*ret_count = count + 1;
	return 0;
}
