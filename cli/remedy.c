#include "cli/remedy.h"

#include <string.h>

/* What helps beside setting the field to one of its readings. */
enum cure {
	CURE_FIELD,	 /* set the field to what it should be */
	CURE_FILE,	 /* mend the file, or say with --map or a profile how to read it;
                  import again */
	CURE_ACCEPT,	 /* it is right as it is */
	CURE_CONFLICT,	 /* what was set by hand, or what the register says */
	CURE_SUCCESSOR,	 /* two agreements: does one replace the other? */
	CURE_RENUMBERED, /* it may be one that is missing, under a number that was corrected */
	CURE_REGISTER,	 /* what it says is in another register too */
	CURE_MISSING	 /* it is gone from the register */
};

static const struct {
	const char *code;
	int urgency;
	enum cure cure;
} cures[] = {
	{"missing_last_day", 0, CURE_FIELD},
	{"missing_signing_date", 0, CURE_FIELD},
	{"impossible_date", 0, CURE_FIELD},
	{"unreadable_date", 0, CURE_FIELD},
	{"reversed_dates", 0, CURE_FIELD},
	{"two_last_days", 0, CURE_FIELD},
	{"term_disagrees", 0, CURE_FIELD},
	{"column_lost", 0, CURE_FILE},
	{"former_date_kept", 0, CURE_FIELD},
	{"edited_differs", 0, CURE_CONFLICT},
	{"ambiguous_dates", 0, CURE_FILE},
	{"date_orders_differ", 0, CURE_FILE},
	{"no_last_day_column", 0, CURE_FILE},
	{"not_a_row", 0, CURE_FILE},
	{"renewal_to_confirm", 0, CURE_FIELD},
	{"renewal_pending", 0, CURE_ACCEPT},
	{"possible_successor", 0, CURE_SUCCESSOR},
	{"missing_row", 1, CURE_MISSING},
	{"missing_partner", 1, CURE_FIELD},
	{"no_owner_column", 1, CURE_FILE},
	{"no_signing_column", 1, CURE_FILE},
	{"no_agreements", 0, CURE_FILE},
	{"possible_renumbering", 1, CURE_RENUMBERED},
	{"possible_repeat", 1, CURE_ACCEPT},
	{"duplicate_registration_number", 1, CURE_FIELD},
	{"status_not_read", 1, CURE_FILE},
	{"unknown_country", 2, CURE_FIELD},
	{"two_countries", 2, CURE_FIELD},
	{"several_types", 2, CURE_FIELD},
	{"unordered_dates", 0, CURE_FIELD},
	{"second_date", 0, CURE_FIELD},
	{"in_other_register", 1, CURE_REGISTER},
	{"repeated_row", 2, CURE_FILE},
	{"unread_rest", 2, CURE_FIELD},
};

static size_t find(const char *code)
{
	size_t i = 0;

	while (i < sizeof(cures) / sizeof(cures[0]) && strcmp(cures[i].code, code) != 0)
		i++;
	return i;
}

int remedy_urgency(const char *code)
{
	size_t i = find(code);

	return i < sizeof(cures) / sizeof(cures[0]) ? cures[i].urgency : 2;
}

static enum cure cure_of(const struct store_problem *problem)
{
	size_t i = find(problem->code);

	if (i < sizeof(cures) / sizeof(cures[0]))
		return cures[i].cure;
	return problem->field != NULL ? CURE_FIELD : CURE_FILE;
}

/* The option of `edit` that sets a field. A reading may be a length: then it is the term. */
static const char *option_of(const struct store_problem *problem, const char *reading)
{
	static const struct {
		const char *field;
		const char *option;
	} options[] = {
		{"registration_number", "number"},
		{"partner", "partner"},
		{"city", "city"},
		{"country", "country"},
		{"type", "type"},
		{"owner", "owner"},
		{"signed", "signed"},
		{"last_day", "last-day"},
		{"renewal", "renewal"},
		{"notice", "notice"},
	};
	struct span span;

	if (problem->field == NULL)
		return NULL;
	if (strcmp(problem->field, "last_day") == 0 && reading != NULL &&
	    span_parse(reading, &span))
		return "term";
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(options[i].field, problem->field) == 0)
			return options[i].option;
	}
	return NULL;
}

/* Whether a field is one of the agreement's partners'. */
static bool is_of_partner(const char *field)
{
	return strcmp(field, "partner") == 0 || strcmp(field, "city") == 0 ||
	       strcmp(field, "country") == 0;
}

/* The partner whose country the problem names between quotation marks; 0: none. */
static size_t find_partner(const struct store_problem *problem, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];
		const char *raw = partner->country_raw;
		const char *found = partner->country != NULL || raw == NULL || raw[0] == '\0'
					    ? NULL
					    : strstr(problem->text, raw);

		if (found != NULL && found > problem->text && found[-1] == '"' &&
		    found[strlen(raw)] == '"')
			return i + 1;
	}
	return 0;
}

struct remedy remedy_of(const struct store_problem *problem, const struct agreement *agreement)
{
	struct remedy remedy = {.problem = problem};

	if (agreement == NULL)
		return remedy;
	remedy.partners = agreement->partner_count;
	if (problem->field != NULL && strcmp(problem->field, "country") == 0)
		remedy.which = find_partner(problem, agreement);
	return remedy;
}

/* A word of a command line: in quotation marks when the shell needs them. */
static void add_word(struct text *out, const char *word)
{
	if (word[0] != '\0' &&
	    strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
			 "789-_./:+,") == strlen(word)) {
		text_add(out, word);
		return;
	}
	text_add_char(out, '\'');
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			text_add(out, "'\\''");
		else
			text_add_char(out, *word);
	}
	text_add_char(out, '\'');
}

