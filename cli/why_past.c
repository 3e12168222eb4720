/* What happened to an agreement, from the store. */
#include <errno.h>
#include <stdlib.h>

#include "cli/why.h"

static int read_messages(struct cli *cli, struct why_line *line)
{
	struct delivery_filter filter = {.notice_id = line->ledger->id};
	struct why_message *messages;
	struct delivery *deliveries;
	size_t count;
	int result = store_deliveries(cli->store, &filter, &cli->arena, &deliveries, &count);

	if (result != 0)
		return result;
	messages = arena_take_array(&cli->arena, count, sizeof(*messages));
	if (messages == NULL)
		return -ENOMEM;
	/* They come newest first; told in the order in which they happened. */
	for (size_t i = 0; i < count; i++) {
		struct why_message *message = &messages[i];
		struct attempt *attempts;

		message->delivery = &deliveries[count - 1 - i];
		result = store_attempts(cli->store, message->delivery->number, &cli->arena,
					&attempts, &message->attempt_count);
		if (result != 0)
			return result;
		message->attempts = attempts;
	}
	line->messages = messages;
	line->message_count = count;
	return 0;
}

/* In the order in which things happened. */
static int compare(const void *a, const void *b)
{
	const struct ledger_line *left = a;
	const struct ledger_line *right = b;
	int order = day_compare(left->settled.on, right->settled.on);

	if (order != 0)
		return order;
	return left->id < right->id ? -1 : left->id > right->id;
}

/* ---- what it came of ------------------------------------------------------------------------ */

static bool is_about_same(const struct settled *a, const struct settled *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == DEADLINE_END && a->term_seq != b->term_seq)
		return false;
	/* Of a series, what was said of one review is said of those before. */
	return a->kind == DEADLINE_REVIEW || a->kind == DEADLINE_UNKNOWN ||
	       plan_is_correction(a->deadline, b->deadline);
}

/* Whether a says better than b what b would have said. */
static bool says_it_instead(const struct ledger_line *a, const struct ledger_line *b)
{
	return a->settled.outcome == OUTCOME_NOTICE && a->settled.step.kind != STEP_RENEWED &&
	       is_about_same(&a->settled, &b->settled) &&
	       day_compare(a->settled.on, b->settled.on) <= 0;
}

/* The notice of the same run; else the last one before it. */
static const struct ledger_line *find_superseding(const struct ledger_line *ledger, size_t count,
						  const struct ledger_line *line)
{
	const struct ledger_line *best = NULL;

	for (size_t i = 0; i < count; i++) {
		if (says_it_instead(&ledger[i], line) &&
		    (best == NULL || compare(&ledger[i], best) > 0))
			best = &ledger[i];
	}
	return best;
}

/* The response that counted when the run was made. */
static const struct store_response *find_response(const struct why *why,
						  const struct ledger_line *line)
{
	const struct store_response *last = NULL;

	for (size_t i = 0; i < why->response_count; i++) {
		const struct store_response *stored = &why->responses[i];
		const struct settled about = {.kind = stored->response.about,
					      .term_seq = stored->response.term_seq,
					      .deadline = stored->response.deadline};

		if (stored->at_ms <= line->at_ms && is_about_same(&about, &line->settled) &&
		    plan_is_correction(about.deadline, line->settled.deadline))
			last = stored;
	}
	return last;
}

/* Since when nobody had responded, when with this notice others are told for the first time. */
static struct day escalates_since(const struct ledger_line *ledger, size_t count,
				  const struct ledger_line *line)
{
	struct day first = DAY_NONE;

	if (line->settled.outcome != OUTCOME_NOTICE || line->settled.step.kind == STEP_RENEWED)
		return DAY_NONE;
	for (size_t i = 0; i < count; i++) {
		if (ledger[i].id >= line->id || ledger[i].settled.step.kind == STEP_RENEWED ||
		    !says_it_instead(&ledger[i], line))
			continue;
		if (ledger[i].settled.level >= line->settled.level)
			return DAY_NONE;
		if (day_is_none(first))
			first = ledger[i].settled.on;
		first = day_earlier(first, ledger[i].settled.on);
	}
	return first;
}

static void explain(const struct why *why, const struct ledger_line *ledger, size_t count,
		    struct why_line *line)
{
	line->escalates_since = escalates_since(ledger, count, line->ledger);
	if (line->ledger->settled.outcome == OUTCOME_SUPERSEDED)
		line->superseded_by = find_superseding(ledger, count, line->ledger);
	if (line->ledger->settled.outcome == OUTCOME_ACKNOWLEDGED)
		line->response = find_response(why, line->ledger);
}

int why_read(struct cli *cli, struct why *why)
{
	struct ledger_line *ledger;
	struct why_line *lines;
	size_t count;
	int result = store_responses(cli->store, why->agreement.id, &cli->arena, &why->responses,
				     &why->response_count);

	if (result == 0)
		result = store_ledger(cli->store, why->agreement.id, &cli->arena, &ledger, &count);
	if (result != 0)
		return result;
	lines = arena_take_array(&cli->arena, count, sizeof(*lines));
	if (lines == NULL)
		return -ENOMEM;
	if (count > 0)
		qsort(ledger, count, sizeof(*ledger), compare);
	for (size_t i = 0; i < count && result == 0; i++) {
		lines[i].ledger = &ledger[i];
		explain(why, ledger, count, &lines[i]);
		result = read_messages(cli, &lines[i]);
	}
	why->lines = lines;
	why->line_count = count;
	return result;
}
