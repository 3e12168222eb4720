#include "core/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/names.h"

/* One entry on its way to one address. */
struct route {
	size_t entry;
	struct address address;
	const struct contact *contact;
	enum delivery_kind kind;
	int64_t group; /* 0: with all others; else the agreement's ID */
	struct day deadline;
	int64_t agreement_id;
};

/* Zero is empty; failed as in struct text. */
struct routes {
	struct route *items;
	size_t count;
	size_t capacity;
};

bool run_is_after_gap(struct day last, struct day today)
{
	return day_diff(last, today) > RUN_GAP_DAYS;
}

void run_init(struct run *run, struct day today)
{
	*run = (struct run){.today = today};
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

/* Copies a text if there is one; false when memory is short. */
static bool copy_text(struct arena *arena, const char **text)
{
	if (*text == NULL)
		return true;
	*text = arena_copy(arena, *text);
	return *text != NULL;
}

static bool copy_partner(struct arena *arena, struct partner *partner)
{
	return copy_text(arena, &partner->name) && copy_text(arena, &partner->city) &&
	       copy_text(arena, &partner->country) && copy_text(arena, &partner->country_raw);
}

static struct agreement *copy_agreement(struct arena *arena, const struct agreement *original)
{
	struct agreement *copy = arena_take(arena, sizeof(*copy));
	struct partner *partners =
		arena_take_array(arena, original->partner_count, sizeof(*partners));
	struct term *terms = arena_take_array(arena, original->term_count, sizeof(*terms));

	if (copy == NULL || partners == NULL || terms == NULL)
		return NULL;
	*copy = *original;
	if (!copy_text(arena, &copy->register_name) || !copy_text(arena, &copy->row) ||
	    !copy_text(arena, &copy->registration_number) || !copy_text(arena, &copy->type) ||
	    !copy_text(arena, &copy->type_raw) || !copy_text(arena, &copy->owner) ||
	    !copy_text(arena, &copy->last_day_raw))
		return NULL;
	for (size_t i = 0; i < original->partner_count; i++) {
		partners[i] = original->partners[i];
		if (!copy_partner(arena, &partners[i]))
			return NULL;
	}
	memcpy(terms, original->terms, original->term_count * sizeof(*terms));
	copy->partners = partners;
	copy->terms = terms;
	return copy;
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
			copy = copy_agreement(&run->arena, agreement);
		if (copy == NULL) {
			run->entry_count = before;
			return -ENOMEM;
		}
		run->entries[run->entry_count++] =
			(struct run_entry){.agreement = copy, .decision = plan->items[i]};
	}
	run->agreement_count++;
	return 0;
}

