#include "cli/edit.h"

#include <string.h>

#include "core/academic_year.h"
#include "intake/intake.h"

const struct option_row edit_options[EDIT_OPTIONS] = {
	[EDIT_NUMBER] = {"number", OPTION_TEXT, "TEXT", "The registration number."},
	[EDIT_PARTNER] = {"partner", OPTION_TEXT, "NAME", "The partner's name."},
	[EDIT_CITY] = {"city", OPTION_TEXT, "NAME", "The partner's city."},
	[EDIT_COUNTRY] = {"country", OPTION_TEXT, "XX",
			  "The partner's country: its name, or its code of two letters."},
	[EDIT_TYPE] = {"type", OPTION_TEXT, "TEXT", "The type of agreement."},
	[EDIT_OWNER] = {"owner", OPTION_TEXT, "NAME", "Who must renew it."},
	[EDIT_SIGNED] = {"signed", OPTION_TEXT, "DATE",
			 "The signing date, as precise as it is known (2023, 2023-05, "
			 "2023-05-12), or unknown."},
	[EDIT_LAST_DAY] = {"last-day", OPTION_TEXT, "DATE",
			   "The last day, as precise as it is known, or that of an academic year "
			   "(2027/28); or open-ended, or unknown."},
	[EDIT_TERM] = {"term", OPTION_SPAN, "SPAN",
		       "Instead of a last day: how long the term is, from its start (5y)."},
	[EDIT_RENEWAL] = {"renewal", OPTION_TEXT, "HOW",
			  "express (somebody must act), none, tacit, or tacit every SPAN."},
	[EDIT_NOTICE] =
		{"notice", OPTION_TEXT, "WHEN",
		 "Until when notice can be given: a period (3m), a fixed day (1 "
		 "September), or one far enough ahead (1 September, 1y ahead); or unknown."},
	[EDIT_WHICH] = {"which", OPTION_NUMBER, "N",
			"Of several partners, the one that --partner, --city and --country are "
			"about (default 1); one more than there are adds a partner."},
	[EDIT_RELEASE] = {"release", OPTION_TEXTS, "FIELD",
			  "Let the register decide about a field again (last_day, owner …), from "
			  "the next import on."},
	[EDIT_ACCEPT] = {"accept", OPTION_TEXTS, "CODE",
			 "It is right as it is: a problem of that code is settled."},
	[EDIT_TO] = {"to", OPTION_TEXT, "NAME",
		     "Without an ID: the new owner of all agreements of --owner; none for none."},
	[EDIT_DRY_RUN] = {"dry-run", OPTION_FLAG, NULL,
			  "With --to: show which agreements these are, and change nothing."},
};

const struct option_value *edit_given(const struct edit *edit, enum edit_option option)
{
	const struct option_value *value = &edit->args->options[option];

	return value->is_set ? value : NULL;
}

static enum exit_status refuse(enum edit_option option, const char *text, const char *hint)
{
	cli_error("--%s \"%s\": %s", edit_options[option].name, text, hint);
	return EXIT_WRONG;
}

#define EDIT_TEXT_MAX 2000 /* bytes */

static enum exit_status set_text(const struct edit *edit, enum edit_option option,
				 const char **ret_text)
{
	const struct option_value *value = edit_given(edit, option);

	if (value == NULL)
		return EXIT_DONE;
	if (strlen(value->text) > EDIT_TEXT_MAX || text_has_control(value->text) ||
	    !text_is_utf8(value->text, strlen(value->text)))
		return refuse(option, value->text,
			      "it must be UTF-8 of one line, at most 2000 bytes");
	/* As "renewctl problems" prints it where a command lacks its value. */
	if (strcmp(value->text, "…") == 0)
		return refuse(option, value->text, "put what is right in its place");
	*ret_text = strcmp(value->text, "none") == 0 ? NULL : value->text;
	return EXIT_DONE;
}

static enum exit_status set_country(const struct edit *edit, struct partner *partner)
{
	const struct option_value *value = edit_given(edit, EDIT_COUNTRY);
	const char *code;

	if (value == NULL)
		return EXIT_DONE;
	code = country_code(value->text);
	if (code == NULL && strcmp(value->text, "none") != 0)
		return refuse(EDIT_COUNTRY, value->text,
			      "no country is known by that name; give its code of two letters");
	partner->country = code;
	if (code == NULL)
		partner->country_raw = NULL;
	return EXIT_DONE;
}

