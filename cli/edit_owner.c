/* renewctl edit --owner NAME --to NAME: all agreements of one owner are given another. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/edit.h"
#include "cli/edit_owner.h"
#include "cli/owner.h"
#include "cli/view.h"
#include "core/cleanup.h"

/* How many names of owners are looked at for what was meant, and how many are told. */
#define NAMES_MAX   1000
#define NAMES_SHOWN 8

static void handover_done(struct handover *handover)
{
	free(handover->items);
}

static bool is_none(const char *text)
{
	return strcmp(text, "none") == 0;
}

/* ---- which ones ----------------------------------------------------------------------------- */

static bool is_of(const struct handover *handover, const char *owner)
{
	if (owner == NULL)
		return is_none(handover->from);
	if (text_same_name(owner, handover->from))
		return true;
	return handover->contact != CONTACT_NOT_FOUND &&
	       contacts_find(&handover->cli->rules.contacts, owner) == handover->contact;
}

static int note_name(struct handover *handover, const char *owner)
{
	for (size_t i = 0; owner != NULL && i < handover->name_count; i++) {
		if (strcmp(handover->names[i], owner) == 0)
			return 0;
	}
	if (owner == NULL || handover->name_count == NAMES_MAX)
		return 0;
	handover->names[handover->name_count] = arena_copy(&handover->cli->arena, owner);
	if (handover->names[handover->name_count] == NULL)
		return -ENOMEM;
	handover->name_count++;
	return 0;
}

