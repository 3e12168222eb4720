/*
 * renewctl deliveries: messages, and what became of them.
 */
#include <errno.h>

#include "cli/cli.h"
#include "cli/field.h"
#include "cli/parcel.h"
#include "cli/table.h"
#include "core/cleanup.h"

enum deliveries_option { DELIVERIES_STATE, DELIVERIES_LIMIT };

#define LIMIT_DEFAULT 50

static const struct option_row deliveries_options[] = {
	[DELIVERIES_STATE] = {"state", OPTION_TEXT, "STATE",
			      "Only those in this state: queued, sending, sent, retrying, dead or "
			      "withdrawn."},
	[DELIVERIES_LIMIT] = {"limit", OPTION_NUMBER, "N",
			      "At most so many (default: 50 in a table, all in JSON)."},
};

static const struct table_column deliveries_columns[] = {
	{"NUMBER", ALIGN_RIGHT, 0, 0},	    {"STATE", ALIGN_LEFT, 0, 0},
	{"CREATED", ALIGN_LEFT, 10, 5},	    {"TO", ALIGN_LEFT, 14, 0},
	{"CHANNEL", ALIGN_LEFT, 7, 6},	    {"ATTEMPTS", ALIGN_RIGHT, 0, 7},
	{"NEXT", ALIGN_LEFT, 0, 4},	    {"SUBJECT", ALIGN_LEFT, 16, 3},
	{"LAST ANSWER", ALIGN_LEFT, 12, 2},
};

static void add_time(struct table *table, int64_t ms)
{
	CLEANUP(text_done) struct text text = {0};

	parcel_time(&text, ms);
	table_add(table, STYLE_PLAIN, text_string(&text));
	if (text_failed(&text))
		table->failed = true;
}

static void add_row(struct table *table, const struct delivery *delivery)
{
	bool has_address = delivery->address != NULL && delivery->address[0] != '\0';

	table_addf(table, STYLE_PLAIN, "%lld", (long long)delivery->number);
	table_add(table, parcel_style(delivery->state), delivery_state_name(delivery->state));
	add_time(table, delivery->created_ms);
	table_add(table, STYLE_PLAIN, has_address ? delivery->address : delivery->recipient);
	table_add(table, STYLE_PLAIN, delivery->channel);
	table_addf(table, STYLE_PLAIN, "%u", delivery->attempts);
	add_time(table, delivery->next_ms);
	table_add(table, STYLE_PLAIN, delivery->subject);
	if (delivery->last_code > 0)
		table_addf(table, STYLE_PLAIN, "%d %s", delivery->last_code,
			   delivery->last_text == NULL ? "" : delivery->last_text);
	else
		table_add(table, STYLE_PLAIN, delivery->last_text);
}

static enum exit_status print_table(const struct cli *cli, const struct delivery *deliveries,
				    size_t count)
{
	CLEANUP(table_done) struct table table;
	int result;

	table_init(&table, deliveries_columns,
		   sizeof(deliveries_columns) / sizeof(deliveries_columns[0]));
	if (count == 0) {
		fputs("No message fits.\n", cli->out.file);
		return EXIT_DONE;
	}
	for (size_t i = 0; i < count; i++)
		add_row(&table, &deliveries[i]);
	result = table_print(&table, &cli->out);
	return result == 0 ? EXIT_DONE : cli_failed("listing", result);
}

static enum exit_status print_json(const struct cli *cli, const struct delivery *deliveries,
				   size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		if (field_append(array, parcel_json(&deliveries[i])) != 0) {
			json_decref(array);
			return cli_failed("writing JSON", -ENOMEM);
		}
	}
	return field_print(cli, array);
}

static enum exit_status read_filter(const struct cli *cli, const struct args *args,
				    struct delivery_filter *filter)
{
	const struct option_value *state = &args->options[DELIVERIES_STATE];
	const struct option_value *limit = &args->options[DELIVERIES_LIMIT];

	filter->limit = limit->is_set ? (size_t)limit->number : cli->is_json ? 0 : LIMIT_DEFAULT;
	filter->by_state = state->is_set;
	if (!state->is_set || delivery_state_parse(state->text, &filter->state))
		return EXIT_DONE;
	cli_error("--state \"%s\": there is no such state: \"renewctl deliveries --help\" lists "
		  "them",
		  state->text);
	return EXIT_WRONG;
}

static enum exit_status deliveries_run(struct cli *cli, const struct args *args)
{
	struct delivery_filter filter = {0};
	struct delivery *deliveries;
	size_t count;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);
	int result;

	if (status == EXIT_DONE)
		status = read_filter(cli, args, &filter);
	if (status != EXIT_DONE)
		return status;
	result = store_deliveries(cli->store, &filter, &cli->arena, &deliveries, &count);
	if (result != 0)
		return cli_store_failed(cli, result);
	return cli->is_json ? print_json(cli, deliveries, count)
			    : print_table(cli, deliveries, count);
}

const struct command command_deliveries = {
	.name = "deliveries",
	.run = deliveries_run,
	.words = "",
	.summary = "List messages and what became of them, the newest first.",
	.description =
		"A message is queued, sending, sent, retrying (it failed and will be tried "
		"again), dead (given up: \"renewctl retry NUMBER\" tries again) or withdrawn "
		"(nothing in it was to be said any more).",
	.options = OPTION_ROWS(deliveries_options),
};