/* ---- to whom -------------------------------------------------------------------------- */

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
	for (size_t i = 0; i < contact->address_count; i++) {
		route.address = contact->addresses[i];
		if (add_route(routes, route) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* Who a name of a policy's `to` means for this agreement; the keeper when it means nobody. */
static const struct contact *resolve(const struct contacts *contacts, const char *to,
				     const struct agreement *agreement, enum fallback *ret_fallback)
{
	bool is_owner = strcmp(to, "owner") == 0;
	size_t index = is_owner ? contacts_find(contacts, agreement->owner)
				: contacts_by_key(contacts, to);

	if (index != CONTACT_NOT_FOUND && contacts->items[index].address_count > 0)
		return &contacts->items[index];
	if (index != CONTACT_NOT_FOUND)
		*ret_fallback = FALLBACK_NO_ADDRESS;
	else
		*ret_fallback =
			agreement->owner == NULL ? FALLBACK_NO_OWNER : FALLBACK_UNKNOWN_OWNER;
	return &contacts->items[contacts->keeper];
}

static int route_notice(struct run *run, size_t index, const struct contacts *contacts,
			struct route route, struct routes *routes)
{
	static const char *const owner[] = {"owner"};
	struct run_entry *entry = &run->entries[index];
	const struct policy *policy = entry->decision.policy;
	const struct rule *rule = &policy->rules[entry->decision.kind];
	const char *const *to = owner;
	size_t to_count = 1;

	if (rule->to_count > 0) {
		to = rule->to;
		to_count = rule->to_count;
	} else if (policy->to_count > 0) {
		to = policy->to;
		to_count = policy->to_count;
	}
	if (policy->group == GROUP_AGREEMENT)
		route.group = entry->agreement->id;
	for (size_t i = 0; i < to_count; i++) {
		const struct contact *contact =
			resolve(contacts, to[i], entry->agreement, &entry->fallback);

		if (add_contact(routes, contact, route) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int route_entry(struct run *run, size_t index, const struct contacts *contacts, bool is_gap,
		       struct routes *routes)
{
	const struct run_entry *entry = &run->entries[index];
	const struct contact *keeper = &contacts->items[contacts->keeper];
	struct route route = {.entry = index,
			      .deadline = entry->decision.deadline,
			      .agreement_id = entry->agreement->id,
			      .kind = DELIVERY_REMINDER};

	if (entry->decision.outcome == OUTCOME_UNWATCHED) {
		route.kind = DELIVERY_INTAKE;
		return is_gap ? 0 : add_contact(routes, keeper, route);
	}
	if (is_gap) {
		route.kind = DELIVERY_GAP;
		return add_contact(routes, keeper, route);
	}
	return route_notice(run, index, contacts, route, routes);
}

/* ---- in which messages ------------------------------------------------------------------- */

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
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
		order = day_compare(a->deadline, b->deadline);
	if (order == 0)
		order = compare_numbers(a->agreement_id, b->agreement_id);
	if (order == 0)
		order = compare_numbers((int64_t)a->entry, (int64_t)b->entry);
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

		if (kept > 0 && routes->items[kept - 1].entry == route->entry &&
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

static int add_message(struct run *run, const struct route *routes, size_t count)
{
	size_t parts = (count + RUN_ENTRIES_MAX - 1) / RUN_ENTRIES_MAX;
	size_t *entries = arena_take_array(&run->arena, count, sizeof(*entries));
	const struct contact *contact = routes->contact;

	if (entries == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		entries[i] = routes[i].entry;
		if (routes[i].contact < contact) /* several share the address */
			contact = routes[i].contact;
	}
	for (size_t part = 1; part <= parts; part++) {
		size_t first = (part - 1) * RUN_ENTRIES_MAX;

		run->deliveries[run->delivery_count++] = (struct run_delivery){
			.kind = routes->kind,
			.address = routes->address,
			.contact = contact,
			.entries = entries + first,
			.entry_count = part < parts ? RUN_ENTRIES_MAX : count - first,
			.part = part,
			.parts = parts,
		};
	}
	return 0;
}

/* An intake summary that has no deadline to tell, but problems (see run.tell_intake). */
static void add_bare_intake(struct run *run, const struct contact *keeper)
{
	for (size_t i = 0; i < keeper->address_count; i++)
		run->deliveries[run->delivery_count++] = (struct run_delivery){
			.kind = DELIVERY_INTAKE,
			.address = keeper->addresses[i],
			.contact = keeper,
			.part = 1,
			.parts = 1,
		};
}

static int group(struct run *run, struct routes *routes, const struct contact *keeper, bool is_gap)
{
	bool has_intake = false;
	size_t length;

	if (routes->count > 0)
		qsort(routes->items, routes->count, sizeof(*routes->items), compare_routes);
	remove_repeats(routes);
	/* Each message takes at least one route, each further part as well. */
	run->deliveries = arena_take_array(&run->arena, routes->count + keeper->address_count,
					   sizeof(*run->deliveries));
	if (run->deliveries == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < routes->count; i += length) {
		length = message_length(routes, i);
		has_intake = has_intake || routes->items[i].kind == DELIVERY_INTAKE;
		if (add_message(run, &routes->items[i], length) < 0)
			return -ENOMEM;
	}
	if (run->tell_intake && !has_intake && !is_gap)
		add_bare_intake(run, keeper);
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
	if (r == 0)
		r = group(run, &routes, run->keeper, is_gap);
	free(routes.items);
	return r;
}

/* ---- names -------------------------------------------------------------------------------- */

static const char *const delivery_kind_names[] = {
	[DELIVERY_REMINDER] = "reminder",
	[DELIVERY_INTAKE] = "intake",
	[DELIVERY_GAP] = "gap",
	[DELIVERY_TROUBLE] = "trouble",
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

static const char *const fallback_names[] = {
	[FALLBACK_NONE] = "none",
	[FALLBACK_NO_OWNER] = "no_owner",
	[FALLBACK_UNKNOWN_OWNER] = "unknown_owner",
	[FALLBACK_NO_ADDRESS] = "no_address",
};

const char *fallback_name(enum fallback fallback)
{
	return fallback_names[fallback];
}

bool fallback_parse(const char *name, enum fallback *ret_fallback)
{
	unsigned int index;

	if (!names_find(NAMES(fallback_names), name, &index))
		return false;
	*ret_fallback = (enum fallback)index;
	return true;
}
