#include "cli/status.h"

#include "cli/facts.h"
#include "cli/parcel.h"
#include "cli/today.h"
#include "core/cleanup.h"

static void add_daemon(struct facts *facts, const struct cli *cli, const struct status *status)
{
	CLEANUP(text_done) struct text cure = {0};

	cli_start_hint(cli, &cure);
	if (text_failed(&cure))
		facts->out.failed = true;
	if (status->daemon == 0)
		facts_add(facts, STYLE_BAD, "renewd", "does not run: %s", text_string(&cure));
	else if (status->daemon < 0)
		facts_add(facts, STYLE_GOOD, "renewd", "runs");
	else
		facts_add(facts, STYLE_GOOD, "renewd", "runs, process %d", status->daemon);
}

static void add_agreements(struct facts *facts, const struct status *status)
{
	if (status->agreements == 0)
		facts_add(facts, STYLE_BAD, "Agreements",
			  "no agreements: nobody will be told anything; import a register");
	else
		facts_add(facts, STYLE_PLAIN, "Agreements", "%lld", (long long)status->agreements);
}

static const char *plural(int64_t count)
{
	return count == 1 ? "" : "s";
}

static void add_last_run(struct facts *facts, const struct next_run *next)
{
	const struct run_record *last = &next->last;
	CLEANUP(text_done) struct text time = {0};

	if (!next->has_last) {
		facts_add(facts, STYLE_PLAIN, "Last run", "none yet");
		return;
	}
	parcel_time(&time, last->at_ms);
	facts_add(facts, STYLE_PLAIN, "Last run",
		  "%s, %s: %lld agreement%s planned, %lld reminder%s, %lld message%s",
		  text_string(&time), run_kind_name(last->kind), (long long)last->planned,
		  plural(last->planned), (long long)last->notices, plural(last->notices),
		  (long long)last->deliveries, plural(last->deliveries));
	if (text_failed(&time))
		facts->out.failed = true;
}

static void add_next_run(struct facts *facts, const struct next_run *next)
{
	CLEANUP(text_done) struct text time = {0};

	if (next->missed_ms != 0) {
		parcel_time(&time, next->missed_ms);
		facts_add(facts, next->is_missed ? STYLE_BAD : STYLE_WARNING, "Next run",
			  "%s of %s: it is made as soon as renewd runs",
			  next->is_missed ? "missed, the one" : "due, the one", text_string(&time));
	} else if (next->at_ms == INT64_MAX) {
		facts_add(facts, STYLE_BAD, "Next run",
			  "never: no day within a year is a working day");
	} else {
		parcel_time(&time, next->at_ms);
		facts_add(facts, STYLE_PLAIN, "Next run", "%s", text_string(&time));
	}
	if (text_failed(&time))
		facts->out.failed = true;
}

/* "5 minutes", "30 hours", "3 days": how long something has lasted. */
static void add_age(struct text *out, int64_t ms)
{
	static const struct {
		int64_t ms; /* a unit */
		int64_t least;
		const char *name;
	} units[] = {
		{INT64_C(86400000), 2, "day"},
		{INT64_C(3600000), 2, "hour"},
		{INT64_C(60000), 0, "minute"},
	};
	size_t i = 0;
	int64_t count;

	ms = ms < 0 ? 0 : ms;
	while (ms / units[i].ms < units[i].least)
		i++;
	count = ms / units[i].ms;
	text_addf(out, "%lld %s%s", (long long)count, units[i].name, count == 1 ? "" : "s");
}

static void add_answer(struct text *out, const struct delivery *delivery)
{
	if (delivery->last_code > 0)
		text_addf(out, "%d ", delivery->last_code);
	text_add(out, delivery->last_text == NULL ? delivery->last_class : delivery->last_text);
}

/* A line for each channel over which nothing goes. */
static void add_troubles(struct facts *facts, const struct status *status)
{
	for (size_t i = 0; i < status->trouble_count; i++) {
		const struct status_trouble *trouble = &status->troubles[i];
		CLEANUP(text_done) struct text words = {0};

		text_addf(&words, "%s refuses everything since ", trouble->channel);
		parcel_time(&words, trouble->since_ms);
		text_add(&words, ": ");
		if (trouble->last != NULL)
			add_answer(&words, trouble->last);
		else
			text_add(&words, "renewd's log says why");
		facts_add(facts, STYLE_BAD, "Channel", "%s", text_string(&words));
		if (text_failed(&words))
			facts->out.failed = true;
	}
}

