/*
 * renewctl show: one agreement with all that is known about it.
 */
#include "cli/show.h"

#include "cli/deadlines.h"
#include "cli/facts.h"
#include "cli/history.h"
#include "cli/response.h"
#include "core/cleanup.h"
#include "core/renewal.h"
#include "intake/intake.h"
#include "message/words.h"

static int read_rest(struct cli *cli, int64_t id, struct shown *shown)
{
	struct arena *arena = &cli->arena;
	int result = store_problems(cli->store, id, /* only_untold= */ false, /* limit= */ 0, arena,
				    &shown->problems, &shown->problem_count);

	if (result == 0)
		result = store_audit(cli->store, id, arena, &shown->history, &shown->history_count);
	if (result == 0)
		result = store_edits(cli->store, id, arena, &shown->edits, &shown->edit_count);
	if (result == 0)
		result = store_history(cli->store, id, arena, &shown->planned);
	if (result == 0)
		result = store_responses(cli->store, id, arena, &shown->responses,
					 &shown->response_count);
	return result;
}

static enum exit_status read_shown(struct cli *cli, int64_t id, struct shown *shown)
{
	int result = store_agreement(cli->store, id, &cli->arena, &shown->agreement);

	if (result == 0)
		result = store_source(cli->store, id, &cli->arena, &shown->source);
	shown->has_source = result == 0;
	if (result == 0 || result == STORE_NOT_FOUND)
		result = read_rest(cli, id, shown);
	if (result != 0)
		return cli_store_failed(cli, result);
	shown->view = view_make(cli, &shown->agreement, cli->today);
	view_respond(&shown->view, cli, &shown->planned, cli->today);
	return EXIT_DONE;
}

/* ---- for people --------------------------------------------------------------------------- */

static void add_partners(struct facts *facts, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];
		const char *country =
			partner->country == NULL ? NULL : country_name(partner->country);

		if (country == NULL)
			country = partner->country_raw;
		facts_add(facts, STYLE_PLAIN, i == 0 ? "Partner" : "", "%s%s%s%s%s%s%s%s",
			  partner->name == NULL ? "(no name)" : partner->name,
			  partner->city == NULL ? "" : ", ",
			  partner->city == NULL ? "" : partner->city, country == NULL ? "" : ", ",
			  country == NULL ? "" : country, partner->country == NULL ? "" : " (",
			  partner->country == NULL ? "" : partner->country,
			  partner->country == NULL ? "" : ")");
	}
}

static void add_text(struct facts *facts, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		facts_add(facts, STYLE_DIM, label, "not known");
	else
		facts_add(facts, STYLE_PLAIN, label, "%s", text);
}

/* How it has gone on by itself: "renewed itself 3 times; this term until 2026-08-01". */
static void add_rolled(struct cli *cli, struct facts *facts, const struct agreement *agreement)
{
	struct self_renewal renewal = renewal_of(agreement, &cli->rules.dates);
	int32_t times = renewal_number_on(&renewal, cli->today);
	struct day last = renewal_last_day(&renewal, times).reckoned;
	char day[DAY_TEXT_SIZE];

	if (times == 0)
		return;
	if (day_is_none(last))
		facts_add(facts, STYLE_PLAIN, "",
			  "renewed itself on or about %s; for how long is not recorded",
			  day_format(renewal_last_day(&renewal, 0).reckoned, day));
	else
		facts_add(facts, STYLE_PLAIN, "", "renewed itself %d %s; this term until %s",
			  (int)times, times == 1 ? "time" : "times", day_format(last, day));
}

static void add_renewal(struct facts *facts, const struct agreement *agreement)
{
	const struct renews *renews = &agreement->renews;
	char every[SPAN_TEXT_SIZE], notice[NOTICE_TEXT_SIZE];

	facts_add(facts, STYLE_PLAIN, "Renewal", "%s%s%s", renewal_name(agreement->renewal),
		  renews->every.n == 0 ? "" : " every ",
		  renews->every.n == 0 ? "" : span_format(renews->every, every));
	if (renews->times > 0)
		facts_add(facts, STYLE_PLAIN, "", "%d %s at the most", renews->times,
			  renews->times == 1 ? "time" : "times");
	if (notice_is_known(agreement->notice))
		facts_add(facts, STYLE_PLAIN, "Notice", "%s",
			  notice_format(agreement->notice, notice));
}

