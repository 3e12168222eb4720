/*
 * What is in a row of a timeline.
 *
 * An agreement that renews itself has, beside the terms that were recorded, those by which it has
 * renewed itself and will: the ones that touch the axis are drawn, each with its notice deadline.
 */
#include <errno.h>

#include "cli/display.h"
#include "cli/timeline.h"
#include "core/cleanup.h"
#include "core/renewal.h"

/* ---- which agreements --------------------------------------------------------------------- */

static bool has_notice(const struct agreement *agreement)
{
	return notice_is_known(agreement->notice);
}

/* The next notice deadline, on as_of or later; DAY_NONE when there is none that is known. */
static struct day next_notice(const struct self_renewal *renewal, struct day as_of)
{
	int32_t number;

	if (!renewal->is_tacit || !has_notice(renewal->agreement))
		return DAY_NONE;
	number = renewal_number_due(renewal, as_of);
	return number < renewal->most ? renewal_deadline(renewal, number) : DAY_NONE;
}

static bool is_due(const struct timeline *timeline, const struct view *view,
		   const struct dates *dates)
{
	struct self_renewal renewal = renewal_of(view->agreement, dates);
	struct day notice = next_notice(&renewal, timeline->as_of);

	if (view->has_days_left && day_compare(view->last_day.latest, timeline->as_of) >= 0 &&
	    day_compare(view->last_day.reckoned, timeline->until) <= 0)
		return true;
	return !day_is_none(notice) && day_compare(notice, timeline->until) <= 0;
}

static enum timeline_absence absence_of(const struct view *view)
{
	switch (view->condition) {
	case CONDITION_OPEN_ENDED:
		return ABSENT_OPEN_ENDED;
	case CONDITION_UNKNOWN:
		return ABSENT_UNKNOWN;
	case CONDITION_ENDED:
	case CONDITION_TERMINATED:
		return ABSENT_ENDED;
	default:
		return view->has_days_left ? ABSENT_LATER : ABSENT_UNKNOWN;
	}
}

bool timeline_shows(const struct timeline *timeline, const struct view *view,
		    const struct dates *dates, enum timeline_absence *ret_absence)
{
	if (view->agreement->state != STATE_ACTIVE) {
		*ret_absence = ABSENT_UNWATCHED;
		return false;
	}
	if (timeline->is_all || is_due(timeline, view, dates))
		return true;
	*ret_absence = absence_of(view);
	return false;
}

int timeline_count(struct timeline *timeline, const struct view *view)
{
	CLEANUP(text_done) struct text raw = {0};
	CLEANUP(text_done) struct text partners = {0};
	size_t width;

	view_partners(&raw, view->agreement);
	display_add(&partners, text_string(&raw));
	if (text_failed(&raw) || text_failed(&partners))
		return -ENOMEM;
	width = display_width(text_string(&partners));
	if (width > timeline->widest_partner)
		timeline->widest_partner = width;
	if (view->agreement->id > timeline->largest_id)
		timeline->largest_id = view->agreement->id;
	timeline->count++;
	return 0;
}

/* ---- what is in a row --------------------------------------------------------------------- */

struct making {
	struct timeline_row *row;
	const struct timeline *timeline;
	const struct plan_rules *rules;
	struct self_renewal renewal;
};

static void add(struct making *making, enum timeline_sign sign, struct day from, struct day to)
{
	struct timeline_row *row = making->row;

	if (row->count < TIMELINE_ITEMS_MAX)
		row->items[row->count++] =
			(struct timeline_item){.sign = sign, .from = from, .to = to};
}

static void add_day(struct making *making, enum timeline_sign sign, struct day day)
{
	add(making, sign, day, day);
}

/* A day of a series, when it is on the axis. */
static void add_on_axis(struct making *making, enum timeline_sign sign, struct day day)
{
	const struct timeline_axis *axis = &making->timeline->axis;

	if (day_compare(day, axis->from) >= 0 && day_compare(day, axis->to) <= 0)
		add_day(making, sign, day);
}

static enum timeline_sign sign_of(const struct making *making, struct day from, struct day to)
{
	struct day as_of = making->timeline->as_of;

	if (day_compare(to, as_of) < 0)
		return SIGN_PAST;
	return day_compare(from, as_of) > 0 ? SIGN_TO_COME : SIGN_IN_FORCE;
}

/* A term; from and to are DAY_NONE where they are not known, or there is no last day. */
static void add_term(struct making *making, struct day from, struct day to)
{
	const struct timeline_axis *axis = &making->timeline->axis;

	if (!day_is_none(to)) {
		/* A day that was corrected to lie before the term that it ends. */
		if (day_compare(from, to) > 0)
			from = to;
		add(making, sign_of(making, from, to), from, to);
	} else if (making->row->view->agreement->kind == KIND_OPEN_ENDED) {
		add(making, sign_of(making, from, DAY_MAX), from, to);
		add_day(making, SIGN_OPEN, axis->to);
	} else {
		add(making, SIGN_DOUBT, from, to);
		add_day(making, SIGN_UNKNOWN, axis->to);
	}
	if (day_is_none(from) && (day_is_none(to) || day_compare(to, axis->from) >= 0))
		add_day(making, SIGN_UNKNOWN, axis->from);
}

/* When a term begins: not before the one ahead of it, which ends on last, is over. */
static struct day start_of(const struct agreement *agreement, const struct term *term,
			   struct day last)
{
	struct vague start = term->start;

	if (!vague_is_known(start) && day_is_none(last))
		start = agreement->signed_on;
	return day_later(vague_is_known(start) ? start.first : DAY_NONE,
			 day_is_none(last) ? DAY_NONE : day_add_days(last, 1));
}