static int keep(struct handover *handover, const struct agreement *agreement)
{
	struct arena *arena = &handover->cli->arena;
	CLEANUP(text_done) struct text partners = {0};
	struct handed *item;

	if (handover->count == handover->capacity) {
		size_t capacity = handover->capacity == 0 ? 64 : handover->capacity * 2;
		struct handed *items = reallocarray(handover->items, capacity, sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		handover->items = items;
		handover->capacity = capacity;
	}
	view_partners(&partners, agreement);
	item = &handover->items[handover->count];
	*item = (struct handed){
		.id = agreement->id,
		.number = arena_copy(arena, agreement->registration_number),
		.partners = arena_copy(arena, text_string(&partners)),
		.owner = arena_copy(arena, agreement->owner),
	};
	if (text_failed(&partners) || item->partners == NULL ||
	    (item->number == NULL && agreement->registration_number != NULL) ||
	    (item->owner == NULL && agreement->owner != NULL))
		return -ENOMEM;
	handover->count++;
	return 0;
}

static int pick(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct handover *handover = context;
	const char *owner = agreement->owner;
	bool is_there = owner == NULL || handover->to == NULL ? owner == handover->to
							      : strcmp(owner, handover->to) == 0;

	(void)history;
	(void)next_on;
	if (!is_of(handover, owner))
		return note_name(handover, owner);
	handover->there += is_there;
	return is_there ? 0 : keep(handover, agreement);
}

static const char *nearest(const struct handover *handover)
{
	unsigned int least = option_guess_limit(handover->from);
	const char *best = NULL;

	for (size_t i = 0; i < handover->name_count; i++) {
		unsigned int distance = text_distance(handover->from, handover->names[i], least);

		if (distance >= least)
			continue;
		least = distance;
		best = handover->names[i];
	}
	return best;
}

/* Says which owners there are. */
static enum exit_status complain_nobody(const struct handover *handover)
{
	const char *guess = nearest(handover);
	CLEANUP(text_done) struct text names = {0};

	if (guess != NULL) {
		cli_error("--owner \"%s\": no agreement has that owner (did you mean \"%s\"?)",
			  handover->from, guess);
		return EXIT_WRONG;
	}
	text_add(&names, handover->name_count == 0 ? "are none" : "are ");
	for (size_t i = 0; i < handover->name_count && i < NAMES_SHOWN; i++)
		text_addf(&names, "%s\"%s\"", i == 0 ? "" : ", ", handover->names[i]);
	if (handover->name_count > NAMES_SHOWN)
		text_addf(&names, " and %zu more", handover->name_count - NAMES_SHOWN);
	if (text_failed(&names))
		return cli_failed("looking for owners", -ENOMEM);
	cli_error("--owner \"%s\": no agreement has that owner; there %s", handover->from,
		  text_string(&names));
	return EXIT_WRONG;
}

static enum exit_status find(struct handover *handover)
{
	struct cli *cli = handover->cli;
	int result;

	handover->names = arena_take_array(&cli->arena, NAMES_MAX, sizeof(*handover->names));
	if (handover->names == NULL)
		return cli_failed("looking for owners", -ENOMEM);
	result = store_each(cli->store, pick, handover);
	if (result == -ENOMEM)
		return cli_failed("looking for owners", result);
	if (result != 0)
		return cli_store_failed(cli, result);
	if (handover->count + handover->there == 0)
		return complain_nobody(handover);
	return EXIT_DONE;
}

/* ---- changing ------------------------------------------------------------------------------- */

/* Memory for one agreement is given back before the next one. */
static enum exit_status hand_over(const struct handover *handover, int64_t id,
				  const struct author *author)
{
	struct cli cli = *handover->cli;
	struct edit edit = {.cli = &cli, .args = handover->args, .author = *author};
	enum exit_status status;

	cli.arena = (struct arena){0};
	status = edit_change(&edit, id);
	arena_done(&cli.arena);
	return status;
}

static enum exit_status hand_over_all(struct handover *handover)
{
	struct author author = {
		.who = cli_who(handover->cli), .how = "edit", .at_ms = cli_now_ms(handover->cli)};
	enum exit_status status = EXIT_DONE;

	for (size_t i = 0; i < handover->count && status == EXIT_DONE; i++)
		status = hand_over(handover, handover->items[i].id, &author);
	return status;
}

static enum exit_status change(struct handover *handover, bool is_dry)
{
	struct store *store = handover->cli->store;
	int result = store_begin(store);
	enum exit_status status =
		result == 0 ? find(handover) : cli_store_failed(handover->cli, result);

	if (status == EXIT_DONE)
		status = hand_over_all(handover);
	if (status == EXIT_DONE && !is_dry) {
		result = store_commit(store);
		if (result != 0)
			status = cli_store_failed(handover->cli, result);
	}
	store_rollback(store);
	return status;
}

/* ---- the command line ----------------------------------------------------------------------- */

/* A new owner that is no contact gets no reminders: that was hardly meant. */
static enum exit_status check_contact(const struct handover *handover)
{
	const struct contacts *contacts = &handover->cli->rules.contacts;
	CLEANUP(text_done) struct text cure = {0};

	if (handover->to == NULL || contacts->count == 0 ||
	    contacts_find(contacts, handover->to) != CONTACT_NOT_FOUND)
		return EXIT_DONE;
	owner_cure(&cure, contacts, handover->to);
	if (text_failed(&cure))
		return cli_failed("looking for contacts", -ENOMEM);
	cli_error("no contact is called \"%s\": %s gets the reminders; %s", handover->to,
		  contacts->items[contacts->keeper].name, text_string(&cure));
	return EXIT_FOUND;
}

static enum exit_status check_args(const struct args *args)
{
	for (size_t i = 0; i < EDIT_OPTIONS; i++) {
		if (!args->options[i].is_set || i == EDIT_OWNER || i == EDIT_TO ||
		    i == EDIT_DRY_RUN)
			continue;
		cli_error("--%s takes the ID of an agreement; without one, edit takes --owner and "
			  "--to",
			  edit_options[i].name);
		return EXIT_WRONG;
	}
	if (args->options[EDIT_OWNER].is_set && args->options[EDIT_TO].is_set)
		return EXIT_DONE;
	cli_error("edit needs the ID of an agreement; or --owner NAME and --to NAME, for all "
		  "agreements of an owner");
	return EXIT_WRONG;
}

enum exit_status edit_owners(struct cli *cli, const struct args *args)
{
	CLEANUP(handover_done) struct handover handover = {.cli = cli, .args = args};
	struct edit edit = {.cli = cli, .args = args};
	bool is_dry = args->options[EDIT_DRY_RUN].is_set;
	enum exit_status status = check_args(args);

	if (status == EXIT_DONE)
		status = edit_set_owner(&edit);
	if (status == EXIT_DONE)
		status = cli_start(cli, CLI_NEEDS_STORE, STORE_WRITE);
	if (status != EXIT_DONE)
		return status;
	handover.from = args->options[EDIT_OWNER].text;
	handover.to = edit.agreement.owner;
	handover.contact = contacts_find(&cli->rules.contacts, handover.from);
	status = change(&handover, is_dry);
	if (status != EXIT_DONE)
		return status;
	status = edit_owner_print(&handover, is_dry);
	return cli_worse(status, check_contact(&handover));
}
