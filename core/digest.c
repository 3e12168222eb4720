#include "core/digest.h"

#include "core/names.h"
#include "core/renewal.h"

/* ---- when ------------------------------------------------------------------------------------ */

static struct day day_of_month(int year, int month, int day)
{
	int length = day_month_length(year, month);
	struct day found = DAY_NONE;

	(void)day_from_civil((struct civil){year, month, day > length ? length : day}, &found);
	return found;
}

/* The day of the schedule that is the latest not after day. */
static struct day latest_day(const struct digest_schedule *schedule, struct day day)
{
	struct civil civil = day_civil(day);
	struct day candidate;

	if (!schedule->is_monthly)
		return day_add_days(day, -((int)day_weekday(day) - (int)schedule->weekday + 7) % 7);
	candidate = day_of_month(civil.year, civil.month, schedule->day_of_month);
	if (day_compare(candidate, day) <= 0)
		return candidate;
	civil = day_civil(day_add_months(day, -1));
	return day_of_month(civil.year, civil.month, schedule->day_of_month);
}

bool digest_is_due(const struct digest_schedule *schedule, const struct calendar *calendar,
		   struct day last, struct day today, struct day *ret_day, struct day *ret_since)
{
	struct day day, sent;

	if (!schedule->is_set)
		return false;
	day = latest_day(schedule, today);
	sent = calendar_on_or_after(calendar, day);
	/* Several days can fall into one holiday. */
	while (day_compare(today, sent) < 0) {
		day = latest_day(schedule, day_add_days(day, -1));
		sent = calendar_on_or_after(calendar, day);
	}
	if (day_is_none(last) ? day_compare(sent, today) != 0 : day_compare(day, last) <= 0)
		return false;
	*ret_day = day;
	/* What ended while the last one waited for a working day stood in it already. */
	*ret_since = day_is_none(last) ? latest_day(schedule, day_add_days(day, -1))
				       : calendar_on_or_after(calendar, last);
	return true;
}

/* ---- what ------------------------------------------------------------------------------------ */

static struct decision decision_about(const struct agreement *agreement,
				      const struct plan_rules *rules,
				      const struct open_deadline *open)
{
	return (struct decision){
		.kind = open->kind,
		.outcome = OUTCOME_NOTICE,
		.term_seq = open->term_seq,
		.deadline = open->deadline,
		.latest = open->given.last,
		.given = open->given,
		.milestone = open->deadline,
		.step = {STEP_BEFORE, {0, SPAN_DAYS}, 1},
		.sending_day = open->deadline,
		.corrected_from = DAY_NONE,
		.renewing = plan_renewing_until(agreement, rules, open->kind, open->deadline),
		.policy = policy_for(&rules->policies, agreement, open->kind),
		.first_told = open->first_told,
		.response = open->response,
		.renewed = {.reckoned = DAY_NONE, .latest = DAY_NONE},
		.is_terminated = vague_is_known(agreement->terminated_on),
	};
}

static bool is_decided(const struct agreement *agreement, const struct open_deadline *open)
{
	return open->response.kind == RESPONSE_LAPSE && open->response.id != 0
		       ? true
		       : vague_is_known(agreement->terminated_on);
}

static enum section section_of(const struct agreement *agreement, const struct open_deadline *open,
			       struct day since, struct day today)
{
	bool is_firm = open->kind == DEADLINE_END || open->kind == DEADLINE_NOTICE;

	if (open->kind == DEADLINE_END && day_compare(open->deadline, today) < 0) {
		if (day_compare(open->deadline, since) >= 0)
			return SECTION_ENDED;
		/* What had passed when it was learned, or is not watched, was never told. */
		return is_decided(agreement, open) || day_is_none(open->first_told)
			       ? SECTION_NONE
			       : SECTION_UNDECIDED;
	}
	if (is_firm && day_compare(open->deadline, today) >= 0 &&
	    day_diff(today, open->deadline) <= DIGEST_AHEAD_DAYS)
		return SECTION_ENDING;
	/* What has no last day stands among the problems. */
	if (open->kind != DEADLINE_UNKNOWN && !day_is_none(open->first_told) &&
	    day_compare(open->first_told, today) < 0 && open->response.id == 0 &&
	    !is_decided(agreement, open))
		return SECTION_UNANSWERED;
	return SECTION_NONE;
}

enum section digest_section(const struct agreement *agreement, const struct history *history,
			    const struct plan_rules *rules, struct day since, struct day today,
			    struct decision *ret_decision)
{
	struct open_deadline open[DEADLINE_KINDS];
	size_t count = plan_open_deadlines(agreement, history, rules, today, open);
	enum section best = SECTION_NONE;

	for (size_t i = 0; i < count; i++) {
		enum section section = section_of(agreement, &open[i], since, today);

		if (section == SECTION_NONE || (best != SECTION_NONE && section >= best))
			continue;
		best = section;
		*ret_decision = decision_about(agreement, rules, &open[i]);
	}
	return best;
}

static const char *const section_names[] = {
	[SECTION_NONE] = "none",
	[SECTION_ENDED] = "ended",
	[SECTION_UNDECIDED] = "undecided",
	[SECTION_ENDING] = "ending",
	[SECTION_UNANSWERED] = "unanswered",
};

const char *section_name(enum section section)
{
	return section_names[section];
}

bool section_parse(const char *name, enum section *ret_section)
{
	unsigned int index;

	if (!names_find(NAMES(section_names), name, &index))
		return false;
	*ret_section = (enum section)index;
	return true;
}
