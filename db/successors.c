/*
 * Agreements that a later one may have taken the place of: of each group of kin (db/kin.h), those
 * that are active, by signing date; each is told with the next one that was signed later.
 */
#include <errno.h>

#include "core/cleanup.h"
#include "db/bulk.h"
#include "db/list.h"
#include "db/query.h"

/* Of a group with more members, those that were signed first are left out. */
#define MEMBERS_MAX 1000

struct member {
	int64_t id;
	struct vague signed_on;
	bool is_new;
};

struct visit {
	struct store *store;
	int64_t import;
	store_visit_pair *visit;
	void *context;
	struct list members;
	struct arena older, newer;
};

static void visit_done(struct visit *visit)
{
	list_done(&visit->members);
	arena_done(&visit->older);
	arena_done(&visit->newer);
}

/* Reads a group, the one that was signed last first. */
static int read_group(struct visit *visit, int64_t hash)
{
	CLEANUP(query_close) struct query query = query_open(visit->store, STATEMENT_KIN_MEMBERS);
	int r;

	visit->members.count = 0;
	query_put_int(&query, hash);
	query_put_int(&query, visit->import);
	query_put_limit(&query, MEMBERS_MAX);
	while ((r = query_next(&query)) == QUERY_ROW) {
		struct member *member = list_add(&visit->members, sizeof(*member));

		if (member == NULL)
			return fault_set(visit->store, -ENOMEM, NULL);
		member->id = query_get_int(&query);
		member->signed_on = query_get_vague(&query);
		member->is_new = query_get_bool(&query);
		r = query_failed(&query);
		if (r != 0)
			return r;
	}
	return r;
}

static int show_pair(struct visit *visit, int64_t older_id, int64_t newer_id)
{
	struct agreement older, newer;
	int r;

	arena_reset(&visit->older);
	arena_reset(&visit->newer);
	r = store_agreement(visit->store, older_id, &visit->older, &older);
	if (r == 0)
		r = store_agreement(visit->store, newer_id, &visit->newer, &newer);
	return r == 0 ? visit->visit(visit->context, &older, &newer) : r;
}

/* The place of the next one that was signed after all of the vague date of another; itself: none. */
static size_t successor_of(const struct member *members, size_t at)
{
	size_t found = at;

	for (size_t i = at; i > 0; i--) {
		if (day_compare(members[i - 1].signed_on.first, members[at].signed_on.last) > 0) {
			found = i - 1;
			break;
		}
	}
	return found;
}

static int visit_group(struct visit *visit, int64_t hash)
{
	int r = read_group(visit, hash);
	const struct member *members = visit->members.items;

	for (size_t i = visit->members.count; i > 1 && r == 0; i--) {
		size_t newer = successor_of(members, i - 1);

		if (newer != i - 1 && (members[i - 1].is_new || members[newer].is_new))
			r = show_pair(visit, members[i - 1].id, members[newer].id);
	}
	return r;
}

/* Whether a group goes on, and whether the import may have added one of it. */
struct group {
	int64_t hash;
	size_t count;
	bool is_new;
};

static int end_group(struct visit *visit, const struct group *group)
{
	return group->count > 1 && group->is_new ? visit_group(visit, group->hash) : 0;
}

static int find_first(struct store *store, int64_t import, int64_t *ret_first)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_IMPORT_FIRST);
	int r;

	query_put_int(&query, import);
	r = query_one(&query);
	if (r == 0)
		*ret_first = query_get_int(&query);
	return r;
}

/* first: the lowest ID that an agreement which the import added can have. */
static int visit_groups(struct visit *visit, int64_t first)
{
	CLEANUP(query_close) struct query query = query_open(visit->store, STATEMENT_KIN_ALL);
	struct group group = {0};
	int r;

	while ((r = query_next(&query)) == QUERY_ROW) {
		int64_t hash = query_get_int(&query);

		if (group.count > 0 && hash != group.hash) {
			r = end_group(visit, &group);
			group = (struct group){0};
			if (r != 0)
				return r;
		}
		group.hash = hash;
		group.count++;
		group.is_new |= query_get_int(&query) >= first;
	}
	return r == 0 ? end_group(visit, &group) : r;
}

int store_each_successor(struct store *store, int64_t import, store_visit_pair *visit,
			 void *context)
{
	CLEANUP(visit_done)
	struct visit all = {.store = store, .import = import, .visit = visit, .context = context};
	int64_t first;
	int r = find_first(store, import, &first);

	return r == 0 ? visit_groups(&all, first) : r;
}
