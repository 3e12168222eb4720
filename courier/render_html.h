/*
 * The pieces of the HTML part of a mail: what its lists share with the page around them.
 */
#ifndef RENEWD_COURIER_RENDER_HTML_H
#define RENEWD_COURIER_RENDER_HTML_H

#include "core/day.h"
#include "core/text.h"
#include "courier/render_view.h"
#include "message/words.h"

/* Class and colour of each urgency, on white; dark colours are in the style sheet. */
struct html_urgency {
	const char *class;
	const char *colour;
};
struct html_urgency html_urgency(enum urgency urgency);

/* Appends text with what HTML would read as markup escaped. */
void html_escape(struct text *out, const char *text);

/* Appends line escaped and empties it for the next. */
void html_line(struct text *out, struct text *line);

/* The compact table with its headings; what could not be delivered; problems. Nothing for none. */
void html_rows(struct text *out, const struct render_view *view, struct day as_of);
void html_undelivered(struct text *out, const struct document *document);
void html_problems(struct text *out, const struct document *document);

#endif
