#include "cli/picked.h"

#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"

int picked_add(struct picked *picked, const struct view *view)
{
	if (picked->count == picked->capacity) {
		size_t capacity = picked->capacity == 0 ? 256 : picked->capacity * 2;
		struct picked_item *items = reallocarray(picked->items, capacity, sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		picked->items = items;
		picked->capacity = capacity;
	}
	picked->items[picked->count++] = (struct picked_item){
		.reckoned = view->has_days_left ? view->last_day.reckoned : DAY_MAX,
		.id = view->agreement->id,
	};
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct picked_item *left = a;
	const struct picked_item *right = b;
	int order = day_compare(left->reckoned, right->reckoned);

	if (order != 0)
		return order;
	return left->id < right->id ? -1 : left->id > right->id;
}

void picked_sort(struct picked *picked)
{
	if (picked->count > 0)
		qsort(picked->items, picked->count, sizeof(*picked->items), compare);
}

/* With what was responded where that is asked for: of many, it takes its time. */
static int read_view(struct cli *cli, int64_t id, struct arena *arena, struct day as_of,
		     struct agreement *agreement, struct view *ret_view)
{
	struct history history;
	int result = store_agreement(cli->store, id, arena, agreement);

	if (result != 0)
		return result;
	*ret_view = view_make(cli, agreement, as_of);
	if (!cli->is_json)
		return 0;
	result = store_history(cli->store, id, arena, &history);
	if (result == 0)
		view_respond(ret_view, cli, &history, as_of);
	return result;
}

enum exit_status picked_each(const struct picked *picked, struct cli *cli, struct day as_of,
			     size_t limit, const char *doing, picked_show *show, void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	size_t count = limit > 0 && limit < picked->count ? limit : picked->count;

	for (size_t i = 0; i < count; i++) {
		struct agreement agreement;
		struct view view;
		int result;

		arena_reset(&arena);
		result = read_view(cli, picked->items[i].id, &arena, as_of, &agreement, &view);
		if (result != 0)
			return cli_store_failed(cli, result);
		result = show(context, &view);
		if (result < 0)
			return cli_failed(doing, result);
	}
	return EXIT_DONE;
}

void picked_done(struct picked *picked)
{
	free(picked->items);
	*picked = (struct picked){0};
}
