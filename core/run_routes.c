/* To whom the entries of a run go. */
#include "core/run_routes.h"

#include <errno.h>
#include <stdlib.h>

static int add_route(struct routes *routes, struct route route)
{
	if (routes->count == routes->capacity) {
		size_t capacity = routes->capacity == 0 ? 64 : routes->capacity * 2;
		struct route *items = realloc(routes->items, capacity * sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		routes->items = items;
		routes->capacity = capacity;
	}
	routes->items[routes->count++] = route;
	return 0;
}

static int add_contact(struct routes *routes, const struct contact *contact, struct route route)
{
	route.contact = contact;
	route.name = contact->name;
	for (size_t i = 0; i < contact->address_count; i++) {
		route.address = contact->addresses[i];
		if (add_route(routes, route) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* To those whom names stand for; what falls back to the keeper says so in the entry. */
static int add_names(struct run *run, const struct contacts *contacts, const char *const *names,
		     size_t count, struct route route, struct routes *routes)
{
	static const struct agreement nothing;
	struct run_entry *entry =
		route.item.entry == ROUTE_NO_ENTRY ? NULL : &run->entries[route.item.entry];

	for (size_t i = 0; i < count; i++) {
		struct recipient recipient =
			recipient_of(contacts, names[i],
				     entry == NULL ? &nothing : entry->agreement, run->today);

		if (entry != NULL && recipient.fallback != FALLBACK_NONE)
			entry->fallback = recipient.fallback;
		route.item.absent = recipient.absent;
		if (add_contact(routes, recipient.contact, route) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The keeper, or who stands in for it. */
static int add_keeper(struct run *run, const struct contacts *contacts, struct route route,
		      struct routes *routes)
{
	const char *const key = contacts->items[contacts->keeper].key;

	return add_names(run, contacts, &key, 1, route, routes);
}

/* Those who had been told, wherever that was. */
static int route_renewed(const struct run_entry *entry, const struct contacts *contacts,
			 struct route route, struct routes *routes)
{
	for (size_t i = 0; i < entry->told_count; i++) {
		const struct told *told = &entry->told[i];
		size_t index = told->contact == NULL ? CONTACT_NOT_FOUND
						     : contacts_by_key(contacts, told->contact);

		route.contact = index == CONTACT_NOT_FOUND ? NULL : &contacts->items[index];
		route.name = told->name;
		route.address = told->address;
		if (add_route(routes, route) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The steps of escalation after the first `from` of them, up to the level of the decision. */
static int route_steps(struct run *run, const struct contacts *contacts, int from,
		       struct route route, struct routes *routes)
{
	const struct decision *decision = &run->entries[route.item.entry].decision;
	const struct policy *policy = decision->policy;
	int r = 0;

	for (int i = from; i < decision->level && (size_t)i < policy->escalation_count && r == 0;
	     i++) {
		const struct escalation *step = &policy->escalations[i];

		route.item.level = i + 1;
		r = add_names(run, contacts, step->to, step->to_count, route, routes);
	}
	return r;
}

/*
 * Whether the place was told of the deadline before; on that day, unless that is DAY_NONE. People
 * are known by their addresses: a contact may share one of them with others.
 */
static bool is_told_at(const struct run_entry *entry, const struct address *address, struct day day)
{
	for (size_t i = 0; i < entry->told_count; i++) {
		const struct told *told = &entry->told[i];

		if (address_is_same(&told->address, address))
			return day_is_none(day) || day_compare(told->on, day) == 0;
	}
	return false;
}

static void drop_told(const struct run_entry *entry, struct routes *routes, size_t from,
		      struct day day)
{
	size_t kept = from;

	for (size_t i = from; i < routes->count; i++) {
		if (!is_told_at(entry, &routes->items[i].address, day))
			routes->items[kept++] = routes->items[i];
	}
	routes->count = kept;
}

/*
 * An escalation is for new people alone: those who were told before are left out again. Of any
 * other notice those are whom an escalation has told today, unless it was about another day.
 */
static void drop_repeats(const struct run *run, const struct contacts *contacts,
			 const struct run_entry *entry, struct routes *routes, size_t from)
{
	/* In a trial all that was told is told to one contact, in place of others. */
	if (contacts->trial != NULL)
		return;
	if (entry->decision.step.kind == STEP_ESCALATES)
		drop_told(entry, routes, from, DAY_NONE);
	else if (day_is_none(entry->decision.corrected_from))
		drop_told(entry, routes, from, run->today);
}

static int route_notice(struct run *run, const struct contacts *contacts, struct route route,
			struct routes *routes)
{
	const struct run_entry *entry = &run->entries[route.item.entry];
	const struct decision *decision = &entry->decision;
	size_t count, before = routes->count;
	const char *const *names = recipient_names(decision->policy, decision->kind, &count);
	int r;

	/* One list of what has no last day says more than a hundred messages. */
	if (decision->policy->group == GROUP_AGREEMENT && decision->kind != DEADLINE_UNKNOWN)
		route.group = entry->agreement->id;
	if (decision->step.kind == STEP_RENEWED)
		return route_renewed(entry, contacts, route, routes);
	if (decision->step.kind == STEP_ESCALATES) {
		r = route_steps(run, contacts, decision->former_level, route, routes);
	} else {
		r = add_names(run, contacts, names, count, route, routes);
		if (r == 0)
			r = route_steps(run, contacts, 0, route, routes);
	}
	if (r == 0)
		drop_repeats(run, contacts, entry, routes, before);
	return r;
}

static int route_digest(struct run *run, const struct contacts *contacts, struct route route,
			struct routes *routes)
{
	route.kind = DELIVERY_DIGEST;
	if (run->digest->to_count == 0)
		return add_keeper(run, contacts, route, routes);
	return add_names(run, contacts, run->digest->to, run->digest->to_count, route, routes);
}

/* By whatever name the register calls it. */
static const char *owner_of(const struct agreement *agreement, const struct contacts *contacts)
{
	size_t index = contacts_find(contacts, agreement->owner);

	return index == CONTACT_NOT_FOUND ? NULL : contacts->items[index].name;
}

static int route_entry(struct run *run, size_t index, const struct contacts *contacts, bool is_gap,
		       struct routes *routes)
{
	struct run_entry *entry = &run->entries[index];
	struct route route = {.item = {.entry = index},
			      .deadline = entry->decision.deadline,
			      .agreement_id = entry->agreement->id,
			      .kind = DELIVERY_REMINDER};

	if (entry->section != SECTION_NONE) {
		route.section = entry->section;
		entry->owner = owner_of(entry->agreement, contacts);
		if (entry->section == SECTION_ENDING)
			route.owner = entry->owner == NULL ? entry->agreement->owner : entry->owner;
		return is_gap ? 0 : route_digest(run, contacts, route, routes);
	}
	if (entry->decision.outcome == OUTCOME_UNWATCHED) {
		route.kind = DELIVERY_INTAKE;
		return is_gap ? 0 : add_keeper(run, contacts, route, routes);
	}
	if (is_gap) {
		route.kind = DELIVERY_GAP;
		return add_keeper(run, contacts, route, routes);
	}
	return route_notice(run, contacts, route, routes);
}

/* Messages that have something to say even without entries: problems, or that all is quiet. */
static int route_bare(struct run *run, const struct contacts *contacts, struct routes *routes)
{
	struct route route = {.item = {.entry = ROUTE_NO_ENTRY}, .kind = DELIVERY_INTAKE};
	bool has_more = run->unsettled.total > 0 || run->undelivered_total > 0;
	int r = 0;

	if (run->untold.count > 0)
		r = add_keeper(run, contacts, route, routes);
	if (r == 0 && run->digest != NULL && (!run->digest->skip_empty || has_more))
		r = route_digest(run, contacts, route, routes);
	return r;
}

int run_find_routes(struct run *run, const struct contacts *contacts, bool is_gap,
		    struct routes *routes)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < run->entry_count; i++)
		r = route_entry(run, i, contacts, is_gap, routes);
	return r == 0 && !is_gap ? route_bare(run, contacts, routes) : r;
}
