#include "cli/forecast_route.h"

#include <errno.h>
#include <string.h>

static bool is_about_same(const struct decision *a, const struct decision *b)
{
	int32_t moved = day_diff(a->deadline, b->deadline);

	return a->kind == b->kind && a->term_seq == b->term_seq &&
	       (b->step.kind == STEP_RENEWED ||
		(moved >= -PLAN_CORRECTION_DAYS && moved <= PLAN_CORRECTION_DAYS));
}

/* Those whom the runs played before will have told are told of, as those in the store are. */
static int add_told(const struct forecast_item *played, size_t count, struct run *run,
		    struct run_entry *entry)
{
	size_t capacity = entry->told_count;
	struct told *told;

	for (size_t i = 0; i < count; i++)
		capacity += played[i].recipient_count;
	told = arena_take_array(&run->arena, capacity, sizeof(*told));
	if (told == NULL)
		return -ENOMEM;
	if (entry->told_count > 0)
		memcpy(told, entry->told, entry->told_count * sizeof(*told));
	for (size_t i = 0; i < count; i++) {
		const struct forecast_item *item = &played[i];

		if (!is_about_same(&item->decision, &entry->decision))
			continue;
		for (size_t k = 0; k < item->recipient_count; k++)
			told[entry->told_count++] = (struct told){
				.address = {.channel = item->recipients[k].channel,
					    .address = item->recipients[k].address},
				.contact = item->recipients[k].contact,
				.name = item->recipients[k].name,
				.on = item->day,
			};
	}
	entry->told = told;
	return 0;
}

int forecast_route(const struct cli *cli, const struct forecast_item *played, size_t count,
		   struct run *run)
{
	int result = store_read_told(cli->store, run);

	for (size_t i = 0; i < run->entry_count && result == 0; i++) {
		if (run_needs_told(&run->entries[i]))
			result = add_told(played, count, run, &run->entries[i]);
	}
	return result == 0 ? run_finish(run, &cli->config->contacts, /* is_gap= */ false) : result;
}

static int copy_text(struct arena *arena, const char *text, const char **ret_text)
{
	*ret_text = arena_copy(arena, text);
	return *ret_text == NULL && text != NULL ? -ENOMEM : 0;
}

static int add_recipient(struct arena *arena, const struct run_delivery *delivery,
			 const struct run_item *item, struct forecast_recipient *ret_recipient)
{
	struct forecast_recipient recipient = {
		.contact = delivery->contact == NULL ? NULL : delivery->contact->key,
		.absent = item->absent == NULL ? NULL : item->absent->name,
	};
	int result = copy_text(arena, delivery->address.channel, &recipient.channel);

	if (result == 0)
		result = copy_text(arena, delivery->address.address, &recipient.address);
	if (result == 0)
		result = copy_text(arena, delivery->name, &recipient.name);
	if (result == 0)
		*ret_recipient = recipient;
	return result;
}

int forecast_find_recipients(const struct run *run, size_t entry, struct arena *arena,
			     struct forecast_item *item)
{
	struct forecast_recipient *recipients =
		arena_take_array(arena, run->delivery_count, sizeof(*recipients));
	int result = recipients == NULL ? -ENOMEM : 0;

	item->fallback = run->entries[entry].fallback;
	item->recipients = recipients;
	for (size_t i = 0; i < run->delivery_count && result == 0; i++) {
		const struct run_delivery *delivery = &run->deliveries[i];

		for (size_t k = 0; k < delivery->item_count && result == 0; k++) {
			if (delivery->items[k].entry == entry)
				result = add_recipient(arena, delivery, &delivery->items[k],
						       &recipients[item->recipient_count++]);
		}
	}
	return result;
}
