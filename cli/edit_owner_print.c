/* Which agreements were given another owner: said to whoever did it. */
#include "cli/edit_owner.h"

#include <errno.h>

#include "cli/display.h"
#include "cli/field.h"
#include "cli/table.h"
#include "core/cleanup.h"

static const struct table_column columns[] = {
	{"ID", ALIGN_RIGHT, 0, 0},
	{"NUMBER", ALIGN_LEFT, 6, 1},
	{"PARTNER", ALIGN_LEFT, 16, 0},
	{"OWNER BEFORE", ALIGN_LEFT, 12, 0},
};

static int print_table(const struct handover *handover)
{
	CLEANUP(table_done) struct table table;

	table_init(&table, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < handover->count; i++) {
		const struct handed *item = &handover->items[i];

		table_addf(&table, STYLE_PLAIN, "%lld", (long long)item->id);
		table_add(&table, STYLE_PLAIN, item->number);
		table_add(&table, STYLE_PLAIN, item->partners);
		table_add(&table, STYLE_PLAIN, item->owner);
	}
	return table_print(&table, &handover->cli->out);
}

static enum exit_status print_text(const struct handover *handover, bool is_dry)
{
	CLEANUP(text_done) struct text line = {0};

	if (handover->count == 0) {
		text_addf(&line, "nothing changed: %zu agreement%s so already\n", handover->there,
			  handover->there == 1 ? " is" : "s are");
	} else {
		if (print_table(handover) != 0)
			return cli_failed("listing", -ENOMEM);
		text_addf(&line, "%zu agreement%s ", handover->count,
			  handover->count == 1 ? "" : "s");
		if (is_dry)
			text_add(&line, "would ");
		text_add(&line, is_dry || handover->count > 1 ? "have " : "has ");
		if (handover->to == NULL)
			text_add(&line, "no owner");
		else
			text_add(&line, "the owner ");
		display_add(&line, handover->to == NULL ? "" : handover->to);
		text_add(&line, is_dry ? "; nothing is changed.\n" : " now.\n");
	}
	if (text_failed(&line))
		return cli_failed("listing", -ENOMEM);
	terminal_write(&handover->cli->out, &line);
	return EXIT_DONE;
}

static enum exit_status print_json(const struct handover *handover, bool is_dry)
{
	json_t *array = json_array();

	for (size_t i = 0; i < handover->count; i++) {
		const struct handed *item = &handover->items[i];
		json_t *object = json_pack("{s:I, s:o, s:o}", "id", (json_int_t)item->id,
					   "registration_number", field_text(item->number),
					   "before", field_text(item->owner));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return cli_failed("writing JSON", -ENOMEM);
		}
	}
	return field_print(handover->cli,
			   json_pack("{s:o, s:b, s:o}", "owner", field_text(handover->to),
				     "dry_run", is_dry, "agreements", array));
}

enum exit_status edit_owner_print(const struct handover *handover, bool is_dry)
{
	return handover->cli->is_json ? print_json(handover, is_dry) : print_text(handover, is_dry);
}
