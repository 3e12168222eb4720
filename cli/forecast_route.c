#include "cli/forecast_route.h"

#include <errno.h>

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
	int result = copy_text(arena, delivery->address.channel, &recipient.address.channel);

	if (result == 0)
		result = copy_text(arena, delivery->address.address, &recipient.address.address);
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
