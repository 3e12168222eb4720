/*
 * Which agreement of its register a row is: by its registration number, else by first partner, type
 * and signing date. A row's number never says it: rows get inserted.
 */
#include <errno.h>

#include "cli/import.h"
#include "core/cleanup.h"

/* So many that have much in common are looked at; all of these, when none of the first fits. */
#define KIN_MAX	    32
#define KIN_ALL_MAX 1000

/* A draft, and those that it may be. */
struct candidates {
	struct import *import;
	const struct register_record *record;
	const struct agreement *draft;
	const struct store_kin *kin;
	size_t count;
};

/* What a candidate must be. */
typedef bool is_wanted(const struct candidates *candidates, const struct store_kin *kin);

static bool has_number_free(const struct candidates *candidates, const struct store_kin *kin)
{
	(void)candidates;
	return kin->is_number_same && !kin->is_taken;
}

static bool has_facts(const struct candidates *candidates, const struct store_kin *kin)
{
	return kin->is_facts_same && vague_equal(kin->signed_on, candidates->draft->signed_on);
}

/* Of several with one number, that of the same partner and type. */
static bool has_number_and_facts_free(const struct candidates *candidates,
				      const struct store_kin *kin)
{
	return has_number_free(candidates, kin) && kin->is_facts_same;
}

static bool has_facts_free(const struct candidates *candidates, const struct store_kin *kin)
{
	return has_facts(candidates, kin) && !kin->is_taken;
}

static bool has_facts_free_unnumbered(const struct candidates *candidates,
				      const struct store_kin *kin)
{
	return has_facts_free(candidates, kin) && !kin->has_number;
}

static bool has_facts_taken(const struct candidates *candidates, const struct store_kin *kin)
{
	return has_facts(candidates, kin) && kin->is_taken;
}

/* Its signing date cannot be read now: whatever date is kept fits. */
static bool has_names_free(const struct candidates *candidates, const struct store_kin *kin)
{
	(void)candidates;
	return kin->is_facts_same && !kin->is_taken && !kin->has_number;
}

static size_t count(const struct candidates *candidates, is_wanted *is_one)
{
	size_t found = 0;

	for (size_t i = 0; i < candidates->count; i++)
		found += is_one(candidates, &candidates->kin[i]);
	return found;
}

/* The wanted one that says the same, but for the number of its row; NULL: none does. */
static const struct store_kin *find_same(const struct candidates *candidates, is_wanted *is_one)
{
	for (size_t i = 0; i < candidates->count; i++) {
		const struct store_kin *kin = &candidates->kin[i];

		if (kin->is_same && is_one(candidates, kin))
			return kin;
	}
	return NULL;
}

/* The wanted one that says the same, else the first; NULL: there is none. */
static const struct store_kin *find(const struct candidates *candidates, is_wanted *is_one)
{
	const struct store_kin *same = find_same(candidates, is_one);

	for (size_t i = 0; same == NULL && i < candidates->count; i++) {
		if (is_one(candidates, &candidates->kin[i]))
			return &candidates->kin[i];
	}
	return same;
}

/* Whether the draft says of it what is kept, but for its signing date and the number of its row. */
static int says_the_rest(const struct candidates *candidates, const struct store_kin *kin,
			 bool *ret_is_same)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct agreement draft = *candidates->draft;
	struct change changes[COMPARE_FIELDS];
	struct agreement kept;
	size_t count;
	int result = store_agreement(candidates->import->cli->store, kin->id, &arena, &kept);

	if (result != 0)
		return result;
	draft.signed_on = kept.signed_on;
	result = compare_agreements(&kept, &draft, &arena, changes, &count);
	if (result == 0)
		*ret_is_same = count == 0 || (count == 1 && compare_is_row_number(&changes[0]));
	return result;
}

/*
 * For a draft whose signing date cannot be read: the only agreement that it can be, or the only one
 * that says the same otherwise; *ret_kin NULL: there is none.
 */
static int find_undated(const struct candidates *candidates, const struct store_kin **ret_kin)
{
	const struct store_kin *found = NULL;

	*ret_kin = NULL;
	if (count(candidates, has_names_free) == 1) {
		*ret_kin = find(candidates, has_names_free);
		return 0;
	}
	for (size_t i = 0; i < candidates->count; i++) {
		const struct store_kin *kin = &candidates->kin[i];
		bool is_same = false;
		int result = has_names_free(candidates, kin)
				     ? says_the_rest(candidates, kin, &is_same)
				     : 0;

		if (result != 0)
			return result;
		if (is_same && found != NULL)
			return 0;
		if (is_same)
			found = kin;
	}
	*ret_kin = found;
	return 0;
}

static int complain(const struct candidates *candidates, const char *code, const char *text)
{
	const char *number = candidates->draft->registration_number;

	return import_note(candidates->import,
			   &(struct import_about){.line = candidates->record->line}, code,
			   "%s%s%s%s", number == NULL ? "" : "registration number ",
			   number == NULL ? "" : number, number == NULL ? "" : ": ", text);
}

/* The line of the row that has the draft's number already; 0: no row has. */
static unsigned int line_of_twin(const struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		if (candidates->kin[i].is_number_same && candidates->kin[i].is_taken)
			return candidates->kin[i].line;
	}
	return 0;
}

