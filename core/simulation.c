#include "core/simulation.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/simulation_told.h"
#include "core/simulation_wait.h"

void simulation_init(struct simulation *simulation, const struct plan_rules *rules,
		     const struct digest_schedule *digest)
{
	*simulation = (struct simulation){
		.last_run = DAY_NONE,
		.last_digest = DAY_NONE,
		.rules = *rules,
		.digest = digest,
		.digest_day = DAY_NONE,
	};
	simulation->run.borrows = true;
}

void simulation_done(struct simulation *simulation)
{
	run_done(&simulation->run);
	agreement_plan_done(&simulation->plan);
	free(simulation->items);
	free(simulation->heap);
	free(simulation->due);
	free(simulation->owners);
	arena_done(&simulation->arena);
	*simulation = (struct simulation){0};
}

/* ---- agreements --------------------------------------------------------------------------- */

static int grow(struct simulated ***list, size_t capacity)
{
	struct simulated **items = realloc(*list, capacity * sizeof(struct simulated *));

	if (items == NULL)
		return -ENOMEM;
	*list = items;
	return 0;
}

static int reserve(struct simulation *simulation)
{
	size_t capacity = simulation->capacity == 0 ? 256 : simulation->capacity * 2;

	if (simulation->count < simulation->capacity)
		return 0;
	if (grow(&simulation->items, capacity) < 0 || grow(&simulation->heap, capacity) < 0 ||
	    grow(&simulation->due, capacity) < 0)
		return -ENOMEM;
	simulation->capacity = capacity;
	return 0;
}

