/*
 * The HTML part of a mail. Mail programs differ more than browsers do: the layout is one table of
 * at most 600 pixels, what matters is styled inline, and the style sheet adds what some know (dark
 * colours). Rows of the compact table lean on the style sheet alone, or 600 of them would pass the
 * 100 kB at which large providers cut a mail off.
 */
#include "courier/render.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "courier/render_html.h"
#include "courier/render_view.h"
#include "message/words.h"

#define FONTS "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

struct html_urgency html_urgency(enum urgency urgency)
{
	static const struct html_urgency urgencies[] = {
		[URGENCY_ENDED] = {"u0", "#b3123f"}, [URGENCY_WEEK] = {"u1", "#c2410c"},
		[URGENCY_MONTH] = {"u2", "#a15c07"}, [URGENCY_LATER] = {"u3", "#175cd3"},
		[URGENCY_OTHER] = {"u4", "#475467"}, [URGENCY_RENEWED] = {"u5", "#067647"},
	};

	return urgencies[urgency];
}

static const char style[] =
	"<style>\n"
	".row td{padding:9px 0;border-top:1px solid #e4e7ec;font-size:15px;line-height:21px}\n"
	".row i{font-style:normal;font-size:14px;color:#667085}\n"
	".row b{font-weight:500;font-size:14px}\n"
	".u0{color:#b3123f}.u1{color:#c2410c}.u2{color:#a15c07}.u3{color:#175cd3}.u4{color:#475467}"
	".u5{color:#067647}\n"
	"@media (prefers-color-scheme:dark){\n"
	".page{background:#101317!important}.sheet{background:#1a1f26!important}\n"
	".ink{color:#e6e9ee!important}.dim,.row i{color:#9aa4b2!important}\n"
	".card{background:#20262e!important}.line,.row td{border-color:#323a45!important}\n"
	".u0{color:#ff8fa3!important}.u1{color:#ff9d5c!important}.u2{color:#fdc04a!important}\n"
	".u3{color:#8ab4ff!important}.u4{color:#aab4c2!important}.u5{color:#47cd89!important}\n"
	".e0{border-color:#f7627f!important}.e1{border-color:#fd853a!important}\n"
	".e2{border-color:#fdb022!important}.e3{border-color:#6c9dff!important}\n"
	".e5{border-color:#47cd89!important}\n"
	".trial{background:#3a2f10!important;color:#fdd97a!important}\n"
	"}\n"
	"</style>\n";

