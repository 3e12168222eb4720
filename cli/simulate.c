/*
 * renewctl simulate: what would go to whom in the days to come, so that a policy can be judged
 * before anybody is annoyed.
 */
#include "cli/simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"

#define YEARS_MAX 50

enum simulate_option {
	SIMULATE_FROM,
	SIMULATE_TO,
	SIMULATE_POLICY_FILE,
	SIMULATE_CALENDAR,
	SIMULATE_COUNTS
};

static const struct option_row simulate_options[] = {
	[SIMULATE_FROM] = {"from", OPTION_DAY, "DATE", "The first day (default: today)."},
	[SIMULATE_TO] = {"to", OPTION_DAY, "DATE", "The last day (default: a year later)."},
	[SIMULATE_POLICY_FILE] = {"policy-file", OPTION_TEXT, "FILE",
				  "Another whole configuration, played beside the one in use."},
	[SIMULATE_CALENDAR] = {"calendar", OPTION_FLAG, NULL, "Show each message, however many."},
	[SIMULATE_COUNTS] = {"counts", OPTION_FLAG, NULL, "Show the counts alone."},
};

struct simulate_place *simulate_places(const struct simulate *simulate, size_t *ret_count)
{
	const struct course *course = &simulate->course, *other = &simulate->other;
	size_t count = course->place_count;
	struct simulate_place *places = calloc(count + other->place_count + 1, sizeof(*places));

	if (places == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		places[i] = (struct simulate_place){&course->places[i], i,
						    course_find(other, &course->places[i])};
	for (size_t i = 0; i < other->place_count; i++) {
		const struct course_place *place = &other->places[i];

		if (course_find(course, place) == COURSE_NO_PLACE)
			places[count++] = (struct simulate_place){place, COURSE_NO_PLACE, i};
	}
	*ret_count = count;
	return places;
}

struct course_count simulate_count(const struct course *course, const struct course_count *counts,
				   size_t place, size_t month)
{
	size_t months = course_months(&course->range);
	struct course_count sum = {0};

	if (place == COURSE_NO_PLACE)
		return sum;
	if (month != SIZE_MAX)
		return counts[place * months + month];
	for (size_t i = 0; i < months; i++) {
		sum.messages += counts[place * months + i].messages;
		sum.reminders += counts[place * months + i].reminders;
	}
	return sum;
}

char *simulate_month(const struct course_range *range, size_t month,
		     char text[static MONTH_TEXT_SIZE])
{
	char day[DAY_TEXT_SIZE];

	day_format(day_add_months(range->from, (int64_t)month), day);
	memcpy(text, day, MONTH_TEXT_SIZE - 1);
	text[MONTH_TEXT_SIZE - 1] = '\0';
	return text;
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum exit_status check_range(const struct course_range *range)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	if (day_compare(range->to, range->from) < 0) {
		cli_error("--to %s is before --from %s", day_format(range->to, to),
			  day_format(range->from, from));
		return EXIT_WRONG;
	}
	if (day_compare(range->to, day_add_months(range->from, YEARS_MAX * 12)) > 0) {
		cli_error("--to %s is more than %d years after --from %s: simulate them in parts",
			  day_format(range->to, to), YEARS_MAX, day_format(range->from, from));
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

/* The range; when it begins before today, the clock is put back to there. */
static enum exit_status read_range(struct cli *cli, const struct args *args,
				   struct course_range *ret_range)
{
	const struct option_value *from = &args->options[SIMULATE_FROM];
	const struct option_value *to = &args->options[SIMULATE_TO];
	struct course_range range = {.from = from->is_set ? from->day : cli->today};
	enum exit_status status;

	range.to = to->is_set ? to->day : day_add_days(day_add_months(range.from, 12), -1);
	range.is_past = day_compare(range.from, cli->today) < 0;
	status = check_range(&range);
	if (status != EXIT_DONE)
		return status;
	if (range.is_past) {
		cli->clock.offset_ms +=
			clock_at(range.from, /* minute= */ 0) - clock_now_ms(&cli->clock);
		cli->today = range.from;
	}
	*ret_range = range;
	return EXIT_DONE;
}

static enum exit_status check_schedule(const struct cli *cli, const char *path)
{
	if (clock_next_run(&cli->config->schedule, &cli->rules.calendar, cli_now_ms(cli)) !=
	    INT64_MAX)
		return EXIT_DONE;
	cli_error("%s: schedule: no day within a year is a working day: mend schedule.days or the "
		  "holidays",
		  path);
	return EXIT_WRONG;
}

static enum exit_status play(struct cli *cli, const char *path, const struct course_range *range,
			     struct course *ret_course)
{
	enum exit_status status = check_schedule(cli, path);

	return status == EXIT_DONE ? course_play(cli, range, ret_course) : status;
}

/* The same store and clock with the other configuration. */
static enum exit_status play_other(struct simulate *simulate, struct config **ret_config)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct cli other = *simulate->cli;
	int result = config_load(simulate->other_path, &problems, ret_config);

	if (result < 0)
		return cli_failed(simulate->other_path, result);
	if (result != 0) {
		cli_problems(&problems);
		return EXIT_WRONG;
	}
	other.config = *ret_config;
	other.rules = config_plan_rules(other.config, other.holidays, other.holiday_count);
	return play(&other, simulate->other_path, &simulate->course.range, &simulate->other);
}

static enum exit_status print(const struct simulate *simulate)
{
	return simulate->cli->is_json ? simulate_print_json(simulate)
				      : simulate_print_text(simulate);
}

static enum exit_status read_options(const struct args *args, struct simulate *simulate)
{
	const struct option_value *options = args->options;

	simulate->with_calendar = options[SIMULATE_CALENDAR].is_set;
	simulate->with_counts_alone = options[SIMULATE_COUNTS].is_set;
	simulate->has_other = options[SIMULATE_POLICY_FILE].is_set;
	simulate->other_path = options[SIMULATE_POLICY_FILE].text;
	if (simulate->with_calendar && simulate->with_counts_alone) {
		cli_error("--calendar and --counts: give one of them");
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

static enum exit_status simulate_run(struct cli *cli, const struct args *args)
{
	struct simulate simulate = {.cli = cli};
	struct config *other = NULL;
	struct course_range range;
	enum exit_status status = read_options(args, &simulate);

	if (status == EXIT_DONE)
		status = cli_start(cli, CLI_NEEDS_CONFIG, STORE_READ);
	if (status == EXIT_DONE)
		status = read_range(cli, args, &range);
	if (status == EXIT_DONE)
		status = play(cli, cli_config_path(cli), &range, &simulate.course);
	if (status == EXIT_DONE && simulate.has_other)
		status = play_other(&simulate, &other);
	if (status == EXIT_DONE)
		status = print(&simulate);
	course_done(&simulate.course);
	course_done(&simulate.other);
	config_free(other);
	return status;
}

const struct command command_simulate = {
	.name = "simulate",
	.run = simulate_run,
	.words = "",
	.summary = "Show what would go to whom on each day of a time to come.",
	.description =
		"Plays the runs of the days from --from to --to with the daemon's planner, from "
		"what "
		"the store holds now, and writes nothing: as if nobody responded, nothing were "
		"changed and everything arrived. Shows a calendar of the messages and counts them "
		"by "
		"recipient and month.\n"
		"With --policy-file it plays another configuration beside the one in use (its "
		"policies, contacts, schedule, dates and digest) and shows where they differ.\n"
		"A day before today is played as if renewd had known of the agreements then; what "
		"it "
		"sent or was answered from that day on is left aside.",
	.options = OPTION_ROWS(simulate_options),
};
