/*
 * Slack counts characters; which ones, it does not say. We count as UTF-16 does, where an emoji is
 * two, so that any way of counting is within the limits.
 */
#include "courier/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "courier/render_fit.h"
#include "courier/render_view.h"
#include "message/tidy.h"
#include "message/words.h"

/* How much of each piece is shown. What a section is made of stays below its limit in sum. */
#define TITLE_MAX   700
#define MATTER_MAX  300
#define REMARKS_MAX 900
#define FACTS_MAX   900
#define OPENING_MAX 2500
#define ROW_MAX	    400 /* of the compact list */

/* So many problems are shown. */
#define PROBLEMS_SHOWN 10

/* What a message is made of while it is tried how much fits. */
struct message {
	const struct job *job;
	const struct document *document;
	struct render_view view;
	json_t *blocks;
	bool failed;
};

static size_t units(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t at = 0; at < length;) {
		size_t step = text_utf8(text + at, length - at, NULL);

		count += step == 4 ? 2 : 1;
		at += step == 0 ? 1 : step;
	}
	return count;
}

/* What Slack would read as markup. Escaped, "<!channel>" calls nobody. */
static const char *escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

/* The bytes of text that take at most limit units once they are escaped. */
static size_t fit(const char *text, size_t length, size_t limit)
{
	size_t used = 0, at = 0;

	while (at < length) {
		size_t step = text_utf8(text + at, length - at, NULL);
		const char *escape = escape_of(text[at]);

		used += escape == NULL ? units(text + at, step) : strlen(escape);
		if (used > limit)
			break;
		at += step == 0 ? 1 : step;
	}
	return at;
}

/* Appends a tidy text escaped, in at most limit units, and empties it for the next. */
static void add_escaped(struct text *out, struct text *text, size_t limit)
{
	const char *bytes = text_string(text);
	size_t length = text->length;
	bool is_cut = fit(bytes, length, limit) < length;

	if (is_cut)
		length = tidy_cut(bytes, length, fit(bytes, length, limit - 1));
	for (size_t at = 0; at < length;) {
		size_t plain = strcspn(bytes + at, "&<>");

		plain = plain < length - at ? plain : length - at;
		text_add_n(out, bytes + at, plain);
		at += plain;
		if (at < length)
			text_add(out, escape_of(bytes[at++]));
	}
	if (is_cut)
		text_add(out, "…");
	out->failed |= text->failed;
	text_clear(text);
}

/* Appends a block to the message; takes block, which is NULL when memory was short. */
static void add_block(struct message *message, json_t *block)
{
	if (json_array_append_new(message->blocks, block) != 0)
		message->failed = true;
}

static json_t *text_object(const char *type, const struct text *text)
{
	return json_pack("{s:s, s:s%}", "type", type, "text", text_string(text), text->length);
}

/* A section of markup; empties the text. */
static void add_section(struct message *message, struct text *text)
{
	if (text->length > 0)
		add_block(message, json_pack("{s:s, s:o}", "type", "section", "text",
					     text_object("mrkdwn", text)));
	message->failed |= text->failed;
	text_clear(text);
}

static void add_head(struct message *message)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};

	words_subject(&plain, message->document, message->job->as_of);
	add_escaped(&text, &plain, RENDER_SLACK_HEADER);
	message->failed |= text.failed;
	add_block(message, json_pack("{s:s, s:o}", "type", "header", "text",
				     text_object("plain_text", &text)));
	text_clear(&text);
	words_opening(&plain, message->document, message->job->as_of);
	add_escaped(&text, &plain, OPENING_MAX);
	add_section(message, &text);
}

/* "Type: Memorandum · Owner: Faculty of Law" */
static void add_facts(struct text *out, const struct entry *entry)
{
	CLEANUP(text_done) struct text value = {0};
	CLEANUP(text_done) struct text line = {0};
	const char *label;

	for (size_t i = 0; (label = render_view_fact(i, entry, &value)) != NULL; i++) {
		if (value.length > 0)
			text_addf(&line, "%s%s: %s", line.length == 0 ? "" : " · ", label,
				  text_string(&value));
		line.failed |= value.failed;
		text_clear(&value);
	}
	add_escaped(out, &line, FACTS_MAX);
}

static void add_entry(struct message *message, const struct entry *entry)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};

	words_partners(&plain, entry);
	text_add(&text, "*");
	add_escaped(&text, &plain, TITLE_MAX);
	text_add(&text, "*\n");
	words_matter(&plain, entry, message->job->as_of);
	add_escaped(&text, &plain, MATTER_MAX);
	words_remarks(&plain, entry, message->job->as_of);
	if (plain.length > 0)
		text_add(&text, " ");
	add_escaped(&text, &plain, REMARKS_MAX);
	text_add(&text, "\n");
	add_facts(&text, entry);
	add_section(message, &text);
}

