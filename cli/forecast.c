#include "cli/forecast.h"

#include <errno.h>

#include "cli/forecast_route.h"
#include "cli/plan.h"
#include "core/cleanup.h"
#include "core/simulation.h"

/* More steps than any policy has milestones. */
#define STEPS_MAX 1000

/* What repeats itself for ever is told so often. */
#define UNKNOWN_MAX 3

/* A series of deadlines of one kind is followed up to one of them. */
struct bound {
	bool is_present; /* the agreement has that kind, and a policy for it */
	bool is_passed;	 /* a later one was decided about */
	struct day last; /* DAY_NONE: not known yet */
	size_t count;
};

struct playing {
	struct cli *cli;
	struct agreement agreement;
	struct simulation simulation; /* of the agreement alone */
	struct bound bounds[DEADLINE_KINDS];
	struct forecast_item *items;
	struct forecast forecast;
};

static void playing_done(struct playing *playing)
{
	simulation_done(&playing->simulation);
}

/* ---- what is told --------------------------------------------------------------------------- */

/* Up to which deadlines each kind is followed. */
static void find_bounds(struct playing *playing, const struct history *history)
{
	const struct plan_rules *rules = &playing->cli->rules;
	struct open_deadline open[DEADLINE_KINDS];
	size_t count =
		plan_open_deadlines(&playing->agreement, history, rules, playing->cli->today, open);

	for (size_t i = 0; i < count; i++) {
		enum deadline_kind kind = open[i].kind;
		const struct policy *policy =
			policy_for(&rules->policies, &playing->agreement, kind);

		playing->bounds[kind].is_present = policy->rules[kind].state != RULE_OFF;
		playing->bounds[kind].last = kind == DEADLINE_NOTICE ? open[i].deadline : DAY_NONE;
	}
}

/* Of a series that is not known to have come to some deadline, it is what is decided first. */
static void set_bounds(struct playing *playing, const struct agreement_plan *plan)
{
	struct day latest[DEADLINE_KINDS];

	for (int kind = 0; kind < DEADLINE_KINDS; kind++)
		latest[kind] = DAY_NONE;
	for (size_t i = 0; i < plan->count; i++)
		latest[plan->items[i].kind] =
			day_later(latest[plan->items[i].kind], plan->items[i].deadline);
	for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
		if (day_is_none(playing->bounds[kind].last))
			playing->bounds[kind].last = latest[kind];
	}
}

static bool is_within(struct playing *playing, const struct decision *decision)
{
	struct bound *bound = &playing->bounds[decision->kind];

	if (decision->kind == DEADLINE_END || decision->step.kind == STEP_RENEWED)
		return true;
	if (decision->kind == DEADLINE_UNKNOWN)
		bound->is_passed = bound->is_passed || ++bound->count > UNKNOWN_MAX;
	else
		bound->is_passed =
			bound->is_passed || day_compare(decision->deadline, bound->last) > 0;
	playing->forecast.goes_on |= bound->is_passed;
	return !bound->is_passed;
}

/* Whether there is nothing more to wait for: an end comes to its own end. */
static bool is_done(const struct playing *playing)
{
	bool any = false;

	for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
		const struct bound *bound = &playing->bounds[kind];

		any |= bound->is_present;
		if (bound->is_present && !bound->is_passed)
			return false;
	}
	return any;
}

static int append(struct playing *playing, struct forecast_item item)
{
	struct forecast *forecast = &playing->forecast;

	if (forecast->count == FORECAST_ITEMS_MAX) {
		forecast->goes_on = true;
		return 0;
	}
	playing->items[forecast->count++] = item;
	return 0;
}

/* Of an unwatched deadline one milestone stands for all: the one that the run tells of. */
static int add_items(struct playing *playing, const struct agreement_plan *plan,
		     const struct run *run)
{
	size_t entry = 0;
	int result = 0;

	for (size_t i = 0; i < plan->count && result == 0; i++) {
		const struct decision *decision = &plan->items[i];
		struct forecast_item item = {.day = run->today,
					     .decision = *decision,
					     .notice = playing->agreement.notice};
		bool is_entry = entry < run->entry_count &&
				run->entries[entry].decision.kind == decision->kind &&
				run->entries[entry].decision.step.kind == decision->step.kind &&
				day_compare(run->entries[entry].decision.deadline,
					    decision->deadline) == 0 &&
				day_compare(run->entries[entry].decision.milestone,
					    decision->milestone) == 0;

		if (is_entry && playing->cli->config != NULL)
			result = forecast_find_recipients(run, entry, &playing->cli->arena, &item);
		entry += is_entry;
		if (result == 0 && (is_entry || decision->outcome != OUTCOME_UNWATCHED) &&
		    is_within(playing, decision))
			result = append(playing, item);
	}
	return result;
}

