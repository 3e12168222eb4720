/*
 * renewctl problems: what needs a human, most urgent first, with what settles it.
 *
 * Urgent is what changes when somebody is told: first what leaves a last day in doubt, then what
 * keeps the right person from hearing of it, then the rest; among these, the agreement that ends
 * first.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/remedy.h"
#include "cli/view.h"
#include "core/cleanup.h"

enum problems_option { PROBLEMS_REGISTER, PROBLEMS_CODE, PROBLEMS_ALL };

#define PROBLEMS_SHOWN 100

static const struct option_row problems_options[] = {
	[PROBLEMS_REGISTER] = {"register", OPTION_TEXT, "NAME", "Only those of that register."},
	[PROBLEMS_CODE] = {"code", OPTION_TEXT, "CODE", "Only those of that code."},
	[PROBLEMS_ALL] = {"all", OPTION_FLAG, NULL, "All of them, not only the first 100."},
};

/* A problem with what is known of its agreement. */
struct entry {
	const struct store_problem *problem;
	struct remedy remedy;
	struct day last_day; /* reckoned; DAY_NONE: none is known */
	int urgency;	     /* 0: most urgent */
};

struct problems_list {
	struct cli *cli;
	struct entry *entries;
	size_t count;
	size_t shown;
};

/* What has just ended is as urgent as what is about to; DAY_NONE is farthest. */
static int32_t distance(const struct problems_list *list, const struct entry *entry)
{
	int32_t days;

	if (day_is_none(entry->last_day))
		return INT32_MAX;
	days = day_diff(entry->last_day, list->cli->today);
	return days < 0 ? -days : days;
}

static int compare_entries(const void *a, const void *b, void *context)
{
	const struct problems_list *list = context;
	const struct entry *x = a;
	const struct entry *y = b;
	int32_t near = distance(list, x);
	int32_t far = distance(list, y);

	if (x->urgency != y->urgency)
		return x->urgency - y->urgency;
	if (near != far)
		return near < far ? -1 : 1;
	return (x->problem->id > y->problem->id) - (x->problem->id < y->problem->id);
}

static int read_agreement(struct problems_list *list, struct entry *entry)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct agreement agreement;
	int result;

	entry->last_day = DAY_NONE;
	entry->remedy = remedy_of(entry->problem, /* agreement= */ NULL);
	if (entry->problem->agreement_id == 0)
		return 0;
	result =
		store_agreement(list->cli->store, entry->problem->agreement_id, &arena, &agreement);
	if (result != 0)
		return result;
	entry->last_day =
		agreement_last_day(&agreement, &list->cli->rules.dates, list->cli->today).reckoned;
	entry->remedy = remedy_of(entry->problem, &agreement);
	return 0;
}

static bool is_wanted(const struct args *args, const struct store_problem *problem)
{
	const struct option_value *name = &args->options[PROBLEMS_REGISTER];
	const struct option_value *code = &args->options[PROBLEMS_CODE];

	return (!name->is_set || strcmp(problem->register_name, name->text) == 0) &&
	       (!code->is_set || strcmp(problem->code, code->text) == 0);
}

static int read_list(struct problems_list *list, const struct args *args)
{
	struct arena *arena = &list->cli->arena;
	struct store_problem *problems;
	size_t count;
	int result =
		store_problems(list->cli->store, /* agreement_id= */ 0,
			       /* only_untold= */ false, /* limit= */ 0, arena, &problems, &count);

	if (result != 0)
		return result;
	list->entries = arena_take_array(arena, count, sizeof(*list->entries));
	if (list->entries == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < count && result == 0; i++) {
		struct entry *entry = &list->entries[list->count];

		if (!is_wanted(args, &problems[i]))
			continue;
		entry->problem = &problems[i];
		entry->urgency = remedy_urgency(problems[i].code);
		result = read_agreement(list, entry);
		list->count++;
	}
	qsort_r(list->entries, list->count, sizeof(*list->entries), compare_entries, list);
	list->shown = list->count;
	if (!args->options[PROBLEMS_ALL].is_set && list->shown > PROBLEMS_SHOWN)
		list->shown = PROBLEMS_SHOWN;
	return result;
}

/* ---- for people ----------------------------------------------------------------------------- */

/* "aitu, line 12: agreement 14, University of Pisa, ends in 30 days". */
static void add_heading(struct facts *facts, const struct problems_list *list,
			const struct entry *entry)
{
	const struct store_problem *problem = entry->problem;
	CLEANUP(text_done) struct text text = {0};
	char day[DAY_TEXT_SIZE];

	text_add(&text, problem->register_name);
	if (problem->part != NULL)
		text_addf(&text, ", %s", problem->part);
	if (problem->line > 0)
		text_addf(&text, ", line %u", problem->line);
	if (problem->agreement_id != 0)
		text_addf(&text, ": agreement %lld, %s", (long long)problem->agreement_id,
			  problem->partner == NULL ? "(no partner)" : problem->partner);
	if (!day_is_none(entry->last_day))
		text_addf(&text, ", %s %s",
			  day_compare(entry->last_day, list->cli->today) < 0 ? "ended" : "ends",
			  day_format(entry->last_day, day));
	facts_heading(facts, "%s", text_string(&text));
	if (text_failed(&text))
		facts->out.failed = true;
}

