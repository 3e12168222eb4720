#include "daemon/outcome.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/retry.h"
#include "core/run.h"
#include "daemon/log.h"
#include "daemon/subject.h"
#include "message/document.h"

static const struct retry_schedule *schedule_of(const struct daemon *daemon, const char *name)
{
	const struct channel *channel = config_channel(daemon->config, name);

	if (channel != NULL && !channel_type_is_mail(channel->type))
		return &retry_webhook;
	return &retry_mail;
}

/* ---- telling the keeper ---------------------------------------------------------------- */

/* An address of the keeper, best on another channel than the one that failed; or NULL. */
static const struct address *other_address(const struct contact *keeper, const char *channel,
					   const char *address)
{
	const struct address *same_channel = NULL;

	for (size_t i = 0; i < keeper->address_count; i++) {
		const struct address *candidate = &keeper->addresses[i];

		if (strcmp(candidate->channel, channel) != 0)
			return candidate;
		/* The whole channel fails when no address is named. */
		if (address[0] != '\0' && strcmp(candidate->address, address) != 0)
			same_channel = candidate;
	}
	return same_channel;
}

/*
 * The document for the keeper. What is dead may be just that because its own document is damaged
 * or too long to be repeated: then the keeper hears of it without its content.
 */
static int trouble_document(const struct daemon *daemon, const struct document_trouble *trouble,
			    const char *dead, char **ret_json)
{
	const struct config *config = daemon->config;
	const struct contact *keeper = &config->contacts.items[config->contacts.keeper];
	struct document_office office = {config->office.name, config->office.language,
					 config->office.reply_to};
	struct day today = clock_today(&daemon->clock);
	int r = document_trouble_build(&office, keeper->name, trouble, dead, today, ret_json);

	if ((r == -EINVAL || r == -E2BIG) && dead != NULL)
		r = document_trouble_build(&office, keeper->name, trouble, NULL, today, ret_json);
	return r;
}

/* Queues a message to the keeper; dead is what could not be delivered, or NULL for a channel. */
static int tell_keeper(struct daemon *daemon, const struct document_trouble *trouble,
		       const struct delivery *dead)
{
	const struct config *config = daemon->config;
	const struct contact *keeper = &config->contacts.items[config->contacts.keeper];
	const struct address *address = other_address(keeper, trouble->channel, trouble->address);
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *json = NULL;
	CLEANUP(text_done) struct text subject = {0};
	struct new_delivery queued = {.kind = delivery_kind_name(DELIVERY_TROUBLE),
				      .contact = keeper->key,
				      .recipient = keeper->name,
				      .created_ms = clock_now_ms(&daemon->clock)};
	int64_t *ids = NULL, number;
	int r = 0;

	if (address == NULL) {
		log_error("channel %s: the keeper cannot be told, there is no other channel to "
			  "reach %s",
			  trouble->channel, keeper->name);
		return 0;
	}
	if (dead != NULL)
		r = store_delivery_notices(daemon->store, dead->number, &arena, &ids,
					   &queued.notice_count);
	if (r == 0)
		r = trouble_document(daemon, trouble, dead == NULL ? NULL : dead->document, &json);
	if (r == 0)
		r = subject_of(json, clock_today(&daemon->clock), &subject);
	if (r != 0)
		return r;
	queued.channel = address->channel;
	queued.address = address->address;
	queued.subject = text_string(&subject);
	queued.document = json;
	queued.notice_ids = ids;
	return store_add_delivery(daemon->store, &queued, &number);
}

/* The name under which it is kept that the keeper knows of a channel's trouble. */
static void trouble_key(const char *channel, struct text *key)
{
	text_addf(key, "trouble.%s", channel);
}

int outcome_channel_trouble(struct daemon *daemon, const char *channel, const char *reason)
{
	struct document_trouble trouble = {.channel = channel, .address = "", .reason = reason};
	CLEANUP(text_done) struct text key = {0};
	int64_t since = 0;
	int r;

	trouble_key(channel, &key);
	if (text_failed(&key))
		return -ENOMEM;
	r = store_get_number(daemon->store, text_string(&key), &since);
	if ((r != 0 && r != STORE_NOT_FOUND) || since != 0)
		return r;
	r = tell_keeper(daemon, &trouble, NULL);
	if (r != 0)
		return r;
	return store_set_number(daemon->store, text_string(&key), clock_now_ms(&daemon->clock));
}

/* A channel that works again may be reported again. */
static int channel_works(struct daemon *daemon, const char *channel)
{
	CLEANUP(text_done) struct text key = {0};
	int64_t since;
	int r;

	trouble_key(channel, &key);
	if (text_failed(&key))
		return -ENOMEM;
	r = store_get_number(daemon->store, text_string(&key), &since);
	if (r == STORE_NOT_FOUND || (r == 0 && since == 0))
		return 0;
	if (r != 0)
		return r;
	log_info("channel %s: works again", channel);
	return store_set_number(daemon->store, text_string(&key), 0);
}

/*
 * Whether some notice of a delivery reaches nobody over any channel: others of it may have been
 * told elsewhere, when several people share the address. True for a delivery without notices.
 */
static int is_stranded(struct daemon *daemon, int64_t number, bool *ret_stranded)
{
	CLEANUP(arena_done) struct arena arena = {0};
	int64_t *ids;
	size_t count;
	int r = store_delivery_notices(daemon->store, number, &arena, &ids, &count);
	bool is_stranded = count == 0;

	for (size_t i = 0; r == 0 && i < count && !is_stranded; i++)
		r = store_all_dead(daemon->store, &ids[i], 1, &is_stranded);
	if (r == 0)
		*ret_stranded = is_stranded;
	return r;
}