/* One day; *ret_next is the next that matters. */
static int play_day(struct playing *playing, struct day day, struct day *ret_next)
{
	struct simulation *simulation = &playing->simulation;
	int result;

	/* The runs between do nothing, but they are made: there is no gap. */
	simulation->last_run = DAY_NONE;
	result = simulation_plan(simulation, day);
	if (result == 0 && playing->cli->config != NULL) {
		result = store_read_told(playing->cli->store, &simulation->run);
		if (result == 0)
			result = simulation_finish(simulation);
	}
	if (result != 0)
		return result;
	set_bounds(playing, &simulation->plan);
	*ret_next = simulation->plan.next;
	return add_items(playing, &simulation->plan, &simulation->run);
}

static int play(struct playing *playing, struct day day)
{
	int result = 0;

	for (int i = 0; i < STEPS_MAX && result == 0 && !day_is_none(day); i++) {
		if (is_done(playing) || playing->forecast.count == FORECAST_ITEMS_MAX)
			break;
		result = play_day(playing, day, &day);
	}
	playing->forecast.goes_on |= !day_is_none(day);
	return result;
}

/* The day of the first run that is played. */
static enum exit_status first_day(struct cli *cli, struct forecast *forecast, struct day *ret_day)
{
	struct next_run next;
	enum exit_status status;
	int64_t at_ms;

	*ret_day = cli->today;
	if (cli->config == NULL)
		return EXIT_DONE;
	status = plan_next_run(cli, &next);
	if (status != EXIT_DONE)
		return status;
	*ret_day = next.day;
	if (!next.is_gap || day_is_none(next.day))
		return EXIT_DONE;
	forecast->is_gap = true;
	forecast->gap_day = next.day;
	at_ms = clock_next_run(&cli->config->schedule, &cli->rules.calendar,
			       clock_at(day_add_days(next.day, 1), /* minute= */ 0) - 1);
	*ret_day = at_ms == INT64_MAX ? DAY_NONE : clock_moment(at_ms).day;
	return EXIT_DONE;
}

/* All that is known of the agreement, for the runs from that day on. */
static int begin(struct playing *playing, struct day day)
{
	struct cli *cli = playing->cli;
	struct history history;
	int result = store_history(cli->store, playing->agreement.id, &cli->arena, &history);

	if (result != 0)
		return result;
	find_bounds(playing, &history);
	simulation_init(&playing->simulation, &cli->rules, /* digest= */ NULL);
	playing->items = arena_take_array(&cli->arena, FORECAST_ITEMS_MAX, sizeof(*playing->items));
	if (playing->items == NULL)
		return -ENOMEM;
	return simulation_add(&playing->simulation, &playing->agreement, &history, day);
}

enum exit_status forecast_make(struct cli *cli, const struct agreement *agreement,
			       struct forecast *ret_forecast)
{
	CLEANUP(playing_done) struct playing playing = {.cli = cli, .agreement = *agreement};
	struct day day;
	enum exit_status status = first_day(cli, &playing.forecast, &day);
	int result;

	if (status != EXIT_DONE)
		return status;
	result = begin(&playing, day);
	if (result == 0)
		result = play(&playing, day);
	if (result == -ENOMEM)
		return cli_failed("planning", result);
	if (result != 0)
		return cli_store_failed(cli, result);
	playing.forecast.items = playing.items;
	playing.forecast.has_recipients = cli->config != NULL;
	*ret_forecast = playing.forecast;
	return EXIT_DONE;
}

const struct forecast_item *forecast_next(const struct forecast *forecast)
{
	for (size_t i = 0; i < forecast->count; i++) {
		enum outcome outcome = forecast->items[i].decision.outcome;

		if (outcome == OUTCOME_NOTICE || outcome == OUTCOME_UNWATCHED)
			return &forecast->items[i];
	}
	return NULL;
}
