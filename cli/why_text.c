#include "cli/why.h"

#include "cli/facts.h"
#include "cli/parcel.h"
#include "core/cleanup.h"
#include "message/words.h"

static enum style outcome_style(enum outcome outcome)
{
	return outcome == OUTCOME_NOTICE ? STYLE_PLAIN : STYLE_DIM;
}

static void add_message(struct facts *facts, const struct why_message *message)
{
	CLEANUP(text_done) struct text words = {0};

	parcel_words(&words, message->delivery);
	facts_add(facts, parcel_style(message->delivery->state), "", "  %s", text_string(&words));
	/* One attempt that was the last word is in these words already. */
	for (size_t i = 0; message->attempt_count > 1 && i < message->attempt_count; i++) {
		text_clear(&words);
		parcel_attempt_words(&words, &message->attempts[i]);
		facts_add(facts, STYLE_DIM, "", "    %s", text_string(&words));
	}
	if (text_failed(&words))
		facts->out.failed = true;
}

/* A line of the ledger, or several that are told as one, with the messages of the last. */
static void add_entry(struct facts *facts, const struct why_line *lines, size_t count)
{
	const struct ledger_line *first = lines[0].ledger;
	CLEANUP(text_done) struct text words = {0};
	char day[DAY_TEXT_SIZE];

	why_lines_words(&words, lines, count);
	facts_add(facts, outcome_style(first->settled.outcome), day_format(first->settled.on, day),
		  "%s", text_string(&words));
	for (size_t i = 0; i < lines[count - 1].message_count; i++)
		add_message(facts, &lines[count - 1].messages[i]);
	if (text_failed(&words))
		facts->out.failed = true;
}

static void add_lines(struct facts *facts, const struct why *why)
{
	size_t same;

	for (size_t i = 0; i < why->line_count; i += same) {
		same = why_lines_same(&why->lines[i], why->line_count - i);
		add_entry(facts, &why->lines[i], same);
	}
}

static void add_recipients(struct facts *facts, const struct why *why)
{
	for (size_t i = 0; i < why->next.delivery_count; i++) {
		const struct run_delivery *delivery = &why->next.deliveries[i];
		bool has_address = delivery->address.address[0] != '\0';

		facts_add(facts, STYLE_PLAIN, "", "  to %s%s%s%s over %s", delivery->contact->name,
			  has_address ? " <" : "", delivery->address.address,
			  has_address ? ">" : "", delivery->address.channel);
	}
	if (!why->has_recipients)
		facts_add(facts, STYLE_PLAIN, "",
			  "  to whom is not known without a configuration (--config)");
}

static void add_next(struct facts *facts, const struct why *why)
{
	char day[DAY_TEXT_SIZE];

	facts_heading(facts, "What comes next");
	if (!why->has_next) {
		facts_add(facts, STYLE_PLAIN, "", "nothing: no reminder is to come");
		return;
	}
	for (size_t i = 0; i < why->next.entry_count; i++) {
		CLEANUP(text_done) struct text words = {0};

		why_next_words(&words, &why->next.entries[i]);
		facts_add(facts, STYLE_PLAIN, day_format(why->next.today, day), "%s",
			  text_string(&words));
		if (text_failed(&words))
			facts->out.failed = true;
	}
	add_recipients(facts, why);
}

enum exit_status why_print_text(const struct cli *cli, const struct why *why)
{
	CLEANUP(facts_done) struct facts facts = {.terminal = &cli->out};
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text last_day = {0};

	view_partners(&partners, &why->agreement);
	view_last_day(&last_day, &why->view);
	facts_heading(&facts, "Agreement %lld: %s", (long long)why->agreement.id,
		      text_string(&partners));
	facts_add(&facts, STYLE_PLAIN, "Last day", "%s", text_string(&last_day));
	facts_add(&facts, view_style(why->view.condition), "State", "%s",
		  condition_name(why->view.condition));
	facts_heading(&facts, "What happened");
	if (why->line_count == 0)
		facts_add(&facts, STYLE_PLAIN, "", "nothing yet: no run has decided about it");
	add_lines(&facts, why);
	add_next(&facts, why);
	if (text_failed(&partners) || text_failed(&last_day))
		facts.out.failed = true;
	return facts_print(&facts);
}
