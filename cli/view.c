#include "cli/view.h"

#include <string.h>

#include "cli/field.h"

struct view view_make(const struct cli *cli, const struct agreement *agreement, struct day as_of)
{
	struct view view = {
		.agreement = agreement,
		.last_day = agreement_last_day(agreement, &cli->rules.dates, as_of),
	};

	view.condition =
		agreement_condition(agreement, &cli->rules.dates,
				    plan_ending_from(agreement, &cli->rules, as_of), as_of);
	view.has_days_left = !day_is_none(view.last_day.reckoned);
	if (view.has_days_left)
		view.days_left = day_diff(as_of, view.last_day.reckoned);
	return view;
}

void view_respond(struct view *view, const struct cli *cli, const struct history *history,
		  struct day as_of)
{
	struct open_deadline open[DEADLINE_KINDS];
	size_t count = plan_open_deadlines(view->agreement, history, &cli->rules, as_of, open);
	int64_t last = 0;

	for (size_t i = 0; i < count; i++) {
		if (open[i].response.id <= last)
			continue;
		last = open[i].response.id;
		view->has_response = true;
		view->response = open[i].response.kind;
	}
}

json_t *view_partners_json(const struct agreement *agreement)
{
	json_t *array = json_array();

	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];
		json_t *object = json_pack("{s:o, s:o, s:o}", "name", field_text(partner->name),
					   "city", field_text(partner->city), "country",
					   field_text(partner->country));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *codes_json(const char *const *codes, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		if (field_append(array, field_text(codes[i])) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

json_t *view_json(const struct view *view, const char *const *codes, size_t code_count)
{
	const struct agreement *agreement = view->agreement;

	return json_pack(
		"{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:s, "
		"s:o, s:o, s:o, s:o}",
		"id", (json_int_t)agreement->id, "register", field_text(agreement->register_name),
		"row", field_number_or_text(agreement->row), "registration_number",
		field_text(agreement->registration_number), "partners",
		view_partners_json(agreement), "type", field_text(agreement->type), "type_raw",
		field_text(agreement->type_raw), "signed", field_vague(agreement->signed_on),
		"last_day", field_vague(view->last_day.given), "last_day_raw",
		field_text(agreement->last_day_raw), "reckoned_last_day",
		field_day(view->last_day.reckoned), "latest_last_day",
		field_day(view->last_day.latest), "kind", agreement_kind_name(agreement->kind),
		"renewal", renewal_name(agreement->renewal), "owner", field_text(agreement->owner),
		"state", condition_name(view->condition), "days_left",
		view->has_days_left ? json_integer(view->days_left) : json_null(), "terminated_on",
		field_vague(agreement->terminated_on), "response",
		field_text(view->has_response ? response_kind_name(view->response) : NULL),
		"problems", codes_json(codes, code_count));
}

json_t *view_term_json(const struct cli *cli, const struct agreement *agreement,
		       const struct term *term)
{
	char length[SPAN_TEXT_SIZE];
	struct last_day last_day = term_last_day(term, agreement->signed_on, &cli->rules.dates);

	return json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:o}", "seq", term->seq, "kind",
			 term_kind_name(term->kind), "start", field_vague(term->start), "length",
			 term->length.n == 0 ? json_null()
					     : json_string(span_format(term->length, length)),
			 "last_day", field_vague(last_day.given), "reckoned_last_day",
			 field_day(last_day.reckoned), "known_on", field_day(term->known_on));
}

json_t *view_terms_json(const struct cli *cli, const struct agreement *agreement)
{
	json_t *array = json_array();

	for (size_t i = 0; i < agreement->term_count; i++) {
		if (field_append(array, view_term_json(cli, agreement, &agreement->terms[i])) !=
		    0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

void view_partners(struct text *out, const struct agreement *agreement)
{
	const struct partner *first = agreement->partners;

	if (agreement->partner_count == 0) {
		text_add(out, "(no partner)");
		return;
	}
	text_add(out, first->name == NULL ? "(no name)" : first->name);
	if (agreement->partner_count > 1)
		text_addf(out, " and %zu more", agreement->partner_count - 1);
	else if (first->city != NULL)
		text_addf(out, " (%s)", first->city);
}

static const char *country_of(const struct partner *partner)
{
	return partner->country != NULL ? partner->country : partner->country_raw;
}

static bool is_repeated(const struct agreement *agreement, size_t index)
{
	const char *country = country_of(&agreement->partners[index]);

	for (size_t i = 0; i < index; i++) {
		const char *other = country_of(&agreement->partners[i]);

		if (other != NULL && strcmp(other, country) == 0)
			return true;
	}
	return false;
}

void view_countries(struct text *out, const struct agreement *agreement)
{
	const char *comma = "";

	for (size_t i = 0; i < agreement->partner_count; i++) {
		const char *country = country_of(&agreement->partners[i]);

		if (country == NULL || is_repeated(agreement, i))
			continue;
		text_addf(out, "%s%s", comma, country);
		comma = ", ";
	}
}

void view_last_day(struct text *out, const struct view *view)
{
	char given[DAY_TEXT_SIZE];
	char reckoned[DAY_TEXT_SIZE];

	if (view->agreement->kind == KIND_OPEN_ENDED && !view->has_days_left) {
		text_add(out, "open-ended");
		return;
	}
	if (!view->has_days_left) {
		text_add(out, "not known");
		return;
	}
	day_format(view->last_day.reckoned, reckoned);
	if (view->last_day.given.precision == PRECISION_DAY)
		text_add(out, reckoned);
	else
		text_addf(out, "%s (reckoned %s)", vague_format(view->last_day.given, given),
			  reckoned);
}

enum style view_style(enum condition condition)
{
	static const enum style styles[] = {
		[CONDITION_ACTIVE] = STYLE_GOOD,
		[CONDITION_ENDING] = STYLE_WARNING,
		[CONDITION_MAY_HAVE_ENDED] = STYLE_WARNING,
		[CONDITION_ENDED] = STYLE_BAD,
		[CONDITION_OPEN_ENDED] = STYLE_PLAIN,
		[CONDITION_UNKNOWN] = STYLE_WARNING,
		[CONDITION_TERMINATED] = STYLE_DIM,
		[CONDITION_SUPERSEDED] = STYLE_DIM,
		[CONDITION_WITHDRAWN] = STYLE_DIM,
	};

	return styles[condition];
}
