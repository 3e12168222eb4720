#include "core/simulation_wait.h"

#include <stdlib.h>

static bool is_sooner(const struct simulated *a, const struct simulated *b)
{
	int order = day_compare(a->next, b->next);

	return order != 0 ? order < 0 : a->index < b->index;
}

void simulation_wait(struct simulation *simulation, struct simulated *item)
{
	struct simulated **heap = simulation->heap;
	size_t at = simulation->waiting++;

	while (at > 0 && is_sooner(item, heap[(at - 1) / 2])) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = item;
}

static struct simulated *pop(struct simulation *simulation)
{
	struct simulated **heap = simulation->heap, *first = heap[0];
	size_t count = --simulation->waiting, at = 0;
	struct simulated *last = heap[count];

	for (size_t child = 1; child < count; child = 2 * at + 1) {
		if (child + 1 < count && is_sooner(heap[child + 1], heap[child]))
			child++;
		if (is_sooner(last, heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = last;
	return first;
}

static int compare_index(const void *left, const void *right)
{
	const struct simulated *a = *(struct simulated *const *)left;
	const struct simulated *b = *(struct simulated *const *)right;

	return (a->index > b->index) - (a->index < b->index);
}

size_t simulation_take_due(struct simulation *simulation, struct day day)
{
	size_t count = 0;

	while (simulation->waiting > 0 && day_compare(simulation->heap[0]->next, day) <= 0)
		simulation->due[count++] = pop(simulation);
	if (count > 1)
		qsort(simulation->due, count, sizeof(*simulation->due), compare_index);
	return count;
}
