/*
 * Playing a course: from the state that the store has, run after run by the schedule.
 */
#include "cli/course.h"

#include <errno.h>
#include <string.h>

#include "cli/plan.h"
#include "core/cleanup.h"

#define DAY_MINUTES (24 * 60)

struct playing {
	struct cli *cli;
	struct course *course;
	struct arena arena; /* of one agreement, as it stood then */
	struct day first;   /* the day of the first run */
};

/* ---- the state that it begins with ----------------------------------------------------------- */

static bool is_before(struct day day, const struct course_range *range)
{
	return day_compare(day, range->from) < 0;
}

/* Terms that were known then, and not seen by a run that came later. */
static struct term *former_terms(const struct agreement *agreement,
				 const struct course_range *range, struct arena *arena)
{
	struct term *terms = arena_take_array(arena, agreement->term_count, sizeof(*terms));

	for (size_t i = 0; terms != NULL && i < agreement->term_count; i++) {
		terms[i] = agreement->terms[i];
		terms[i].known_on = day_earlier(terms[i].known_on, range->from);
		if (!is_before(terms[i].seen_on, range))
			terms[i].seen_on = DAY_NONE;
	}
	return terms;
}

/* What was settled and answered by then. 0, or -ENOMEM. */
static int former_history(struct history *history, const struct course_range *range,
			  struct arena *arena)
{
	struct settled *settled = arena_take_array(arena, history->settled_count, sizeof(*settled));
	struct response *responses =
		arena_take_array(arena, history->response_count, sizeof(*responses));
	struct history former = {.settled = settled, .responses = responses};

	if (settled == NULL || responses == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < history->settled_count; i++) {
		if (is_before(history->settled[i].on, range))
			settled[former.settled_count++] = history->settled[i];
	}
	for (size_t i = 0; i < history->response_count; i++) {
		if (is_before(history->responses[i].on, range))
			responses[former.response_count++] = history->responses[i];
	}
	*history = former;
	return 0;
}

static int add_former(struct playing *playing, const struct agreement *agreement,
		      struct history history)
{
	const struct course_range *range = &playing->course->range;
	struct agreement former = *agreement;
	struct term *terms;

	arena_reset(&playing->arena);
	terms = former_terms(agreement, range, &playing->arena);
	if (terms == NULL || former_history(&history, range, &playing->arena) < 0)
		return -ENOMEM;
	former.terms = terms;
	former.known_on = day_earlier(agreement->known_on, range->from);
	return simulation_add(&playing->course->simulation, &former, &history, former.known_on);
}

static int add_one(void *context, const struct agreement *agreement, const struct history *history,
		   struct day next_on)
{
	struct playing *playing = context;

	playing->course->agreements += agreement->state == STATE_ACTIVE;
	if (playing->course->range.is_past)
		return add_former(playing, agreement, *history);
	return simulation_add(&playing->course->simulation, agreement, history, next_on);
}

/* What registers have to say to the keeper. */
static int read_problems(struct playing *playing)
{
	struct simulation *simulation = &playing->course->simulation;
	struct store *store = playing->cli->store;
	int64_t total;
	int result = store_gather_problems(store, /* only_untold= */ true, /* limit= */ 0,
					   &playing->course->arena, &simulation->untold);

	if (result == 0)
		result = store_problem_count(store, &total);
	if (result == 0)
		simulation->problems.total = (size_t)total;
	return result;
}

static int read_last_digest(struct playing *playing)
{
	const struct course_range *range = &playing->course->range;
	struct day last;
	int result = store_last_digest(playing->cli->store, &last);

	if (result == 0 && (!range->is_past || is_before(last, range)))
		playing->course->simulation.last_digest = last;
	return result;
}

/* ---- the runs -------------------------------------------------------------------------------- */

/* The first run. What the store has of later ones is left aside when the past is played. */
static enum exit_status find_first(struct playing *playing, int64_t *ret_at_ms)
{
	const struct course_range *range = &playing->course->range;
	struct cli *cli = playing->cli;
	struct next_run next;
	enum exit_status status = plan_next_run(cli, &next);