static int add_source(struct facts *facts, const struct problems_list *list,
		      const struct store_problem *problem)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *text;
	int result = store_problem_line(list->cli->store, problem->id, &arena, &text);

	if (result == STORE_NOT_FOUND)
		return 0;
	if (result == 0)
		facts_add(facts, STYLE_DIM, "The line", "%s", text);
	return result;
}

static int add_entry(struct facts *facts, const struct problems_list *list,
		     const struct entry *entry)
{
	const struct store_problem *problem = entry->problem;
	CLEANUP(text_done) struct text settles = {0};
	int result;

	add_heading(facts, list, entry);
	facts_add(facts, STYLE_WARNING, problem->code, "%s", problem->text);
	result = add_source(facts, list, problem);
	if (problem->reading[0] != NULL && problem->reading[1] != NULL)
		facts_add(facts, STYLE_PLAIN, "Readings", "%s, or %s", problem->reading[0],
			  problem->reading[1]);
	for (size_t i = 0; i < REMEDIES_MAX; i++) {
		text_clear(&settles);
		if (!remedy_add(&entry->remedy, i, &settles))
			break;
		facts_add(facts, STYLE_GOOD, i == 0 ? "Settled by" : "or", "%s",
			  text_string(&settles));
	}
	if (text_failed(&settles))
		facts->out.failed = true;
	return result;
}

static enum exit_status print_text(const struct problems_list *list)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &list->cli->out};
	int result = 0;

	for (size_t i = 0; i < list->shown && result == 0; i++)
		result = add_entry(&facts, list, &list->entries[i]);
	if (result != 0)
		return result == -ENOMEM ? cli_failed("reading", result)
					 : cli_store_failed(list->cli, result);
	if (list->count == 0)
		facts_line(&facts, "no problems");
	else if (list->shown < list->count)
		facts_heading(&facts, "%zu of %zu problems; --all shows them all", list->shown,
			      list->count);
	else
		facts_heading(&facts, "%zu %s", list->count,
			      list->count == 1 ? "problem" : "problems");
	return facts_print(&facts);
}

/* ---- as JSON -------------------------------------------------------------------------------- */

static json_t *texts_json(const struct entry *entry, bool want_remedies)
{
	const struct store_problem *problem = entry->problem;
	json_t *array = json_array();

	for (size_t i = 0; i < (want_remedies ? REMEDIES_MAX : 2); i++) {
		CLEANUP(text_done) struct text text = {0};

		if (want_remedies ? !remedy_add(&entry->remedy, i, &text)
				  : problem->reading[i] == NULL)
			break;
		if (!want_remedies)
			text_add(&text, problem->reading[i]);
		if (text_failed(&text) ||
		    field_append(array, field_text(text_string(&text))) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *id_json(int64_t id)
{
	return id == 0 ? json_null() : json_integer((json_int_t)id);
}

static json_t *entry_json(const struct entry *entry, const char *line)
{
	const struct store_problem *problem = entry->problem;

	return json_pack(
		"{s:o, s:o, s:i, s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"register", field_text(problem->register_name), "part", field_text(problem->part),
		"line", (int)problem->line, "column", (int)problem->column, "code", problem->code,
		"text", field_text(problem->text), "source", field_text(line), "agreement",
		id_json(problem->agreement_id), "other", id_json(problem->other_id), "partner",
		field_text(problem->partner), "last_day", field_day(entry->last_day), "field",
		field_text(problem->field), "readings", texts_json(entry, false), "settled_by",
		texts_json(entry, true));
}

static enum exit_status print_json(const struct problems_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->shown; i++) {
		CLEANUP(arena_done) struct arena arena = {0};
		const char *line = NULL;
		int result = store_problem_line(list->cli->store, list->entries[i].problem->id,
						&arena, &line);

		if ((result != 0 && result != STORE_NOT_FOUND) ||
		    field_append(array, entry_json(&list->entries[i], line)) != 0) {
			json_decref(array);
			return result == 0 || result == -ENOMEM
				       ? cli_failed("writing JSON", -ENOMEM)
				       : cli_store_failed(list->cli, result);
		}
	}
	return field_print(list->cli, array);
}

static enum exit_status problems_run(struct cli *cli, const struct args *args)
{
	struct problems_list list = {.cli = cli};
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);
	int result;

	if (status != EXIT_DONE)
		return status;
	result = read_list(&list, args);
	if (result != 0)
		return result == -ENOMEM ? cli_failed("reading", result)
					 : cli_store_failed(cli, result);
	status = cli->is_json ? print_json(&list) : print_text(&list);
	return status == EXIT_DONE && list.count > 0 ? EXIT_FOUND : status;
}

const struct command command_problems = {
	.name = "problems",
	.run = problems_run,
	.words = "",
	.summary = "List what needs a human, most urgent first.",
	.description =
		"Shows what no import could decide: where it stands, the line as the register has "
		"it, what it can mean, and the command that settles it. First comes what leaves a "
		"last day in doubt, then what keeps the right person from being told, then the "
		"rest; among these, the agreement whose last day is nearest. What is settled stays "
		"settled when the register is imported again.\n"
		"Exit status 1: there are problems.",
	.options = OPTION_ROWS(problems_options),
};