static void add_edit(struct text *out, const struct remedy *remedy, const char *option,
		     const char *value)
{
	const char *field = remedy->problem->field;

	text_addf(out, "renewctl edit %lld ", (long long)remedy->problem->agreement_id);
	if (remedy->partners > 1 && remedy->which > 0 && is_of_partner(field))
		text_addf(out, "--which %zu ", remedy->which);
	text_addf(out, "--%s ", option);
	if (value == NULL)
		text_add(out, "…");
	else
		add_word(out, value);
}

/* "5y after 2021-02-12" is no word of a command, nor are all partners' countries. */
static bool is_word(const struct remedy *remedy, const char *reading)
{
	const char *field = remedy->problem->field;
	struct vague vague;
	struct span span;

	if (is_of_partner(field))
		return remedy->partners < 2 || remedy->which > 0;
	if (strcmp(field, "renewal") == 0)
		return strstr(reading, ", ") == NULL && strncmp(reading, "express ", 8) != 0;
	if (strcmp(field, "last_day") != 0 && strcmp(field, "signed") != 0)
		return true;
	return vague_parse(reading, &vague) || span_parse(reading, &span) ||
	       strcmp(reading, "open-ended") == 0 || strcmp(reading, "unknown") == 0;
}

/* How many of its readings a command takes as they are. */
static size_t usable_readings(const struct remedy *remedy, const char *usable[static 2])
{
	const struct store_problem *problem = remedy->problem;
	size_t count = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *reading = problem->reading[i];

		if (reading != NULL && option_of(problem, reading) != NULL &&
		    is_word(remedy, reading))
			usable[count++] = reading;
	}
	return count;
}

static bool add_accept(const struct store_problem *problem, const char *why, struct text *out)
{
	if (problem->agreement_id == 0)
		return false;
	text_addf(out, "renewctl edit %lld --accept %s    # %s", (long long)problem->agreement_id,
		  problem->code, why);
	return true;
}

static const char as_it_is[] = "it is right as it is";

/*
 * A command for each reading; with fewer than two of them, one for what else may be right; then the
 * one that leaves it as it is.
 */
static bool add_field(const struct remedy *remedy, size_t index, struct text *out)
{
	const struct store_problem *problem = remedy->problem;
	const char *usable[2];
	size_t count = usable_readings(remedy, usable);
	const char *option = option_of(problem, NULL);

	if (index < count) {
		add_edit(out, remedy, option_of(problem, usable[index]), usable[index]);
		return true;
	}
	index -= count;
	if (count < 2 && option != NULL && index-- == 0) {
		add_edit(out, remedy, option, NULL);
		return true;
	}
	return index == 0 && add_accept(problem, as_it_is, out);
}

/* Whether a reading can be set by a command; if so, appends it. */
static bool add_reading(const struct remedy *remedy, const char *reading, struct text *out)
{
	const char *option = option_of(remedy->problem, reading);

	if (reading == NULL || option == NULL || !is_word(remedy, reading))
		return false;
	add_edit(out, remedy, option, reading);
	return true;
}

static bool add_conflict(const struct remedy *remedy, size_t index, struct text *out)
{
	const struct store_problem *problem = remedy->problem;

	if (index > 1 || problem->field == NULL)
		return false;
	if (add_reading(remedy, problem->reading[index], out))
		return true;
	if (index == 0)
		return add_accept(problem, "what was set by hand is right", out);
	text_addf(out,
		  "renewctl edit %lld --release %s    # the register decides, from the next import "
		  "on",
		  (long long)problem->agreement_id, problem->field);
	return true;
}

static bool add_successor(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index == 0)
		text_addf(out, "renewctl supersede %lld --by %lld",
			  (long long)problem->agreement_id, (long long)problem->other_id);
	return index == 0 || (index == 1 && add_accept(problem, "both stand", out));
}

static bool add_renumbered(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index == 0)
		text_addf(out, "renewctl supersede %lld --by %lld    # its number was corrected",
			  (long long)problem->other_id, (long long)problem->agreement_id);
	return index == 0 || (index == 1 && add_accept(problem, "they are two agreements", out));
}

static bool add_missing(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index == 0)
		text_addf(out, "renewctl withdraw %lld    # it is not to be watched any more",
			  (long long)problem->agreement_id);
	return index == 0 ||
	       (index == 1 && add_accept(problem, "it is to be watched all the same", out));
}

static bool add_file(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index > 0)
		return false;
	text_add(out, "mend the file, or say with --map or --profile how it is read; then import "
		      "it again as --register ");
	add_word(out, problem->register_name);
	return true;
}

static bool add_register(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index > 0)
		return false;
	text_add(out, "import it under the name of the other register, and withdraw what came in "
		      "as ");
	add_word(out, problem->register_name);
	return true;
}

bool remedy_add(const struct remedy *remedy, size_t index, struct text *out)
{
	const struct store_problem *problem = remedy->problem;

	switch (cure_of(problem)) {
	case CURE_SUCCESSOR:
		return add_successor(problem, index, out);
	case CURE_RENUMBERED:
		return add_renumbered(problem, index, out);
	case CURE_MISSING:
		return add_missing(problem, index, out);
	case CURE_REGISTER:
		return add_register(problem, index, out);
	case CURE_ACCEPT:
		return index == 0 &&
		       (add_accept(problem, as_it_is, out) || add_file(problem, index, out));
	case CURE_CONFLICT:
		return add_conflict(remedy, index, out);
	case CURE_FIELD:
		if (problem->agreement_id == 0 || problem->field == NULL)
			return add_file(problem, index, out);
		return add_field(remedy, index, out);
	case CURE_FILE:
		return add_file(problem, index, out);
	}
	return false;
}