static int complain_of_twin(const struct candidates *candidates, unsigned int line)
{
	return import_note(candidates->import,
			   &(struct import_about){.line = candidates->record->line,
						  .field = role_name(ROLE_REGISTRATION_NUMBER)},
			   "duplicate_registration_number",
			   "registration number \"%s\" stands in line %u too; give each agreement "
			   "its own",
			   candidates->draft->registration_number, line);
}

/* No free agreement fits: the row repeats another one, or is new. */
static int judge_new(const struct candidates *candidates, const struct store_kin **ret_kin,
		     enum identity *ret_identity)
{
	const struct store_kin *repeated = find_same(candidates, has_facts_taken);
	bool is_repeated = repeated != NULL;

	*ret_kin = repeated;
	*ret_identity = is_repeated ? IDENTITY_REPEATED : IDENTITY_NEW;
	if (is_repeated)
		return complain(candidates, "repeated_row",
				"the row says what an earlier row says; it is taken in once");
	if (count(candidates, has_facts_taken) == 0 ||
	    candidates->draft->registration_number != NULL)
		return 0;
	return complain(
		candidates, "possible_repeat",
		"an earlier row has the same partner, type and signing date; both are kept, "
		"as two agreements");
}

/* One that was found by what the register said of it, as the search of the store gives one. */
static int give_edited(const struct candidates *candidates, const struct import_edited *edited,
		       const struct store_kin **ret_kin)
{
	struct store_kin *kin = arena_take(&candidates->import->scratch, sizeof(*kin));

	if (kin == NULL)
		return -ENOMEM;
	*kin = (struct store_kin){.id = edited->id};
	*ret_kin = kin;
	return 0;
}

/* The agreement that has the draft's number. */
static int find_numbered(const struct candidates *candidates, const struct store_kin **ret_kin)
{
	const struct import_edited *edited;

	*ret_kin = find(candidates, has_number_and_facts_free);
	if (*ret_kin == NULL)
		*ret_kin = find(candidates, has_number_free);
	if (*ret_kin != NULL)
		return 0;
	edited =
		import_find_edited(candidates->import, candidates->draft, /* is_by_facts= */ false);
	return edited == NULL ? 0 : give_edited(candidates, edited, ret_kin);
}

/*
 * The agreement that a draft is; *ret_kin NULL: none of those that there are. A number that is new
 * may have been given to an agreement that had none.
 */
static int find_known(const struct candidates *candidates, bool has_twin,
		      const struct store_kin **ret_kin)
{
	bool has_number = candidates->draft->registration_number != NULL && !has_twin;
	const struct import_edited *edited;
	int result = 0;

	*ret_kin = NULL;
	if (has_number)
		result = find_numbered(candidates, ret_kin);
	if (result != 0 || *ret_kin != NULL)
		return result;
	*ret_kin = find(candidates, has_number ? has_facts_free_unnumbered : has_facts_free);
	if (*ret_kin != NULL)
		return 0;
	edited = import_find_edited(candidates->import, candidates->draft, /* is_by_facts= */ true);
	if (edited == NULL || (has_number && edited->number[0] != '\0'))
		return 0;
	return give_edited(candidates, edited, ret_kin);
}

/*
 * Whether there may be more agreements like the draft than were looked at: as many as were asked
 * for, and some of them from before this import.
 */
static bool may_have_more(const struct candidates *candidates)
{
	const struct import *import = candidates->import;

	return candidates->count >= KIN_MAX &&
	       (import->first_new == 0 || candidates->kin[0].id < import->first_new);
}

static int search(struct candidates *candidates, size_t limit, bool *ret_has_twin,
		  const struct store_kin **ret_kin)
{
	struct import *import = candidates->import;
	struct store_kin *kin;
	int result = store_kin(import->cli->store, candidates->draft, import->number, limit,
			       &import->scratch, &kin, &candidates->count);

	if (result != 0)
		return result;
	candidates->kin = kin;
	*ret_has_twin =
		candidates->draft->registration_number != NULL && line_of_twin(candidates) != 0;
	return find_known(candidates, *ret_has_twin, ret_kin);
}

int import_identify(struct import *import, const struct register_record *record,
		    const struct agreement *draft, const struct store_kin **ret_kin,
		    enum identity *ret_identity)
{
	struct candidates candidates = {.import = import, .record = record, .draft = draft};
	bool has_twin = false;
	int result = search(&candidates, KIN_MAX, &has_twin, ret_kin);

	if (result == 0 && *ret_kin == NULL && may_have_more(&candidates))
		result = search(&candidates, KIN_ALL_MAX, &has_twin, ret_kin);
	if (result == 0 && has_twin)
		result = complain_of_twin(&candidates, line_of_twin(&candidates));
	if (result == 0 && *ret_kin == NULL && draft->registration_number == NULL &&
	    (record->draft->signed_unread != NULL || !import->has_role[ROLE_SIGNED]))
		result = find_undated(&candidates, ret_kin);
	*ret_identity = IDENTITY_KNOWN;
	if (result != 0 || *ret_kin != NULL)
		return result;
	return judge_new(&candidates, ret_kin, ret_identity);
}
