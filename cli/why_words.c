/*
 * Lines of the ledger in words: each by itself, or several that say the same as one.
 */
#include "cli/why.h"

#include <string.h>

#include "cli/explain.h"
#include "message/words.h"

/* So many reminders are named in one sentence at most. */
#define STEPS_MAX 32

void why_line_words(struct text *out, const struct ledger_line *line)
{
	const struct settled *settled = &line->settled;

	text_add(out, "the reminder ");
	explain_step(out, settled->kind, settled->step, settled->deadline);
	if (explain_has_clause(settled->step))
		text_add_char(out, ',');
	switch (settled->outcome) {
	case OUTCOME_NOTICE:
		text_add(out, " was given out");
		explain_late(out, line->late_days);
		if (!day_is_none(line->corrected_from)) {
			text_add(out, ", corrected from ");
			words_day(out, line->corrected_from);
		}
		explain_sending_day(out, settled->milestone, line->sending_day);
		break;
	case OUTCOME_SUPERSEDED:
		text_add(out, " was not sent: a later one about the same day took its place");
		break;
	case OUTCOME_UNWATCHED:
		text_add(out, " had passed before renewd knew of it: the keeper was told once");
		break;
	case OUTCOME_ACKNOWLEDGED:
		text_add(out, " was not sent: somebody had responded");
		break;
	}
	if (line->policy != NULL)
		text_addf(out, " (policy %s)", line->policy);
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
	       a->message_count == 0 && strcmp(policy, other_policy) == 0;
}

size_t why_lines_same(const struct why_line *lines, size_t count)
{
	size_t same = 1;

	while (same < count && says_the_same(&lines[same - 1], &lines[same])) {
		if (lines[0].ledger->settled.outcome == OUTCOME_SUPERSEDED &&
		    (same == STEPS_MAX || lines[same].message_count > 0 ||
		     !explain_steps_fit(lines[0].ledger->settled.step,
					lines[same].ledger->settled.step)))
			break;
		same++;
	}
	return same;
}

static void add_superseded(struct text *out, const struct why_line *lines, size_t count)
{
	const struct settled *first = &lines[0].ledger->settled;
	struct step steps[STEPS_MAX];

	for (size_t i = 0; i < count; i++)
		steps[i] = lines[i].ledger->settled.step;
	text_add(out, "the reminders ");
	explain_steps(out, first->kind, steps, count, first->deadline);
	text_add(out, " were not sent: a later one about the same day took their place");
}

static void add_unwatched(struct text *out, const struct why_line *lines, size_t count)
{
	const struct settled *first = &lines[0].ledger->settled;

	text_addf(out, "all %zu reminders about %s (", count, explain_deadline(first->kind));
	words_day(out, first->deadline);
	text_add(out, ") had passed before renewd knew of it: the keeper was told once");
}

void why_lines_words(struct text *out, const struct why_line *lines, size_t count)
{
	const struct ledger_line *first = lines[0].ledger;

	if (count == 1) {
		why_line_words(out, first);
		return;
	}
	if (first->settled.outcome == OUTCOME_SUPERSEDED)
		add_superseded(out, lines, count);
	else
		add_unwatched(out, lines, count);
	if (first->policy != NULL)
		text_addf(out, " (policy %s)", first->policy);
}
