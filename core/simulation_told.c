#include "core/simulation_told.h"

#include <errno.h>
#include <string.h>

/* ---- telling whom ---------------------------------------------------------------------------- */

static bool is_of_term(const struct simulated_told *told, const struct decision *decision)
{
	return (told->kind == DEADLINE_END || told->kind == DEADLINE_NOTICE) &&
	       told->term_seq % AGREEMENT_TERMS_MAX == decision->term_seq % AGREEMENT_TERMS_MAX;
}

/*
 * Whether that was about the decision's deadline; word of a new term is about any end or notice
 * deadline of the former one.
 */
static bool is_about(const struct simulated_told *told, const struct decision *decision)
{
	if (decision->step.kind == STEP_RENEWED)
		return is_of_term(told, decision);
	return told->kind == decision->kind && told->term_seq == decision->term_seq &&
	       plan_is_correction(told->deadline, decision->deadline);
}

static bool is_listed(const struct told *list, size_t count, const struct address *address)
{
	for (size_t i = 0; i < count; i++) {
		if (address_is_same(&list[i].address, address))
			return true;
	}
	return false;
}

static int tell_entry(struct run *run, struct run_entry *entry, const struct simulated *item)
{
	size_t most = entry->told_count;
	struct told *list;

	for (const struct simulated_told *told = item->first_told; told != NULL; told = told->next)
		most++;
	list = arena_take_array(&run->arena, most, sizeof(*list));
	if (list == NULL)
		return -ENOMEM;
	if (entry->told_count > 0)
		memcpy(list, entry->told, entry->told_count * sizeof(*list));
	for (const struct simulated_told *told = item->first_told; told != NULL;
	     told = told->next) {
		if (is_about(told, &entry->decision) &&
		    !is_listed(list, entry->told_count, &told->told.address))
			list[entry->told_count++] = told->told;
	}
	entry->told = list;
	return 0;
}

int simulation_tell(struct simulation *simulation)
{
	struct run *run = &simulation->run;
	int r = 0;

	for (size_t i = 0; i < run->entry_count && r == 0; i++) {
		struct run_entry *entry = &run->entries[i];

		/* A line of the digest says who was told, and goes to whom it goes all the same. */
		if (entry->section == SECTION_NONE && run_needs_told(entry))
			r = tell_entry(run, entry, simulation->owners[i]);
	}
	return r;
}

/* ---- remembering it -------------------------------------------------------------------------- */

static bool is_known(const struct simulated *item, const struct decision *decision,
		     const struct address *address)
{
	for (const struct simulated_told *told = item->first_told; told != NULL;
	     told = told->next) {
		if (told->kind == decision->kind && told->term_seq == decision->term_seq &&
		    day_compare(told->deadline, decision->deadline) == 0 &&
		    address_is_same(&told->told.address, address))
			return true;
	}
	return false;
}

static int remember(struct simulation *simulation, struct simulated *item,
		    const struct decision *decision, const struct run_delivery *delivery)
{
	struct simulated_told *told;

	/* Whoever hears of the new term was told of the former one, and is told of that no more. */
	if (decision->step.kind == STEP_RENEWED || is_known(item, decision, &delivery->address))
		return 0;
	told = arena_take(&simulation->arena, sizeof(*told));
	if (told == NULL)
		return -ENOMEM;
	*told = (struct simulated_told){
		.kind = decision->kind,
		.term_seq = decision->term_seq,
		.deadline = decision->deadline,
		.told = {.address = delivery->address,
			 .contact = delivery->contact == NULL ? NULL : delivery->contact->key,
			 .name = delivery->name,
			 .on = simulation->run.today},
	};
	if (item->last_told == NULL)
		item->first_told = told;
	else
		item->last_told->next = told;
	item->last_told = told;
	return 0;
}

int simulation_remember(struct simulation *simulation)
{
	const struct run *run = &simulation->run;

	for (size_t i = 0; i < run->delivery_count; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];

		for (size_t k = 0; delivery->kind == DELIVERY_REMINDER && k < delivery->item_count;
		     k++) {
			size_t entry = delivery->items[k].entry;

			if (remember(simulation, simulation->owners[entry],
				     &run->entries[entry].decision, delivery) < 0)
				return -ENOMEM;
		}
	}
	return 0;
}
