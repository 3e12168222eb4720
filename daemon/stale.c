/*
 * What waits in the outbox about agreements that were changed meanwhile.
 *
 * Somebody imported, renewed, ended or acknowledged an agreement while a message about it could not
 * be sent. A notice about a deadline that is gone, or that a response hides, is taken out. One
 * whose deadline was only corrected by a few days stays: its milestone is settled, nothing else
 * would tell it, and the next one says what the day was corrected to.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "daemon/log.h"
#include "daemon/overtake.h"
#include "message/document.h"

/* 1: the notice is stale; 0: it is not; or an error. */
static int is_stale(const struct daemon *daemon, const struct entry *entry)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const struct plan_rules rules = daemon_rules(daemon);
	struct agreement agreement;
	struct history history;
	int r = store_agreement(daemon->store, entry->agreement_id, &arena, &agreement);

	if (r == STORE_NOT_FOUND)
		return 1;
	if (r == 0)
		r = store_history(daemon->store, entry->agreement_id, &arena, &history);
	if (r != 0)
		return r < 0 ? r : -EIO;
	return plan_still_holds(&agreement, &history, &rules, entry->kind, entry->deadline,
				entry->step)
		       ? 0
		       : 1;
}

static int drop_from(struct daemon *daemon, int64_t number)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct overtaken overtaken = {0};
	struct document document;
	int64_t *ids;
	int r = store_delivery(daemon->store, number, &arena, &overtaken.delivery);

	if (r == 0)
		r = document_parse(overtaken.delivery.document, strlen(overtaken.delivery.document),
				   &arena, &document, NULL);
	if (r == -EINVAL) /* damaged: the courier will say so, no run fails on it */
		return 0;
	if (r != 0)
		return r;
	ids = arena_take_array(&arena, document.entry_count, sizeof(*ids));
	if (ids == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < document.entry_count; i++) {
		const struct entry *entry = &document.entries[i];

		r = entry->notice_id == 0 ? 0 : is_stale(daemon, entry);
		if (r < 0)
			return r;
		if (r == 1)
			ids[overtaken.notice_count++] = entry->notice_id;
	}
	if (overtaken.notice_count == 0)
		return 0;
	overtaken.notice_ids = ids;
	log_info("delivery %s: %zu of its notices are about agreements that were changed; "
		 "taken out",
		 overtaken.delivery.id, overtaken.notice_count);
	return overtake_delivery(daemon->store, &overtaken,
				 "the agreement was changed, or somebody responded",
				 clock_today(&daemon->clock), clock_now_ms(&daemon->clock));
}

static int drop_in_state(struct daemon *daemon, enum delivery_state state, bool *ret_any)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct delivery_filter filter = {.by_state = true, .state = state};
	struct delivery *deliveries;
	size_t count;
	int r = store_deliveries(daemon->store, &filter, &arena, &deliveries, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		/* Only reminders repeat what is decided; and bytes under way stay as they are. */
		if (deliveries[i].ambiguous > 0 ||
		    strcmp(deliveries[i].kind, delivery_kind_name(DELIVERY_REMINDER)) != 0)
			continue;
		*ret_any = true;
		r = drop_from(daemon, deliveries[i].number);
	}
	return r;
}

int stale_drop(struct daemon *daemon)
{
	bool any = false;
	int r = store_begin(daemon->store);

	if (r == 0)
		r = drop_in_state(daemon, STATE_QUEUED, &any);
	if (r == 0)
		r = drop_in_state(daemon, STATE_RETRYING, &any);
	if (r == 0 && any)
		r = store_commit(daemon->store);
	else
		store_rollback(daemon->store);
	if (r != 0 && r != -EBUSY)
		daemon_store_failed(daemon, "messages that wait were not looked through", r);
	return r;
}
