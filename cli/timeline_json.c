#include "cli/field.h"
#include "cli/timeline.h"

/* Whether it is a term, or a time in which it cannot be told whether it is in force. */
static bool is_term(const struct timeline_item *item)
{
	return item->sign <= SIGN_TO_COME || (item->sign == SIGN_DOUBT && day_is_none(item->to));
}

static json_t *terms_json(const struct timeline_row *row)
{
	json_t *array = json_array();

	for (size_t i = 0; i < row->count; i++) {
		const struct timeline_item *item = &row->items[i];
		json_t *object;

		if (!is_term(item))
			continue;
		object = json_pack("{s:o, s:o, s:s}", "from", field_day(item->from), "to",
				   field_day(item->to), "status", timeline_sign_name(item->sign));
		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *deadlines_json(const struct timeline_row *row)
{
	json_t *array = json_array();

	for (size_t i = 0; i < row->count; i++) {
		const struct timeline_item *item = &row->items[i];
		json_t *object;

		if (item->sign != SIGN_NOTICE && item->sign != SIGN_END)
			continue;
		object = json_pack("{s:s, s:o}", "kind", timeline_sign_name(item->sign), "day",
				   field_day(item->from));
		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *renewals_json(const struct timeline_row *row)
{
	json_t *array = json_array();

	for (size_t i = 0; i < row->count; i++) {
		if (row->items[i].sign != SIGN_RENEWAL)
			continue;
		if (field_append(array, field_day(row->items[i].from)) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static const struct timeline_item *find(const struct timeline_row *row, enum timeline_sign sign)
{
	for (size_t i = 0; i < row->count; i++) {
		if (row->items[i].sign == sign)
			return &row->items[i];
	}
	return NULL;
}

static json_t *window_json(const struct timeline_row *row)
{
	const struct timeline_item *window = find(row, SIGN_WINDOW);

	if (window == NULL)
		return json_null();
	return json_pack("{s:o, s:o}", "opens", field_day(window->from), "closes",
			 field_day(window->to));
}

json_t *timeline_json(const struct timeline_row *row)
{
	const struct view *view = row->view;
	const struct agreement *agreement = view->agreement;
	const struct timeline_item *reminder = find(row, SIGN_REMINDER);

	return json_pack(
		"{s:I, s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
		"s:o}",
		"id", (json_int_t)agreement->id, "register", field_text(agreement->register_name),
		"partners", view_partners_json(agreement), "owner", field_text(agreement->owner),
		"kind", agreement_kind_name(agreement->kind), "renewal",
		renewal_name(agreement->renewal), "state", condition_name(view->condition),
		"last_day", field_vague(view->last_day.given), "earliest_last_day",
		field_day(view->has_days_left ? view->last_day.given.first : DAY_NONE),
		"reckoned_last_day", field_day(view->last_day.reckoned), "latest_last_day",
		field_day(view->last_day.latest), "days_left",
		view->has_days_left ? json_integer(view->days_left) : json_null(), "terms",
		terms_json(row), "window", window_json(row), "first_reminder",
		field_day(reminder == NULL ? DAY_NONE : reminder->from), "renewals",
		renewals_json(row), "deadlines", deadlines_json(row));
}
