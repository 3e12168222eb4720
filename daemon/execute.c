/*
 * A run, written down.
 *
 * Everything a run decides is one transaction: the ledger lines, the deliveries that carry them,
 * the next day of each agreement, and the run itself. Either all of it is in the store or nothing
 * is, and the same run is made again: a notice is never lost and never decided twice.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "core/run.h"
#include "daemon/log.h"
#include "daemon/overtake.h"
#include "daemon/subject.h"
#include "message/document.h"

struct execution {
	struct daemon *daemon;
	struct plan_rules rules;
	struct day today;
	struct day last_day; /* of the run before; DAY_NONE: there was none */
	bool is_gap;
	bool is_dry;
	int64_t id;
	struct run run;
	struct agreement_plan plan;
	int64_t notices;
};

static void execution_done(struct execution *execution)
{
	run_done(&execution->run);
	agreement_plan_done(&execution->plan);
}

/* Whether an entry was made of that decision. */
static bool is_of(const struct run_entry *entry, const struct decision *decision)
{
	const struct decision *own = &entry->decision;

	return own->kind == decision->kind && own->outcome == decision->outcome &&
	       own->step.kind == decision->step.kind &&
	       day_compare(own->deadline, decision->deadline) == 0 &&
	       day_compare(own->milestone, decision->milestone) == 0;
}

/* Writes the decisions of one agreement into the ledger, and their numbers into the run's entries. */
static int settle(struct execution *execution, const struct agreement *agreement,
		  size_t first_entry)
{
	struct store *store = execution->daemon->store;
	size_t entry = first_entry;

	for (size_t i = 0; i < execution->plan.count; i++) {
		const struct decision *decision = &execution->plan.items[i];
		struct run_entry *told =
			entry < execution->run.entry_count ? &execution->run.entries[entry] : NULL;
		int64_t notice_id;
		int r = store_settle(store, execution->id, agreement->id, decision, &notice_id);

		if (r != 0)
			return r;
		/* Entries stand in the order of their decisions. */
		if (told != NULL && is_of(told, decision)) {
			told->notice_id = notice_id;
			entry++;
		}
		execution->notices += decision->outcome == OUTCOME_NOTICE;
	}
	return 0;
}

static int plan_one(void *context, const struct agreement *agreement, const struct history *history,
		    struct day next_on)
{
	struct execution *execution = context;
	struct store *store = execution->daemon->store;
	size_t first_entry = execution->run.entry_count;
	int r;

	(void)next_on;
	if (daemon_progress(execution->daemon))
		return -EINTR;
	r = plan_agreement(agreement, history, &execution->rules, execution->today,
			   &execution->plan);
	if (r == 0)
		r = run_add(&execution->run, agreement, &execution->plan);
	if (r < 0 || execution->is_dry || execution->is_gap)
		return r;
	r = settle(execution, agreement, first_entry);
	if (r == 0)
		r = store_mark_seen(store, agreement->id, execution->today);
	if (r == 0)
		r = store_set_next(store, agreement->id, execution->plan.next);
	return r;
}

/* The ledger numbers that a delivery carries. */
static int64_t *notice_ids(struct execution *execution, const struct run_delivery *delivery)
{
	int64_t *ids = arena_take_array(&execution->run.arena, delivery->item_count, sizeof(*ids));

	for (size_t i = 0; ids != NULL && i < delivery->item_count; i++)
		ids[i] = execution->run.entries[delivery->items[i].entry].notice_id;
	return ids;
}

static struct document_office office_of(const struct config *config)
{
	return (struct document_office){.name = config->office.name,
					.language = config->office.language,
					.reply_to = config->office.reply_to};
}

/* The message that began the thread to which this one belongs; NULL: it belongs to none. */
static int find_root(struct execution *execution, const struct run_delivery *delivery,
		     const char **ret_id)
{
	*ret_id = NULL;
	if (delivery->thread == 0)
		return 0;
	return store_thread_root(execution->daemon->store, delivery->thread,
				 delivery->address.channel, delivery->address.address,
				 &execution->run.arena, ret_id);
}

