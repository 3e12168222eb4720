/*
 * renewctl list: agreements by their last day.
 */
#include <errno.h>

#include "cli/cli.h"
#include "cli/codes.h"
#include "cli/field.h"
#include "cli/filter.h"
#include "cli/picked.h"
#include "cli/table.h"
#include "cli/view.h"
#include "core/cleanup.h"

enum list_option { LIST_ENDING, LIST_OWNER, LIST_COUNTRY, LIST_STATE, LIST_AS_OF, LIST_REGISTER };

static const struct option_row list_options[] = {
	[LIST_ENDING] =
		{"ending", OPTION_SPAN, "SPAN",
		 "Only those whose last day is within so long from today: 90d, 6w, 3m, 1y."},
	[LIST_OWNER] = {"owner", OPTION_TEXT, "NAME",
			"Only those of this owner: a name, a pattern with *, or a contact of the "
			"configuration."},
	[LIST_COUNTRY] = {"country", OPTION_TEXT, "COUNTRY",
			  "Only those with a partner in this country: a code of ISO 3166 (LV) or "
			  "a name."},
	[LIST_STATE] = {"state", OPTION_TEXT, "STATE",
			"Only those in this state: active, ending, may-have-ended, ended, "
			"open-ended, unknown, terminated, superseded or withdrawn."},
	[LIST_AS_OF] = {"as-of", OPTION_DAY, "DATE", "As things stand on that day, not today."},
	[LIST_REGISTER] = {"register", OPTION_TEXT, "NAME",
			   "Only those of this register: a name, or a pattern with *."},
};

struct list {
	struct cli *cli;
	struct filter filter;
	struct picked picked;
	struct codes codes;
};

static int pick(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct list *list = context;
	struct view view = view_make(list->cli, agreement, list->filter.as_of);

	(void)history;
	(void)next_on;
	return filter_matches(&list->filter, list->cli, &view) ? picked_add(&list->picked, &view)
							       : 0;
}

/* Reads the options into the filter. */
static enum exit_status read_filter(const struct args *args, struct cli *cli, struct filter *filter)
{
	const struct option_value *options = args->options;

