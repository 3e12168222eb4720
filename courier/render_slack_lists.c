/* The lists of a body for Slack: entries in short, what could not be delivered, problems. */
#include "courier/render_slack.h"

#include "core/cleanup.h"
#include "courier/render.h"
#include "message/words.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"

/* How much of a row is shown, and of what a digest adds to it; of an item of the other lists. */
#define ROW_MAX	 400
#define ITEM_MAX 200

/* So many problems are shown, fewer where it is tight, and so many messages that did not arrive. */
#define PROBLEMS_SHOWN	  10
#define TIGHT_PROBLEMS	  5
#define UNDELIVERED_SHOWN 3

/* Appends markup to a list, which becomes a section when it does not fit any more. */
static void add_piece(struct slack_message *message, struct text *list, const struct text *piece)
{
	if (slack_units(text_string(list), list->length) + 1 +
		    slack_units(text_string(piece), piece->length) >
	    RENDER_SLACK_SECTION)
		slack_section(message, list);
	text_addf(list, "%s%s", list->length == 0 ? "" : "\n", text_string(piece));
	list->failed |= piece->failed;
}

/* A heading in a list, between the marks of bold or italic letters. */
static void add_heading(struct slack_message *message, struct text *list, struct text *heading,
			const char *mark)
{
	CLEANUP(text_done) struct text piece = {0};

	if (heading->length > 0) {
		text_add(&piece, mark);
		slack_escape(&piece, heading, ROW_MAX);
		text_add(&piece, mark);
		add_piece(message, list, &piece);
	}
	list->failed |= heading->failed;
}

/* A line of a list, and what follows it. */
static void add_line(struct slack_message *message, struct text *list, struct text *line,
		     size_t limit, struct text *rest)
{
	CLEANUP(text_done) struct text piece = {0};

	text_add(&piece, "• ");
	slack_escape(&piece, line, limit);
	if (rest != NULL && rest->length > 0) {
		text_add(&piece, " ");
		slack_escape(&piece, rest, limit);
	}
	add_piece(message, list, &piece);
}

static void describe(struct text *line, const struct slack_message *message,
		     const struct entry *entry)
{
	if (render_view_has_day(entry)) {
		render_view_day(line, entry);
		text_add(line, ", ");
	}
	render_view_brief(line, entry, message->job->as_of);
	text_add(line, ": ");
	words_partners(line, entry);
	text_add(line, " · ");
	if (message->view.has_keys)
		render_view_keys(line, entry);
	else
		render_view_key(line, entry);
}

static void add_headings(struct slack_message *message, struct text *list, size_t index)
{
	CLEANUP(text_done) struct text heading = {0};

	/* "And 590 more" would be wrong where some of them are left out. */
	if (!message->view.has_sections)
		return;
	render_view_heading(&heading, &message->view, index);
	add_heading(message, list, &heading, "*");
	render_view_owner(&heading, &message->view, index);
	add_heading(message, list, &heading, "_");
}

void slack_rows(struct slack_message *message, size_t shown)
{
	CLEANUP(text_done) struct text list = {0};
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text told = {0};

	for (size_t i = message->view.detailed; i < shown; i++) {
		const struct entry *entry = message->view.entries[i];

		add_headings(message, &list, i);
		describe(&line, message, entry);
		if (message->view.has_sections) {
			text_add(&line, ".");
			words_follow_told(&told, entry, message->job->as_of);
		}
		add_line(message, &list, &line, ROW_MAX, &told);
	}
	slack_section(message, &list);
}

void slack_undelivered(struct slack_message *message)
{
	const struct document *document = message->document;
	CLEANUP(text_done) struct text list = {0};
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text rest = {0};
	size_t count = document->undelivered_count;
	size_t shown = count < UNDELIVERED_SHOWN ? count : UNDELIVERED_SHOWN;

	if (count > 0) {
		text_add(&line, UNDELIVERED_HEADING);
		add_heading(message, &list, &line, "*");
	}
	for (size_t i = 0; i < shown; i++) {
		words_undelivered_subject(&line, &document->undelivered[i]);
		text_add(&line, ".");
		words_undelivered(&rest, &document->undelivered[i]);
		add_line(message, &list, &line, ITEM_MAX, &rest);
	}
	if (shown < document->undelivered_total) {
		text_addf(&line, "and %zu more messages", document->undelivered_total - shown);
		add_line(message, &list, &line, ITEM_MAX, NULL);
	}
	slack_section(message, &list);
}

void slack_problems(struct slack_message *message)
{
	const struct document *document = message->document;
	CLEANUP(text_done) struct text list = {0};
	CLEANUP(text_done) struct text line = {0};
	size_t most = message->is_tight ? TIGHT_PROBLEMS : PROBLEMS_SHOWN;
	size_t shown = document->problem_count < most ? document->problem_count : most;
	size_t limit = message->is_tight ? ITEM_MAX : ROW_MAX;

	if (document->kind == DELIVERY_DIGEST && document->problem_total > 0) {
		text_add(&line, words_problems_heading(document));
		add_heading(message, &list, &line, "*");
	}
	for (size_t i = 0; i < shown; i++) {
		render_view_place(&line, &document->problems[i]);
		text_addf(&line, "%s%s", line.length > 0 ? ": " : "", document->problems[i].text);
		add_line(message, &list, &line, limit, NULL);
	}
	if (shown < document->problem_total) {
		text_addf(&line, "and %zu more problems", document->problem_total - shown);
		add_line(message, &list, &line, limit, NULL);
	}
	slack_section(message, &list);
}
