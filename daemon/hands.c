#include "daemon/hands.h"

#include <stdio.h>
#include <string.h>

struct hand *hands_take(struct hands *hands, const struct delivery *delivery)
{
	struct hand *hand = &hands->items[hands->count++];

	*hand = (struct hand){.number = delivery->number};
	snprintf(hand->id, sizeof(hand->id), "%s", delivery->id);
	return hand;
}

struct hand *hands_find(struct hands *hands, const char *id)
{
	for (size_t i = 0; i < hands->count; i++) {
		struct hand *hand = &hands->items[i];

		if (!hand->has_verdict && strcmp(hand->id, id) == 0)
			return hand;
	}
	return NULL;
}

struct pending_verdict *hands_judge(struct hands *hands, struct hand *hand, int64_t at_ms)
{
	struct pending_verdict *verdict = &hands->verdicts[hands->verdict_count++];

	hand->has_verdict = true;
	*verdict = (struct pending_verdict){
		.number = hand->number,
		.retry_after_ms = -1,
		.at_ms = at_ms,
	};
	return verdict;
}

void hands_lose(struct hands *hands, int64_t at_ms, const char *why)
{
	for (size_t i = 0; i < hands->count; i++) {
		struct pending_verdict *verdict;

		if (hands->items[i].has_verdict)
			continue;
		verdict = hands_judge(hands, &hands->items[i], at_ms);
		verdict->class = VERDICT_AMBIGUOUS;
		snprintf(verdict->text, sizeof(verdict->text), "%s", why);
	}
}

size_t hands_waiting(const struct hands *hands)
{
	return hands->count - hands->verdict_count;
}

void hands_forget(struct hands *hands)
{
	size_t kept = 0;

	for (size_t i = 0; i < hands->count; i++) {
		if (!hands->items[i].has_verdict)
			hands->items[kept++] = hands->items[i];
	}
	hands->count = kept;
	hands->verdict_count = 0;
}