/* Between two recorded terms, what renews itself has done so: those terms are drawn as one. */
static void add_between(struct making *making, struct day last, struct day next_from)
{
	struct day to = day_is_none(next_from) ? DAY_NONE : day_add_days(next_from, -1);

	if (making->row->view->agreement->renewal == RENEWAL_TACIT && !day_is_none(last) &&
	    !day_is_none(to) && day_compare(to, last) > 0 &&
	    day_compare(to, making->timeline->axis.from) >= 0)
		add_term(making, day_add_days(last, 1), to);
}

/* The terms that were recorded: those that touch the axis, and the last one. */
static void add_recorded(struct making *making)
{
	const struct agreement *agreement = making->row->view->agreement;
	const struct dates *dates = &making->rules->dates;
	struct day last = DAY_NONE;

	for (size_t i = 0; i < agreement->term_count; i++) {
		const struct term *term = &agreement->terms[i];
		bool is_last = i + 1 == agreement->term_count;
		struct day from = start_of(agreement, term, last);

		if (i > 0)
			add_between(making, last, from);
		/* Of the last one it is the day for which notice was given. */
		last = is_last ? renewal_last_day(&making->renewal, 0).reckoned
			       : term_last_day(term, agreement->signed_on, dates).reckoned;
		if (is_last || day_compare(last, making->timeline->axis.from) >= 0)
			add_term(making, from, last);
	}
}

/* How the term of that number ends, and when notice can be given. */
static void add_renewal(struct making *making, int32_t number)
{
	const struct self_renewal *renewal = &making->renewal;
	struct day last = renewal_last_day(renewal, number).reckoned;

	if (day_is_none(last) || number >= renewal->most)
		return;
	add_on_axis(making, SIGN_RENEWAL, last);
	/* About a term that is over, it does not matter any more. */
	if (has_notice(renewal->agreement) && day_compare(last, making->timeline->as_of) >= 0)
		add_on_axis(making, SIGN_NOTICE, renewal_deadline(renewal, number));
}

/* Whether nothing of the term of that number, nor of those after it, is on the axis. */
static bool is_beyond(const struct making *making, int32_t number)
{
	const struct self_renewal *renewal = &making->renewal;
	struct day to = making->timeline->axis.to;
	struct day last = renewal_last_day(renewal, number).reckoned;

	if (day_compare(renewal_last_day(renewal, number - 1).reckoned, to) < 0)
		return false;
	return day_is_none(last) || day_compare(renewal_deadline(renewal, number), to) > 0;
}

/* The first day of the term of that number, from 1 on. */
static struct day first_day(const struct making *making, int32_t number)
{
	return day_add_days(renewal_last_day(&making->renewal, number - 1).reckoned, 1);
}

/* The first term that is drawn by itself: past ones that are too many are drawn as one. */
static int32_t first_renewal(struct making *making)
{
	const struct self_renewal *renewal = &making->renewal;
	int32_t on_axis = renewal_number_on(renewal, making->timeline->axis.from);
	int32_t first = renewal_number_on(renewal, making->timeline->as_of) - TIMELINE_PAST_MAX;

	if (first <= on_axis)
		return on_axis;
	if (first > 1)
		add(making, SIGN_PAST, first_day(making, on_axis > 0 ? on_axis : 1),
		    renewal_last_day(renewal, first - 1).reckoned);
	return first;
}

/* The terms by which it renews itself. */
static void add_renewals(struct making *making)
{
	const struct self_renewal *renewal = &making->renewal;
	int32_t first = first_renewal(making);
	int32_t number = first;

	for (; number <= renewal->most && number - first < TIMELINE_RENEWALS_MAX; number++) {
		if (number > 0 && is_beyond(making, number))
			return;
		if (number > 0 &&
		    day_compare(first_day(making, number), making->timeline->axis.to) <= 0)
			add_term(making, first_day(making, number),
				 renewal_last_day(renewal, number).reckoned);
		add_renewal(making, number);
	}
	/* More than can be told apart. */
	if (number <= renewal->most)
		add(making, SIGN_TO_COME, first_day(making, number), DAY_MAX);
}

/* The last day of all, its window, and between which days it may lie. */
static void add_end(struct making *making)
{
	const struct agreement *agreement = making->row->view->agreement;
	const struct policy *policy = policy_for(&making->rules->policies, agreement, DEADLINE_END);
	const struct self_renewal *renewal = &making->renewal;
	struct day last = renewal_last_day(renewal, renewal->most).reckoned;

	if (day_is_none(last) || renewal->is_endless)
		return;
	add_day(making, SIGN_END, last);
	/* Where notice was given there is nothing to renew. */
	if (policy->window.is_set && !vague_is_known(agreement->terminated_on) &&
	    policy->rules[DEADLINE_END].state != RULE_OFF)
		add(making, SIGN_WINDOW, span_before(last, policy->window.opens),
		    span_before(last, policy->window.closes));
}

static void add_doubt(struct making *making)
{
	const struct last_day *last_day = &making->row->view->last_day;

	if (making->row->view->has_days_left && last_day->given.precision != PRECISION_DAY)
		add(making, SIGN_DOUBT, last_day->given.first, last_day->latest);
}

void timeline_row_make(struct timeline_row *row, const struct timeline *timeline,
		       const struct view *view, const struct plan_rules *rules)
{
	struct making making = {
		.row = row,
		.timeline = timeline,
		.rules = rules,
		.renewal = renewal_of(view->agreement, &rules->dates),
	};
	struct day reminder = plan_ending_from(view->agreement, rules, timeline->as_of);

	row->view = view;
	row->count = 0;
	add_recorded(&making);
	if (making.renewal.is_tacit)
		add_renewals(&making);
	add_doubt(&making);
	add_end(&making);
	if (!day_is_none(reminder))
		add_day(&making, SIGN_REMINDER, reminder);
}
