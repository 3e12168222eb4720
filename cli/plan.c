#include "cli/plan.h"

#include <errno.h>

#include "core/cleanup.h"

#define DAY_MINUTES (24 * 60)

/* After a run that told the keeper alone, the next one is that of the next working day. */
static int64_t covered_by(const struct run_record *last)
{
	return last->kind == RUN_GAP ? clock_at(last->day, DAY_MINUTES - 1) : last->at_ms;
}

/* Up to when runs are accounted for: the last one, else the first start of renewd on this store. */
static enum exit_status read_covered(struct cli *cli, struct next_run *next, int64_t *ret_ms)
{
	int result = store_last_run(cli->store, &next->last);

	next->has_last = result == 0;
	if (result == 0)
		*ret_ms = covered_by(&next->last);
	else if (result == STORE_NOT_FOUND)
		result = store_get_number(cli->store, "watching_since", ret_ms);
	if (result == STORE_NOT_FOUND) {
		*ret_ms = INT64_MAX;
		result = 0;
	}
	return result == 0 ? EXIT_DONE : cli_store_failed(cli, result);
}

enum exit_status plan_next_run(struct cli *cli, struct next_run *ret_next)
{
	const struct schedule *schedule = &cli->config->schedule;
	struct next_run next = {.day = DAY_NONE};
	int64_t now_ms = cli_now_ms(cli);
	int64_t passed_ms = clock_last_run(schedule, &cli->rules.calendar, now_ms);
	int64_t covered_ms;
	enum exit_status status = read_covered(cli, &next, &covered_ms);

	if (status != EXIT_DONE)
		return status;
	if (passed_ms > covered_ms) {
		next.is_missed = now_ms - passed_ms > PLAN_GRACE_MS;
		next.missed_ms = passed_ms;
		next.at_ms = now_ms;
	} else {
		bool is_covered = next.has_last && next.last.kind == RUN_GAP && covered_ms > now_ms;

		next.at_ms = clock_next_run(schedule, &cli->rules.calendar,
					    is_covered ? covered_ms : now_ms);
	}
	if (next.at_ms != INT64_MAX)
		next.day = clock_moment(next.at_ms).day;
	next.is_gap = next.has_last && !day_is_none(next.day) &&
		      run_is_after_gap(next.last.day, next.day);
	*ret_next = next;
	return EXIT_DONE;
}

struct planning {
	const struct cli *cli;
	struct run *run;
	struct agreement_plan plan;
};

static int plan_one(void *context, const struct agreement *agreement, const struct history *history,
		    struct day next_on)
{
	struct planning *planning = context;
	int result = plan_agreement(agreement, history, &planning->cli->rules, planning->run->today,
				    &planning->plan);

	(void)next_on;
	return result == 0 ? run_add(planning->run, agreement, &planning->plan) : result;
}

enum exit_status plan_make(struct cli *cli, struct day day, bool is_gap,
			   struct planned *ret_planned)
{
	struct planning planning = {.cli = cli, .run = &ret_planned->run};
	struct day digest;
	int result;

	*ret_planned = (struct planned){0};
	run_init(&ret_planned->run, day);
	result = store_each(cli->store, plan_one, &planning);
	agreement_plan_done(&planning.plan);
	if (result == 0 && !is_gap)
		result = store_gather_digest(cli->store, &ret_planned->run, &cli->config->digest,
					     &cli->rules, /* is_settled= */ false, &digest);
	if (result == 0)
		result = store_gather(cli->store, &ret_planned->run);
	if (result == -ENOMEM)
		return cli_failed("planning", result);
	if (result != 0)
		return cli_store_failed(cli, result);
	result = run_finish(&ret_planned->run, &cli->config->contacts, is_gap);
	return result == 0 ? EXIT_DONE : cli_failed("planning", result);
}

void planned_done(struct planned *planned)
{
	run_done(&planned->run);
	*planned = (struct planned){0};
}