/* Appends a line to a list, which becomes a section when the line does not fit any more. */
static void add_line(struct message *message, struct text *list, struct text *line)
{
	CLEANUP(text_done) struct text escaped = {0};

	add_escaped(&escaped, line, ROW_MAX);
	if (units(text_string(list), list->length) + 3 +
		    units(text_string(&escaped), escaped.length) >
	    RENDER_SLACK_SECTION)
		add_section(message, list);
	text_addf(list, "%s• %s", list->length == 0 ? "" : "\n", text_string(&escaped));
	list->failed |= escaped.failed;
}

static void add_rows(struct message *message, size_t shown)
{
	CLEANUP(text_done) struct text list = {0};
	CLEANUP(text_done) struct text line = {0};

	for (size_t i = message->view.detailed; i < shown; i++) {
		const struct entry *entry = message->view.entries[i];

		if (render_view_has_day(entry)) {
			render_view_day(&line, entry);
			text_add(&line, ", ");
		}
		render_view_brief(&line, entry, message->job->as_of);
		text_add(&line, ": ");
		words_partners(&line, entry);
		text_add(&line, " · ");
		if (message->view.has_keys)
			render_view_keys(&line, entry);
		else
			render_view_key(&line, entry);
		add_line(message, &list, &line);
	}
	add_section(message, &list);
}

static void add_problems(struct message *message)
{
	const struct document *document = message->document;
	CLEANUP(text_done) struct text list = {0};
	CLEANUP(text_done) struct text line = {0};
	size_t shown =
		document->problem_count < PROBLEMS_SHOWN ? document->problem_count : PROBLEMS_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		render_view_place(&line, &document->problems[i]);
		text_addf(&line, "%s%s", line.length > 0 ? ": " : "", document->problems[i].text);
		add_line(message, &list, &line);
	}
	if (shown < document->problem_total) {
		text_addf(&line, "and %zu more problems", document->problem_total - shown);
		add_line(message, &list, &line);
	}
	add_section(message, &list);
}

/* How many entries were left out and where they are; how to name this message when asking. */
static void add_foot(struct message *message, size_t shown)
{
	const char *reply_to = message->document->office.reply_to;
	size_t left_out = message->view.count - shown;
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};

	if (left_out > 0) {
		text_addf(&plain,
			  "%zu more %s left out here. The full list is in the mail about "
			  "this, or with the keeper of the register",
			  left_out, left_out == 1 ? "agreement is" : "agreements are");
		if (reply_to != NULL)
			text_addf(&plain, " (%s)", reply_to);
		text_add(&plain, ".");
		add_escaped(&text, &plain, ROW_MAX);
		add_section(message, &text);
	}
	text_addf(&plain, "To %s. Reference: %s", message->document->recipient, message->job->id);
	add_escaped(&text, &plain, ROW_MAX);
	message->failed |= text.failed;
	add_block(message, json_pack("{s:s, s:[o]}", "type", "context", "elements",
				     text_object("mrkdwn", &text)));
}

static char *make_body(const void *context, size_t shown, bool *ret_fits)
{
	struct message message = *(const struct message *)context;
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};
	size_t detailed = message.view.detailed < shown ? message.view.detailed : shown;
	json_t *root;
	char *body;

	message.blocks = json_array();
	add_head(&message);
	for (size_t i = 0; i < detailed; i++)
		add_entry(&message, message.view.entries[i]);
	add_rows(&message, shown);
	add_problems(&message);
	add_foot(&message, shown);
	words_subject(&plain, message.document, message.job->as_of);
	add_escaped(&text, &plain, OPENING_MAX);
	*ret_fits = json_array_size(message.blocks) <= RENDER_SLACK_BLOCKS;
	root = json_pack("{s:s%, s:o}", "text", text_string(&text), text.length, "blocks",
			 message.blocks);
	body = message.failed || text.failed ? NULL : json_dumps(root, JSON_COMPACT);
	json_decref(root);
	if (body != NULL && units(body, strlen(body)) > RENDER_SLACK_MAX)
		*ret_fits = false;
	return body;
}

int render_slack(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct message message = {.job = job, .document = document};
	int result = render_view_make(document, job->as_of, &arena, &message.view);

	if (result < 0)
		return result;
	return render_fit(make_body, &message, document->entry_count, out);
}