/* Nothing more will be tried: when it holds what reached nobody, the keeper gets it. */
static int on_dead(struct daemon *daemon, const struct delivery *delivery, const char *reason)
{
	struct document_trouble trouble = {.channel = delivery->channel,
					   .address = delivery->address,
					   .recipient = delivery->recipient,
					   .reason = reason};
	bool stranded;
	int r;

	log_error("delivery %s to %s over %s is dead: %s", delivery->id, delivery->recipient,
		  delivery->channel, reason);
	if (strcmp(delivery->kind, delivery_kind_name(DELIVERY_TROUBLE)) == 0)
		return 0; /* word of it would go in circles; `renewctl status` shows it */
	r = is_stranded(daemon, delivery->number, &stranded);
	if (r != 0 || !stranded)
		return r;
	return tell_keeper(daemon, &trouble, delivery);
}

/* ---- verdicts ---------------------------------------------------------------------------- */

/* Transient or unknown: when it is tried again, or that it is not. */
static void schedule_retry(const struct delivery *delivery, const struct retry_schedule *schedule,
			   const struct pending_verdict *verdict, struct attempt_end *end)
{
	int64_t first_ms = delivery->first_ms == 0 ? verdict->at_ms : delivery->first_ms;

	end->state = STATE_DEAD;
	if (retry_next(schedule, delivery->attempts, first_ms, verdict->at_ms,
		       verdict->retry_after_ms, (uint64_t)delivery->number, &end->next_ms))
		end->state = STATE_RETRYING;
}

static bool is_about_channel(enum verdict_class class)
{
	return class == VERDICT_CONFIGURATION || class == VERDICT_SECURITY;
}

static void decide(const struct daemon *daemon, const struct delivery *delivery,
		   const struct pending_verdict *verdict, struct attempt_end *end)
{
	switch (verdict->class) {
	case VERDICT_SENT:
		end->state = STATE_SENT;
		return;
	case VERDICT_PERMANENT:
		end->state = STATE_DEAD;
		return;
	case VERDICT_CONFIGURATION:
	case VERDICT_SECURITY:
		schedule_retry(delivery, &retry_configuration, verdict, end);
		return;
	case VERDICT_ABORTED:
		end->state = STATE_QUEUED;
		end->next_ms = verdict->at_ms;
		end->is_uncounted = true;
		return;
	case VERDICT_AMBIGUOUS:
		end->is_ambiguous = true;
		break;
	case VERDICT_TRANSIENT:
		break;
	}
	schedule_retry(delivery, schedule_of(daemon, delivery->channel), verdict, end);
}

/* Over a channel that has left the configuration nothing will be tried again. */
static void give_up_without_channel(const struct daemon *daemon, const struct delivery *delivery,
				    struct attempt_end *end)
{
	if (end->state == STATE_SENT || config_channel(daemon->config, delivery->channel) != NULL)
		return;
	end->state = STATE_DEAD;
	end->is_uncounted = false;
}

static void log_verdict(const struct delivery *delivery, const struct pending_verdict *verdict,
			const struct attempt_end *end)
{
	char next[CLOCK_TEXT_SIZE];

	if (end->state == STATE_SENT)
		log_info("delivery %s to %s over %s: sent", delivery->id, delivery->recipient,
			 delivery->channel);
	else if (end->state == STATE_RETRYING)
		log_warning("delivery %s to %s over %s: %s (%s), trying again at %s", delivery->id,
			    delivery->recipient, delivery->channel, verdict->text,
			    verdict_class_name(verdict->class), clock_format(end->next_ms, next));
}

int outcome_write(struct daemon *daemon, const char *channel, const struct pending_verdict *verdict,
		  int64_t *ret_held_until_ms)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct attempt_end end = {.class = verdict_class_name(verdict->class),
				  .code = verdict->code,
				  .text = verdict->text,
				  .now_ms = verdict->at_ms};
	struct delivery delivery;
	int r = store_delivery(daemon->store, verdict->number, &arena, &delivery);

	if (r != 0)
		return r;
	decide(daemon, &delivery, verdict, &end);
	give_up_without_channel(daemon, &delivery, &end);
	r = store_end_attempt(daemon->store, verdict->number, &end);
	if (r == STORE_CONFLICT) {
		log_warning("delivery %s: a second answer (%s) is ignored", delivery.id,
			    verdict->text);
		return 0;
	}
	if (r != 0)
		return r;
	log_verdict(&delivery, verdict, &end);
	if (end.state == STATE_SENT)
		return channel_works(daemon, channel);
	if (end.state == STATE_DEAD)
		r = on_dead(daemon, &delivery, verdict->text);
	if (r == 0 && (is_about_channel(verdict->class) || verdict->tell_keeper))
		r = outcome_channel_trouble(daemon, channel, verdict->text);
	if (r == 0 && is_about_channel(verdict->class))
		*ret_held_until_ms = end.next_ms;
	return r;
}

int outcome_orphan(struct daemon *daemon, int64_t number)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct attempt_end end = {.state = STATE_DEAD,
				  .class = verdict_class_name(VERDICT_CONFIGURATION),
				  .text = "the channel is not configured any more",
				  .now_ms = clock_now_ms(&daemon->clock)};
	struct delivery delivery;
	int r = store_delivery(daemon->store, number, &arena, &delivery);

	if (r == 0)
		r = store_start_attempt(daemon->store, number, clock_today(&daemon->clock),
					end.now_ms);
	if (r == 0)
		r = store_end_attempt(daemon->store, number, &end);
	return r != 0 ? r : on_dead(daemon, &delivery, end.text);
}
