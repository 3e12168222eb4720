#include "cli/codes.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	const struct store_problem *left = a;
	const struct store_problem *right = b;

	if (left->agreement_id != right->agreement_id)
		return left->agreement_id < right->agreement_id ? -1 : 1;
	return left->id < right->id ? -1 : left->id > right->id;
}

enum exit_status codes_load(struct codes *codes, struct cli *cli)
{
	int result;

	*codes = (struct codes){0};
	result = store_problems(cli->store, /* agreement_id= */ 0, /* only_untold= */ false,
				/* limit= */ 0, &cli->arena, &codes->problems, &codes->count);
	if (result != 0)
		return cli_store_failed(cli, result);
	if (codes->count > 0)
		qsort(codes->problems, codes->count, sizeof(*codes->problems), compare);
	return EXIT_DONE;
}

/* The first problem that is not of an agreement with a smaller ID. */
static size_t first_of(const struct codes *codes, int64_t agreement_id)
{
	size_t low = 0;
	size_t high = codes->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (codes->problems[middle].agreement_id < agreement_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *const *codes_of(struct codes *codes, int64_t agreement_id, size_t *ret_count)
{
	size_t count = 0;

	for (size_t i = first_of(codes, agreement_id);
	     i < codes->count && codes->problems[i].agreement_id == agreement_id &&
	     count < sizeof(codes->found) / sizeof(codes->found[0]);
	     i++)
		codes->found[count++] = codes->problems[i].code;
	*ret_count = count;
	return codes->found;
}