static enum exit_status set_partner(struct edit *edit)
{
	const struct option_value *which = edit_given(edit, EDIT_WHICH);
	size_t index = which == NULL ? 0 : (size_t)which->number - 1;
	size_t count = edit->kept.partner_count;
	enum exit_status status;

	if (edit_given(edit, EDIT_PARTNER) == NULL && edit_given(edit, EDIT_CITY) == NULL &&
	    edit_given(edit, EDIT_COUNTRY) == NULL) {
		if (which == NULL)
			return EXIT_DONE;
		cli_error("--which goes with --partner, --city or --country");
		return EXIT_WRONG;
	}
	if (index > count || index >= AGREEMENT_PARTNERS_MAX) {
		cli_error("--which %lld: the agreement has %zu %s", (long long)which->number, count,
			  count == 1 ? "partner" : "partners");
		return EXIT_WRONG;
	}
	if (index == count && edit_given(edit, EDIT_PARTNER) == NULL) {
		cli_error("--which %zu adds a partner: give its name with --partner", index + 1);
		return EXIT_WRONG;
	}
	if (index == count)
		edit->agreement.partner_count = count + 1;
	status = set_text(edit, EDIT_PARTNER, &edit->partners[index].name);
	if (status == EXIT_DONE)
		status = set_text(edit, EDIT_CITY, &edit->partners[index].city);
	return status == EXIT_DONE ? set_country(edit, &edit->partners[index]) : status;
}

static enum exit_status set_signed(struct edit *edit)
{
	const struct option_value *value = edit_given(edit, EDIT_SIGNED);
	struct vague former = edit->agreement.signed_on;
	struct vague day = {0};

	if (value == NULL)
		return EXIT_DONE;
	if (!vague_parse(value->text, &day) && strcmp(value->text, "unknown") != 0)
		return refuse(EDIT_SIGNED, value->text,
			      "it takes a date such as 2023, 2023-05 or 2023-05-12, or unknown");
	if (vague_equal(edit->terms[0].start, former))
		edit->terms[0].start = day;
	edit->agreement.signed_on = day;
	return EXIT_DONE;
}

static void set_validity(struct edit *edit, enum agreement_kind kind, struct vague last_day,
			 struct span length)
{
	struct term *term = &edit->terms[edit->agreement.term_count - 1];

	edit->agreement.kind = kind;
	term->last_day = last_day;
	term->length = length;
	if (kind == KIND_OPEN_ENDED) {
		edit->agreement.renewal = RENEWAL_NONE;
		edit->agreement.renews = (struct renews){0};
	} else if (edit->kept.kind == KIND_OPEN_ENDED) {
		edit->agreement.renewal = RENEWAL_EXPRESS;
	}
}

static enum exit_status set_day(struct edit *edit, const char *text)
{
	const struct span no_length = {0};
	struct year_day starts = cli_academic_year(edit->cli);
	struct vague day;
	int year;

	if (academic_year_parse(text, &year)) {
		if (year_day_is_none(starts))
			return refuse(EDIT_LAST_DAY, text,
				      "the configuration does not say when an academic year "
				      "starts (office.academic_year.starts); give the day");
		day = vague_of_day(academic_year_last_day(year, starts));
	} else if (!vague_parse(text, &day)) {
		return refuse(
			EDIT_LAST_DAY, text,
			"it takes a date such as 2028, 2028-05 or 2028-05-12, an academic year "
			"such as 2027/28, open-ended, or unknown");
	}
	set_validity(edit, KIND_FIXED, day, no_length);
	return EXIT_DONE;
}

static enum exit_status set_last_day(struct edit *edit)
{
	const struct span no_length = {0};
	const struct vague no_day = {0};
	const struct option_value *value = edit_given(edit, EDIT_LAST_DAY);

	if (value == NULL)
		return EXIT_DONE;
	if (edit_given(edit, EDIT_TERM) != NULL) {
		cli_error("--last-day and --term say the same in two ways: give one of them");
		return EXIT_WRONG;
	}
	if (strcmp(value->text, "open-ended") == 0)
		set_validity(edit, KIND_OPEN_ENDED, no_day, no_length);
	else if (strcmp(value->text, "unknown") == 0)
		set_validity(edit, KIND_UNKNOWN, no_day, no_length);
	else
		return set_day(edit, value->text);
	return EXIT_DONE;
}

static enum exit_status set_term(struct edit *edit)
{
	const struct option_value *value = edit_given(edit, EDIT_TERM);
	const struct vague no_day = {0};

