#include "core/run.h"

#include <errno.h>
#include <stdlib.h>

#include "core/names.h"

bool run_is_after_gap(struct day last, struct day today)
{
	return day_diff(last, today) > RUN_GAP_DAYS;
}

void run_init(struct run *run, struct day today)
{
	*run = (struct run){.today = today};
}

void run_reset(struct run *run, struct day today)
{
	struct run fresh = {.today = today,
			    .entries = run->entries,
			    .entry_capacity = run->entry_capacity,
			    .arena = run->arena,
			    .borrows = run->borrows};

	arena_reset(&fresh.arena);
	*run = fresh;
}

void run_done(struct run *run)
{
	free(run->entries);
	arena_done(&run->arena);
	*run = (struct run){0};
}

/* ---- what is told ---------------------------------------------------------------------- */

static int reserve_entries(struct run *run, size_t count)
{
	size_t capacity = run->entry_capacity == 0 ? 64 : run->entry_capacity;
	struct run_entry *entries;

	if (run->entry_count + count <= run->entry_capacity)
		return 0;
	while (capacity < run->entry_count + count)
		capacity *= 2;
	entries = realloc(run->entries, capacity * sizeof(*entries));
	if (entries == NULL)
		return -ENOMEM;
	run->entries = entries;
	run->entry_capacity = capacity;
	return 0;
}

/* The run's own copy; the agreement itself where that outlives the run. NULL: memory is short. */
static const struct agreement *keep(struct run *run, const struct agreement *agreement)
{
	return run->borrows ? agreement : agreement_copy(agreement, &run->arena);
}

/* Notices, and of each unwatched deadline its last milestone. */
static bool is_told(const struct agreement_plan *plan, size_t index)
{
	const struct decision *decision = &plan->items[index];

	if (decision->outcome == OUTCOME_NOTICE)
		return true;
	if (decision->outcome != OUTCOME_UNWATCHED)
		return false;
	return index + 1 == plan->count || plan->items[index + 1].kind != decision->kind ||
	       day_compare(plan->items[index + 1].deadline, decision->deadline) != 0;
}

static struct run_entry *append(struct run *run, const struct agreement *copy)
{
	struct run_entry *entry = &run->entries[run->entry_count++];

	*entry = (struct run_entry){.agreement = copy};
	return entry;
}

int run_add(struct run *run, const struct agreement *agreement, const struct agreement_plan *plan)
{
	const struct agreement *copy = NULL;
	size_t before = run->entry_count;

	if (reserve_entries(run, plan->count) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < plan->count; i++) {
		if (!is_told(plan, i))
			continue;
		if (copy == NULL)
			copy = keep(run, agreement);
		if (copy == NULL) {
			run->entry_count = before;
			return -ENOMEM;
		}
		append(run, copy)->decision = plan->items[i];
	}
	run->agreement_count++;
	return 0;
}

int run_add_digest(struct run *run, const struct agreement *agreement,
		   const struct history *history, const struct plan_rules *rules, struct day since)
{
	struct decision decision;
	enum section section =
		digest_section(agreement, history, rules, since, run->today, &decision);
	const struct agreement *copy;
	struct run_entry *entry;

	if (section == SECTION_NONE)
		return 0;
	if (reserve_entries(run, 1) < 0)
		return -ENOMEM;
	copy = keep(run, agreement);
	if (copy == NULL)
		return -ENOMEM;
	entry = append(run, copy);
	entry->decision = decision;
	entry->section = section;
	return 0;
}

bool run_needs_told(const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;

	if (entry->section != SECTION_NONE)
		return !day_is_none(decision->first_told);
	return decision->outcome == OUTCOME_NOTICE &&
	       (decision->step.kind == STEP_RENEWED || decision->level > 0);
}

size_t run_notices(const struct run *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->entry_count; i++)
		count += run->entries[i].section == SECTION_NONE &&
			 run->entries[i].decision.outcome == OUTCOME_NOTICE;
	return count;
}

static const char *const delivery_kind_names[] = {
	[DELIVERY_REMINDER] = "reminder", [DELIVERY_INTAKE] = "intake", [DELIVERY_GAP] = "gap",
	[DELIVERY_TROUBLE] = "trouble",	  [DELIVERY_DIGEST] = "digest",
};

const char *delivery_kind_name(enum delivery_kind kind)
{
	return delivery_kind_names[kind];
}

bool delivery_kind_parse(const char *name, enum delivery_kind *ret_kind)
{
	unsigned int index;

	if (!names_find(NAMES(delivery_kind_names), name, &index))
		return false;
	*ret_kind = (enum delivery_kind)index;
	return true;
}
