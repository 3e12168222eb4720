/*
 * renewctl list: agreements by their last day.
 *
 * Two passes, so that memory holds a few bytes for each agreement whatever the store's size: the
 * first picks and sorts, the second reads and prints one after the other.
 */
#include <errno.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/codes.h"
#include "cli/field.h"
#include "cli/filter.h"
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
			"open-ended, unknown, superseded or withdrawn."},
	[LIST_AS_OF] = {"as-of", OPTION_DAY, "DATE", "As things stand on that day, not today."},
	[LIST_REGISTER] = {"register", OPTION_TEXT, "NAME",
			   "Only those of this register: a name, or a pattern with *."},
};

/* What the first pass keeps of an agreement. */
struct listed {
	struct day reckoned; /* DAY_MAX: no last day */
	int64_t id;
};

struct list {
	struct cli *cli;
	struct filter filter;
	struct listed *items;
	size_t count;
	size_t capacity;
	struct codes codes;
};

static int keep(struct list *list, struct listed item)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 256 : list->capacity * 2;
		struct listed *items = reallocarray(list->items, capacity, sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
	return 0;
}

static int pick(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct list *list = context;
	struct view view = view_make(list->cli, agreement, list->filter.as_of);
	struct listed item = {.reckoned = view.has_days_left ? view.last_day.reckoned : DAY_MAX,
			      .id = agreement->id};

	(void)history;
	(void)next_on;
	return filter_matches(&list->filter, list->cli, &view) ? keep(list, item) : 0;
}

static int compare(const void *a, const void *b)
{
	const struct listed *left = a;
	const struct listed *right = b;
	int order = day_compare(left->reckoned, right->reckoned);

	if (order != 0)
		return order;
	return left->id < right->id ? -1 : left->id > right->id;
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
	if (options[LIST_COUNTRY].is_set) {
		filter->country = filter_country(options[LIST_COUNTRY].text);
		if (filter->country == NULL) {
			cli_error("--country \"%s\": there is no such country: give its code "
				  "(ISO 3166: LV, DE) or its name",
				  options[LIST_COUNTRY].text);
			return EXIT_WRONG;
		}
	}
	filter->by_condition = options[LIST_STATE].is_set;
	/* No command terminates an agreement: none can be in that state. */
	if (filter->by_condition &&
	    (!condition_parse(options[LIST_STATE].text, &filter->condition) ||
	     filter->condition == CONDITION_TERMINATED)) {
		cli_error("--state \"%s\": there is no such state: \"renewctl list --help\" "
			  "lists them",
			  options[LIST_STATE].text);
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

/* What the second pass calls for each agreement. */
typedef int list_show(struct list *list, const struct view *view, void *context);

static enum exit_status each(struct list *list, list_show *show, void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};

	for (size_t i = 0; i < list->count; i++) {
		struct agreement agreement;
		struct view view;
		int result;

		arena_reset(&arena);
		result = store_agreement(list->cli->store, list->items[i].id, &arena, &agreement);
		if (result != 0)
			return cli_store_failed(list->cli, result);
		view = view_make(list->cli, &agreement, list->filter.as_of);
		result = show(list, &view, context);
		if (result < 0)
			return cli_failed("listing", result);
	}
	return EXIT_DONE;
}

static int show_json(struct list *list, const struct view *view, void *context)
{
	CLEANUP(text_done) struct text out = {0};
	bool *is_first = context;
	size_t count;
	const char *const *codes = codes_of(&list->codes, view->agreement->id, &count);
	int result;

	text_add(&out, *is_first ? "\n" : ",\n");
	*is_first = false;
	result = field_format(view_json(view, codes, count), JSON_INDENT(2), &out);
	if (result == 0)
		terminal_write(&list->cli->out, &out);
	return result;
}

static enum exit_status print_json(struct list *list)
{
	bool is_first = true;
	enum exit_status status;

	fputs("[", list->cli->out.file);
	status = each(list, show_json, &is_first);
	fputs(is_first ? "]\n" : "\n]\n", list->cli->out.file);
	return status;
}

static const struct table_column list_columns[] = {
	{"ID", ALIGN_RIGHT, 0, 0},	{"LAST DAY", ALIGN_LEFT, 10, 0},
	{"DAYS", ALIGN_RIGHT, 0, 2},	{"STATE", ALIGN_LEFT, 0, 1},
	{"PARTNER", ALIGN_LEFT, 12, 0}, {"COUNTRY", ALIGN_LEFT, 7, 5},
	{"NUMBER", ALIGN_LEFT, 7, 4},	{"OWNER", ALIGN_LEFT, 8, 3},
};

static int show_row(struct list *list, const struct view *view, void *context)
{
	struct table *table = context;
	const struct agreement *agreement = view->agreement;
	CLEANUP(text_done) struct text last_day = {0};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text countries = {0};
	enum style style = view_style(view->condition);

	(void)list;
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
	CLEANUP(table_done) struct table table;
	enum exit_status status;
	int result;

	table_init(&table, list_columns, sizeof(list_columns) / sizeof(list_columns[0]));
	if (list->count == 0) {
		fputs("No agreement fits.\n", list->cli->out.file);
		return EXIT_DONE;
	}
	status = each(list, show_row, &table);
	if (status != EXIT_DONE)
		return status;
	result = table_print(&table, &list->cli->out);
	return result == 0 ? EXIT_DONE : cli_failed("listing", result);
}

static enum exit_status fill(struct list *list)
{
	int result = store_each(list->cli->store, pick, list);

	if (result == -ENOMEM)
		return cli_failed("listing", result);
	if (result != 0)
		return cli_store_failed(list->cli, result);
	if (list->count > 0)
		qsort(list->items, list->count, sizeof(*list->items), compare);
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
	free(list.items);
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