	filter->as_of = options[LIST_AS_OF].is_set ? options[LIST_AS_OF].day : cli->today;
	filter->has_until = options[LIST_ENDING].is_set;
	if (filter->has_until)
		filter->until = span_after(filter->as_of, options[LIST_ENDING].span, 1);
	filter->owner = options[LIST_OWNER].text;
	filter->register_name = options[LIST_REGISTER].text;
	if (!filter_read_country(filter, options[LIST_COUNTRY].text))
		return EXIT_WRONG;
	filter->by_condition = options[LIST_STATE].is_set;
	if (filter->by_condition &&
	    !condition_parse(options[LIST_STATE].text, &filter->condition)) {
		cli_error("--state \"%s\": there is no such state: \"renewctl list --help\" "
			  "lists them",
			  options[LIST_STATE].text);
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

/* What is shown goes here. */
struct shown {
	struct list *list;
	bool is_first;
	struct table table;
};

static enum exit_status each(struct list *list, picked_show *show, struct shown *shown)
{
	return picked_each(&list->picked, list->cli, list->filter.as_of, /* limit= */ 0, "listing",
			   show, shown);
}

static int show_json(void *context, const struct view *view)
{
	CLEANUP(text_done) struct text out = {0};
	struct shown *shown = context;
	struct list *list = shown->list;
	size_t count;
	const char *const *codes = codes_of(&list->codes, view->agreement->id, &count);
	int result;

	text_add(&out, shown->is_first ? "\n" : ",\n");
	shown->is_first = false;
	result = field_format(view_json(view, codes, count), JSON_INDENT(2), &out);
	if (result == 0)
		terminal_write(&list->cli->out, &out);
	return result;
}

static enum exit_status print_json(struct list *list)
{
	struct shown shown = {.list = list, .is_first = true};
	enum exit_status status;

	fputs("[", list->cli->out.file);
	status = each(list, show_json, &shown);
	fputs(shown.is_first ? "]\n" : "\n]\n", list->cli->out.file);
	return status;
}

static const struct table_column list_columns[] = {
	{"ID", ALIGN_RIGHT, 0, 0},	{"LAST DAY", ALIGN_LEFT, 10, 0},
	{"DAYS", ALIGN_RIGHT, 0, 2},	{"STATE", ALIGN_LEFT, 0, 1},
	{"PARTNER", ALIGN_LEFT, 12, 0}, {"COUNTRY", ALIGN_LEFT, 7, 5},
	{"NUMBER", ALIGN_LEFT, 7, 4},	{"OWNER", ALIGN_LEFT, 8, 3},
};

static int show_row(void *context, const struct view *view)
{
	struct shown *shown = context;
	struct table *table = &shown->table;
	const struct agreement *agreement = view->agreement;
	CLEANUP(text_done) struct text last_day = {0};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text countries = {0};
	enum style style = view_style(view->condition);

	view_last_day(&last_day, view);
	view_partners(&partners, agreement);
	view_countries(&countries, agreement);
	table_addf(table, STYLE_PLAIN, "%lld", (long long)agreement->id);
	table_add(table, STYLE_PLAIN, text_string(&last_day));
	if (view->has_days_left)
		table_addf(table, STYLE_PLAIN, "%d", view->days_left);
	else
		table_add(table, STYLE_PLAIN, NULL);
	table_add(table, style, condition_name(view->condition));
	table_add(table, STYLE_PLAIN, text_string(&partners));
	table_add(table, STYLE_PLAIN, text_string(&countries));
	table_add(table, STYLE_PLAIN, agreement->registration_number);
	table_add(table, STYLE_PLAIN, agreement->owner);
	return table->failed || text_failed(&last_day) || text_failed(&partners) ||
			       text_failed(&countries)
		       ? -ENOMEM
		       : 0;
}

static enum exit_status print_table(struct list *list)
{
	struct shown shown = {.list = list};
	enum exit_status status;
	int result;

	if (list->picked.count == 0) {
		fputs("No agreement fits.\n", list->cli->out.file);
		return EXIT_DONE;
	}
	table_init(&shown.table, list_columns, sizeof(list_columns) / sizeof(list_columns[0]));
	status = each(list, show_row, &shown);
	if (status == EXIT_DONE) {
		result = table_print(&shown.table, &list->cli->out);
		status = result == 0 ? EXIT_DONE : cli_failed("listing", result);
	}
	table_done(&shown.table);
	return status;
}

static enum exit_status fill(struct list *list)
{
	int result = store_each(list->cli->store, pick, list);

	if (result == -ENOMEM)
		return cli_failed("listing", result);
	if (result != 0)
		return cli_store_failed(list->cli, result);
	picked_sort(&list->picked);
	return EXIT_DONE;
}

static enum exit_status list_run(struct cli *cli, const struct args *args)
{
	struct list list = {.cli = cli};
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);

	if (status == EXIT_DONE)
		status = read_filter(args, cli, &list.filter);
	if (status == EXIT_DONE && cli->is_json)
		status = codes_load(&list.codes, cli);
	if (status == EXIT_DONE)
		status = fill(&list);
	if (status == EXIT_DONE)
		status = cli->is_json ? print_json(&list) : print_table(&list);
	picked_done(&list.picked);
	return status;
}

const struct command command_list = {
	.name = "list",
	.run = list_run,
	.words = "",
	.summary = "List agreements by their last day.",
	.description =
		"Those without a last day come at the end. DAYS counts from the day asked about to "
		"the last day that renewd reckons with: 0 on the last day, negative after it. A "
		"last day that the register gives as a month or a year is shown with the day that "
		"is reckoned with.",
	.options = OPTION_ROWS(list_options),
};