void html_escape(struct text *out, const char *text)
{
	static const struct {
		char c;
		const char *escape;
	} escapes[] = {
		{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

	while (*text != '\0') {
		size_t plain = strcspn(text, "&<>\"'");

		text_add_n(out, text, plain);
		text += plain;
		for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
			if (*text == escapes[i].c)
				text_add(out, escapes[i].escape);
		}
		text += *text != '\0';
	}
}

void html_line(struct text *out, struct text *line)
{
	html_escape(out, text_string(line));
	out->failed |= line->failed;
	text_clear(line);
}

/* The head; the first text in the body is what a list of mails shows beside the subject. */
static void add_head(struct text *out, const struct job *job, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	text_add(out, "<!DOCTYPE html>\n<html lang=\"");
	html_escape(out, document->office.language);
	text_add(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>");
	words_subject(&line, document, job->as_of);
	html_line(out, &line);
	text_add(out, "</title>\n");
	text_add(out, style);
	text_add(out, "</head>\n"
		      "<body class=\"page\" style=\"margin:0;padding:0;background:#f2f4f7;"
		      "font-family:" FONTS "\">\n"
		      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
		      "cellspacing=\"0\" border=\"0\"><tr><td align=\"center\" "
		      "style=\"padding:16px 8px\">\n"
		      "<table role=\"presentation\" class=\"sheet\" width=\"100%\" "
		      "cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
		      "style=\"max-width:600px;background:#ffffff;border-radius:12px\">"
		      "<tr><td style=\"padding:24px 20px 20px\">\n");
}

/* For whom the message would be. */
static void add_banner(struct text *out, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	words_meant(&line, document);
	if (line.length == 0) {
		out->failed |= line.failed;
		return;
	}
	text_add(out,
		 "<p class=\"trial\" style=\"margin:0 0 16px;padding:10px 12px;border-radius:8px;"
		 "background:#fef3c7;font-size:14px;line-height:20px;color:#7a4f01;"
		 "word-break:break-word\">");
	html_line(out, &line);
	text_add(out, "</p>\n");
}

static void add_opening(struct text *out, const struct job *job, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	add_banner(out, document);
	text_add(out, "<p class=\"dim\" style=\"margin:0 0 6px;font-size:13px;line-height:18px;"
		      "color:#667085\">");
	html_escape(out, document->office.name);
	text_add(out, "</p>\n<h1 class=\"ink\" style=\"margin:0 0 12px;font-size:22px;"
		      "line-height:28px;font-weight:700;color:#1d2939\">");
	words_subject(&line, document, job->as_of);
	html_line(out, &line);
	text_add(out, "</h1>\n<p class=\"ink\" style=\"margin:0 0 20px;font-size:15px;"
		      "line-height:22px;color:#1d2939\">");
	words_opening(&line, document, job->as_of);
	html_line(out, &line);
	text_add(out, "</p>\n");
}

static void add_facts(struct text *out, const struct entry *entry)
{
	CLEANUP(text_done) struct text value = {0};
	const char *label;

	text_add(out, "<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
		      "style=\"margin-top:10px;font-size:14px;line-height:20px\">\n");
	for (size_t i = 0; (label = render_view_fact(i, entry, &value)) != NULL; i++) {
		if (value.length == 0)
			continue;
		text_addf(out,
			  "<tr><td class=\"dim\" valign=\"top\" style=\"padding:1px 12px 1px 0;"
			  "color:#667085\">%s</td><td class=\"ink\" valign=\"top\" "
			  "style=\"padding:1px 0;color:#1d2939;word-break:break-word\">",
			  label);
		html_line(out, &value);
		text_add(out, "</td></tr>\n");
	}
	text_add(out, "</table>\n");
	out->failed |= value.failed;
}

static void add_entry(struct text *out, const struct entry *entry, struct day as_of)
{
	CLEANUP(text_done) struct text line = {0};
	struct html_urgency urgency = html_urgency(words_urgency(entry, as_of));

	text_addf(out,
		  "<table role=\"presentation\" class=\"card\" width=\"100%%\" cellpadding=\"0\" "
		  "cellspacing=\"0\" border=\"0\" style=\"margin:0 0 14px;background:#f9fafb;"
		  "border-radius:8px\"><tr><td class=\"e%s\" style=\"padding:14px 16px;"
		  "border-left:4px solid %s;border-radius:8px\">\n",
		  urgency.class + 1, urgency.colour);
	text_add(out, "<h2 class=\"ink\" style=\"margin:0 0 4px;font-size:17px;line-height:23px;"
		      "font-weight:600;color:#1d2939;word-break:break-word\">");
	words_partners(&line, entry);
	html_line(out, &line);
	text_addf(out,
		  "</h2>\n<p class=\"%s\" style=\"margin:0;font-size:15px;line-height:21px;"
		  "font-weight:600;color:%s\">",
		  urgency.class, urgency.colour);
	words_matter(&line, entry, as_of);
	html_line(out, &line);
	text_add(out, "</p>\n");
	words_remarks(&line, entry, as_of);
	if (line.length > 0) {
		text_add(out, "<p class=\"ink\" style=\"margin:6px 0 0;font-size:14px;"
			      "line-height:20px;color:#1d2939\">");
		html_line(out, &line);
		text_add(out, "</p>\n");
	}
	out->failed |= line.failed;
	add_facts(out, entry);
	text_add(out, "</td></tr></table>\n");
}

static void add_foot(struct text *out, const struct job *job, const struct document *document)
{
	CLEANUP(text_done) struct text line = {0};

	text_add(out, "<p class=\"dim line\" style=\"margin:22px 0 0;padding:14px 0 0;"
		      "border-top:1px solid #e4e7ec;font-size:13px;line-height:19px;"
		      "color:#667085;word-break:break-word\">");
	text_addf(&line, "To %s, from %s.", document->recipient, document->office.name);
	if (document->office.reply_to != NULL)
		text_addf(&line, " Questions go to %s.", document->office.reply_to);
	html_line(out, &line);
	text_addf(out, "<br>Reference: %s</p>\n", job->id);
	text_add(out, "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n");
}

int render_html(const struct job *job, const struct document *document, struct text *out)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct render_view view;
	int result = render_view_make(document, job->as_of, &arena, &view);

	if (result < 0)
		return result;
	add_head(out, job, document);
	add_opening(out, job, document);
	for (size_t i = 0; i < view.detailed; i++)
		add_entry(out, view.entries[i], job->as_of);
	html_rows(out, &view, job->as_of);
	html_undelivered(out, document);
	html_problems(out, document);
	add_foot(out, job, document);
	return text_failed(out) ? -ENOMEM : 0;
}
