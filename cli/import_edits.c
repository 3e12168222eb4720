/*
 * What was set by hand stays. When the register says something else of it than it said at that
 * time, somebody has to decide: a conflict.
 */
#include <errno.h>
#include <string.h>

#include "cli/edit_field.h"
#include "cli/import.h"
#include "core/cleanup.h"

/* NULL for what is empty: there is nothing to read. */
static const char *reading_of(const char *said)
{
	return said[0] == '\0' ? NULL : said;
}

static int complain(struct import *import, const struct register_record *record,
		    const struct agreement *kept, const struct store_edit *edit, const char *now)
{
	const char *then = edit->register_value == NULL ? "" : edit->register_value;
	const char *const said[] = {edit->value, then, now};
	const char *words[3], *quotes[3];

	for (size_t i = 0; i < 3; i++) {
		quotes[i] = said[i][0] == '\0' ? "" : "\"";
		words[i] = said[i][0] == '\0' ? "nothing" : said[i];
	}
	return import_note(
		import,
		&(struct import_about){.agreement_id = kept->id,
				       .line = record->line,
				       .field = edit->field,
				       .readings = {reading_of(edit->value), reading_of(now)}},
		IMPORT_CONFLICT,
		"the %s was set by hand to %s%s%s by %s, when the register said %s%s%s; "
		"now it says %s%s%s: what was set stays until somebody decides",
		edit_field_words(edit->field), quotes[0], words[0], quotes[0], edit->who, quotes[1],
		words[1], quotes[1], quotes[2], words[2], quotes[2]);
}

/* Whether the field's cell cannot be read: then the register says nothing new of it. */
static bool is_unread(const struct draft *draft, const struct edit_field *field)
{
	return (strcmp(field->name, "signed") == 0 && draft->signed_unread != NULL) ||
	       (strcmp(field->name, "last_day") == 0 && draft->last_day_unread != NULL);
}

static int keep_field(struct import *import, const struct edit_field *field,
		      const struct agreement *kept, struct merge *merge)
{
	if (strcmp(field->name, "last_day") == 0)
		merge->has_new_term = false;
	return field->copy(kept, &merge->agreement, merge->terms, &import->scratch);
}

/* Whether both come to the same last day, however they say it: "2031-05-12", "10y" after 2021. */
static bool has_same_last_day(const struct import *import, const struct edit_field *field,
			      const struct agreement *kept, const struct merge *merge)
{
	const struct dates *dates = &import->cli->rules.dates;
	const struct agreement *agreement = &merge->agreement;
	struct last_day set = term_last_day(agreement_current_term(kept), kept->signed_on, dates);
	struct last_day now =
		term_last_day(agreement_current_term(agreement), agreement->signed_on, dates);

	return strcmp(field->name, "last_day") == 0 && vague_is_known(set.given) &&
	       vague_equal(set.given, now.given);
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
	if (is_unread(record->draft, field))
		return keep_field(import, field, kept, merge);
	field->describe(&now, &merge->agreement);
	field->describe(&set, kept);
	if (text_failed(&now) || text_failed(&set))
		return -ENOMEM;
	/* The register agrees: from now on it decides again. */
	if (strcmp(text_string(&now), text_string(&set)) == 0 ||
	    has_same_last_day(import, field, kept, merge))
		return store_drop_edit(import->cli->store, kept->id, edit->field);
	result = keep_field(import, field, kept, merge);
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
