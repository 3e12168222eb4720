#include "cli/preview.h"

#include <errno.h>

#include "cli/display.h"
#include "cli/explain.h"
#include "cli/table.h"
#include "core/cleanup.h"
#include "message/words.h"
#include "message/words_digest.h"

static const struct table_column entry_columns[] = {
	{"ID", ALIGN_RIGHT, 0, 0},
	{"AGREEMENT", ALIGN_LEFT, 14, 0},
	{"WHAT", ALIGN_LEFT, 16, 1},
	{"WHY", ALIGN_LEFT, 12, 2},
};

static enum style urgency_style(const struct entry *entry, struct day day)
{
	switch (words_urgency(entry, day)) {
	case URGENCY_ENDED:
		return STYLE_BAD;
	case URGENCY_WEEK:
	case URGENCY_MONTH:
		return STYLE_WARNING;
	case URGENCY_LATER:
	case URGENCY_OTHER:
	case URGENCY_RENEWED:
		break;
	}
	return STYLE_PLAIN;
}

static void add_entry(struct table *table, const struct preview *preview,
		      const struct message *message, size_t index)
{
	const struct entry *entry = &message->document.entries[index];
	CLEANUP(text_done) struct text partners = {0};
	CLEANUP(text_done) struct text matter = {0};
	CLEANUP(text_done) struct text why = {0};

	words_partners(&partners, entry);
	words_matter(&matter, entry, preview->day);
	preview_explain(&why, entry, preview_entry(preview, message, index), preview->day);
	table_addf(table, STYLE_PLAIN, "%lld", (long long)entry->agreement_id);
	table_add(table, STYLE_PLAIN, text_string(&partners));
	table_add(table, urgency_style(entry, preview->day), text_string(&matter));
	table_add(table, STYLE_DIM, text_string(&why));
	if (text_failed(&partners) || text_failed(&matter) || text_failed(&why))
		table->failed = true;
}

/* How many entries from `from` on are in the same section of a digest; all of another message. */
static size_t section_length(const struct document *document, size_t from)
{
	size_t end = from + 1;

	while (end < document->entry_count &&
	       document->entries[end].section == document->entries[from].section)
		end++;
	return end - from;
}

static int print_heading(const struct preview *preview, const struct document *document,
			 enum section section)
{
	CLEANUP(text_done) struct text line = {0};

	if (section == SECTION_NONE)
		return 0;
	text_addf(&line, "   %s:\n", words_section(document, section));
	if (text_failed(&line))
		return -ENOMEM;
	terminal_write(&preview->cli->out, &line);
	return 0;
}

static enum exit_status print_entries(const struct preview *preview, const struct message *message)
{
	const struct document *document = &message->document;
	int result = 0;
	size_t length;

	for (size_t i = 0; i < document->entry_count && result == 0; i += length) {
		CLEANUP(table_done) struct table table;

		length = section_length(document, i);
		table_init(&table, entry_columns, sizeof(entry_columns) / sizeof(entry_columns[0]));
		for (size_t at = i; at < i + length; at++)
			add_entry(&table, preview, message, at);
		result = print_heading(preview, document, document->entries[i].section);
		if (result == 0)
			result = table_print(&table, &preview->cli->out);
	}
	return result == 0 ? EXIT_DONE : cli_failed("writing", result);
}

/* What else a message has, each on a line of its own. */
static void add_notes(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text meant = {0};

	words_meant(&meant, document);
	if (meant.length > 0) {
		text_add(out, "   ");
		display_add(out, text_string(&meant));
		text_add_char(out, '\n');
	}
	out->failed |= meant.failed;
	if (document->undelivered_total > 0)
		text_addf(out, "   with %zu message%s that could not be delivered\n",
			  document->undelivered_total, document->undelivered_total == 1 ? "" : "s");
	if (document->problem_total > 0)
		text_addf(out, "   with %zu problem%s of registers\n", document->problem_total,
			  document->problem_total == 1 ? "" : "s");
}

static enum exit_status print_message(const struct preview *preview, size_t number,
				      const struct message *message)
{
	const struct run_delivery *delivery = message->delivery;
	CLEANUP(text_done) struct text head = {0};
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text harmless = {0};
	bool has_address = delivery->address.address[0] != '\0';

	text_addf(&line, "%zu. To %s%s%s%s over %s: ", number, message->document.recipient,
		  has_address ? " <" : "", delivery->address.address, has_address ? ">" : "",
		  delivery->address.channel);
	words_subject(&line, &message->document, preview->day);
	text_add_char(&head, '\n');
	display_add(&harmless, text_string(&line));
	terminal_add(&preview->cli->out, &head, STYLE_HEADING, text_string(&harmless));
	text_add_char(&head, '\n');
	add_notes(&head, &message->document);
	if (text_failed(&line) || text_failed(&harmless) || text_failed(&head))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&preview->cli->out, &head);
	return print_entries(preview, message);
}

static enum exit_status print_summary(const struct preview *preview)
{
	CLEANUP(text_done) struct text line = {0};
	size_t messages = preview->planned.run.delivery_count;
	size_t notices = run_notices(&preview->planned.run);

	if (preview_is_moved(preview)) {
		preview_moved_words(&line, preview);
		text_add(&line, ".\n");
	}
	text_add(&line, "A run on ");
	words_weekday(&line, preview->day);
	text_addf(&line, " would send %zu message%s with %zu reminder%s.\n", messages,
		  messages == 1 ? "" : "s", notices, notices == 1 ? "" : "s");
	if (!day_is_none(preview_run_before(preview))) {
		preview_before_words(&line, preview);
		text_add(&line, ".\n");
	}
	if (preview->is_gap)
		text_addf(
			&line,
			"The last run was more than %d days before: the keeper alone is told, and "
			"the run of the next working day sends them.\n",
			RUN_GAP_DAYS);
	if (text_failed(&line))
		return cli_failed("writing", -ENOMEM);
	terminal_write(&preview->cli->out, &line);
	return EXIT_DONE;
}

enum exit_status preview_print_text(const struct preview *preview)
{
	enum exit_status status = print_summary(preview);

	for (size_t i = 0; i < preview->planned.run.delivery_count && status == EXIT_DONE; i++) {
		CLEANUP(message_done) struct message message = {0};

		status = message_make(preview, i, &message);
		if (status == EXIT_DONE)
			status = print_message(preview, i + 1, &message);
	}
	return status;
}