static int queue_delivery(struct execution *execution, size_t index)
{
	const struct run_delivery *delivery = &execution->run.deliveries[index];
	struct document_office office = office_of(execution->daemon->config);
	CLEANUP(free_memory) char *json = NULL;
	CLEANUP(text_done) struct text subject = {0};
	struct new_delivery queued = {
		.run = execution->id,
		.kind = delivery_kind_name(delivery->kind),
		.channel = delivery->address.channel,
		.address = delivery->address.address,
		.contact = delivery->contact == NULL ? NULL : delivery->contact->key,
		.recipient = delivery->name,
		.thread = delivery->thread,
		.created_ms = clock_now_ms(&execution->daemon->clock),
		.notice_count = execution->is_gap || delivery->kind == DELIVERY_DIGEST
					? 0
					: delivery->item_count,
	};
	const char *root;
	int64_t number;
	int r = find_root(execution, delivery, &root);

	if (r == 0)
		r = document_build(&execution->run, index, &office, root, &json);
	if (r == 0)
		r = subject_of(json, execution->today, &subject);
	if (r < 0)
		return r;
	/* Who is told of a renewal was told before, when there was such a channel. */
	if (config_channel(execution->daemon->config, queued.channel) == NULL)
		execution->daemon->is_cleared = false;
	queued.document = json;
	queued.subject = text_string(&subject);
	queued.notice_ids = notice_ids(execution, delivery);
	if (queued.notice_ids == NULL)
		return -ENOMEM;
	return store_add_delivery(execution->daemon->store, &queued, &number);
}

/*
 * Deliveries still waiting that carry an earlier notice about the same deadline would say
 * something older than this run does: they are sent without it, or not at all.
 */
static int overtake(struct execution *execution)
{
	struct daemon *daemon = execution->daemon;
	CLEANUP(arena_done) struct arena arena = {0};
	struct overtaken *overtaken;
	size_t count;
	int r = store_overtaken(daemon->store, &arena, &overtaken, &count);

	for (size_t i = 0; r == 0 && i < count; i++)
		r = overtake_delivery(daemon->store, &overtaken[i], "a later reminder says it",
				      execution->today, clock_now_ms(&daemon->clock));
	return r;
}

/* The digest of the day, when one is due. A run after a gap tells of nothing but the gap. */
static int add_digest(struct execution *execution, struct day *ret_day)
{
	*ret_day = DAY_NONE;
	if (execution->is_gap)
		return 0;
	return store_gather_digest(execution->daemon->store, &execution->run,
				   &execution->daemon->config->digest, &execution->rules,
				   /* is_settled= */ !execution->is_dry, ret_day);
}

/* What was told of registers, and of the digest, is not told again. */
static int remember(struct execution *execution, struct day digest)
{
	struct store *store = execution->daemon->store;
	const struct run_problems *untold = &execution->run.untold;
	int r = 0;

	if (execution->is_gap)
		return 0;
	if (untold->count > 0)
		r = store_problems_told(store, untold->items, untold->count);
	if (r == 0 && !day_is_none(digest))
		r = store_digest_made(store, digest);
	return r;
}

/* The deliveries of a planned run: overtaken ones go, new ones come. */
static int queue_all(struct execution *execution)
{
	struct daemon *daemon = execution->daemon;
	struct day digest;
	int r = add_digest(execution, &digest);

	if (r == 0)
		r = store_gather(daemon->store, &execution->run);
	if (r == 0)
		r = run_finish(&execution->run, &daemon->config->contacts, execution->is_gap);
	if (r == 0)
		r = overtake(execution);
	for (size_t i = 0; r == 0 && i < execution->run.delivery_count; i++)
		r = queue_delivery(execution, i);
	return r == 0 ? remember(execution, digest) : r;
}

static const char *plural(int64_t count)
{
	return count == 1 ? "" : "s";
}

/* In the run's own transaction: a run that was made is answered as one. */
static int answer(struct execution *execution, int64_t request, int64_t now_ms)
{
	int64_t deliveries = (int64_t)execution->run.delivery_count;
	char text[100];

	snprintf(text, sizeof(text), "%lld notice%s in %lld message%s",
		 (long long)execution->notices, plural(execution->notices), (long long)deliveries,
		 plural(deliveries));
	return store_answer(execution->daemon->store, request, 0, text, now_ms);
}

