/* The first rows as they would be stored, for a dry run. */
#include <errno.h>

#include "cli/edit_field.h"
#include "cli/field.h"
#include "cli/import.h"
#include "cli/table.h"
#include "cli/view.h"
#include "core/cleanup.h"

static const char *keep(struct import *import, const struct text *text)
{
	return text_failed(text) ? NULL : arena_copy(&import->arena, text_string(text));
}

/* What a field of edit_field.h says of it. */
static const char *keep_field(struct import *import, const struct agreement *agreement,
			      const char *name)
{
	CLEANUP(text_done) struct text text = {0};

	edit_field_find(name)->describe(&text, agreement);
	return keep(import, &text);
}

static const char *keep_last_day(struct import *import, const struct agreement *agreement)
{
	const struct view view = view_make(import->cli, agreement, import->cli->today);
	CLEANUP(text_done) struct text text = {0};

	view_last_day(&text, &view);
	return keep(import, &text);
}

int import_sample(struct import *import, const struct register_record *record,
		  const struct agreement *agreement)
{
	struct import_sample *sample = &import->samples[import->sample_count];
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text countries = {0};

	view_partners(&partners, agreement);
	view_countries(&countries, agreement);
	*sample = (struct import_sample){
		.line = record->line,
		.number = keep_field(import, agreement, "registration_number"),
		.partners = keep(import, &partners),
		.countries = keep(import, &countries),
		.type = keep_field(import, agreement, "type"),
		.signed_on = keep_field(import, agreement, "signed"),
		.last_day = keep_last_day(import, agreement),
		.owner = keep_field(import, agreement, "owner"),
	};
	if (sample->number == NULL || sample->partners == NULL || sample->countries == NULL ||
	    sample->type == NULL || sample->signed_on == NULL || sample->last_day == NULL ||
	    sample->owner == NULL)
		return -ENOMEM;
	import->sample_count++;
	return 0;
}

enum exit_status import_print_samples(const struct import *import)
{
	static const struct table_column layout[] = {
		{.heading = "LINE", .align = ALIGN_RIGHT},
		{.heading = "NUMBER", .rank = 4},
		{.heading = "PARTNER", .narrowest = 16},
		{.heading = "COUNTRY"},
		{.heading = "TYPE", .narrowest = 10, .rank = 3},
		{.heading = "SIGNED"},
		{.heading = "LAST DAY", .narrowest = 12},
		{.heading = "OWNER", .narrowest = 10, .rank = 2},
	};
	CLEANUP(text_done) struct text heading = {0};
	struct table table;
	int result;

	if (import->sample_count == 0)
		return EXIT_DONE;
	text_add(&heading, "\nThe first rows as they would be stored\n");
	if (text_failed(&heading))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&import->cli->out, &heading);
	table_init(&table, layout, sizeof(layout) / sizeof(layout[0]));
	for (size_t i = 0; i < import->sample_count; i++) {
		const struct import_sample *sample = &import->samples[i];

		table_addf(&table, STYLE_PLAIN, "%u", sample->line);
		table_add(&table, STYLE_PLAIN, sample->number);
		table_add(&table, STYLE_PLAIN, sample->partners);
		table_add(&table, STYLE_PLAIN, sample->countries);
		table_add(&table, STYLE_PLAIN, sample->type);
		table_add(&table, STYLE_PLAIN, sample->signed_on);
		table_add(&table, STYLE_PLAIN, sample->last_day);
		table_add(&table, STYLE_PLAIN, sample->owner);
	}
	result = table_print(&table, &import->cli->out);
	table_done(&table);
	return result == 0 ? EXIT_DONE : cli_failed("writing", result);
}

json_t *import_samples_json(const struct import *import)
{
	json_t *array = json_array();

	for (size_t i = 0; i < import->sample_count; i++) {
		const struct import_sample *sample = &import->samples[i];
		json_t *object = json_pack(
			"{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "line",
			(json_int_t)sample->line, "registration_number", field_text(sample->number),
			"partners", field_text(sample->partners), "countries",
			field_text(sample->countries), "type", field_text(sample->type), "signed",
			field_text(sample->signed_on), "last_day", field_text(sample->last_day),
			"owner", field_text(sample->owner));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}
