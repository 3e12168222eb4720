#include "courier/render.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "courier/render_view.h"
#include "courier/render_wrap.h"
#include "message/words.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"

/* Columns: of the facts of an entry, of their values; of the gap between two columns of a table. */
#define INDENT	     4
#define VALUE_INDENT 14
#define GAP	     2

/* The columns of the compact table: a day is at most "30 Nov 2026", or "30 Nov 10000". */
#define DAY_COLUMNS 11

/* Appends a paragraph at an indent, made by one of the words. */
static void add_paragraph(struct text *out, size_t indent, const struct text *paragraph)
{
	if (paragraph->failed)
		out->failed = true;
	if (paragraph->length == 0)
		return;
	render_wrap_blanks(out, indent);
	render_wrap(out, indent, text_string(paragraph));
}

static void add_facts(struct text *out, const struct entry *entry)
{
	CLEANUP(text_done) struct text value = {0};
	const char *label;

	for (size_t i = 0; (label = render_view_fact(i, entry, &value)) != NULL; i++) {
		if (value.length > 0) {
			render_wrap_blanks(out, INDENT);
			text_addf(out, "%-*s", VALUE_INDENT - INDENT, label);
			render_wrap(out, VALUE_INDENT, text_string(&value));
		}
		out->failed |= value.failed;
		text_clear(&value);
	}
}

static void add_entry(struct text *out, const struct entry *entry, struct day as_of)
{
	CLEANUP(text_done) struct text line = {0};

	words_partners(&line, entry);
	add_paragraph(out, 0, &line);
	text_clear(&line);
	words_matter(&line, entry, as_of);
	add_paragraph(out, INDENT, &line);
	text_clear(&line);
	words_remarks(&line, entry, as_of);
	add_paragraph(out, INDENT, &line);
	text_add(out, "\n");
	add_facts(out, entry);
	text_add(out, "\n");
}

/* How wide the middle column of the compact table must be. */
static size_t brief_columns(const struct render_view *view, struct day as_of)
{
	CLEANUP(text_done) struct text brief = {0};
	size_t most = 0;

	for (size_t i = view->detailed; i < view->count; i++) {
		text_clear(&brief);
		render_view_brief(&brief, view->entries[i], as_of);
		if (brief.length > most)
			most = brief.length;
	}
	return most;
}

/* What stands below a row: by what it is found; of a digest, who was told and what was answered. */
static void add_keys(struct text *out, const struct render_view *view, const struct entry *entry,
		     struct day as_of)
{
	CLEANUP(text_done) struct text line = {0};

	if (view->has_keys)
		render_view_keys(&line, entry);
	add_paragraph(out, DAY_COLUMNS + GAP, &line);
	text_clear(&line);
	if (view->has_sections)
		words_follow_told(&line, entry, as_of);
	add_paragraph(out, DAY_COLUMNS + GAP, &line);
}

/* The headings above a row, each divided by an empty line from what is before it. */
static void add_headings(struct text *out, const struct render_view *view, size_t index)
{
	CLEANUP(text_done) struct text line = {0};
	bool is_first = index == view->detailed;

	render_view_heading(&line, view, index);
	if (line.length > 0) {
		text_addf(out, "%s%s:\n\n", is_first ? "" : "\n", text_string(&line));
		is_first = true;
	}
	out->failed |= line.failed;
	text_clear(&line);
	render_view_owner(&line, view, index);
	if (line.length > 0 && !is_first)
		text_add(out, "\n");
	add_paragraph(out, 0, &line);
}

static void add_row(struct text *out, const struct render_view *view, size_t index,
		    struct day as_of, size_t columns)
{
	const struct entry *entry = view->entries[index];
	CLEANUP(text_done) struct text day = {0};
	CLEANUP(text_done) struct text brief = {0};
	CLEANUP(text_done) struct text partners = {0};

	render_view_day(&day, entry);
	render_view_brief(&brief, entry, as_of);
	words_partners(&partners, entry);
	if (!view->has_keys) {
		text_add(&partners, " · ");
		render_view_key(&partners, entry);
	}
	out->failed |= day.failed || brief.failed || partners.failed;
	text_addf(out, "%*s%*s%-*s%*s", DAY_COLUMNS, text_string(&day), GAP, "", (int)columns,
		  text_string(&brief), GAP, "");
	render_wrap(out, DAY_COLUMNS + GAP + columns + GAP, text_string(&partners));
	add_keys(out, view, entry, as_of);
}

static void add_rows(struct text *out, const struct render_view *view, struct day as_of)
{
	size_t columns = brief_columns(view, as_of);

	if (view->detailed == view->count)
		return;
	for (size_t i = view->detailed; i < view->count; i++) {
		add_headings(out, view, i);
		add_row(out, view, i, as_of, columns);
	}
	text_add(out, "\n");
}

/* An item of a list. */
static void add_item(struct text *out, struct text *line)
{
	text_add(out, "- ");
	render_wrap(out, 2, text_string(line));
	out->failed |= line->failed;
	text_clear(line);
}

static void add_undelivered(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	if (document->undelivered_count == 0)
		return;
	text_add(out, UNDELIVERED_HEADING ":\n\n");
	for (size_t i = 0; i < document->undelivered_count; i++) {
		words_undelivered_subject(&line, &document->undelivered[i]);
		add_item(out, &line);
		words_undelivered(&line, &document->undelivered[i]);
		add_paragraph(out, 2, &line);
		text_clear(&line);
	}
	if (document->undelivered_total > document->undelivered_count)
		text_addf(out, "and %zu more\n",
			  document->undelivered_total - document->undelivered_count);
	text_add(out, "\n");
}

static void add_problems(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};
	size_t shown = words_problems_shown(document);

	if (document->problem_total == 0)
		return;
	text_addf(out, "%s:\n\n", words_problems_heading(document));
	for (size_t i = 0; i < shown; i++) {
		render_view_place(&line, &document->problems[i]);
		text_addf(&line, "%s%s", line.length > 0 ? ": " : "", document->problems[i].text);
		add_item(out, &line);
	}
	if (document->problem_total > shown) {
		words_problems_left(&line, document, shown);
		add_paragraph(out, 0, &line);
	}
	text_add(out, "\n");
}

/* Who sent this to whom, whom to ask, and how to name this message when asking. */
static void add_foot(struct text *out, const struct job *job, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	text_add(out, "-- \n");
	text_addf(&line, "To %s, from %s.", document->recipient, document->office.name);
	if (document->office.reply_to != NULL)
		text_addf(&line, " Questions go to %s.", document->office.reply_to);
	add_paragraph(out, 0, &line);
	text_addf(out, "Reference: %s\n", job->id);
}

int render_text(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text line = {0};
	struct render_view view;
	int result = render_view_make(document, job->as_of, &arena, &view);

	if (result < 0)
		return result;
	words_meant(&line, document);
	add_paragraph(out, 0, &line);
	text_add(out, line.length > 0 ? "\n" : "");
	text_clear(&line);
	words_subject(&line, document, job->as_of);
	add_paragraph(out, 0, &line);
	text_clear(&line);
	text_add(out, "\n");
	words_opening(&line, document, job->as_of);
	add_paragraph(out, 0, &line);
	text_add(out, "\n");
	for (size_t i = 0; i < view.detailed; i++)
		add_entry(out, view.entries[i], job->as_of);
	add_rows(out, &view, job->as_of);
	add_undelivered(out, document);
	add_problems(out, document);
	add_foot(out, job, document);
	return text_failed(out) ? -ENOMEM : 0;
}
