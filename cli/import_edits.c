/*
 * What was set by hand stays. When the register says something else of it than
 * it said at that time, somebody has to decide: a conflict.
 */
#include <errno.h>
#include <string.h>

#include "cli/edit_field.h"
#include "cli/import.h"
#include "core/cleanup.h"

static int complain(struct import *import, const struct register_record *record,
		    const struct agreement *kept, const struct store_edit *edit, const char *now)
{
	return import_note(import,
			   &(struct import_about){.agreement_id = kept->id,
						  .line = record->line,
						  .field = edit->field,
						  .readings = {edit->value, now}},
			   IMPORT_CONFLICT,
			   "the %s was set by hand to \"%s\" by %s, when the register said \"%s\"; "
			   "now it says \"%s\": what was set stays until somebody decides",
			   edit_field_words(edit->field), edit->value, edit->who,
			   edit->register_value == NULL ? "nothing" : edit->register_value,
			   now[0] == '\0' ? "nothing" : now);
}

static int keep_edit(struct import *import, const struct register_record *record,
		     const struct agreement *kept, const struct store_edit *edit,
		     struct merge *merge)
{
	const struct edit_field *field = edit_field_find(edit->field);
	CLEANUP(text_done) struct text now = {0};
	CLEANUP(text_done) struct text set = {0};
	const char *then = edit->register_value == NULL ? "" : edit->register_value;
	int result;

	if (field == NULL)
		return 0;
	field->describe(&now, &merge->agreement);
	field->describe(&set, kept);
	if (text_failed(&now) || text_failed(&set))
		return -ENOMEM;
	/* The register agrees: from now on it decides again. */
	if (strcmp(text_string(&now), text_string(&set)) == 0)
		return store_drop_edit(import->cli->store, kept->id, edit->field);
	result = field->copy(kept, &merge->agreement, merge->terms, &import->scratch);
	if (result != 0 || strcmp(text_string(&now), then) == 0)
		return result;
	return complain(import, record, kept, edit, text_string(&now));
}

int import_keep_edits(struct import *import, const struct register_record *record,
		      const struct agreement *kept, struct merge *merge)
{
	struct store_edit *edits;
	size_t count;
	int result = store_edits(import->cli->store, kept->id, &import->scratch, &edits, &count);

	for (size_t i = 0; i < count && result == 0; i++)
		result = keep_edit(import, record, kept, &edits[i], merge);
	return result;
}
