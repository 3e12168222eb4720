#include "core/plan_response.h"

struct response plan_response(const struct planning *planning, struct day deadline)
{
	struct response last = {0};

	for (size_t i = 0; i < planning->history.response_count; i++) {
		const struct response *response = &planning->history.responses[i];
		const struct settled as_settled = {.kind = response->about,
						   .term_seq = response->term_seq,
						   .deadline = response->deadline};

		if (response->id > last.id && planning_is_about(planning, &as_settled, deadline))
			last = *response;
	}
	return response_counts(last.kind) ? last : (struct response){0};
}

struct day plan_response_until(const struct response *response, struct day deadline)
{
	return day_is_none(response->until) ? deadline : response->until;
}

bool plan_response_is_late(const struct response *response, struct day deadline)
{
	return day_compare(response->on, plan_response_until(response, deadline)) > 0;
}

/* A day that obliges, and after which it is too late. */
static bool is_firm(enum deadline_kind kind)
{
	return kind == DEADLINE_END || kind == DEADLINE_NOTICE;
}

/* Whoever responds once it is over needs none of the last reminders before it. */
static bool is_never_hidden(const struct planning *planning, const struct response *response,
			    const struct milestone *milestone)
{
	struct day from = span_before(milestone->deadline, planning->policy->never_hide);

	return is_firm(planning->kind) && day_compare(response->on, milestone->deadline) <= 0 &&
	       day_compare(milestone->day, from) >= 0 &&
	       day_compare(milestone->day, milestone->deadline) <= 0;
}

bool plan_response_hides(const struct planning *planning, const struct response *response,
			 const struct milestone *milestone)
{
	if (response->id == 0)
		return false;
	if (response->kind == RESPONSE_LAPSE)
		return planning->kind == DEADLINE_END &&
		       (day_compare(milestone->day, milestone->deadline) != 0 ||
			day_compare(response->on, milestone->deadline) > 0);
	return day_compare(milestone->day, plan_response_until(response, milestone->deadline)) <=
		       0 &&
	       !is_never_hidden(planning, response, milestone);
}

bool plan_response_adds(const struct planning *planning, const struct response *response,
			struct day deadline, struct milestone *ret_milestone)
{
	const struct calendar *calendar = &planning->rules->calendar;
	struct day until = plan_response_until(response, deadline);
	struct day resumes = day_add_days(until, 1);
	struct step step = step_on(STEP_RESUMES, deadline, resumes);

	if (response->id == 0 || plan_response_is_late(response, deadline))
		return false;
	if (response->kind == RESPONSE_LAPSE) {
		step = (struct step){STEP_BEFORE, {0, SPAN_DAYS}, 1};
		*ret_milestone = milestone_of(step, calendar, deadline);
		return planning->kind == DEADLINE_END;
	}
	if (planning->kind == DEADLINE_NOTICE && day_compare(resumes, deadline) > 0)
		return false;
	if (!is_firm(planning->kind) && day_compare(until, deadline) <= 0)
		return false;
	if (vague_is_known(planning->agreement->terminated_on) &&
	    day_compare(resumes, deadline) > 0)
		return false;
	*ret_milestone = milestone_of(step, calendar, deadline);
	return true;
}