/* The message that has been tried for longest, and what was answered last. */
static void add_oldest(struct facts *facts, const struct status *status)
{
	CLEANUP(text_done) struct text words = {0};

	if (status->oldest == NULL)
		return;
	text_addf(&words, "the oldest that is retrying, number %lld over %s, waits for ",
		  (long long)status->oldest->number, status->oldest->channel);
	add_age(&words, status->now_ms - status->oldest->created_ms);
	if (status->oldest->last_ms != 0) {
		text_add(&words, ": ");
		add_answer(&words, status->oldest);
	}
	facts_add(facts, status_waits_long(status) ? STYLE_BAD : STYLE_WARNING, "", "%s",
		  text_string(&words));
	if (text_failed(&words))
		facts->out.failed = true;
}

/* Every problem: where it stands, whose it is, what it is. */
static void add_problems(struct facts *facts, const struct status *status)
{
	facts_heading(facts, "Problems of registers");
	for (size_t i = 0; i < status->problem_count; i++) {
		const struct store_problem *problem = &status->problems[i];
		CLEANUP(text_done) struct text place = {0};

		text_add(&place, problem->register_name);
		if (problem->line > 0)
			text_addf(&place, ", line %u", problem->line);
		if (problem->agreement_id != 0)
			text_addf(&place, ", agreement %lld", (long long)problem->agreement_id);
		facts_line(facts, "%s: %s", text_string(&place), problem->text);
		if (text_failed(&place))
			facts->out.failed = true;
	}
	if (status->problem_count == 0)
		facts_line(facts, "none");
}

static void add_deliveries(struct facts *facts, const struct status *status)
{
	CLEANUP(text_done) struct text words = {0};
	const char *comma = "";

	for (int i = 0; i < DELIVERY_STATES; i++) {
		if (status->deliveries[i] == 0)
			continue;
		text_addf(&words, "%s%lld %s", comma, (long long)status->deliveries[i],
			  delivery_state_name((enum delivery_state)i));
		comma = ", ";
	}
	facts_add(facts, status->deliveries[STATE_DEAD] > 0 ? STYLE_BAD : STYLE_PLAIN, "Messages",
		  "%s%s", words.length == 0 ? "none" : text_string(&words),
		  status->deliveries[STATE_DEAD] > 0
			  ? ": \"renewctl deliveries --state dead\" says why"
			  : "");
	if (text_failed(&words))
		facts->out.failed = true;
}

static void add_today(struct facts *facts, const struct cli *cli)
{
	CLEANUP(text_done) struct text trial = {0};
	CLEANUP(text_done) struct text holidays = {0};

	today_trial(cli, &trial);
	today_holidays(cli, &holidays);
	if (trial.length > 0)
		facts_add(facts, STYLE_WARNING, "Trial", "%s", text_string(&trial));
	if (holidays.length > 0)
		facts_add(facts, STYLE_WARNING, "Holidays", "%s", text_string(&holidays));
	if (text_failed(&trial) || text_failed(&holidays))
		facts->out.failed = true;
}

enum exit_status status_print_text(const struct cli *cli, const struct status *status)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};

	facts_add(&facts, STYLE_PLAIN, "Store", "%s", store_path(cli->store));
	add_daemon(&facts, cli, status);
	add_today(&facts, cli);
	add_agreements(&facts, status);
	add_last_run(&facts, &status->next);
	add_next_run(&facts, &status->next);
	add_deliveries(&facts, status);
	add_oldest(&facts, status);
	add_troubles(&facts, status);
	if (status->problem_count > 0)
		facts_add(&facts, STYLE_WARNING, "Registers", "%zu problem%s%s",
			  status->problem_count, status->problem_count == 1 ? "" : "s",
			  status->lists_problems ? ""
						 : ": \"renewctl status --problems\" lists them");
	if (status->lists_problems)
		add_problems(&facts, status);
	return facts_print(&facts);
}
