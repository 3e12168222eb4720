/*
 * Renders a document for the checks that are written in Python: the document on standard input,
 * the bytes on standard output.
 *
 *	render_document FORM ID ADDRESS CREATED_MS OFFSET_MINUTES AS_OF [FROM]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "courier/render.h"

static int render(const char *form, const struct job *job, const struct document *document,
		  const char *from, struct text *out)
{
	if (strcmp(form, "mail") == 0)
		return render_mail(job, document, from, out, NULL);
	if (strcmp(form, "text") == 0)
		return render_text(job, document, out);
	if (strcmp(form, "html") == 0)
		return render_html(job, document, out);
	if (strcmp(form, "calendar") == 0)
		return render_calendar(job, document, out);
	if (strcmp(form, "slack") == 0)
		return render_slack(job, document, out);
	return render_webhook(job, document, out);
}

int main(int argc, char **argv)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text json = {0};
	CLEANUP(text_done) struct text out = {0};
	struct document document;
	struct job job = {0};
	const char *why = "";
	char buffer[65536];
	size_t got;

	if (argc < 7 || !day_parse(argv[6], &job.as_of))
		return 2;
	job.id = argv[2];
	job.address = argv[3];
	job.created_ms = strtoll(argv[4], NULL, 10);
	job.utc_offset_minutes = (int32_t)strtol(argv[5], NULL, 10);
	while ((got = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		text_add_n(&json, buffer, got);
	if (document_parse(text_string(&json), json.length, &arena, &document, &why) != 0) {
		fprintf(stderr, "render_document: %s\n", why);
		return 1;
	}
	job.recipient = document.recipient;
	if (render(argv[1], &job, &document, argc > 7 ? argv[7] : NULL, &out) != 0)
		return 3;
	return fwrite(text_string(&out), 1, out.length, stdout) == out.length ? 0 : 3;
}
