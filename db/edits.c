#include "db/edits.h"

#include <errno.h>
#include <inttypes.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"

static void read_edit(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_edit *edit = ret_item;

	edit->field = query_get_copy(query, arena);
	edit->value = query_get_copy(query, arena);
	edit->register_value = query_get_copy(query, arena);
	edit->who = query_get_copy(query, arena);
	edit->at_ms = query_get_int(query);
}

int store_edits(struct store *store, int64_t agreement_id, struct arena *arena,
		struct store_edit **ret_edits, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_EDIT_LIST);
	void *items;
	int r;

	query_put_int(&query, agreement_id);
	r = query_all(&query, read_edit, sizeof(**ret_edits), arena, &items, ret_count);
	if (r == 0)
		*ret_edits = items;
	return r;
}

static void read_id(struct query *query, struct arena *arena, void *ret_item)
{
	(void)arena;
	*(int64_t *)ret_item = query_get_int(query);
}

int store_edited_identities(struct store *store, const char *register_name, struct arena *arena,
			    int64_t **ret_ids, size_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_EDIT_IDENTITIES);
	void *items;
	int r;

	query_put_text(&query, register_name);
	r = query_all(&query, read_id, sizeof(**ret_ids), arena, &items, ret_count);
	if (r == 0)
		*ret_ids = items;
	return r;
}

int store_put_edit(struct store *store, int64_t agreement_id, const struct store_edit *edit)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_EDIT_PUT);

	query_put_int(&query, agreement_id);
	query_put_text(&query, edit->field);
	query_put_text(&query, edit->value);
	query_put_text(&query, edit->register_value);
	query_put_text(&query, edit->who);
	query_put_int(&query, edit->at_ms);
	return query_run(&query);
}

int store_drop_edit(struct store *store, int64_t agreement_id, const char *field)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_EDIT_DROP);
	int r;

	query_put_int(&query, agreement_id);
	query_put_text(&query, field);
	r = query_run(&query);
	if (r == 0 && query_changes(&query) == 0)
		return fault_set(store, STORE_NOT_FOUND,
				 "nobody has set the field %s of agreement %" PRId64 " by hand",
				 field, agreement_id);
	return r;
}
