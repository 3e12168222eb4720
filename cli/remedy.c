#include "cli/remedy.h"

#include <string.h>

/* What helps beside setting the field to one of its readings. */
enum cure {
	CURE_FIELD,	/* set the field to what it should be */
	CURE_FILE,	/* mend the file, or say with --map or a profile how to read it;
                  import again */
	CURE_ACCEPT,	/* it is right as it is */
	CURE_SUCCESSOR, /* two agreements: does one replace the other? */
	CURE_MISSING	/* it is gone from the register */
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
	{"two_terms", 0, CURE_FIELD},
	{"term_disagrees", 0, CURE_FIELD},
	{"former_date_kept", 0, CURE_FIELD},
	{"edited_differs", 0, CURE_FIELD},
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
	{"possible_renumbering", 1, CURE_ACCEPT},
	{"possible_repeat", 1, CURE_ACCEPT},
	{"duplicate_registration_number", 1, CURE_FIELD},
	{"status_not_read", 1, CURE_FILE},
	{"unknown_country", 2, CURE_FIELD},
	{"two_countries", 2, CURE_FIELD},
	{"several_types", 2, CURE_FIELD},
	{"unordered_dates", 1, CURE_FIELD},
	{"unread_rest", 2, CURE_ACCEPT},
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

/* The option of `edit` that sets a field. A reading may be a length: then it is
 * the term. */
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

static void add_edit(struct text *out, const struct store_problem *problem, const char *option,
		     const char *value)
{
	text_addf(out, "renewctl edit %lld --%s ", (long long)problem->agreement_id, option);
	add_word(out, value);
}

/* "5y after 2021-02-12" is no word of a command. */
static bool is_word(const struct store_problem *problem, const char *reading)
{
	struct vague vague;
	struct span span;

	if (strcmp(problem->field, "last_day") != 0 && strcmp(problem->field, "signed") != 0)
		return true;
	return vague_parse(reading, &vague) || span_parse(reading, &span) ||
	       strcmp(reading, "open-ended") == 0 || strcmp(reading, "unknown") == 0;
}

/* How many of its readings a command takes as they are. */
static size_t usable_readings(const struct store_problem *problem, const char *usable[static 2])
{
	size_t count = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *reading = problem->reading[i];

		if (reading != NULL && option_of(problem, reading) != NULL &&
		    is_word(problem, reading))
			usable[count++] = reading;
	}
	return count;
}

/* A command for each reading; with fewer than two of them, one for what else
 * may be right. */
static bool add_field(const struct store_problem *problem, size_t index, struct text *out)
{
	const char *usable[2];
	size_t count = usable_readings(problem, usable);
	const char *option = option_of(problem, NULL);

	if (index < count) {
		add_edit(out, problem, option_of(problem, usable[index]), usable[index]);
		return true;
	}
	if (count == 2 || index > count || option == NULL)
		return false;
	text_addf(out, "renewctl edit %lld --%s …", (long long)problem->agreement_id, option);
	return true;
}

/* How many commands add_field() gives. */
static size_t field_commands(const struct store_problem *problem)
{
	const char *usable[2];
	size_t count = usable_readings(problem, usable);

	return count == 2 || option_of(problem, NULL) == NULL ? count : count + 1;
}

static bool add_accept(const struct store_problem *problem, struct text *out)
{
	if (problem->agreement_id == 0)
		return false;
	text_addf(out, "renewctl edit %lld --accept %s    (it is right as it is)",
		  (long long)problem->agreement_id, problem->code);
	return true;
}

static bool add_successor(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index == 0)
		text_addf(out, "renewctl supersede %lld --by %lld",
			  (long long)problem->agreement_id, (long long)problem->other_id);
	return index == 0 || (index == 1 && add_accept(problem, out));
}

static bool add_missing(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index == 0)
		text_addf(out, "renewctl withdraw %lld    (it is not to be watched any more)",
			  (long long)problem->agreement_id);
	return index == 0 || (index == 1 && add_accept(problem, out));
}

static bool add_file(const struct store_problem *problem, size_t index, struct text *out)
{
	if (index > 0)
		return false;
	text_add(out, "mend the file, or say with --map or --profile how it is read; "
		      "then import it "
		      "again as ");
	text_addf(out, "--register ");
	add_word(out, problem->register_name);
	return true;
}

bool remedy_add(const struct store_problem *problem, size_t index, struct text *out)
{
	switch (cure_of(problem)) {
	case CURE_SUCCESSOR:
		return add_successor(problem, index, out);
	case CURE_MISSING:
		return add_missing(problem, index, out);
	case CURE_ACCEPT:
		return index == 0 && (add_accept(problem, out) || add_file(problem, index, out));
	case CURE_FIELD:
		if (problem->agreement_id == 0 || problem->field == NULL)
			return add_file(problem, index, out);
		return add_field(problem, index, out) ||
		       (index == field_commands(problem) && add_accept(problem, out));
	case CURE_FILE:
		return add_file(problem, index, out);
	}
	return false;
}