	if (value == NULL)
		return EXIT_DONE;
	if (!vague_is_known(edit->terms[edit->agreement.term_count - 1].start)) {
		cli_error("--term %s: no day is known from which it counts; give --signed too",
			  value->text);
		return EXIT_WRONG;
	}
	if (value->span.n == 0)
		return refuse(EDIT_TERM, value->text, "a term takes a day at least");
	set_validity(edit, KIND_TERM, no_day, value->span);
	return EXIT_DONE;
}

/*
 * How it goes on where the command does not say: as the register does, else by the term's length.
 */
static struct renews renews_of(const struct edit *edit, enum renewal renewal)
{
	const struct agreement *kept = &edit->kept;
	const struct term *term = &edit->terms[edit->agreement.term_count - 1];

	if (renewal == RENEWAL_TACIT && kept->renews.every.n == 0)
		return (struct renews){.every = term->length};
	if (renewal == RENEWAL_TACIT || renewal == kept->renewal)
		return kept->renews;
	return (struct renews){0};
}

static enum exit_status set_renewal(struct edit *edit)
{
	static const char every[] = "tacit every ";
	const struct option_value *value = edit_given(edit, EDIT_RENEWAL);
	struct agreement *agreement = &edit->agreement;
	struct span span = {0};

	if (value == NULL)
		return EXIT_DONE;
	if (strncmp(value->text, every, strlen(every)) == 0 &&
	    span_parse(value->text + strlen(every), &span) && span.n > 0) {
		agreement->renewal = RENEWAL_TACIT;
		agreement->renews = (struct renews){.every = span};
		return EXIT_DONE;
	}
	if (!renewal_parse(value->text, &agreement->renewal))
		return refuse(EDIT_RENEWAL, value->text,
			      "it takes express, none, tacit, or \"tacit every 1y\"");
	agreement->renews = renews_of(edit, agreement->renewal);
	return EXIT_DONE;
}

static enum exit_status set_notice(struct edit *edit)
{
	const struct option_value *value = edit_given(edit, EDIT_NOTICE);
	struct notice notice = {0};

	if (value == NULL)
		return EXIT_DONE;
	if (!notice_parse(value->text, &notice) && strcmp(value->text, "unknown") != 0)
		return refuse(EDIT_NOTICE, value->text,
			      "it takes a period such as 3m, a day such as \"1 September\" or "
			      "\"1 September, 1y ahead\", or unknown");
	edit->agreement.notice = notice;
	return EXIT_DONE;
}

enum exit_status edit_set_owner(struct edit *edit)
{
	return set_text(edit, edit_given(edit, EDIT_TO) != NULL ? EDIT_TO : EDIT_OWNER,
			&edit->agreement.owner);
}

/* What is set by hand is refused where an import would ask about it (reversed_dates). */
static enum exit_status check_order(const struct edit *edit)
{
	const struct agreement *agreement = &edit->agreement;
	const struct last_day last = term_last_day(agreement_current_term(agreement),
						   agreement->signed_on, &edit->cli->rules.dates);
	char signed_on[DAY_TEXT_SIZE], last_day[DAY_TEXT_SIZE];

	if (edit_given(edit, EDIT_SIGNED) == NULL && edit_given(edit, EDIT_LAST_DAY) == NULL)
		return EXIT_DONE;
	if (!vague_is_known(agreement->signed_on) || day_is_none(last.latest) ||
	    day_compare(agreement->signed_on.first, last.latest) <= 0)
		return EXIT_DONE;
	cli_error("the signing date, %s, is after the last day, %s: correct one of them, with "
		  "--signed or --last-day",
		  vague_format(agreement->signed_on, signed_on),
		  vague_format(last.given, last_day));
	return EXIT_WRONG;
}

enum exit_status edit_set(struct edit *edit)
{
	struct agreement *agreement = &edit->agreement;
	enum exit_status status = set_text(edit, EDIT_NUMBER, &agreement->registration_number);

	if (status == EXIT_DONE)
		status = set_partner(edit);
	if (status == EXIT_DONE)
		status = set_text(edit, EDIT_TYPE, &agreement->type);
	if (status == EXIT_DONE)
		status = edit_set_owner(edit);
	if (status == EXIT_DONE)
		status = set_signed(edit);
	if (status == EXIT_DONE)
		status = set_last_day(edit);
	if (status == EXIT_DONE)
		status = set_term(edit);
	if (status == EXIT_DONE)
		status = set_renewal(edit);
	if (status == EXIT_DONE)
		status = set_notice(edit);
	if (status == EXIT_DONE)
		status = check_order(edit);
	return status;
}
