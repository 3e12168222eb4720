/* In which messages the entries of a run go. */
#include "core/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/run_routes.h"

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
		if (routes[i].item.entry != ROUTE_NO_ENTRY)
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
	int r;

	run->deliveries = NULL;
	run->delivery_count = 0;
	run->keeper = &contacts->items[contacts->keeper];
	r = run_find_routes(run, contacts, is_gap, &routes);
	if (r == 0)
		r = group(run, &routes, contacts->trial);
	free(routes.items);
	return r;
}
