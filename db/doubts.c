#include <string.h>

#include "db/store.h"

/* The problem that asks whether a later agreement has taken the place of this one. */
static const char successor_code[] = "possible_successor";

static int read_successor(struct store *store, const struct store_problem *problem,
			  struct arena *arena, struct doubt *doubt)
{
	struct agreement successor;
	int r = store_agreement(store, problem->other_id, arena, &successor);

	if (r != 0)
		return r;
	doubt->successor = successor.id;
	doubt->successor_signed = successor.signed_on;
	return 0;
}

static bool is_about_last_day(const struct store_problem *problem)
{
	return problem->field != NULL && strcmp(problem->field, "last_day") == 0 &&
	       problem->reading[0] != NULL && problem->reading[1] != NULL;
}

static int read_doubt(struct store *store, int64_t id, struct arena *arena, struct doubt *doubt)
{
	struct store_problem *problems;
	size_t count;
	int r = store_problems(store, id, /* only_untold= */ false, /* limit= */ 0, arena,
			       &problems, &count);

	for (size_t i = 0; i < count && r == 0; i++) {
		const struct store_problem *problem = &problems[i];

		if (doubt->readings[0] == NULL && is_about_last_day(problem))
			memcpy(doubt->readings, problem->reading, sizeof(doubt->readings));
		if (problem->other_id != 0 && problem->agreement_id == id &&
		    strcmp(problem->code, successor_code) == 0)
			r = read_successor(store, problem, arena, doubt);
	}
	return r;
}

int store_read_doubts(struct store *store, struct run *run)
{
	int r = 0;

	for (size_t i = 0; i < run->entry_count && r == 0; i++) {
		struct run_entry *entry = &run->entries[i];

		r = read_doubt(store, entry->agreement->id, &run->arena, &entry->doubt);
	}
	return r;
}