static void add_days(struct cli *cli, struct facts *facts, const struct shown *shown)
{
	const struct agreement *agreement = &shown->agreement;
	CLEANUP(text_done) struct text last_day = {0};
	CLEANUP(text_done) struct text distance = {0};
	char day[DAY_TEXT_SIZE];

	add_text(facts, "Signed", vague_format(agreement->signed_on, day));
	view_last_day(&last_day, &shown->view);
	facts_add(facts, STYLE_PLAIN, "Last day", "%s%s%s%s", text_string(&last_day),
		  agreement->last_day_raw == NULL ? "" : " (the register says: ",
		  agreement->last_day_raw == NULL ? "" : agreement->last_day_raw,
		  agreement->last_day_raw == NULL ? "" : ")");
	if (shown->view.has_days_left)
		words_distance(&distance, cli->today, shown->view.last_day.reckoned);
	facts_add(facts, view_style(shown->view.condition), "State", "%s%s%s",
		  condition_name(shown->view.condition), distance.length == 0 ? "" : ", last day ",
		  text_string(&distance));
	if (vague_is_known(agreement->terminated_on))
		facts_add(facts, STYLE_WARNING, "Terminated", "in force through %s",
			  vague_format(agreement->terminated_on, day));
	add_renewal(facts, agreement);
	add_rolled(cli, facts, agreement);
	if (text_failed(&last_day) || text_failed(&distance))
		facts->out.failed = true;
}

static void add_terms(struct cli *cli, struct facts *facts, const struct agreement *agreement)
{
	char start[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];

	if (agreement->term_count < 2 && agreement->terms[0].length.n == 0)
		return;
	facts_heading(facts, "Terms");
	for (size_t i = 0; i < agreement->term_count; i++) {
		const struct term *term = &agreement->terms[i];
		struct last_day last_day =
			term_last_day(term, agreement->signed_on, &cli->rules.dates);

		facts_add(facts, STYLE_PLAIN, term_kind_name(term->kind), "from %s%s%s until %s",
			  vague_is_known(term->start) ? vague_format(term->start, start)
						      : "an unknown day",
			  term->length.n == 0 ? "" : " for ",
			  term->length.n == 0 ? "" : span_format(term->length, length),
			  vague_is_known(last_day.given) ? vague_format(last_day.given, last)
							 : "an unknown day");
	}
}

static void add_edits(struct facts *facts, const struct shown *shown)
{
	for (size_t i = 0; i < shown->edit_count; i++)
		facts_add(facts, STYLE_PLAIN, i == 0 ? "Set by hand" : "", "%s: %s (by %s)",
			  shown->edits[i].field, shown->edits[i].value, shown->edits[i].who);
}

static void add_source(struct facts *facts, const struct shown *shown)
{
	if (shown->has_source) {
		facts_heading(facts, "Line %u of %s%s%s", shown->source.line, shown->source.path,
			      shown->source.part == NULL ? "" : ", ",
			      shown->source.part == NULL ? "" : shown->source.part);
		facts_add(facts, STYLE_DIM, "", "%s", shown->source.text);
	}
	if (shown->problem_count == 0)
		return;
	facts_heading(facts, "Problems");
	for (size_t i = 0; i < shown->problem_count; i++)
		facts_add(facts, STYLE_WARNING, shown->problems[i].code, "%s",
			  shown->problems[i].text);
}

static enum exit_status print_text(struct cli *cli, const struct shown *shown)
{
	const struct agreement *agreement = &shown->agreement;
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};
	CLEANUP(text_done) struct text partners = {0};
	char day[DAY_TEXT_SIZE];

	view_partners(&partners, agreement);
	facts_heading(&facts, "Agreement %lld: %s", (long long)agreement->id,
		      text_string(&partners));
	add_partners(&facts, agreement);
	add_text(&facts, "Number", agreement->registration_number);
	facts_add(&facts, STYLE_PLAIN, "Register", "%s%s%s", agreement->register_name,
		  agreement->row == NULL ? "" : ", row ",
		  agreement->row == NULL ? "" : agreement->row);
	add_text(&facts, "Type", agreement->type);
	add_days(cli, &facts, shown);
	add_text(&facts, "Owner", agreement->owner);
	if (agreement->link != NULL)
		facts_add(&facts, STYLE_PLAIN, "Link", "%s", agreement->link);
	if (agreement->note != NULL)
		facts_add(&facts, STYLE_PLAIN, "Note", "%s", agreement->note);
	add_text(&facts, "Known since", day_format(agreement->known_on, day));
	add_edits(&facts, shown);
	deadlines_add(cli, &facts, &shown->agreement, &shown->planned);
	add_terms(cli, &facts, agreement);
	response_add_all(&facts, shown->responses, shown->response_count, shown->agreement.notice);
	add_source(&facts, shown);
	history_add(&facts, shown->history, shown->history_count);
	if (text_failed(&partners))
		facts.out.failed = true;
	return facts_print(&facts);
}

static enum exit_status show_run(struct cli *cli, const struct args *args)
{
	struct shown shown = {0};
	int64_t id;
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);

	if (status == EXIT_DONE)
		status = cli_find(cli, args->words[0], &id);
	if (status == EXIT_DONE)
		status = read_shown(cli, id, &shown);
	if (status == EXIT_DONE)
		status = cli->is_json ? show_print_json(cli, &shown) : print_text(cli, &shown);
	return status;
}

const struct command command_show = {
	.name = "show",
	.run = show_run,
	.words = "ID",
	.words_min = 1,
	.words_max = 1,
	.summary = "Show one agreement with all that is known about it.",
	.description = "ID is that of \"renewctl list\", or the registration number when only one "
		       "agreement has it. Also shows the line of the register that it came from, "
		       "and what was wrong with it.",
};
