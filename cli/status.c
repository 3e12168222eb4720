/*
 * renewctl status: whether all is well.
 */
#include <errno.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/parcel.h"
#include "cli/plan.h"
#include "core/cleanup.h"

struct status {
	int daemon; /* pid; 0: none */
	int64_t agreements;
	int64_t deliveries[DELIVERY_STATES];
	size_t problems;
	struct next_run next;
};

static enum exit_status read_status(struct cli *cli, struct status *status)
{
	struct store_problem *problems;
	int result = store_count(cli->store, &status->agreements);

	if (result == 0)
		result = store_delivery_counts(cli->store, status->deliveries);
	if (result == 0)
		result = store_problems(cli->store, /* agreement_id= */ 0, /* only_untold= */ false,
					/* limit= */ 0, &cli->arena, &problems, &status->problems);
	if (result != 0)
		return cli_store_failed(cli, result);
	status->daemon = store_daemon(cli->store);
	return plan_next_run(cli, &status->next);
}

/* What needs a human; problems of registers do not, they stay until the register is mended. */
static bool needs_human(const struct status *status)
{
	return status->daemon == 0 || status->next.is_missed || status->deliveries[STATE_DEAD] > 0;
}

/* ---- for people --------------------------------------------------------------------------- */

static void add_daemon(struct facts *facts, const struct status *status)
{
	if (status->daemon == 0)
		facts_add(facts, STYLE_BAD, "renewd",
			  "does not run: start it with \"systemctl start renewd\"");
	else if (status->daemon < 0)
		facts_add(facts, STYLE_GOOD, "renewd", "runs");
	else
		facts_add(facts, STYLE_GOOD, "renewd", "runs, process %d", status->daemon);
}

static void add_runs(struct facts *facts, const struct next_run *next)
{
	CLEANUP(text_done) struct text time = {0};

	if (next->has_last) {
		parcel_time(&time, next->last.at_ms);
		facts_add(facts, STYLE_PLAIN, "Last run",
			  "%s, %s: %lld agreements planned, %lld reminders, %lld messages",
			  text_string(&time), run_kind_name(next->last.kind),
			  (long long)next->last.planned, (long long)next->last.notices,
			  (long long)next->last.deliveries);
	} else {
		facts_add(facts, STYLE_PLAIN, "Last run", "none yet");
	}
	text_clear(&time);
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

static enum exit_status print_text(const struct cli *cli, const struct status *status)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};

	facts_add(&facts, STYLE_PLAIN, "Store", "%s", store_path(cli->store));
	add_daemon(&facts, status);
	facts_add(&facts, STYLE_PLAIN, "Agreements", "%lld", (long long)status->agreements);
	add_runs(&facts, &status->next);
	add_deliveries(&facts, status);
	if (status->problems > 0)
		facts_add(&facts, STYLE_WARNING, "Registers",
			  "%zu problem%s: \"renewctl show ID\" shows those of an agreement",
			  status->problems, status->problems == 1 ? "" : "s");
	return facts_print(&facts);
}

/* ---- as JSON ------------------------------------------------------------------------------ */

static json_t *last_json(const struct next_run *next)
{
	const struct run_record *last = &next->last;

	if (!next->has_last)
		return json_null();
	return json_pack("{s:s, s:o, s:o, s:I, s:I, s:I}", "kind", run_kind_name(last->kind), "day",
			 field_day(last->day), "at", field_time(last->at_ms), "planned",
			 (json_int_t)last->planned, "reminders", (json_int_t)last->notices,
			 "messages", (json_int_t)last->deliveries);
}

static json_t *deliveries_json(const struct status *status)
{
	json_t *object = json_object();

	for (int i = 0; i < DELIVERY_STATES; i++) {
		if (field_put(object, delivery_state_name((enum delivery_state)i),
			      json_integer(status->deliveries[i])) != 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

static enum exit_status print_json(const struct cli *cli, const struct status *status)
{
	const struct next_run *next = &status->next;

	return field_print(
		cli, json_pack("{s:o, s:b, s:o, s:I, s:o, s:o, s:o, s:b, s:o, s:i}", "store",
			       field_text(store_path(cli->store)), "running", status->daemon != 0,
			       "process",
			       status->daemon > 0 ? json_integer(status->daemon) : json_null(),
			       "agreements", (json_int_t)status->agreements, "last_run",
			       last_json(next), "next_run", field_time(next->at_ms), "missed_run",
			       field_time(next->missed_ms), "missed", next->is_missed, "deliveries",
			       deliveries_json(status), "problems", (int)status->problems));
}

static enum exit_status status_run(struct cli *cli, const struct args *args)
{
	struct status status = {0};
	enum exit_status result = cli_start(cli, CLI_NEEDS_CONFIG, STORE_READ);

	(void)args;
	if (result == EXIT_DONE)
		result = read_status(cli, &status);
	if (result == EXIT_DONE)
		result = cli->is_json ? print_json(cli, &status) : print_text(cli, &status);
	if (result == EXIT_DONE && needs_human(&status))
		result = EXIT_FOUND;
	return result;
}

const struct command command_status = {
	.name = "status",
	.run = status_run,
	.words = "",
	.summary = "Show whether all is well.",
	.description = "Exit status 1, for a monitor: renewd does not run on this store, a "
		       "scheduled run was missed (it began not within five minutes of its time), "
		       "or a message was given up.",
};
