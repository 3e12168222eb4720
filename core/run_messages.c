/* Who gets what of a run, and in which messages. */
#include "core/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* In place of an entry: a message is made even when it has none. */
#define NO_ENTRY ((size_t)-1)

/* One entry on its way to one address. */
struct route {
	struct run_item item;
	struct address address;
	const struct contact *contact; /* NULL: an address of the past */
	const char *name;
	enum delivery_kind kind;
	int64_t group; /* 0: with all others; else the agreement's ID */
	enum section section;
	const char *owner; /* in the section of what is about to end */
	struct day deadline;
	int64_t agreement_id;
};

/* Zero is empty. */
struct routes {
	struct route *items;
	size_t count;
	size_t capacity;
};

/* ---- to whom --------------------------------------------------------------------------------- */

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
		route.item.entry == NO_ENTRY ? NULL : &run->entries[route.item.entry];

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
	struct route route = {.item = {.entry = NO_ENTRY}, .kind = DELIVERY_INTAKE};
	bool has_more = run->unsettled.total > 0 || run->undelivered_total > 0;
	int r = 0;

	if (run->untold.count > 0)
		r = add_keeper(run, contacts, route, routes);
	if (r == 0 && run->digest != NULL && (!run->digest->skip_empty || has_more))
		r = route_digest(run, contacts, route, routes);
	return r;
}

/* ---- in which messages ----------------------------------------------------------------------- */

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

/* Whether two routes belong into one message. */
static int compare_messages(const struct route *a, const struct route *b)
{
	int order = compare_numbers(a->kind, b->kind);

	if (order == 0)
		order = strcmp(a->address.channel, b->address.channel);
	if (order == 0)
		order = strcmp(a->address.address, b->address.address);
	return order != 0 ? order : compare_numbers(a->group, b->group);
}

static int compare_routes(const void *left, const void *right)
{
	const struct route *a = left, *b = right;
	int order = compare_messages(a, b);

	if (order == 0)
		order = compare_numbers(a->section, b->section);
	if (order == 0)
		order = compare_texts(a->owner, b->owner);
	if (order == 0)
		order = day_compare(a->deadline, b->deadline);
	if (order == 0)
		order = compare_numbers(a->agreement_id, b->agreement_id);
	if (order == 0)
		order = compare_numbers((int64_t)a->item.entry, (int64_t)b->item.entry);
	if (order == 0) /* who gets it anyway does not get it as an escalation, nor as a deputy */
		order = compare_numbers(a->item.level, b->item.level);
	if (order == 0)
		order = (a->item.absent > b->item.absent) - (a->item.absent < b->item.absent);
	if (order == 0) /* one address of two contacts: the one that was named first in the file */
		order = (a->contact > b->contact) - (a->contact < b->contact);
	return order;
}

/* Keeps the first of the routes that bring one entry into one message twice. */
static void remove_repeats(struct routes *routes)
{
	size_t kept = 0;

	for (size_t i = 0; i < routes->count; i++) {
		struct route *route = &routes->items[i];

		if (kept > 0 && routes->items[kept - 1].item.entry == route->item.entry &&
		    compare_messages(&routes->items[kept - 1], route) == 0)
			continue;
		routes->items[kept++] = *route;
	}
	routes->count = kept;
}

/* How many routes from `from` on go into the same message. */
static size_t message_length(const struct routes *routes, size_t from)
{
	size_t end = from + 1;

	while (end < routes->count &&
	       compare_messages(&routes->items[from], &routes->items[end]) == 0)
		end++;
	return end - from;
}

/* Adds a message; in a trial, one to each address of the trial's contact instead. */
static void add_delivery(struct run *run, const struct contact *trial, struct run_delivery delivery)
{
	delivery.is_for_keeper = delivery.contact != NULL && delivery.contact == run->keeper;
	if (trial == NULL) {
		run->deliveries[run->delivery_count++] = delivery;
		return;
	}
	delivery.meant = delivery.address;
	delivery.meant_name = delivery.name == NULL ? "" : delivery.name;
	delivery.contact = trial;
	delivery.name = trial->name;
	for (size_t i = 0; i < trial->address_count; i++) {
		delivery.address = trial->addresses[i];
		run->deliveries[run->delivery_count++] = delivery;
	}
}

/* Several contacts can share an address: the first one in the file is named. */
static void find_recipient(const struct route *routes, size_t count, struct run_delivery *delivery)
{
	delivery->contact = routes->contact;
	delivery->name = routes->name;
	for (size_t i = 1; i < count; i++) {
		const struct contact *contact = routes[i].contact;

		if (contact == NULL || (delivery->contact != NULL && delivery->contact <= contact))
			continue;
		delivery->contact = contact;
		delivery->name = routes[i].name;
	}
}

/* The entries of a message; the routes that stand in place of one have none. */
static struct run_item *take_items(struct run *run, const struct route *routes, size_t count,
				   size_t *ret_count)
{
	struct run_item *items = arena_take_array(&run->arena, count, sizeof(*items));
	size_t taken = 0;

	for (size_t i = 0; items != NULL && i < count; i++) {
		if (routes[i].item.entry != NO_ENTRY)
			items[taken++] = routes[i].item;
	}
	*ret_count = taken;
	return items;
}

static size_t parts_of(size_t count)
{
	return count == 0 ? 1 : (count + RUN_ENTRIES_MAX - 1) / RUN_ENTRIES_MAX;
}

static int add_message(struct run *run, const struct contact *trial, const struct route *routes,
		       size_t length)
{
	size_t count;
	struct run_item *items = take_items(run, routes, length, &count);
	struct run_delivery delivery = {.kind = routes->kind,
					.address = routes->address,
					.parts = parts_of(count),
					.thread = routes->group};

	if (items == NULL)
		return -ENOMEM;
	find_recipient(routes, length, &delivery);
	for (delivery.part = 1; delivery.part <= delivery.parts; delivery.part++) {
		size_t first = (delivery.part - 1) * RUN_ENTRIES_MAX;

		delivery.items = items + first;
		delivery.item_count =
			delivery.part < delivery.parts ? RUN_ENTRIES_MAX : count - first;
		add_delivery(run, trial, delivery);
	}
	return 0;
}

static int group(struct run *run, struct routes *routes, const struct contact *trial)
{
	/* Each message takes at least one route, each further part as well. */
	size_t most = routes->count * (trial == NULL ? 1 : trial->address_count);
	size_t length;

	if (routes->count > 0)
		qsort(routes->items, routes->count, sizeof(*routes->items), compare_routes);
	remove_repeats(routes);
	run->deliveries = arena_take_array(&run->arena, most, sizeof(*run->deliveries));
	if (run->deliveries == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < routes->count; i += length) {
		length = message_length(routes, i);
		if (add_message(run, trial, &routes->items[i], length) < 0)
			return -ENOMEM;
	}
	return 0;
}

int run_finish(struct run *run, const struct contacts *contacts, bool is_gap)
{
	struct routes routes = {0};
	int r = 0;

	run->deliveries = NULL;
	run->delivery_count = 0;
	run->keeper = &contacts->items[contacts->keeper];
	for (size_t i = 0; r == 0 && i < run->entry_count; i++)
		r = route_entry(run, i, contacts, is_gap, &routes);
	if (r == 0 && !is_gap)
		r = route_bare(run, contacts, &routes);
	if (r == 0)
		r = group(run, &routes, contacts->trial);
	free(routes.items);
	return r;
}
