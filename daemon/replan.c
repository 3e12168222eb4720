/*
 * The next day of every agreement, worked out anew.
 *
 * A run reads only the agreements whose next day has come. That day is a consequence of the
 * policies, the holidays, the zone and the planner: when one of them has changed, all are planned
 * again. Once a week a full plan must agree with what is stored.
 */
#include "daemon/daemon.h"

#include <errno.h>

#include "core/cleanup.h"
#include "daemon/log.h"

#define WEEK 7

struct replanning {
	struct daemon *daemon;
	struct plan_rules rules;
	struct day today;
	struct agreement_plan plan;
	int64_t seen;
	int64_t changed;
	int64_t missed; /* would have been planned too late */
};

static void replanning_done(struct replanning *replanning)
{
	agreement_plan_done(&replanning->plan);
}

static bool is_too_late(struct day stored, struct day planned)
{
	if (day_is_none(planned))
		return false;
	return day_is_none(stored) || day_compare(stored, planned) > 0;
}

static bool is_unseen(const struct agreement *agreement, struct day next_on, struct day today)
{
	return day_is_none(agreement_current_term(agreement)->seen_on) && !day_is_none(next_on) &&
	       day_compare(next_on, today) <= 0;
}

static int replan_one(void *context, const struct agreement *agreement,
		      const struct history *history, struct day next_on)
{
	struct replanning *replanning = context;
	struct day planned;
	int r;

	if (replanning->seen++ % 256 == 0 && daemon_progress(replanning->daemon))
		return -EINTR;
	r = plan_agreement(agreement, history, &replanning->rules, replanning->today,
			   &replanning->plan);
	if (r < 0)
		return r;
	planned = replanning->plan.count > 0 ? replanning->today : replanning->plan.next;
	/* What is due stays due on its own day; what no run has seen waits for its first one. */
	if (!is_too_late(next_on, planned) &&
	    (replanning->plan.count > 0 || is_unseen(agreement, next_on, replanning->today)))
		return 0;
	if (day_compare(planned, next_on) == 0)
		return 0;
	replanning->changed++;
	replanning->missed += is_too_late(next_on, planned);
	return store_set_next(replanning->daemon->store, agreement->id, planned);
}

/* FNV-1a over the days. */
static uint64_t mix_days(uint64_t hash, const struct day *days, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t n = (uint32_t)days[i].n;

		for (int k = 0; k < 4; k++) {
			hash ^= n >> (8 * k) & 0xffu;
			hash *= UINT64_C(0x100000001b3);
		}
	}
	return hash;
}

static int replan_all(struct replanning *replanning, int64_t fingerprint)
{
	struct store *store = replanning->daemon->store;
	int r = store_each(store, replan_one, replanning);

	if (r == 0)
		r = store_set_number(store, "fingerprint", fingerprint);
	if (r == 0)
		r = store_set_number(store, "full_plan_on", replanning->today.n);
	return r;
}

static int replan(struct daemon *daemon, bool is_weekly, int64_t fingerprint)
{
	CLEANUP(replanning_done)
	struct replanning replanning = {
		.daemon = daemon,
		.rules = daemon_rules(daemon),
		.today = clock_today(&daemon->clock),
	};
	int r = store_begin(daemon->store);

	if (r == -EBUSY)
		return r;
	if (r == 0)
		r = replan_all(&replanning, fingerprint);
	if (r == 0)
		r = store_commit(daemon->store);
	if (r != 0) {
		store_rollback(daemon->store);
		if (r != -EINTR)
			daemon_store_failed(daemon, "the agreements were not planned anew", r);
		return r;
	}
	if (!is_weekly)
		log_info("planned %lld agreements anew, %lld have another next day",
			 (long long)replanning.seen, (long long)replanning.changed);
	else if (replanning.missed == 0)
		log_info("the weekly full plan agrees: %lld agreements",
			 (long long)replanning.seen);
	else
		log_error("the weekly full plan disagrees: %lld of %lld agreements would have been "
			  "planned too late; mended",
			  (long long)replanning.missed, (long long)replanning.seen);
	daemon_release_memory(daemon);
	return 0;
}

static int64_t fingerprint_of(const struct daemon *daemon)
{
	return (int64_t)mix_days(daemon->config->fingerprint, daemon->holidays,
				 daemon->holiday_count);
}

int replan_if_changed(struct daemon *daemon)
{
	int64_t fingerprint = fingerprint_of(daemon), stored;
	int r = store_get_number(daemon->store, "fingerprint", &stored);

	if (r == 0 && stored == fingerprint)
		return 0;
	if (r != 0 && r != STORE_NOT_FOUND) {
		daemon_store_failed(daemon, "the agreements were not planned anew", r);
		return r;
	}
	return replan(daemon, /* is_weekly= */ false, fingerprint);
}

int replan_weekly(struct daemon *daemon, struct day today)
{
	int64_t last;
	int r = store_get_number(daemon->store, "full_plan_on", &last);

	if (r == 0 && today.n - last < WEEK)
		return 0;
	if (r != 0 && r != STORE_NOT_FOUND)
		return r;
	return replan(daemon, /* is_weekly= */ true, fingerprint_of(daemon));
}