/* All that stands inside the transaction. */
static int carry_out(struct execution *execution, enum run_kind kind, int64_t request)
{
	struct daemon *daemon = execution->daemon;
	struct store *store = daemon->store;
	int64_t now_ms = clock_now_ms(&daemon->clock);
	int r = store_add_run(store, kind, execution->today, now_ms, &execution->id);

	if (r == 0)
		r = store_each_due(store, execution->today, plan_one, execution);
	if (r == 0)
		r = queue_all(execution);
	if (r == 0)
		r = store_finish_run(store, execution->id, (int64_t)execution->run.agreement_count,
				     execution->notices, (int64_t)execution->run.delivery_count);
	if (r == 0 && request != 0)
		r = answer(execution, request, now_ms);
	return r;
}

/* EXECUTE_REFUSED: the clock stands before the last run, so that nothing may be planned. */
static int check_clock(struct daemon *daemon, struct execution *execution)
{
	struct run_record last;
	char today[DAY_TEXT_SIZE], last_day[DAY_TEXT_SIZE];
	int r = store_last_run(daemon->store, &last);

	if (r == STORE_NOT_FOUND)
		return 0;
	if (r != 0)
		return r;
	if (day_compare(execution->today, last.day) < 0) {
		log_warning("today is %s, before the last run on %s: nothing is planned until the "
			    "clock has caught up",
			    day_format(execution->today, today), day_format(last.day, last_day));
		return EXECUTE_REFUSED;
	}
	execution->last_day = last.day;
	execution->is_gap = run_is_after_gap(last.day, execution->today);
	return 0;
}

static void log_run(const struct execution *execution, enum run_kind kind)
{
	char today[DAY_TEXT_SIZE];

	log_info("run of %s (%s): %zu agreement%s planned, %lld notice%s, %zu message%s",
		 day_format(execution->today, today), run_kind_name(kind),
		 execution->run.agreement_count, plural((int64_t)execution->run.agreement_count),
		 (long long)execution->notices, plural(execution->notices),
		 execution->run.delivery_count, plural((int64_t)execution->run.delivery_count));
}

static struct day week_of(struct day day)
{
	return day_add_days(day, -(int64_t)day_weekday(day));
}

/* Once a week: by the first run of a week, or on the first day on which it is so. */
static void warn_of_holidays(const struct execution *execution)
{
	const struct calendar *calendar = &execution->rules.calendar;
	struct day last = calendar_ends_soon(calendar, execution->today);
	struct day before = execution->last_day;
	char day[DAY_TEXT_SIZE];

	if (day_is_none(last))
		return;
	if (!day_is_none(before) && !day_is_none(calendar_ends_soon(calendar, before)) &&
	    day_compare(week_of(before), week_of(execution->today)) == 0)
		return;
	log_warning("the last holiday that is known is %s: read those that follow with 'renewctl "
		    "holidays FILE.ics', or reminders are sent on them",
		    day_format(last, day));
}

int execute_run(struct daemon *daemon, enum run_kind kind, int64_t request)
{
	CLEANUP(execution_done)
	struct execution execution = {
		.daemon = daemon,
		.rules = daemon_rules(daemon),
		.today = clock_today(&daemon->clock),
		.last_day = DAY_NONE,
	};
	int r = store_begin(daemon->store);

	if (r == -EBUSY)
		return r;
	run_init(&execution.run, execution.today);
	if (r == 0)
		r = check_clock(daemon, &execution);
	if (execution.is_gap)
		kind = RUN_GAP;
	if (r == 0)
		r = carry_out(&execution, kind, request);
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0) {
		store_rollback(daemon->store);
		if (r != EXECUTE_REFUSED && r != -EINTR)
			daemon_store_failed(daemon, "the run was not made", r);
		return r;
	}
	log_run(&execution, kind);
	warn_of_holidays(&execution);
	return 0;
}

int execute_dry(struct daemon *daemon, size_t *ret_notices, size_t *ret_deliveries)
{
	CLEANUP(execution_done)
	struct execution execution = {
		.daemon = daemon,
		.rules = daemon_rules(daemon),
		.today = clock_today(&daemon->clock),
		.is_dry = true,
	};
	struct day digest;
	int r;

	run_init(&execution.run, execution.today);
	r = store_each_due(daemon->store, execution.today, plan_one, &execution);
	if (r == 0)
		r = add_digest(&execution, &digest);
	if (r == 0)
		r = store_gather(daemon->store, &execution.run);
	if (r == 0)
		r = run_finish(&execution.run, &daemon->config->contacts, /* is_gap= */ false);
	if (r != 0)
		return r;
	*ret_notices = run_notices(&execution.run);
	*ret_deliveries = execution.run.delivery_count;
	return 0;
}
