/*
 * The pieces of a body for Slack, their texts counted and without what it would read as markup.
 *
 * Slack counts characters; which ones, it does not say. We count as UTF-16 does, where an emoji is
 * two, so that any way of counting is within the limits.
 */
#ifndef RENEWD_COURIER_RENDER_SLACK_H
#define RENEWD_COURIER_RENDER_SLACK_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "core/text.h"
#include "courier/render_view.h"
#include "wire/job.h"

/* What a message is made of while it is tried how much fits. */
struct slack_message {
	const struct job *job;
	const struct document *document;
	struct render_view view;
	bool is_tight; /* the lists below the entries are short, so that there is room for these */
	json_t *blocks;
	bool failed;
};

/* A section of markup; empties the text. Nothing for an empty one. */
void slack_section(struct slack_message *message, struct text *text);

/* The compact list of the entries after those in detail, up to the first shown ones. */
void slack_rows(struct slack_message *message, size_t shown);

void slack_undelivered(struct slack_message *message);
void slack_problems(struct slack_message *message);

size_t slack_units(const char *text, size_t length);

/* Appends a tidy text escaped, in at most limit units, and empties it for the next. */
void slack_escape(struct text *out, struct text *text, size_t limit);

#endif
