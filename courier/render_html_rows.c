/* The lists of the HTML part of a mail. */
#include "courier/render_html.h"

#include "core/cleanup.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"

static void add_heading(struct text *out, struct text *heading)
{
	text_add(out, "<h2 class=\"ink\" style=\"margin:22px 0 8px;font-size:17px;line-height:23px;"
		      "font-weight:600;color:#1d2939\">");
	html_line(out, heading);
	text_add(out, "</h2>\n");
}

static void add_owner(struct text *out, struct text *owner)
{
	text_add(out, "<h3 class=\"dim\" style=\"margin:14px 0 6px;font-size:14px;line-height:20px;"
		      "font-weight:600;color:#667085;word-break:break-word\">");
	html_line(out, owner);
	text_add(out, "</h3>\n");
}

static void begin_table(struct text *out)
{
	text_add(out, "<table class=\"row ink\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
		      "border=\"0\" style=\"font-size:15px;line-height:21px;color:#1d2939;"
		      "word-break:break-word\">\n");
}

static void end_table(struct text *out)
{
	text_add(out, "</table>\n");
}

/* By what it is found; of a digest, who was told and what was answered. */
static void add_keys(struct text *out, const struct render_view *view, const struct entry *entry,
		     struct day as_of)
{
	CLEANUP(text_done) struct text line = {0};

	if (view->has_keys) {
		text_add(out, "<br>");
		render_view_keys(&line, entry);
	} else {
		text_add(&line, " · ");
		render_view_key(&line, entry);
	}
	html_line(out, &line);
	if (!view->has_sections)
		return;
	text_add(out, "<br>");
	words_follow_told(&line, entry, as_of);
	html_line(out, &line);
}

static void add_row(struct text *out, const struct render_view *view, size_t index,
		    struct day as_of)
{
	const struct entry *entry = view->entries[index];
	CLEANUP(text_done) struct text line = {0};

	text_add(out, "<tr><td>");
	words_partners(&line, entry);
	html_line(out, &line);
	text_addf(out, "<br><b class=\"%s\">", html_urgency(words_urgency(entry, as_of)).class);
	render_view_brief(&line, entry, as_of);
	html_line(out, &line);
	text_add(out, "</b><i>");
	if (render_view_has_day(entry)) {
		text_add(&line, " · ");
		render_view_day(&line, entry);
		html_line(out, &line);
	}
	add_keys(out, view, entry, as_of);
	text_add(out, "</i></td></tr>\n");
}

/* The headings above a row; they end the table before them and begin another. */
static void add_headings(struct text *out, const struct render_view *view, size_t index)
{
	CLEANUP(text_done) struct text heading = {0};
	CLEANUP(text_done) struct text owner = {0};
	bool is_first = index == view->detailed;

	render_view_heading(&heading, view, index);
	render_view_owner(&owner, view, index);
	out->failed |= heading.failed || owner.failed;
	if (!is_first && heading.length == 0 && owner.length == 0)
		return;
	if (!is_first)
		end_table(out);
	if (heading.length > 0)
		add_heading(out, &heading);
	if (owner.length > 0)
		add_owner(out, &owner);
	begin_table(out);
}

void html_rows(struct text *out, const struct render_view *view, struct day as_of)
{
	if (view->detailed == view->count)
		return;
	for (size_t i = view->detailed; i < view->count; i++) {
		add_headings(out, view, i);
		add_row(out, view, i, as_of);
	}
	end_table(out);
}

/* A row of two lines. */
static void add_pair(struct text *out, struct text *line, struct text *below)
{
	text_add(out, "<tr><td>");
	html_line(out, line);
	text_add(out, "<br><i>");
	html_line(out, below);
	text_add(out, "</i></td></tr>\n");
}

static void add_rest(struct text *out, struct text *line)
{
	text_add(out, "<tr><td>");
	html_line(out, line);
	text_add(out, "</td></tr>\n");
}

void html_undelivered(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text below = {0};

	if (document->undelivered_count == 0)
		return;
	text_add(&line, UNDELIVERED_HEADING);
	add_heading(out, &line);
	begin_table(out);
	for (size_t i = 0; i < document->undelivered_count; i++) {
		words_undelivered_subject(&line, &document->undelivered[i]);
		words_undelivered(&below, &document->undelivered[i]);
		add_pair(out, &line, &below);
	}
	if (document->undelivered_total > document->undelivered_count) {
		text_addf(&line, "and %zu more",
			  document->undelivered_total - document->undelivered_count);
		add_rest(out, &line);
	}
	end_table(out);
}

void html_problems(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text below = {0};
	size_t shown = words_problems_shown(document);

	if (document->problem_total == 0)
		return;
	text_add(&line, words_problems_heading(document));
	add_heading(out, &line);
	begin_table(out);
	for (size_t i = 0; i < shown; i++) {
		text_add(&line, document->problems[i].text);
		render_view_place(&below, &document->problems[i]);
		add_pair(out, &line, &below);
	}
	if (document->problem_total > shown) {
		words_problems_left(&line, document, shown);
		add_rest(out, &line);
	}
	end_table(out);
}