static void *copy_array(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_take_array(arena, count, size);

	if (copy != NULL && count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

static struct simulated *copy(struct arena *arena, const struct agreement *agreement,
			      const struct history *history)
{
	struct simulated *item = arena_take(arena, sizeof(*item));

	if (item == NULL)
		return NULL;
	*item = (struct simulated){
		.agreement = agreement_copy(agreement, arena),
		.terms = copy_array(arena, agreement->terms, agreement->term_count,
				    sizeof(*item->terms)),
		.settled = copy_array(arena, history->settled, history->settled_count,
				      sizeof(*item->settled)),
		.settled_count = history->settled_count,
		.settled_capacity = history->settled_count,
		.responses = copy_array(arena, history->responses, history->response_count,
					sizeof(*item->responses)),
		.response_count = history->response_count,
	};
	if (item->agreement == NULL || item->terms == NULL || item->settled == NULL ||
	    item->responses == NULL)
		return NULL;
	item->agreement->terms = item->terms;
	return item;
}

int simulation_add(struct simulation *simulation, const struct agreement *agreement,
		   const struct history *history, struct day next_on)
{
	struct simulated *item;

	if (reserve(simulation) < 0)
		return -ENOMEM;
	item = copy(&simulation->arena, agreement, history);
	if (item == NULL)
		return -ENOMEM;
	item->index = simulation->count;
	item->next = next_on;
	for (size_t i = 0; i < item->settled_count; i++) {
		if (item->settled[i].number > simulation->number)
			simulation->number = item->settled[i].number;
	}
	simulation->items[simulation->count++] = item;
	return 0;
}

/* ---- a run ----------------------------------------------------------------------------------- */

static int plan(struct simulation *simulation, const struct simulated *item, struct day day)
{
	const struct history history = {item->settled, item->settled_count, item->responses,
					item->response_count};

	return plan_agreement(item->agreement, &history, &simulation->rules, day,
			      &simulation->plan);
}

/* Before the first run: what the rules say of the next day counts, not what was kept. */
static int begin(struct simulation *simulation, struct day day)
{
	for (size_t i = 0; i < simulation->count; i++) {
		struct simulated *item = simulation->items[i];

		if (day_is_none(item->next) || day_compare(item->next, day) > 0) {
			int r = plan(simulation, item, day);

			if (r < 0)
				return r;
			item->next = simulation->plan.count > 0 ? day : simulation->plan.next;
		}
		if (!day_is_none(item->next))
			simulation_wait(simulation, item);
	}
	simulation->has_begun = true;
	return 0;
}

static int reserve_settled(struct simulation *simulation, struct simulated *item)
{
	size_t needed = item->settled_count + simulation->plan.count;
	size_t capacity = item->settled_capacity < 4 ? 4 : item->settled_capacity;
	struct settled *settled;

	if (needed <= item->settled_capacity)
		return 0;
	while (capacity < needed)
		capacity *= 2;
	settled = arena_take_array(&simulation->arena, capacity, sizeof(*settled));
	if (settled == NULL)
		return -ENOMEM;
	if (item->settled_count > 0)
		memcpy(settled, item->settled, item->settled_count * sizeof(*settled));
	item->settled = settled;
	item->settled_capacity = capacity;
	return 0;
}

static int settle(struct simulation *simulation, struct simulated *item, struct day day)
{
	if (reserve_settled(simulation, item) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < simulation->plan.count; i++) {
		item->settled[item->settled_count++] =
			decision_settled(&simulation->plan.items[i], ++simulation->number, day);
	}
	for (size_t i = 0; i < item->agreement->term_count; i++) {
		if (day_is_none(item->terms[i].seen_on))
			item->terms[i].seen_on = day;
	}
	item->next = simulation->plan.next;
	return 0;
}

/* The entries of the run from `first` on are about that agreement. */
static int own(struct simulation *simulation, struct simulated *item, size_t first)
{
	const struct run *run = &simulation->run;

	if (run->entry_count > simulation->owner_capacity) {
		if (grow(&simulation->owners, run->entry_capacity) < 0)
			return -ENOMEM;
		simulation->owner_capacity = run->entry_capacity;
	}
	for (size_t i = first; i < run->entry_count; i++)
		simulation->owners[i] = item;
	return 0;
}

static int plan_one(struct simulation *simulation, struct simulated *item, struct day day)
{
	size_t first = simulation->run.entry_count;
	int r = plan(simulation, item, day);

	if (r == 0)
		r = run_add(&simulation->run, item->agreement, &simulation->plan);
	if (r == 0)
		r = own(simulation, item, first);
	if (r == 0 && !simulation->is_gap)
		r = settle(simulation, item, day);
	if (r == 0 && !day_is_none(item->next))
		simulation_wait(simulation, item);
	return r;
}

/* The digest of the day, when one is due. A run after a gap tells of nothing but the gap. */
static int add_digest(struct simulation *simulation, struct day day)
{
	struct run *run = &simulation->run;
	struct day since;
	int r = 0;

	simulation->digest_day = DAY_NONE;
	if (simulation->is_gap || simulation->digest == NULL ||
	    !digest_is_due(simulation->digest, &simulation->rules.calendar, simulation->last_digest,
			   day, &simulation->digest_day, &since))
		return 0;
	for (size_t i = 0; i < simulation->count && r == 0; i++) {
		const struct simulated *item = simulation->items[i];
		const struct history history = {item->settled, item->settled_count, item->responses,
						item->response_count};

		r = run_add_digest(run, item->agreement, &history, &simulation->rules, since);
	}
	run->digest = simulation->digest;
	run->digest_since = since;
	run->unsettled = simulation->problems;
	return r;
}

int simulation_plan(struct simulation *simulation, struct day day)
{
	struct day last = simulation->last_run;
	size_t count;
	int r = 0;

	if (!day_is_none(last) && day_compare(day, last) < 0)
		return SIMULATION_REFUSED;
	run_reset(&simulation->run, day);
	simulation->is_gap = !day_is_none(last) && run_is_after_gap(last, day);
	if (!simulation->has_begun)
		r = begin(simulation, day);
	if (r < 0)
		return r;
	count = simulation_take_due(simulation, day);
	for (size_t i = 0; i < count && r == 0; i++)
		r = plan_one(simulation, simulation->due[i], day);
	return r == 0 ? add_digest(simulation, day) : r;
}

/* The next problems of registers that the keeper has not been told. */
static struct run_problems next_untold(const struct run_problems *untold)
{
	struct run_problems next = *untold;

	if (next.count > RUN_PROBLEMS_MAX)
		next.count = RUN_PROBLEMS_MAX;
	next.total = next.count;
	return next;
}

static void forget_told(struct run_problems *untold, size_t count)
{
	untold->items += count;
	untold->count -= count;
	untold->total -= count;
}

int simulation_finish(struct simulation *simulation)
{
	struct run *run = &simulation->run;
	int r = simulation_tell(simulation);

	if (simulation->untold.count > 0)
		run->untold = next_untold(&simulation->untold);
	if (r == 0)
		r = run_finish(run, &simulation->rules.contacts, simulation->is_gap);
	if (r == 0 && !simulation->is_gap) {
		r = simulation_remember(simulation);
		if (run->untold.count > 0)
			forget_told(&simulation->untold, run->untold.count);
		if (!day_is_none(simulation->digest_day))
			simulation->last_digest = simulation->digest_day;
	}
	simulation->last_run = run->today;
	return r;
}

int simulation_run(struct simulation *simulation, struct day day)
{
	int r = simulation_plan(simulation, day);

	return r == 0 ? simulation_finish(simulation) : r;
}
