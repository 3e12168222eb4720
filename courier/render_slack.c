/*
 * The body for Slack: as many entries as its limits allow.
 */
#include "courier/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "courier/render_fit.h"
#include "courier/render_slack.h"
#include "courier/render_view.h"
#include "message/words.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"

/* How much of each piece is shown. What a section is made of stays below its limit in sum. */
#define TITLE_MAX   700
#define MATTER_MAX  300
#define REMARKS_MAX 900
#define FACTS_MAX   900
#define OPENING_MAX 2500
#define MEANT_MAX   500
#define FOOT_MAX    400

/* Appends a block to the message; takes block, which is NULL when memory was short. */
static void add_block(struct slack_message *message, json_t *block)
{
	if (json_array_append_new(message->blocks, block) != 0)
		message->failed = true;
}

static json_t *text_object(const char *type, const struct text *text)
{
	return json_pack("{s:s, s:s%}", "type", type, "text", text_string(text), text->length);
}

void slack_section(struct slack_message *message, struct text *text)
{
	if (text->length > 0)
		add_block(message, json_pack("{s:s, s:o}", "type", "section", "text",
					     text_object("mrkdwn", text)));
	message->failed |= text->failed;
	text_clear(text);
}

static void add_head(struct slack_message *message)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};

	words_subject(&plain, message->document, message->job->as_of);
	slack_escape(&text, &plain, RENDER_SLACK_HEADER);
	message->failed |= text.failed;
	add_block(message, json_pack("{s:s, s:o}", "type", "header", "text",
				     text_object("plain_text", &text)));
	text_clear(&text);
	words_meant(&plain, message->document);
	slack_escape(&text, &plain, MEANT_MAX);
	slack_section(message, &text);
	words_opening(&plain, message->document, message->job->as_of);
	slack_escape(&text, &plain, OPENING_MAX);
	slack_section(message, &text);
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
	slack_escape(out, &line, FACTS_MAX);
}

static void add_entry(struct slack_message *message, const struct entry *entry)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};

	words_partners(&plain, entry);
	text_add(&text, "*");
	slack_escape(&text, &plain, TITLE_MAX);
	text_add(&text, "*\n");
	words_matter(&plain, entry, message->job->as_of);
	slack_escape(&text, &plain, MATTER_MAX);
	words_remarks(&plain, entry, message->job->as_of);
	if (plain.length > 0)
		text_add(&text, " ");
	slack_escape(&text, &plain, REMARKS_MAX);
	text_add(&text, "\n");
	add_facts(&text, entry);
	slack_section(message, &text);
}

/* How many entries were left out and where they are; how to name this message when asking. */
static void add_foot(struct slack_message *message, size_t shown)
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
		slack_escape(&text, &plain, FOOT_MAX);
		slack_section(message, &text);
	}
	text_addf(&plain, "To %s. Reference: %s", message->document->recipient, message->job->id);
	slack_escape(&text, &plain, FOOT_MAX);
	message->failed |= text.failed;
	add_block(message, json_pack("{s:s, s:[o]}", "type", "context", "elements",
				     text_object("mrkdwn", &text)));
}

static char *make_body(const void *context, size_t shown, bool *ret_fits)
{
	struct slack_message message = *(const struct slack_message *)context;
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text text = {0};
	size_t detailed = message.view.detailed < shown ? message.view.detailed : shown;
	json_t *root;
	char *body;

	message.blocks = json_array();
	add_head(&message);
	for (size_t i = 0; i < detailed; i++)
		add_entry(&message, message.view.entries[i]);
	slack_rows(&message, shown);
	slack_undelivered(&message);
	slack_problems(&message);
	add_foot(&message, shown);
	words_subject(&plain, message.document, message.job->as_of);
	slack_escape(&text, &plain, OPENING_MAX);
	*ret_fits = json_array_size(message.blocks) <= RENDER_SLACK_BLOCKS;
	root = json_pack("{s:s%, s:o}", "text", text_string(&text), text.length, "blocks",
			 message.blocks);
	body = message.failed || text.failed ? NULL : json_dumps(root, JSON_COMPACT);
	json_decref(root);
	if (body != NULL && slack_units(body, strlen(body)) > RENDER_SLACK_MAX)
		*ret_fits = false;
	return body;
}

int render_slack(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct slack_message message = {
		.job = job, .document = document, .is_tight = document->kind == DELIVERY_DIGEST};
	int result = render_view_make(document, job->as_of, &arena, &message.view);

	if (result < 0)
		return result;
	result = render_fit(make_body, &message, document->entry_count, out);
	if (result != -EMSGSIZE)
		return result;
	message.is_tight = true;
	return render_fit(make_body, &message, document->entry_count, out);
}
