/*
 * renewctl edit: what the keeper knows better than the register.
 *
 * What is set by hand is kept beside what the register said at that time, so that later imports
 * leave it alone and can tell when the register says something new of it.
 */
#include "cli/edit.h"

#include <errno.h>
#include <string.h>

#include "cli/edit_field.h"
#include "cli/facts.h"
#include "cli/field.h"
#include "cli/import.h"
#include "cli/view.h"
#include "core/cleanup.h"

/* ---- writing ------------------------------------------------------------------------------- */

/* Whether the command line names the field, also when it sets what stands there. */
static bool is_given(const struct edit *edit, const struct edit_field *field)
{
	static const struct {
		enum edit_option option;
		const char *field;
	} fields[] = {
		{EDIT_NUMBER, "registration_number"},
		{EDIT_PARTNER, "partner"},
		{EDIT_CITY, "city"},
		{EDIT_COUNTRY, "country"},
		{EDIT_TYPE, "type"},
		{EDIT_OWNER, "owner"},
		{EDIT_SIGNED, "signed"},
		{EDIT_LAST_DAY, "last_day"},
		{EDIT_TERM, "last_day"},
		{EDIT_RENEWAL, "renewal"},
		{EDIT_NOTICE, "notice"},
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (edit_given(edit, fields[i].option) != NULL &&
		    strcmp(fields[i].field, field->name) == 0)
			return true;
	}
	return false;
}

/* An agreement that was added by hand stands in no register that could say otherwise. */
static int put_edits(struct edit *edit)
{
	int result = 0;

	for (size_t i = 0; edit_field_at(i) != NULL && result == 0; i++) {
		if (is_given(edit, edit_field_at(i)))
			result = edit_put(edit, edit_field_at(i));
	}
	return result;
}

static enum exit_status release(struct edit *edit)
{
	const struct option_value *fields = edit_given(edit, EDIT_RELEASE);

	for (size_t i = 0; fields != NULL && i < fields->text_count; i++) {
		const struct edit_field *field = edit_field_find(fields->texts[i]);
		int result = field == NULL ? STORE_NOT_FOUND
					   : store_drop_edit(edit->cli->store, edit->kept.id,
							     field->name);

		if (result == STORE_NOT_FOUND) {
			cli_error("--release \"%s\": no such field was set by hand",
				  fields->texts[i]);
			return EXIT_WRONG;
		}
		if (result != 0)
			return cli_store_failed(edit->cli, result);
	}
	return EXIT_DONE;
}

/*
 * What was set by hand is right, also beside what the register says by now; when it says something
 * else again, that is a question again.
 */
static int accept_conflict(struct edit *edit, const struct store_problem *problem)
{
	const struct edit_field *field = edit_field_find(problem->field);

	return field == NULL ? STORE_NOT_FOUND : edit_put(edit, field);
}

/* Answers the problems of one code; how many there are. */
static int accept_code(struct edit *edit, const char *code, size_t *count)
{
	int result = 0;

	*count = 0;
	for (size_t i = 0; i < edit->problem_count && result == 0; i++) {
		const struct store_problem *problem = &edit->problems[i];

		if (strcmp(problem->code, code) != 0)
			continue;
		(*count)++;
		if (strcmp(code, IMPORT_CONFLICT) == 0)
			result = accept_conflict(edit, problem);
		else
			result = store_answer_problem(edit->cli->store, problem->agreement_id,
						      problem->other_id, code, &edit->author);
	}
	return result;
}

static enum exit_status accept(struct edit *edit)
{
	const struct option_value *codes = edit_given(edit, EDIT_ACCEPT);

	for (size_t i = 0; codes != NULL && i < codes->text_count; i++) {
		size_t count;
		int result = accept_code(edit, codes->texts[i], &count);

		if (result != 0)
			return cli_store_failed(edit->cli, result);
		if (count > 0)
			continue;
		cli_error("--accept \"%s\": agreement %lld has no open problem of that code",
			  codes->texts[i], (long long)edit->kept.id);
		return EXIT_WRONG;
	}
	return EXIT_DONE;
}

static int write_fields(struct edit *edit)
{
	struct cli *cli = edit->cli;
	int result = compare_agreements(&edit->kept, &edit->agreement, &cli->arena, edit->changes,
					&edit->change_count);

	/* Terms whose last day is new are known from today. */
	for (size_t i = 0; i < edit->agreement.term_count; i++)
		edit->terms[i].known_on = cli->today;
	if (result == 0 && edit->change_count > 0)
		result = store_update_agreement(cli->store, &edit->agreement,
						/* source_row= */ 0, cli->today, &edit->author);
	return result == 0 ? put_edits(edit) : result;
}

static int count_settled(struct edit *edit)
{
	struct store_problem *left;
	size_t count;
	int result = store_problems(edit->cli->store, edit->kept.id, /* only_untold= */ false,
				    /* limit= */ 0, &edit->cli->arena, &left, &count);

	if (result == 0)
		edit->settled = edit->problem_count > count ? edit->problem_count - count : 0;
	return result;
}

