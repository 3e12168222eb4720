/* An agreement as it is corrected: read from the store, and what was set by hand put into it. */
#include <errno.h>
#include <string.h>

#include "cli/edit.h"
#include "cli/import.h"
#include "core/cleanup.h"

int edit_read(struct edit *edit, int64_t id)
{
	struct cli *cli = edit->cli;
	struct agreement *kept = &edit->kept;
	int result = store_agreement(cli->store, id, &cli->arena, kept);

	if (result == 0)
		result = store_edits(cli->store, id, &cli->arena, &edit->edits, &edit->edit_count);
	if (result == 0)
		result = store_problems(cli->store, id, /* only_untold= */ false, /* limit= */ 0,
					&cli->arena, &edit->problems, &edit->problem_count);
	if (result != 0)
		return result;
	/* One more, for a partner that is added. */
	edit->partners =
		arena_take_array(&cli->arena, kept->partner_count + 1, sizeof(*edit->partners));
	if (edit->partners == NULL)
		return -ENOMEM;
	if (kept->partner_count > 0)
		memcpy(edit->partners, kept->partners,
		       kept->partner_count * sizeof(*edit->partners));
	memcpy(edit->terms, kept->terms, kept->term_count * sizeof(*edit->terms));
	edit->agreement = *kept;
	edit->agreement.partners = edit->partners;
	edit->agreement.terms = edit->terms;
	return 0;
}

/*
 * What the register says of a field: what a conflict shows, else what it said when the field was
 * set before, else what stands there.
 */
static int describe_register(const struct edit *edit, const struct edit_field *field,
			     struct text *out)
{
	for (size_t i = 0; i < edit->problem_count; i++) {
		const struct store_problem *problem = &edit->problems[i];

		if (strcmp(problem->code, IMPORT_CONFLICT) != 0 || problem->field == NULL ||
		    strcmp(problem->field, field->name) != 0)
			continue;
		text_add(out, problem->reading[1] == NULL ? "" : problem->reading[1]);
		return text_failed(out) ? -ENOMEM : 0;
	}
	for (size_t i = 0; i < edit->edit_count; i++) {
		if (strcmp(edit->edits[i].field, field->name) != 0)
			continue;
		text_add(out, edit->edits[i].register_value == NULL
				      ? ""
				      : edit->edits[i].register_value);
		return text_failed(out) ? -ENOMEM : 0;
	}
	field->describe(out, &edit->kept);
	return text_failed(out) ? -ENOMEM : 0;
}

int edit_put(struct edit *edit, const struct edit_field *field)
{
	CLEANUP(text_done) struct text value = {0};
	CLEANUP(text_done) struct text said = {0};
	int result = describe_register(edit, field, &said);

	field->describe(&value, &edit->agreement);
	if (result != 0 || text_failed(&value))
		return -ENOMEM;
	return store_put_edit(
		edit->cli->store, edit->kept.id,
		&(struct store_edit){
			.field = field->name,
			.value = text_string(&value),
			.register_value = said.length == 0 ? NULL : text_string(&said),
			.who = edit->author.who,
			.at_ms = edit->author.at_ms,
		});
}