	if (status != EXIT_DONE)
		return status;
	*ret_at_ms = next.at_ms;
	if (next.has_last && range->is_past && !is_before(next.last.day, range))
		*ret_at_ms = clock_next_run(&cli->config->schedule, &cli->rules.calendar,
					    cli_now_ms(cli) - 1);
	else if (next.has_last)
		playing->course->simulation.last_run = next.last.day;
	return EXIT_DONE;
}

/* Whether the store may know of somebody who was told before the first run. */
static bool may_be_told(const struct playing *playing, const struct run_entry *entry)
{
	const struct decision *decision = &entry->decision;

	if (entry->section != SECTION_NONE || !run_needs_told(entry))
		return false;
	return decision->step.kind == STEP_RENEWED ||
	       (!day_is_none(decision->first_told) &&
		day_compare(decision->first_told, playing->first) <= 0);
}

static void drop_later(struct told *told, size_t *count, const struct course_range *range)
{
	size_t kept = 0;

	for (size_t i = 0; range->is_past && i < *count; i++) {
		if (is_before(told[i].on, range))
			told[kept++] = told[i];
	}
	if (range->is_past)
		*count = kept;
}

static int read_told(struct playing *playing)
{
	struct run *run = &playing->course->simulation.run;
	int result = 0;

	for (size_t i = 0; i < run->entry_count && result == 0; i++) {
		struct run_entry *entry = &run->entries[i];
		struct told *told;

		if (!may_be_told(playing, entry))
			continue;
		result = store_told(playing->cli->store, entry->agreement->id, &entry->decision,
				    &run->arena, &told, &entry->told_count);
		if (result != 0)
			break;
		drop_later(told, &entry->told_count, &playing->course->range);
		entry->told = told;
	}
	return result;
}

static int play_run(struct playing *playing, struct day day)
{
	struct course *course = playing->course;
	struct simulation *simulation = &course->simulation;
	int result = simulation_plan(simulation, day);

	if (result == SIMULATION_REFUSED)
		return 0;
	if (result == 0)
		result = read_told(playing);
	if (result == 0)
		result = simulation_finish(simulation);
	if (result == 0 && !is_before(day, &course->range))
		result = course_add_run(course, &simulation->run, simulation->is_gap);
	return result;
}

/* A run that told the keeper alone covers its whole day. */
static int64_t covered_ms(const struct playing *playing, struct day day, int64_t at_ms)
{
	return playing->course->simulation.is_gap ? clock_at(day, DAY_MINUTES - 1) : at_ms;
}

static int play_runs(struct playing *playing, int64_t at_ms)
{
	const struct cli *cli = playing->cli;
	int result = 0;

	playing->first = clock_moment(at_ms).day;
	while (at_ms != INT64_MAX && result == 0) {
		struct day day = clock_moment(at_ms).day;

		if (day_compare(day, playing->course->range.to) > 0)
			break;
		result = play_run(playing, day);
		at_ms = clock_next_run(&cli->config->schedule, &cli->rules.calendar,
				       covered_ms(playing, day, at_ms));
	}
	return result;
}

enum exit_status course_play(struct cli *cli, const struct course_range *range,
			     struct course *ret_course)
{
	struct playing playing = {.cli = cli, .course = ret_course};
	enum exit_status status;
	int64_t at_ms;
	int result;

	*ret_course = (struct course){.config = cli->config, .range = *range};
	simulation_init(&ret_course->simulation, &cli->rules, &cli->config->digest);
	status = find_first(&playing, &at_ms);
	if (status != EXIT_DONE)
		return status;
	result = store_each(cli->store, add_one, &playing);
	arena_done(&playing.arena);
	if (result == 0)
		result = read_problems(&playing);
	if (result == 0)
		result = read_last_digest(&playing);
	if (result == 0)
		result = play_runs(&playing, at_ms);
	if (result == -ENOMEM)
		return cli_failed("simulating", result);
	return result == 0 ? EXIT_DONE : cli_store_failed(cli, result);
}