static enum exit_status write_all(struct edit *edit)
{
	enum exit_status status = release(edit);
	int result;

	if (status == EXIT_DONE)
		status = accept(edit);
	if (status != EXIT_DONE)
		return status;
	result = write_fields(edit);
	if (result == 0)
		result = count_settled(edit);
	return result == 0 ? EXIT_DONE : cli_store_failed(edit->cli, result);
}

enum exit_status edit_change(struct edit *edit, int64_t id)
{
	int result = edit_read(edit, id);
	enum exit_status status =
		result == 0 ? edit_set(edit) : cli_store_failed(edit->cli, result);

	return status == EXIT_DONE ? write_all(edit) : status;
}

static enum exit_status edit_one(struct edit *edit, int64_t id)
{
	struct store *store = edit->cli->store;
	int result = store_begin(store);
	enum exit_status status =
		result == 0 ? edit_change(edit, id) : cli_store_failed(edit->cli, result);

	if (status == EXIT_DONE) {
		result = store_commit(store);
		if (result != 0)
			status = cli_store_failed(edit->cli, result);
	}
	store_rollback(store);
	return status;
}

/* ---- saying what was done ------------------------------------------------------------------- */

static enum exit_status print_json(const struct edit *edit)
{
	json_t *changes = json_array();

	for (size_t i = 0; i < edit->change_count; i++) {
		const struct change *change = &edit->changes[i];
		json_t *object =
			json_pack("{s:s, s:o, s:o}", "field", change->field, "before",
				  field_text(change->before), "after", field_text(change->after));

		if (field_append(changes, object) != 0) {
			json_decref(changes);
			return cli_failed("writing JSON", -ENOMEM);
		}
	}
	return field_print(edit->cli,
			   json_pack("{s:I, s:o, s:I}", "id", (json_int_t)edit->kept.id, "changes",
				     changes, "settled", (json_int_t)edit->settled));
}

static enum exit_status print_text(const struct edit *edit)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &edit->cli->out};
	CLEANUP(text_done) struct text partners = {0};

	view_partners(&partners, &edit->agreement);
	facts_heading(&facts, "Agreement %lld: %s", (long long)edit->kept.id,
		      text_string(&partners));
	for (size_t i = 0; i < edit->change_count; i++) {
		const struct change *change = &edit->changes[i];

		facts_add(&facts, STYLE_WARNING, change->field, "%s → %s",
			  change->before == NULL ? "nothing" : change->before,
			  change->after == NULL ? "nothing" : change->after);
	}
	if (edit->change_count == 0)
		facts_line(&facts, "nothing changed");
	if (edit->settled > 0)
		facts_line(&facts, "%zu %s settled", edit->settled,
			   edit->settled == 1 ? "problem is" : "problems are");
	if (text_failed(&partners))
		facts.out.failed = true;
	return facts_print(&facts);
}

static bool says_anything(const struct args *args)
{
	for (size_t i = 0; i < EDIT_OPTIONS; i++) {
		if (args->options[i].is_set)
			return true;
	}
	return false;
}

static enum exit_status edit_run(struct cli *cli, const struct args *args)
{
	struct edit edit = {.cli = cli, .args = args};
	enum exit_status status;
	int64_t id;

	if (args->word_count == 0)
		return edit_owners(cli, args);
	if (args->options[EDIT_TO].is_set || args->options[EDIT_DRY_RUN].is_set) {
		cli_error("--%s goes without an ID: it is for all agreements of an owner",
			  args->options[EDIT_TO].is_set ? "to" : "dry-run");
		return EXIT_WRONG;
	}
	if (!says_anything(args)) {
		cli_error("edit needs something to set: \"renewctl edit --help\" lists "
			  "what can be");
		return EXIT_WRONG;
	}
	status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status != EXIT_DONE)
		return status;
	edit.author = (struct author){.who = cli_who(cli), .how = "edit", .at_ms = cli_now_ms(cli)};
	status = edit_one(&edit, id);
	if (status != EXIT_DONE)
		return status;
	return cli->is_json ? print_json(&edit) : print_text(&edit);
}

const struct command command_edit = {
	.name = "edit",
	.run = edit_run,
	.words = "[ID]",
	.words_max = 1,
	.summary = "Correct an agreement by hand, or settle a problem.",
	.description =
		"ID is that of \"renewctl list\", or the registration number when only one "
		"agreement has it. What is set by hand stays: later imports leave it alone, and "
		"say "
		"so when the register says something new of it. It is a correction: the current "
		"term is changed; \"renewctl renew\" records a new one. \"none\" empties a text. "
		"Who changed what, before "
		"and after, is on record: \"renewctl show\" tells it.\n"
		"\"renewctl problems\" shows, with each problem, the command that settles it.\n"
		"Without an ID, --owner and --to give another owner to all agreements of one: to "
		"those whose owner is called so, and, when a contact is, to those of all its "
		"names.",
	.options = {edit_options, EDIT_OPTIONS},
};
