/*
 * Lines of the ledger in words: each by itself, or several that say the same as one.
 */
#include "cli/why.h"

#include <string.h>

#include "cli/explain.h"
#include "cli/response.h"
#include "message/words.h"

/* So many reminders are named in one sentence at most. */
#define STEPS_MAX 32

static const char *deadline_of(const struct why *why, const struct settled *settled)
{
	return explain_deadline(settled->kind, why->agreement.notice);
}

/* ": the one 30 days before the last day (10 December 2026), of 2026-11-10". */
static void add_superseding(struct text *out, const struct why *why, const struct why_line *line)
{
	const struct ledger_line *other = line->superseded_by;
	char day[DAY_TEXT_SIZE];

	if (other == NULL)
		return;
	text_add(out, ": ");
	explain_reminder(out, deadline_of(why, &other->settled), other->settled.step, DAY_NONE);
	text_addf(out, ", given out on %s", day_format(other->settled.on, day));
}

/* Who had responded what, so that it was not sent. */
static void add_response(struct text *out, const struct why_line *line)
{
	const struct store_response *response = line->response;
	char day[DAY_TEXT_SIZE];

	if (response == NULL) {
		text_add(out, "somebody had responded");
		return;
	}
	text_addf(out, "%s had responded on %s: ", response->who,
		  day_format(response->response.on, day));
	response_reason(out, &response->response);
}

static void add_notice(struct text *out, const struct why_line *line)
{
	const struct ledger_line *ledger = line->ledger;
	struct day since = line->escalates_since;

	text_add(out, " was given out");
	explain_late(out, ledger->late_days);
	if (!day_is_none(ledger->corrected_from)) {
		text_add(out, ", corrected from ");
		words_day(out, ledger->corrected_from);
	}
	explain_sending_day(out, ledger->settled.milestone, ledger->sending_day);
	if (day_is_none(since))
		return;
	text_add(out, "; others were told with it, as nobody had responded for ");
	explain_span(out, (struct span){day_diff(since, ledger->settled.on), SPAN_DAYS});
}

void why_line_words(struct text *out, const struct why *why, const struct why_line *line)
{
	const struct settled *settled = &line->ledger->settled;

	explain_reminder(out, deadline_of(why, settled), settled->step, settled->deadline);
	if (explain_has_clause(settled->step))
		text_add_char(out, ',');
	switch (settled->outcome) {
	case OUTCOME_NOTICE:
		add_notice(out, line);
		break;
	case OUTCOME_SUPERSEDED:
		text_add(out, " was not sent: a later one about the same day took its place");
		add_superseding(out, why, line);
		break;
	case OUTCOME_UNWATCHED:
		text_add(out, " had passed before renewd knew of it: the keeper was told once");
		break;
	case OUTCOME_ACKNOWLEDGED:
		text_add(out, " was not sent: ");
		add_response(out, line);
		break;
	}
	if (line->ledger->policy != NULL)
		text_addf(out, " (policy %s)", line->ledger->policy);
}

/* Whether b says of another reminder only what a says, and no message hangs on a. */
static bool says_the_same(const struct why_line *a, const struct why_line *b)
{
	const struct settled *left = &a->ledger->settled;
	const struct settled *right = &b->ledger->settled;
	const char *policy = a->ledger->policy == NULL ? "" : a->ledger->policy;
	const char *other_policy = b->ledger->policy == NULL ? "" : b->ledger->policy;

	return left->outcome != OUTCOME_NOTICE && left->outcome == right->outcome &&
	       left->kind == right->kind && day_compare(left->deadline, right->deadline) == 0 &&
	       day_compare(a->ledger->settled.on, b->ledger->settled.on) == 0 &&
	       a->superseded_by == b->superseded_by && a->response == b->response &&
	       a->message_count == 0 && strcmp(policy, other_policy) == 0;
}

/* Whether both can be named in one sentence. */
static bool fits(const struct why_line *first, const struct why_line *line)
{
	const struct settled *left = &first->ledger->settled;
	const struct settled *right = &line->ledger->settled;

	return line->message_count == 0 && step_is_scheduled(left->step) &&
	       step_is_scheduled(right->step) && explain_steps_fit(left->step, right->step);
}

size_t why_lines_same(const struct why_line *lines, size_t count)
{
	size_t same = 1;

	while (same < count && says_the_same(&lines[same - 1], &lines[same])) {
		if (lines[0].ledger->settled.outcome != OUTCOME_UNWATCHED &&
		    (same == STEPS_MAX || !fits(&lines[0], &lines[same])))
			break;
		same++;
	}
	return same;
}

static void add_steps(struct text *out, const struct why *why, const struct why_line *lines,
		      size_t count)
{
	const struct settled *first = &lines[0].ledger->settled;
	struct step steps[STEPS_MAX];

	for (size_t i = 0; i < count; i++)
		steps[i] = lines[i].ledger->settled.step;
	text_add(out, "the reminders ");
	explain_steps(out, deadline_of(why, first), steps, count, first->deadline);
}

static void add_unwatched(struct text *out, const struct why *why, const struct why_line *lines,
			  size_t count)
{
	const struct settled *first = &lines[0].ledger->settled;

	text_addf(out, "all %zu reminders about %s (", count, deadline_of(why, first));
	words_day(out, first->deadline);
	text_add(out, ") had passed before renewd knew of it: the keeper was told once");
}

void why_lines_words(struct text *out, const struct why *why, const struct why_line *lines,
		     size_t count)
{
	const struct ledger_line *first = lines[0].ledger;

	if (count == 1) {
		why_line_words(out, why, &lines[0]);
		return;
	}
	if (first->settled.outcome == OUTCOME_UNWATCHED) {
		add_unwatched(out, why, lines, count);
	} else if (first->settled.outcome == OUTCOME_SUPERSEDED) {
		add_steps(out, why, lines, count);
		text_add(out, " were not sent: a later one about the same day took their place");
		add_superseding(out, why, &lines[0]);
	} else {
		add_steps(out, why, lines, count);
		text_add(out, " were not sent: ");
		add_response(out, &lines[0]);
	}
	if (first->policy != NULL)
		text_addf(out, " (policy %s)", first->policy);
}
